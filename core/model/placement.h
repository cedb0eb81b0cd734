// core/model/placement.h: which node runs which pod.
#pragma once

#include "core/model/design.h"

#include <cstdint>
#include <string>
#include <vector>

namespace podloom {

/// Whether labels and taints of `node` let the pod run there: every nodeSelector label is there and every
/// taint with the effect NoSchedule or NoExecute is tolerated. Says nothing about isUnschedulable.
/// Source: core/v1 PodSpec.nodeSelector, Toleration.
bool suits(const PodSpec &pod, const Node &node);

/// The nodes of `cluster` on which a DaemonSet with this pod template has a replica, by name: those that
/// suit, unschedulable ones included (the controller tolerates that taint by itself).
std::vector<const Node *> daemonNodes(const Design &design, const std::string &cluster, const PodSpec &pod);

/// The name of the node that runs it, for each pod of Design::pods in their order; empty where none does.
using Placement = std::vector<std::string>;

/// Where the pods of the design run.
///
/// A pod that names its node keeps it. Replica n of a DaemonSet runs on the n-th of daemonNodes. Any other
/// pod runs on a schedulable node that suits it: replicas of one workload apart, no node with more than a
/// quarter above its share, and within these limits where a hash of both names says (rendezvous hashing), so
/// that the same design gives the same answer and a small edit moves few pods. Pods that suit no node stay
/// without one. O(pods × nodes).
Placement placementOf(const Design &design);
/// A pod where it runs, for who places the next state of its design.
struct PodSeat {
    std::uint32_t node = UINT32_MAX; ///< among the nodes of its cluster, by name; UINT32_MAX for none of them
    bool isFixed = false;            ///< nothing was to be chosen for it
    bool hasOwnerOfLast = false;     ///< the workload of the pod before it
    bool operator==(const PodSeat &) const = default;
};

/// Of each pod of Design::pods, in their order.
using PodSeats = std::vector<PodSeat>;
PodSeats seatsOf(const Design &design, const Placement &placement);

/// The next state of a design.
struct NextPlacement {
    Placement nodes{};
    PodSeats seats{};
    /// By pod, the index before of one that is the same object and runs where it ran; UINT32_MAX for others.
    std::vector<std::uint32_t> kept{};
};

/// The same for the next state of a design, of whose state before the pods are in `seatsBefore`. The way in
/// which pods were given out then is followed; only a pod that is new, or that meets a node with more or
/// fewer pods than it had then, is asked where it goes. O(pods) for a small edit, and little for each of
/// them.
NextPlacement placementOf(const Design &design, const Design &before, const PodSeats &seatsBefore);

/// The design with spec.nodeName filled in for every pod that can run somewhere.
Design place(Design design);

} // namespace podloom
