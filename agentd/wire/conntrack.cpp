// Connection tracking of the kernel (ctnetlink): who is tracked, and forgetting an address.
#include "agentd/wire/netlink_kernel.h"
#include "agentd/wire/netlink_socket.h"

#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <sys/socket.h>

#include <algorithm>
#include <unordered_set>

namespace podloom {

namespace {

constexpr int kGet = (NFNL_SUBSYS_CTNETLINK << 8) | IPCTNL_MSG_CT_GET;
constexpr int kDelete = (NFNL_SUBSYS_CTNETLINK << 8) | IPCTNL_MSG_CT_DELETE;

struct Tuple {
    std::optional<IpAddress> source{};
    std::optional<IpAddress> destination{};
    std::uint8_t protocol = 0;
    std::uint16_t sourcePort = 0;
    std::uint16_t destinationPort = 0;
};

Tuple tupleOf(const nlattr *nested)
{
    const NetlinkAttributes tuple(nested);
    const NetlinkAttributes ip(tuple[CTA_TUPLE_IP]);
    const NetlinkAttributes proto(tuple[CTA_TUPLE_PROTO]);
    Tuple out;
    out.source = ip.address(CTA_IP_V4_SRC);
    if (!out.source)
        out.source = ip.address(CTA_IP_V6_SRC);
    out.destination = ip.address(CTA_IP_V4_DST);
    if (!out.destination)
        out.destination = ip.address(CTA_IP_V6_DST);
    if (const auto *number = proto[CTA_PROTO_NUM])
        out.protocol = *static_cast<const std::uint8_t *>(nla_data(number));
    out.sourcePort = proto.big16(CTA_PROTO_SRC_PORT);
    out.destinationPort = proto.big16(CTA_PROTO_DST_PORT);
    return out;
}

std::optional<TrackedFlow> flowOf(const NetlinkAttributes &attributes)
{
    const auto original = tupleOf(attributes[CTA_TUPLE_ORIG]);
    const auto reply = tupleOf(attributes[CTA_TUPLE_REPLY]);
    if (!original.source || !original.destination || !reply.source || !reply.destination)
        return std::nullopt;
    TrackedFlow flow;
    flow.protocol = original.protocol;
    flow.source = *original.source;
    flow.destination = *original.destination;
    flow.sourcePort = original.sourcePort;
    flow.destinationPort = original.destinationPort;
    flow.replySource = *reply.source;
    flow.replyDestination = *reply.destination;
    flow.zone = attributes.big16(CTA_ZONE);
    return flow;
}

/// Names one entry to the kernel again: its first tuple and its id, exactly as they were listed.
NetlinkMessage deletionOf(const nlmsghdr *listed, const NetlinkAttributes &attributes)
{
    NetlinkMessage message(kDelete, 0);
    auto *header = message.header<nfgenmsg>();
    header->nfgen_family = static_cast<const nfgenmsg *>(nlmsg_data(listed))->nfgen_family;
    header->version = NFNETLINK_V0;
    for (const int type : {CTA_TUPLE_ORIG, CTA_ID, CTA_ZONE}) {
        if (const auto *found = attributes[type])
            message.put(found->nla_type, nla_data(found), static_cast<std::size_t>(nla_len(found)));
    }
    return message;
}

NetlinkMessage listing()
{
    NetlinkMessage message(kGet, 0);
    auto *header = message.header<nfgenmsg>();
    header->nfgen_family = AF_UNSPEC;
    header->version = NFNETLINK_V0;
    return message;
}

} // namespace

Result<NetlinkSocket *> NetlinkKernel::flowSocket()
{
    if (!m_flows) {
        auto done = inOwnNetns([&]() -> Status {
            auto socket = NetlinkSocket::open(NETLINK_NETFILTER);
            if (!socket)
                return Failure{std::move(socket).error()};
            m_flows = std::make_unique<NetlinkSocket>(*std::move(socket));
            return {};
        });
        if (!done)
            return Failure{std::move(done).error()};
    }
    return m_flows.get();
}

Result<std::vector<TrackedFlow>> NetlinkKernel::trackedFlows()
{
    auto socket = flowSocket();
    if (!socket)
        return Failure{std::move(socket).error()};
    std::vector<TrackedFlow> found;
    auto message = listing();
    auto done = (*socket)->dump(
        message, "list tracked connections", [&] { found.clear(); },
        [&](const nlmsghdr *answer) {
            if (auto flow = flowOf(NetlinkAttributes(answer, sizeof(nfgenmsg))))
                found.push_back(*flow);
        });
    if (!done)
        return Failure{std::move(done).error()};
    return found;
}

Result<std::size_t> NetlinkKernel::forgetFlows(const std::vector<IpAddress> &addresses)
{
    const std::unordered_set<IpAddress> gone(addresses.begin(), addresses.end());
    return forgetFlowsThat([&](const TrackedFlow &flow) {
        return gone.contains(flow.source) || gone.contains(flow.destination)
            || gone.contains(flow.replySource) || gone.contains(flow.replyDestination);
    });
}

Result<std::size_t> NetlinkKernel::forgetFlowsThat(const std::function<bool(const TrackedFlow &)> &isDoomed)
{
    // A listing walks the table of all namespaces, which costs 9 ms however empty it is.
    if (const auto count = sysctl("net/netfilter/nf_conntrack_count"); count && *count == "0")
        return std::size_t{0};
    auto socket = flowSocket();
    if (!socket)
        return Failure{std::move(socket).error()};
    std::vector<NetlinkMessage> deletions;
    auto message = listing();
    auto listed = (*socket)->dump(
        message, "list tracked connections", [&] { deletions.clear(); },
        [&](const nlmsghdr *answer) {
            const NetlinkAttributes attributes(answer, sizeof(nfgenmsg));
            const auto flow = flowOf(attributes);
            if (flow && isDoomed(*flow))
                deletions.push_back(deletionOf(answer, attributes));
        });
    if (!listed)
        return Failure{std::move(listed).error()};
    std::size_t count = 0;
    for (auto &each : deletions) {
        auto deleted = (*socket)->request(each, "forget a connection");
        if (!deleted && deleted.error().code != Errc::NotFound) // it ended by itself
            return Failure{std::move(deleted).error()};
        count += deleted ? 1 : 0;
    }
    return count;
}

} // namespace podloom
