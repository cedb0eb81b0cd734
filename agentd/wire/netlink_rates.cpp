// Limits of rates in the kernel: token buckets, and the way round for what comes in.
#include "agentd/wire/netlink_kernel.h"
#include "agentd/wire/netlink_socket.h"

#include <arpa/inet.h>

#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/pkt_cls.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <linux/tc_act/tc_mirred.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace podloom {

namespace {

constexpr std::uint32_t kIngress = 0xFFFF0000U;

/// The limit of a token bucket, in bits a second; 0 for any other queue.
std::uint64_t limitOf(const nlmsghdr *message)
{
    const NetlinkAttributes attributes(message, sizeof(tcmsg));
    if (attributes.text(TCA_KIND) != "tbf" || !attributes[TCA_OPTIONS])
        return 0;
    const NetlinkAttributes options(attributes[TCA_OPTIONS]);
    std::uint64_t bytesPerSecond = 0;
    if (const auto *wide = options[TCA_TBF_RATE64]) {
        std::memcpy(&bytesPerSecond, nla_data(wide), sizeof bytesPerSecond);
    } else if (const auto *parameters = options[TCA_TBF_PARMS]) {
        tc_tbf_qopt bucket{};
        std::memcpy(&bucket, nla_data(parameters), sizeof bucket);
        bytesPerSecond = bucket.rate.rate;
    }
    return bytesPerSecond * 8;
}

/// The link to which a filter of putRedirection() leads; 0 for any other.
std::uint32_t targetOf(const nlmsghdr *message)
{
    const nlattr *at = NetlinkAttributes(message, sizeof(tcmsg))[TCA_OPTIONS];
    for (const int inner : {static_cast<int>(TCA_U32_ACT), 1}) {
        if (at)
            at = NetlinkAttributes(at)[inner];
    }
    if (!at)
        return 0;
    const NetlinkAttributes action(at);
    if (action.text(TCA_ACT_KIND) != "mirred" || !action[TCA_ACT_OPTIONS])
        return 0;
    const auto *parameters = NetlinkAttributes(action[TCA_ACT_OPTIONS])[TCA_MIRRED_PARMS];
    if (!parameters)
        return 0;
    tc_mirred redirect{};
    std::memcpy(&redirect, nla_data(parameters), sizeof redirect);
    return redirect.eaction == TCA_EGRESS_REDIR ? redirect.ifindex : 0;
}

void putRedirection(NetlinkMessage &options, int index)
{
    // One key that compares nothing: every packet.
    tc_u32_sel selector{};
    selector.flags = TC_U32_TERMINAL;
    selector.nkeys = 1;
    std::array<char, sizeof(tc_u32_sel) + sizeof(tc_u32_key)> everything{};
    std::memcpy(everything.data(), &selector, sizeof selector);
    tc_mirred redirect{};
    redirect.action = TC_ACT_STOLEN;
    redirect.eaction = TCA_EGRESS_REDIR;
    redirect.ifindex = static_cast<std::uint32_t>(index);
    options.put(TCA_U32_SEL, everything.data(), everything.size());
    options.nest(TCA_U32_ACT, [&](NetlinkMessage &actions) {
        actions.nest(1, [&](NetlinkMessage &action) {
            action.put(TCA_ACT_KIND, std::string("mirred"));
            action.nest(TCA_ACT_OPTIONS, [&](NetlinkMessage &inside) {
                inside.put(TCA_MIRRED_PARMS, &redirect, sizeof redirect);
            });
        });
    });
}

} // namespace

Status NetlinkKernel::limitRate(const std::string &name, std::uint64_t bitsPerSecond, std::uint64_t burstBits)
{
    const auto index = indexOf(name);
    if (!index)
        return Failure{index.error()};
    const auto bytesPerSecond = std::max<std::uint64_t>(bitsPerSecond / 8, 1);
    // A hundredth of a second of burst, but never less than what GSO sends at once.
    const auto wanted = burstBits == 0 ? bytesPerSecond / 100 : burstBits / 8;
    const auto burst = std::clamp<std::uint64_t>(wanted, 65536, 16 * 1024 * 1024);
    tc_tbf_qopt options{};
    options.rate.rate = static_cast<std::uint32_t>(std::min<std::uint64_t>(bytesPerSecond, UINT32_MAX));
    options.rate.linklayer = TC_LINKLAYER_ETHERNET;
    const auto queue = std::min<std::uint64_t>(bytesPerSecond / 20, UINT32_MAX - burst); // 50 ms
    options.limit = static_cast<std::uint32_t>(burst + queue);
    NetlinkMessage message(RTM_NEWQDISC, NLM_F_CREATE | NLM_F_REPLACE);
    auto *header = message.header<tcmsg>();
    header->tcm_ifindex = *index;
    header->tcm_parent = TC_H_ROOT;
    header->tcm_handle = 0x10000;
    message.put(TCA_KIND, std::string("tbf"));
    message.nest(TCA_OPTIONS, [&](NetlinkMessage &inside) {
        inside.put(TCA_TBF_PARMS, &options, sizeof options);
        inside.put(TCA_TBF_RATE64, &bytesPerSecond, sizeof bytesPerSecond);
        inside.putU32(TCA_TBF_BURST, static_cast<std::uint32_t>(burst));
    });
    return m_route->request(message, "limit the rate of " + name);
}

Result<std::optional<std::uint64_t>> NetlinkKernel::rateLimit(const std::string &name)
{
    const auto index = indexOf(name);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_GETQDISC, 0);
    message.header<tcmsg>()->tcm_ifindex = *index;
    std::optional<std::uint64_t> found;
    auto listed = m_route->dump(
        message, "read the queue of " + name, [&] { found.reset(); },
        [&](const nlmsghdr *answer) {
            const auto *header = static_cast<const tcmsg *>(nlmsg_data(answer));
            if (header->tcm_ifindex != *index || header->tcm_parent != TC_H_ROOT)
                return;
            if (const auto limit = limitOf(answer); limit > 0)
                found = limit;
        });
    if (!listed)
        return Failure{std::move(listed).error()};
    return found;
}

Status NetlinkKernel::addIfb(const std::string &name)
{
    NetlinkMessage message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    message.header<ifinfomsg>();
    message.put(IFLA_IFNAME, name);
    message.nest(IFLA_LINKINFO, [](NetlinkMessage &info) { info.put(IFLA_INFO_KIND, "ifb", 3); });
    return m_route->request(message, "add ifb link " + name);
}

Status NetlinkKernel::redirectIngress(const std::string &name, const std::string &by)
{
    const auto from = indexOf(name);
    const auto to = indexOf(by);
    if (!from || !to)
        return Failure{(from ? to : from).error()};
    NetlinkMessage ingress(RTM_NEWQDISC, NLM_F_CREATE | NLM_F_EXCL);
    auto *header = ingress.header<tcmsg>();
    header->tcm_ifindex = *from;
    header->tcm_parent = TC_H_INGRESS;
    header->tcm_handle = kIngress;
    ingress.put(TCA_KIND, std::string("ingress"));
    auto added = m_route->request(ingress, "watch what comes in by " + name);
    if (!added && added.error().code != Errc::AlreadyExists)
        return added;

    // With a handle of its own it takes the place of one that leads to a link that is gone.
    constexpr std::uint32_t kOnlyFilter = 0x80000800U; // the number that the kernel gives the first
    NetlinkMessage filter(RTM_NEWTFILTER, NLM_F_CREATE | NLM_F_REPLACE);
    header = filter.header<tcmsg>();
    header->tcm_ifindex = *from;
    header->tcm_parent = kIngress;
    header->tcm_handle = kOnlyFilter;
    header->tcm_info = (1U << 16U) | htons(ETH_P_ALL);
    filter.put(TCA_KIND, std::string("u32"));
    filter.nest(TCA_OPTIONS, [&](NetlinkMessage &options) { putRedirection(options, *to); });
    return m_route->request(filter, "send what comes in by " + name + " through " + by);
}

Result<bool> NetlinkKernel::isIngressRedirected(const std::string &name, const std::string &by)
{
    const auto from = indexOf(name);
    const auto to = indexOf(by);
    if (!from || !to)
        return Failure{(from ? to : from).error()};
    NetlinkMessage message(RTM_GETTFILTER, 0);
    auto *header = message.header<tcmsg>();
    header->tcm_ifindex = *from;
    header->tcm_parent = kIngress;
    bool isRedirected = false;
    auto listed = m_route->dump(
        message, "read the filters of " + name, [&] { isRedirected = false; },
        [&](const nlmsghdr *answer) {
            isRedirected = isRedirected || targetOf(answer) == static_cast<std::uint32_t>(*to);
        });
    if (!listed)
        return Failure{std::move(listed).error()};
    return isRedirected;
}

} // namespace podloom
