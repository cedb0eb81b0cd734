// agentd/wire/names.h: what marks an object of the kernel as ours.
#pragma once

#include "agentd/wire/mac_address.h"
#include "core/net/address.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace podloom {

/// Routing protocol number of every route that Podloom writes: `ip route show proto 112`.
inline constexpr std::uint8_t kRouteProtocol = 112;

/// That of routes to pods of other nodes, which BIRD must tell from those to pods of its own node.
inline constexpr std::uint8_t kTunnelRouteProtocol = 113;

/// The host's side of a pod's veth pair begins so; no other interface of a node does.
inline constexpr std::string_view kPodInterfacePrefix = "pod";

/// The tunnels to other nodes' pods begin so.
inline constexpr std::string_view kTunnelInterfacePrefix = "vxlan-podloom";

/// MAC address of the host's side of every pod interface.
inline constexpr MacAddress kHostSideMac{{0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE}};

/// "pod" and 11 hexadecimal digits: the upper 44 bits of the 64-bit FNV-1a hash of
/// "CONTAINERID/IFNAME". 14 bytes, one less than an interface name may have.
std::string podInterfaceName(std::string_view containerId, std::string_view ifName);

/// Whether `interface` is the host's side of a pod of ours, by its name.
bool isPodInterface(std::string_view interface);

/// Name of the link that limits what the pod behind `interface` (podInterfaceName()) sends: "lim" and the
/// same digits.
std::string limiterName(std::string_view interface);
/// The other way round; empty when `link` is no such name.
std::string podInterfaceOfLimiter(std::string_view link);

/// A locally administered unicast address from the same hash: stable, so that neighbours can be written
/// without asking.
MacAddress podMac(std::string_view containerId, std::string_view ifName);

/// MAC address of the VXLAN link of the node whose underlay address is `local`: every node knows it without
/// asking.
MacAddress tunnelMac(IpAddress local);

} // namespace podloom
