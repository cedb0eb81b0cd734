// core/lab/route_settling.h: waiting until the tables of a lab hold what was predicted. Blocking.
#pragma once

#include "core/base/json.h"
#include "core/lab/node_link.h"
#include "core/net/prefix.h"

namespace podloom {

/// A route that a node should have learned by BGP and has not, or has otherwise.
struct MissingRoute {
    std::string node{};
    Prefix prefix = Prefix::all(Family::V4);
    std::optional<IpAddress> nextHop{}; ///< as predicted
    std::string from{};                 ///< the peer that should tell of it
    std::optional<IpAddress> found{};   ///< the next hop that the node has instead
    bool operator==(const MissingRoute &) const = default;
};

/// Predicts with the blocks that the nodes have, and waits until BIRD of each has what was predicted, at most
/// `patience`; returns what is missing then. Every node of the lab has to be among `links`. Errors:
/// Cancelled, and as NodeLink::call.
Result<std::vector<MissingRoute>> waitForRoutes(const std::vector<NodeLink *> &links, const Design &placed,
                                                std::chrono::milliseconds patience, const LabJob &job);

/// As an error for a person.
Error missingError(const MissingRoute &route);
/// {"node","prefix","nextHop","from","found"}.
Json toJson(const MissingRoute &route);

} // namespace podloom
