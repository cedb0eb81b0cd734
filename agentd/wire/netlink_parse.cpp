#include "agentd/wire/netlink_parse.h"

#include "agentd/wire/netlink_socket.h"

#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

namespace podloom {

namespace {

using Type = KernelRoute::Type;

Type typeOf(std::uint8_t rtn)
{
    switch (rtn) {
    case RTN_UNICAST: return Type::Unicast;
    case RTN_BLACKHOLE: return Type::Blackhole;
    case RTN_UNREACHABLE: return Type::Unreachable;
    case RTN_PROHIBIT: return Type::Prohibit;
    default: return Type::Other;
    }
}

/// The next hops of a route that has several, each as a route of its own.
std::vector<KernelRoute> splitHops(KernelRoute route, const nlattr *hops, const InterfaceNamer &nameOf)
{
    std::vector<KernelRoute> out;
    auto left = static_cast<int>(nla_len(hops));
    for (const auto *hop = static_cast<const rtnexthop *>(nla_data(hops));
         left >= static_cast<int>(sizeof *hop) && hop->rtnh_len >= sizeof *hop && hop->rtnh_len <= left;
         left -= RTNH_ALIGN(hop->rtnh_len), hop = RTNH_NEXT(hop)) {
        const auto *first = reinterpret_cast<const nlattr *>(RTNH_DATA(hop));
        const auto *gateway = nla_find(first, hop->rtnh_len - static_cast<int>(sizeof *hop), RTA_GATEWAY);
        route.gateway = gateway ? IpAddress::fromBytes(static_cast<const std::uint8_t *>(nla_data(gateway)),
                                                       static_cast<std::size_t>(nla_len(gateway)))
                                : std::nullopt;
        route.interface = nameOf(hop->rtnh_ifindex);
        out.push_back(route);
    }
    return out;
}

} // namespace

LinkState parseLink(const nlmsghdr *message)
{
    const auto *info = static_cast<const ifinfomsg *>(nlmsg_data(message));
    const NetlinkAttributes attributes(message, sizeof(ifinfomsg));
    LinkState link;
    link.index = info->ifi_index;
    link.name = attributes.text(IFLA_IFNAME);
    link.kind = NetlinkAttributes(attributes[IFLA_LINKINFO]).text(IFLA_INFO_KIND);
    link.mac = attributes.mac(IFLA_ADDRESS).value_or(MacAddress{});
    link.mtuBytes = attributes.u32(IFLA_MTU);
    link.isUp = (info->ifi_flags & IFF_UP) != 0;
    link.hasCarrier = (info->ifi_flags & IFF_RUNNING) != 0;
    link.masterIndex = static_cast<int>(attributes.u32(IFLA_MASTER));
    return link;
}

std::vector<KernelRoute> parseRoutes(const nlmsghdr *message, const InterfaceNamer &nameOf)
{
    const auto *header = static_cast<const rtmsg *>(nlmsg_data(message));
    const NetlinkAttributes attributes(message, sizeof(rtmsg));
    KernelRoute route;
    route.table = attributes.u32(RTA_TABLE, header->rtm_table);
    route.protocol = header->rtm_protocol;
    const auto to = attributes.address(RTA_DST);
    route.destination = to ? Prefix::of(*to, header->rtm_dst_len)
                           : Prefix::all(header->rtm_family == AF_INET ? Family::V4 : Family::V6);
    route.type = typeOf(header->rtm_type);
    route.metric = attributes.u32(RTA_PRIORITY);
    route.isOnLink = (header->rtm_flags & RTNH_F_ONLINK) != 0;
    route.gateway = attributes.address(RTA_GATEWAY);
    const auto index = static_cast<int>(attributes.u32(RTA_OIF));
    if (index != 0 && route.type == Type::Unicast) // a blackhole of IPv6 says "lo"
        route.interface = nameOf(index);
    if (const auto *hops = attributes[RTA_MULTIPATH])
        return splitHops(std::move(route), hops, nameOf);
    return {route};
}

std::optional<Neighbour> parseNeighbour(const nlmsghdr *message, const InterfaceNamer &nameOf)
{
    const auto *header = static_cast<const ndmsg *>(nlmsg_data(message));
    const NetlinkAttributes attributes(message, sizeof(ndmsg));
    const auto address = attributes.address(NDA_DST);
    const auto mac = attributes.mac(NDA_LLADDR);
    const bool isOne = header->ndm_family == AF_INET || header->ndm_family == AF_INET6;
    const bool isKnown = mac || message->nlmsg_type == RTM_DELNEIGH; // one that goes has lost it
    if (!isOne || !address || !isKnown || (header->ndm_state & NUD_NOARP) != 0)
        return std::nullopt;
    return Neighbour{nameOf(header->ndm_ifindex), *address, mac.value_or(MacAddress{}),
                     (header->ndm_state & NUD_PERMANENT) != 0};
}

std::optional<ForwardingEntry> parseForwarding(const nlmsghdr *message, const InterfaceNamer &nameOf)
{
    const auto *header = static_cast<const ndmsg *>(nlmsg_data(message));
    const NetlinkAttributes attributes(message, sizeof(ndmsg));
    const auto mac = attributes.mac(NDA_LLADDR);
    const auto remote = attributes.address(NDA_DST);
    if (header->ndm_family != AF_BRIDGE || !mac || !remote)
        return std::nullopt;
    return ForwardingEntry{nameOf(header->ndm_ifindex), *mac, *remote};
}

std::optional<LinkAddress> parseAddress(const nlmsghdr *message, const InterfaceNamer &nameOf)
{
    const auto *header = static_cast<const ifaddrmsg *>(nlmsg_data(message));
    const NetlinkAttributes attributes(message, sizeof(ifaddrmsg));
    const auto local = attributes.address(IFA_LOCAL);
    const auto address = local ? local : attributes.address(IFA_ADDRESS);
    if (!address)
        return std::nullopt;
    return LinkAddress{nameOf(static_cast<int>(header->ifa_index)), {*address, header->ifa_prefixlen}};
}

} // namespace podloom
