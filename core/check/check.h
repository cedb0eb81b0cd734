// core/check/check.h: every rule that compares objects of a design, one file per family.
#pragma once

#include "core/model/design.h"
#include "core/model/diagnostic.h"
#include "core/policy/program.h"
#include "core/routing/session.h"

#include <vector>

namespace podloom {

/// All findings of all families about `design`, by place. What reading the files found is not repeated here.
Diagnostics checkDesign(const Design &design);
/// Its parts, in no order: the first needs nothing else, so that it can run beside the making of what the
/// others need, the compiled prediction of `design`, its wires and its BGP sessions. The last follows from
/// what routes follow from: machines, wires, pools and the objects of BGP.
Diagnostics checkObjects(const Design &design);
Diagnostics checkProgram(const Design &design, const policy::Program &program, const Underlay &wires);
Diagnostics checkRouting(const Design &design, const std::vector<BgpSession> &sessions);

/// Links, labs and peers that name nodes and routers which do not exist.
void checkReferences(const Design &design, Diagnostics &findings);
/// Pools that overlap each other, the networks of services or of nodes (K-11); addresses given twice (K-01).
void checkAddresses(const Design &design, Diagnostics &findings);
/// Pools that are too small or in reserved ranges, pods that get no address, reservations, what the
/// encapsulation of pools cannot do (L-01, L-03, L-04, L-05, L-07).
void checkPools(const Design &design, const policy::Program &program, const Underlay &wires,
                Diagnostics &findings);
/// NetworkPolicies that select nothing, peers that match nothing, policyTypes (K-49), "-" (K-54), named ports
/// (K-57).
void checkNetworkPolicies(const Design &design, Diagnostics &findings);
/// Cluster-wide policies that select nothing, peers that match nothing, equal priorities (K-71).
void checkClusterPolicies(const Design &design, Diagnostics &findings);
/// BGP sessions that stay down, reflectors that lose routes, meshes (L-06).
void checkBgp(const Design &design, const std::vector<BgpSession> &sessions, Diagnostics &findings);
/// Nodes of one cluster that the drawn links do not join. Nearly O(nodes).
void checkWays(const Design &design, const Underlay &wires, Diagnostics &findings);
/// BGPPeers that make no session: unknown nodes, selectors that match nothing, a node's own address.
void checkBgpPeers(const Design &design, Diagnostics &findings);

} // namespace podloom
