// core/address/plan_addresses.h: the addresses that pods will have, on paper.
#pragma once

#include "core/address/block.h"
#include "core/model/design.h"
#include "core/model/placement.h"

#include <vector>

namespace podloom {

/// The addresses of each pod of Design::pods in their order, and the blocks that they come from.
struct PlannedAddresses {
    std::vector<std::vector<IpAddress>> ips{};
    std::vector<Block> blocks{}; ///< by cluster, then by prefix
};

/// Gives every placed pod without status.podIPs one address of each family that a pool of its cluster serves,
/// as agents would: every node, by name, claims a first block; then pods by identity take the lowest ordinal.
/// Pods without a node, of the host network, or finished keep what they have. Deterministic; addresses that
/// are written in the design are never given to another pod. O(pods log pods) unless pools run out.
PlannedAddresses plannedAddresses(const Design &design, const Placement &placement);

/// A design with addresses, and the blocks that they come from.
struct AddressPlan {
    Design design{};
    std::vector<Block> blocks{}; ///< by cluster, then by prefix
};

/// The same for pods that are placed already, in their design.
AddressPlan planAddresses(Design design);

} // namespace podloom
