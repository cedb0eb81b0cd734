// core/routing/bird_config.h: what BIRD 2 on a node or router has to be told.
#pragma once

#include "core/routing/session.h"

#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// Files that a configuration names.
struct BirdConfigFiles {
    std::string log{};     ///< empty = standard error
    std::string secrets{}; ///< defines the constants that secretName() gives; root-only; never made here
};

/// The route protocol number of our own routes to pods (agentd/wire).
inline constexpr int kPodRouteProtocol = 112;

/// bird.conf of a node: announces its `blocks` as they are; sessions of both families; received routes to the
/// kernel with all equal next hops. The blackhole routes of the blocks are the agent's: BIRD neither writes
/// nor learns them. Restarts of BIRD or its peers lose no route. `retiring` are sessions of an earlier design
/// that stay for a while. `outsidePools` are blocks of any node of the cluster that pods still have addresses
/// of, but no pool has any more: they are told to peers as those of pools are. Same input, same text. Errors:
/// NotFound (no such node).
Result<std::string> renderBird(const Design &design, const MachineId &node, const std::vector<Prefix> &blocks,
                               const BirdConfigFiles &files = {},
                               const std::vector<BgpSession> &retiring = {},
                               const std::vector<Prefix> &outsidePools = {});

/// bird.conf of a Router of the design: it originates spec.networks and passes on what it learns by BGP.
/// Errors: NotFound.
Result<std::string> renderRouter(const Design &design, const std::string &router,
                                 const BirdConfigFiles &files = {});

/// bird.conf of a node that leaves: no session, and no route of BIRD's in the kernel.
std::string renderIdleBird(const BirdConfigFiles &files = {});

/// Whether a configuration has this session: both ends' addresses and AS numbers are known.
bool isConfigured(const BgpSession &session);

/// The object that a line (from 1) of such a configuration was written for, as "KIND/NAME"; empty when it is
/// for the node as a whole.
std::string birdOriginAt(std::string_view config, std::size_t line);

/// BIRD's name for a session, e.g. "n:node-2:4"; at most 64 characters.
std::string birdProtocolName(const BgpSession &session);

} // namespace podloom
