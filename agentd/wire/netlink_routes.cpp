// Addresses, routes, neighbours and VXLAN forwarding of the kernel.
#include "agentd/wire/names.h"
#include "agentd/wire/netlink_kernel.h"
#include "agentd/wire/netlink_parse.h"
#include "agentd/wire/netlink_socket.h"

#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/socket.h>

#include <chrono>

namespace podloom {

namespace {

using Type = KernelRoute::Type;

std::uint8_t familyOf(IpAddress address)
{
    return address.isV4() ? AF_INET : AF_INET6;
}

std::uint8_t rtnType(Type type)
{
    switch (type) {
    case Type::Blackhole: return RTN_BLACKHOLE;
    case Type::Unreachable: return RTN_UNREACHABLE;
    case Type::Prohibit: return RTN_PROHIBIT;
    case Type::Unicast:
    case Type::Other: break;
    }
    return RTN_UNICAST;
}

void putAddress(NetlinkMessage &message, const LinkAddress &address, int index)
{
    auto *header = message.header<ifaddrmsg>();
    header->ifa_family = familyOf(address.address.address);
    header->ifa_prefixlen = static_cast<std::uint8_t>(address.address.prefixLength);
    header->ifa_index = static_cast<std::uint32_t>(index);
    message.put(IFA_LOCAL, address.address.address).put(IFA_ADDRESS, address.address.address);
    message.putU32(IFA_FLAGS, IFA_F_NODAD);
}

void putNeighbour(NetlinkMessage &message, std::uint8_t family, int index, std::uint16_t state,
                  std::uint8_t flags)
{
    auto *header = message.header<ndmsg>();
    header->ndm_family = family;
    header->ndm_ifindex = index;
    header->ndm_state = state;
    header->ndm_flags = flags;
}

} // namespace

Status NetlinkKernel::addAddress(const LinkAddress &address)
{
    const auto index = indexOf(address.interface);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE);
    putAddress(message, address, *index);
    return m_route->request(message,
                            "add address " + address.address.toString() + " to " + address.interface);
}

Status NetlinkKernel::awaitAddress(IpAddress address)
{
    const auto isLocal = [&] {
        NetlinkMessage message(RTM_GETROUTE, 0);
        auto *header = message.header<rtmsg>();
        header->rtm_family = familyOf(address);
        header->rtm_dst_len = static_cast<std::uint8_t>(bitsOf(address.family()));
        message.put(RTA_DST, address);
        bool isFound = false;
        const auto done = m_route->get(message, "look up " + address.toString(), [&](const nlmsghdr *answer) {
            isFound = static_cast<const rtmsg *>(nlmsg_data(answer))->rtm_type == RTN_LOCAL;
        });
        return done && isFound;
    };
    if (isLocal())
        return {};
    std::optional<NetlinkSocket> news;
    auto opened = inOwnNetns([&]() -> Status {
        auto listener = NetlinkSocket::open(NETLINK_ROUTE);
        if (!listener)
            return Failure{std::move(listener).error()};
        news = *std::move(listener);
        return news->join(address.isV4() ? RTNLGRP_IPV4_ROUTE : RTNLGRP_IPV6_ROUTE);
    });
    if (!opened)
        return opened;
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::seconds(5);
    while (!isLocal()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd wait{news->fd(), POLLIN, 0};
        if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) == 0)
            return fail(Errc::Timeout, "address-not-valid", "the kernel does not make the address %1 valid",
                        {address.toString()});
        if (wait.revents != 0)
            (void)static_cast<bool>(news->receive([](const nlmsghdr *) {})); // any news: look again
    }
    return {};
}

Status NetlinkKernel::deleteAddress(const LinkAddress &address)
{
    const auto index = indexOf(address.interface);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_DELADDR, 0);
    putAddress(message, address, *index);
    return m_route->request(message,
                            "remove address " + address.address.toString() + " from " + address.interface);
}

Result<std::vector<LinkAddress>> NetlinkKernel::addresses()
{
    NetlinkMessage message(RTM_GETADDR, 0);
    message.header<ifaddrmsg>();
    std::vector<LinkAddress> found;
    auto done = m_route->dump(
        message, "list addresses", [&] { found.clear(); },
        [&](const nlmsghdr *answer) {
            if (auto address = parseAddress(answer, namer()))
                found.push_back(*std::move(address));
        });
    if (!done)
        return Failure{std::move(done).error()};
    return found;
}

Status NetlinkKernel::writeRoute(const KernelRoute &route, int flags, const std::string &verb)
{
    const bool isDeletion = flags < 0;
    NetlinkMessage message(isDeletion ? RTM_DELROUTE : RTM_NEWROUTE, isDeletion ? 0 : flags);
    auto *header = message.header<rtmsg>();
    header->rtm_family = familyOf(route.destination.address());
    header->rtm_dst_len = static_cast<std::uint8_t>(route.destination.length());
    header->rtm_table = RT_TABLE_UNSPEC;
    header->rtm_protocol = route.protocol;
    header->rtm_type = rtnType(route.type);
    const bool isLink = route.type == Type::Unicast && !route.gateway;
    header->rtm_scope = isDeletion ? RT_SCOPE_NOWHERE : isLink ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
    header->rtm_flags = route.isOnLink ? RTNH_F_ONLINK : 0U;
    message.put(RTA_DST, route.destination.address()).putU32(RTA_TABLE, route.table);
    if (route.metric != 0)
        message.putU32(RTA_PRIORITY, route.metric);
    if (route.gateway)
        message.put(RTA_GATEWAY, *route.gateway);
    if (!route.interface.empty()) {
        const auto index = indexOf(route.interface);
        if (!index)
            return Failure{index.error()};
        message.putU32(RTA_OIF, static_cast<std::uint32_t>(*index));
    }
    return m_route->request(message, verb + " route " + route.destination.toString()
                                         + (route.interface.empty() ? "" : " by " + route.interface));
}

Status NetlinkKernel::addRoute(const KernelRoute &route)
{
    return writeRoute(route, NLM_F_CREATE | NLM_F_EXCL, "add");
}

Status NetlinkKernel::replaceRoute(const KernelRoute &route)
{
    return writeRoute(route, NLM_F_CREATE | NLM_F_REPLACE, "replace");
}

Status NetlinkKernel::addSourceRule(IpAddress source, std::uint32_t table)
{
    NetlinkMessage message(RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL);
    auto *header = message.header<fib_rule_hdr>();
    header->family = familyOf(source);
    header->src_len = static_cast<std::uint8_t>(bitsOf(source.family()));
    header->action = FR_ACT_TO_TBL;
    message.put(FRA_SRC, source).putU32(FRA_TABLE, table).putU8(FRA_PROTOCOL, kRouteProtocol);
    auto added = m_route->request(message, "add a rule for what " + source.toString() + " sends");
    if (!added && added.error().code == Errc::AlreadyExists)
        return {};
    return added;
}

Status NetlinkKernel::deleteRoute(const KernelRoute &route)
{
    return writeRoute(route, -1, "delete");
}

Result<std::vector<KernelRoute>> NetlinkKernel::routes(const KernelRouteFilter &filter)
{
    std::vector<KernelRoute> found;
    const auto read = [&](const nlmsghdr *answer) {
        for (auto &route : parseRoutes(answer, namer())) {
            if ((!filter.table || route.table == *filter.table)
                && (!filter.protocol || route.protocol == *filter.protocol))
                found.push_back(std::move(route));
        }
    };
    NetlinkMessage message(RTM_GETROUTE, 0);
    auto *header = message.header<rtmsg>();
    header->rtm_family =
        filter.family ? (*filter.family == Family::V4 ? AF_INET : AF_INET6) : std::uint8_t{AF_UNSPEC};
    header->rtm_protocol = filter.protocol.value_or(0);
    auto done = m_route->dump(
        message, "list routes", [&] { found.clear(); }, read);
    if (!done)
        return Failure{std::move(done).error()};
    return found;
}

Status NetlinkKernel::setNeighbour(const Neighbour &neighbour)
{
    const auto index = indexOf(neighbour.interface);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE);
    putNeighbour(message, familyOf(neighbour.address), *index,
                 neighbour.isPermanent ? NUD_PERMANENT : NUD_REACHABLE, 0);
    message.put(NDA_DST, neighbour.address).put(NDA_LLADDR, neighbour.mac);
    return m_route->request(message,
                            "set neighbour " + neighbour.address.toString() + " on " + neighbour.interface);
}

Status NetlinkKernel::deleteNeighbour(const Neighbour &neighbour)
{
    const auto index = indexOf(neighbour.interface);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_DELNEIGH, 0);
    putNeighbour(message, familyOf(neighbour.address), *index, 0, 0);
    message.put(NDA_DST, neighbour.address);
    return m_route->request(message, "delete neighbour " + neighbour.address.toString() + " on "
                                         + neighbour.interface);
}

Result<std::vector<Neighbour>> NetlinkKernel::neighbours()
{
    std::vector<Neighbour> found;
    NetlinkMessage message(RTM_GETNEIGH, 0);
    message.header<ndmsg>();
    auto done = m_route->dump(
        message, "list neighbours", [&] { found.clear(); },
        [&](const nlmsghdr *answer) {
            if (auto neighbour = parseNeighbour(answer, namer()))
                found.push_back(*std::move(neighbour));
        });
    if (!done)
        return Failure{std::move(done).error()};
    return found;
}

Status NetlinkKernel::addForwarding(const ForwardingEntry &entry)
{
    const auto index = indexOf(entry.interface);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE);
    putNeighbour(message, AF_BRIDGE, *index, NUD_PERMANENT, NTF_SELF);
    message.put(NDA_LLADDR, entry.mac).put(NDA_DST, entry.remote);
    return m_route->request(message, "forward " + entry.mac.toString() + " to " + entry.remote.toString()
                                         + " on " + entry.interface);
}

Status NetlinkKernel::deleteForwarding(const ForwardingEntry &entry)
{
    const auto index = indexOf(entry.interface);
    if (!index)
        return Failure{index.error()};
    NetlinkMessage message(RTM_DELNEIGH, 0);
    putNeighbour(message, AF_BRIDGE, *index, NUD_PERMANENT, NTF_SELF);
    message.put(NDA_LLADDR, entry.mac).put(NDA_DST, entry.remote);
    return m_route->request(message, "forward " + entry.mac.toString() + " no longer to "
                                         + entry.remote.toString() + " on " + entry.interface);
}

Result<std::vector<ForwardingEntry>> NetlinkKernel::forwarding(const std::string &interface)
{
    const auto index = indexOf(interface);
    if (!index)
        return Failure{index.error()};
    std::vector<ForwardingEntry> found;
    NetlinkMessage message(RTM_GETNEIGH, 0);
    auto *wanted = message.header<ndmsg>();
    wanted->ndm_family = AF_BRIDGE;
    wanted->ndm_ifindex = *index;
    auto done = m_route->dump(
        message, "list forwarding of " + interface, [&] { found.clear(); },
        [&](const nlmsghdr *answer) {
            if (auto entry = parseForwarding(answer, [&](int) { return interface; }))
                found.push_back(*std::move(entry));
        });
    if (!done)
        return Failure{std::move(done).error()};
    return found;
}

} // namespace podloom
