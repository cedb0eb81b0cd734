// core/lab/settling.h: waiting until a cluster has become what it was told to be. Blocking.
#pragma once

#include "core/lab/node_link.h"

#include <map>
#include <string>
#include <vector>

namespace podloom {

/// Waits until everything up to `revision` is in the kernel of the node, every pod that `placed` puts there
/// runs and the BGP sessions that are predicted to come up are established.
/// Errors: Timeout with the first thing that is missing, Cancelled, and as NodeLink::call.
/// (also: Conflict, id "bgp-refused", arguments node, "KIND/NAME" or empty, sentence: BIRD of the node did
/// not take its configuration and goes on with the one before)
Status waitUntilSettled(NodeLink &link, const Design &placed, std::int64_t revision,
                        std::chrono::milliseconds timeout, const LabJob &job);

/// The first thing for which waitUntilSettled() would wait now, as a sentence about the node; empty when it
/// is settled and its agent has nothing to complain of. Errors: as NodeLink::call.
Result<std::string> unsettled(NodeLink &link, const Design &placed);

/// Pods that `placed` puts on the node and that have failed there: what is wrong, by "NAMESPACE/NAME".
/// Errors: as NodeLink::call.
Result<std::map<std::string, std::string>> failedPods(NodeLink &link, const Design &placed);

/// What the agents of these nodes complain of, as an error that names the first of them: what is measured
/// beside it says nothing of the design. Errors: Unavailable, id "agent-degraded", and as NodeLink::call.
Status requireContentAgents(const std::vector<NodeLink *> &links);

/// Waits until all these nodes have in their kernels what any of them has seen: the last endpoint that was
/// written among it. Errors as above.
Status agreeOnGeneration(const std::vector<NodeLink *> &links, std::chrono::milliseconds timeout,
                         const LabJob &job);

/// One endpoint record of a cluster.
struct EndpointRecord {
    std::string cluster{};
    std::string node{};
    std::string ns{};
    std::string pod{};
    std::vector<IpAddress> ips{};
};

/// Errors: as NodeLink::call.
Result<std::vector<EndpointRecord>> endpointsOf(NodeLink &link);

/// A pause that a stop request ends.
void pauseUnlessStopped(const LabJob &job, std::chrono::milliseconds time);

} // namespace podloom
