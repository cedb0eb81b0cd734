// core/check/pool_checks.h: the rules about pools that stand in several files.
#pragma once

#include "core/model/design.h"
#include "core/model/diagnostic.h"
#include "core/policy/program.h"

#include <string>

namespace podloom {

/// Whether the reader made a network of what is written as cidr. It says itself what is wrong with the
/// others, and with pools of all addresses; no rule judges these any further.
bool isRead(const IpPool &pool);

/// Where findings about a pool of the cluster stand: at the pool, or at the Cluster that it follows from.
/// Null where neither is written.
const ObjectMeta *metaOfPool(const Design &design, const std::string &cluster, const IpPool &pool);

/// Whether the pools of the cluster have addresses and blocks for its pods and nodes (L-03), in the pools
/// that follow from its podCIDRs too; whether its pods, as they are predicted in `program`, get one; what
/// reservations hold back (L-04). O(pods).
void checkPoolCapacity(const Design &design, const policy::Program &program, const std::string &cluster,
                       Diagnostics &findings);

} // namespace podloom
