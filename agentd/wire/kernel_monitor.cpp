#include "agentd/wire/kernel_monitor.h"

#include "agentd/wire/names.h"
#include "agentd/wire/netlink_parse.h"
#include "agentd/wire/netlink_socket.h"

#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/netconf.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

namespace podloom {

namespace {

bool isTunnel(std::string_view interface)
{
    return interface.starts_with(kTunnelInterfacePrefix);
}

bool isOurs(std::string_view interface)
{
    return isPodInterface(interface) || isTunnel(interface) || !podInterfaceOfLimiter(interface).empty();
}

/// Nothing for what single links do, and for other settings.
std::optional<ForwardingSwitch> parseForwardingSwitch(const nlmsghdr *message)
{
    const auto family = static_cast<const netconfmsg *>(nlmsg_data(message))->ncm_family;
    const NetlinkAttributes settings(message, sizeof(netconfmsg));
    if ((family != AF_INET && family != AF_INET6) || !settings[NETCONFA_FORWARDING]
        || static_cast<int>(settings.u32(NETCONFA_IFINDEX)) != NETCONFA_IFINDEX_ALL)
        return {};
    return ForwardingSwitch{family == AF_INET ? Family::V4 : Family::V6,
                            settings.u32(NETCONFA_FORWARDING) != 0};
}

} // namespace

KernelMonitor::KernelMonitor(std::unique_ptr<NetlinkSocket> socket) : m_socket(std::move(socket)) {}
KernelMonitor::KernelMonitor(KernelMonitor &&) noexcept = default;
KernelMonitor &KernelMonitor::operator=(KernelMonitor &&) noexcept = default;
KernelMonitor::~KernelMonitor() = default;

Result<KernelMonitor> KernelMonitor::open()
{
    auto socket = NetlinkSocket::open(NETLINK_ROUTE);
    auto names = NetlinkSocket::open(NETLINK_ROUTE);
    if (!socket || !names)
        return Failure{(socket ? names : socket).error()};
    for (const int group :
         {RTNLGRP_LINK, RTNLGRP_NEIGH, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR, RTNLGRP_IPV4_ROUTE,
          RTNLGRP_IPV6_ROUTE, RTNLGRP_TC, RTNLGRP_IPV4_NETCONF, RTNLGRP_IPV6_NETCONF}) {
        if (auto joined = socket->join(group); !joined)
            return Failure{std::move(joined).error()};
    }
    ::fcntl(socket->fd(), F_SETFL, O_NONBLOCK);
    KernelMonitor monitor(std::make_unique<NetlinkSocket>(*std::move(socket)));
    NetlinkMessage message(RTM_GETLINK, 0);
    message.header<ifinfomsg>();
    auto &known = monitor.m_links;
    auto listed = names->dump(
        message, "list links", [&] { known.clear(); },
        [&](const nlmsghdr *answer) {
            auto link = parseLink(answer);
            known[link.index] = {std::move(link.name), link.isUp};
        });
    if (!listed)
        return Failure{std::move(listed).error()};
    return monitor;
}

int KernelMonitor::fd() const
{
    return m_socket->fd();
}

void KernelMonitor::hearOfLink(LinkState link, bool hasGone, std::vector<KernelNews> &out)
{
    auto &known = m_links[link.index];
    // Every link is down at first; only one that was up has gone down.
    const bool isDamage = isOurs(link.name) && (hasGone || (known.isUp && !link.isUp));
    const bool isReturn = !isOurs(link.name) && !hasGone && !known.isUp && link.isUp;
    known = {link.name, link.isUp && !hasGone};
    out.push_back(
        {hasGone ? KernelNews::Kind::Went : KernelNews::Kind::Came, std::move(link), isDamage, isReturn});
}

void KernelMonitor::hear(const nlmsghdr *message, std::vector<KernelNews> &out)
{
    const auto nameOf = [this](int index) {
        const auto found = m_links.find(index);
        return found == m_links.end() ? std::string() : found->second.name;
    };
    const auto type = message->nlmsg_type;
    const bool hasGone =
        type == RTM_DELLINK || type == RTM_DELADDR || type == RTM_DELROUTE || type == RTM_DELNEIGH;
    const auto kind = hasGone ? KernelNews::Kind::Went : KernelNews::Kind::Came;
    switch (type) {
    case RTM_NEWLINK:
    case RTM_DELLINK:
        // The others say that a port joins or leaves its bridge.
        if (static_cast<const ifinfomsg *>(nlmsg_data(message))->ifi_family == AF_UNSPEC)
            hearOfLink(parseLink(message), hasGone, out);
        return;
    case RTM_NEWADDR:
    case RTM_DELADDR:
        if (const auto address = parseAddress(message, nameOf))
            out.push_back({kind, *address, hasGone && isOurs(address->interface),
                           !hasGone && !isOurs(address->interface)});
        return;
    case RTM_NEWROUTE:
    case RTM_DELROUTE:
        for (const auto &route : parseRoutes(message, nameOf))
            out.push_back(
                {kind, route,
                 hasGone && (route.protocol == kRouteProtocol || route.protocol == kTunnelRouteProtocol)});
        return;
    case RTM_NEWNEIGH:
    case RTM_DELNEIGH:
        if (const auto neighbour = parseNeighbour(message, nameOf))
            out.push_back({kind, *neighbour, hasGone && isOurs(neighbour->interface)});
        else if (const auto entry = parseForwarding(message, nameOf); entry && isTunnel(entry->interface))
            out.push_back({kind, *entry, hasGone});
        return;
    case RTM_DELQDISC:
    case RTM_DELTFILTER: {
        auto name = nameOf(static_cast<const tcmsg *>(nlmsg_data(message))->tcm_ifindex);
        // The queue that every link has at first goes when another one comes.
        const auto what = NetlinkAttributes(message, sizeof(tcmsg)).text(TCA_KIND);
        const bool isDamage = isOurs(name) && (what == "tbf" || what == "ingress" || what == "u32");
        out.push_back({KernelNews::Kind::Went, LinkQueue{std::move(name)}, isDamage});
        return;
    }
    case RTM_NEWNETCONF:
        if (const auto forwarding = parseForwardingSwitch(message))
            out.push_back({KernelNews::Kind::Came, *forwarding, !forwarding->isOn});
        return;
    default: return;
    }
}

Result<std::vector<KernelNews>> KernelMonitor::read()
{
    std::vector<KernelNews> out;
    for (;;) {
        const auto received = m_socket->receive([&](const nlmsghdr *message) { hear(message, out); });
        if (received)
            continue;
        if (received.error().message.id == "notifications-lost")
            out.push_back({KernelNews::Kind::Went, NewsLost{}, true});
        else if (received.error().code == Errc::Unavailable)
            return out; // nothing more is there
        else
            return Failure{received.error()};
    }
}

} // namespace podloom
