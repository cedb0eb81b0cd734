// core/routing/explain_route.h: why a prefix is in a table, or what lost it on its way there.
#pragma once

#include "core/routing/origins.h"

#include <optional>
#include <vector>

namespace podloom {

/// One thing that happened, or did not, between two machines.
struct RouteStep {
    MachineId machine{};             ///< where it happened
    std::optional<MachineId> peer{}; ///< the other end of the session
    Message sentence{};
    std::optional<ObjectId> object{}; ///< the BGPFilter, BGPPeer, … that decided
    SourceRef at{};                   ///< of its rule, in the file
};

struct RouteExplanation {
    Prefix prefix = Prefix::all(Family::V4); ///< that is announced; the longest around what was asked for
    bool isPresent = false;
    /// Present: from the origin to the machine. Absent: what lost it, the nearest to the machine first.
    std::vector<RouteStep> steps{};
};

/// Why `machine` has a route to `asked`, or has none. `asked` may be longer than what is announced (an
/// address, say). Errors: NotFound (no such machine).
Result<RouteExplanation> explainRoute(const Design &design, const NodeBlocks &blocks,
                                      const MachineId &machine, const Prefix &asked);

} // namespace podloom
