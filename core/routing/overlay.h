// core/routing/overlay.h: pods of other nodes that a node reaches by routes of its agent instead of BGP's.
#pragma once

#include "core/address/block.h"
#include "core/model/address_pool.h"
#include "core/model/design.h"
#include "core/routing/underlay.h"

#include <string>
#include <vector>

namespace podloom {

inline constexpr unsigned kVxlanVni = 4096;
inline constexpr unsigned kVxlanPort = 4789;

/// The VXLAN link of a family: "vxlan-podloom4", "vxlan-podloom6".
std::string tunnelInterface(Family family);

/// Whether agents lead to the blocks of `pool` (vxlanMode Always or CrossSubnet); BIRD then keeps what it
/// hears of them out of the kernel, so that each route has one owner.
bool isOverlay(const IpPool &pool);

/// What the outer headers of VXLAN take of a packet: 50 bytes over IPv4, 70 over IPv6 (CA-62).
constexpr int vxlanOverhead(Family family)
{
    return family == Family::V4 ? 50 : 70;
}

/// What the headers of the pool's encapsulation take of every packet between nodes: VXLAN 50 bytes over IPv4
/// and 70 over IPv6, IPIP 20; 0 without one (CA-62).
int encapsulationOverhead(const IpPool &pool);

/// Why an agent does not serve `pool`: it asks for an encapsulation that Podloom only predicts.
std::optional<Message> unsupportedEncapsulation(const IpPool &pool);

/// Why packets of a node travel in clear although a FelixConfiguration ("default", or "node.NAME" for `node`)
/// asks for WireGuard: nodes of Podloom do not speak it.
std::optional<Message> unsupportedEncryption(const Design &design, const std::string &cluster,
                                             const std::string &node);

/// Addresses that a node answers for: a block of its own, or one that it borrowed from another node's.
struct NodePrefix {
    std::string node{};
    Prefix prefix = Prefix::all(Family::V4);
    auto operator<=>(const NodePrefix &) const = default;
};

/// Every block with its node, and every lent ordinal that is in use with the node that uses it.
std::vector<NodePrefix> nodePrefixes(const std::vector<Block> &blocks);

struct OverlayRoute {
    Prefix prefix = Prefix::all(Family::V4);
    std::string node{};                   ///< that has the pods
    IpAddress nextHop = IpAddress::v4(0); ///< as the kernel's table has it
    IpAddress remote = IpAddress::v4(0);  ///< that node's own address: where the outer packets go
    bool isTunnelled = true;              ///< by VXLAN; otherwise straight over a network of both nodes
    auto operator<=>(const OverlayRoute &) const = default;
};

/// The next hop within the tunnel for the node with the underlay address `remote`: that address itself, or,
/// since Linux takes no IPv6 gateway that another link leads to, a link-local address made from it.
IpAddress tunnelNextHop(IpAddress remote);

/// The routes of the agent on `self`, sorted by prefix: to `prefixes` of other nodes that lie in those of the
/// cluster's `pools` that have isOverlay(). CrossSubnet tunnels where the two nodes share no network, by the
/// addresses of the design (CA-60). A node without an address of the prefix's family cannot be reached and is
/// left out. O(prefixes × pools).
std::vector<OverlayRoute> overlayRoutes(const std::vector<IpPool> &pools, const Underlay &wires,
                                        const MachineId &self, const std::vector<NodePrefix> &prefixes);

} // namespace podloom
