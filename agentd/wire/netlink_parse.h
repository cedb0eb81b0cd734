// agentd/wire/netlink_parse.h: listed and notified objects of the kernel, as values. Private to this folder.
#pragma once

#include "agentd/wire/kernel.h"

#include <linux/netlink.h>

#include <functional>

namespace podloom {

/// The name of an interface by its index; empty when it is gone.
using InterfaceNamer = std::function<std::string(int)>;

/// Of RTM_NEWLINK, RTM_DELLINK.
LinkState parseLink(const nlmsghdr *message);
/// Of RTM_NEWROUTE, RTM_DELROUTE: one for each next hop.
std::vector<KernelRoute> parseRoutes(const nlmsghdr *message, const InterfaceNamer &nameOf);
/// Of RTM_NEWNEIGH, RTM_DELNEIGH (then without a MAC address); nothing for entries that never have one.
std::optional<Neighbour> parseNeighbour(const nlmsghdr *message, const InterfaceNamer &nameOf);
/// Of RTM_NEWNEIGH, RTM_DELNEIGH of the family AF_BRIDGE; nothing for others.
std::optional<ForwardingEntry> parseForwarding(const nlmsghdr *message, const InterfaceNamer &nameOf);
/// Of RTM_NEWADDR, RTM_DELADDR.
std::optional<LinkAddress> parseAddress(const nlmsghdr *message, const InterfaceNamer &nameOf);

} // namespace podloom
