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
    constexpr std::uint32_t kIngress = 0xFFFF0000U;
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

} // namespace podloom
