// core/routing/what_if.h: what becomes unreachable when something is taken away.
#pragma once

#include "core/routing/forwarding.h"

namespace podloom {

/// A prefix that a machine could reach.
struct Impact {
    MachineId from{};
    MachineId owner{};
    Prefix prefix = Prefix::all(Family::V4);
    Fate before = Fate::Delivered; ///< right after the failure, by the old tables
    Fate after = Fate::Delivered;  ///< once BGP has come to rest again
};

struct WhatIf {
    RoutePrediction after;
    std::vector<std::size_t> lostSessions{}; ///< indexes into after.sessions()
    /// From nodes that remain to blocks of other nodes that remain: those that do not arrive before or after.
    std::vector<Impact> impacts{};
};

/// Takes `failures` away from a network that was predicted as `intact`. Errors: NotFound.
Result<WhatIf> whatIf(const Design &design, const NodeBlocks &blocks, const RoutePrediction &intact,
                      const Failures &failures);

/// Nodes that do not reach the blocks of others although nothing has failed (`before` and `after` are equal).
std::vector<Impact> unreachable(const NodeBlocks &blocks, const RoutePrediction &prediction);

/// A way that differs from the way back.
struct Asymmetry {
    std::vector<MachineId> there{};
    std::vector<MachineId> back{}; ///< from the last of `there` to its first
};
/// Between the first blocks of every two nodes, in both families. O(nodes²).
std::vector<Asymmetry> asymmetries(const NodeBlocks &blocks, const RoutePrediction &prediction);

} // namespace podloom
