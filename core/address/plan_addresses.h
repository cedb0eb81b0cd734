// core/address/plan_addresses.h: the addresses that pods will have, on paper.
#pragma once

#include "core/address/block.h"
#include "core/model/design.h"
#include "core/model/placement.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
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

/// What was planned of the state before a design.
struct EarlierAddresses {
    const Design &design;
    const Table<Pod> &planned; ///< its pods with their nodes and addresses
    const std::vector<Block> &blocks;
    const std::vector<std::uint32_t> &kept; ///< as NextPlacement::kept, of the design that is planned
};

/// The difference that the next state makes.
struct ChangedAddresses {
    /// By the index of the pod: of the nodes that others run on than before. All other pods keep what they
    /// have.
    std::unordered_map<std::size_t, std::vector<IpAddress>> ips{};
    std::vector<Block> blocks{}; ///< all of them
};

/// Whether all that decides about addresses is the same in both, wherever it stands in the files, but for
/// pods.
bool isPlannedAlike(const Design &a, const Design &b);

/// plannedAddresses() from that of the state before, at a cost that goes with the nodes whose pods change.
/// Nothing where nodes may get in each other's way: when one has more than its first block of a family or has
/// filled it, with several clusters, with reservations, after changes of anything but pods.
std::optional<ChangedAddresses> changedAddresses(const Design &design, const Placement &placement,
                                                 const EarlierAddresses &before);

/// A design with addresses, and the blocks that they come from.
struct AddressPlan {
    Design design{};
    std::vector<Block> blocks{}; ///< by cluster, then by prefix
};

/// The same for pods that are placed already, in their design.
AddressPlan planAddresses(Design design);

} // namespace podloom
