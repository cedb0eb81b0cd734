// core/address/plan_addresses.h: the addresses that pods will have, on paper.
#pragma once

#include "core/address/block.h"
#include "core/model/design.h"

#include <vector>

namespace podloom {

/// A design with addresses, and the blocks that they come from.
struct AddressPlan {
    Design design{};
    std::vector<Block> blocks{}; ///< by cluster, then by prefix
};

/// Gives every placed pod without status.podIPs one address of each family that a pool of its cluster serves,
/// as agents would: every node, by name, claims a first block; then pods by identity take the lowest ordinal.
/// Pods without a node, of the host network, or finished stay as they are. Deterministic; addresses that
/// are written in the design are never given to another pod.
AddressPlan planAddresses(Design design);

} // namespace podloom
