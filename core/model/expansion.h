// core/model/expansion.h: workloads become pods.
#pragma once

#include "core/model/design.h"
#include "core/model/diagnostic.h"

namespace podloom {

/// More replicas than this in one workload are refused.
inline constexpr std::uint32_t kMaximumReplicas = 100'000;

/// `design` with the replicas of its workloads in `pods`, beside the pods that are written there.
///
/// Replicas are called NAME-0, NAME-1, … in the workload's namespace. A DaemonSet has one for each eligible
/// node (nodeSelector and taints) in the order of node names, already bound to it; 1 without nodes. A Job has
/// `parallelism`. A written pod that the workload owns (ownerReferences, over a ReplicaSet or Job between
/// them too) replaces the replica of its name or its node, else the lowest one that is left. A workload that
/// another workload of the design owns makes no pods of its own. Findings: "replica-name-clash",
/// "replica-limit" (errors).
///
/// `before`: what an earlier state of the design was expanded to, or null. Replicas of a workload that both
/// share are the same objects in both, so that the next analysis sees at once what an edit did not touch.
Design expandWorkloads(Design design, Diagnostics &findings, const Design *before = nullptr);

/// Whether a DaemonSet with this pod template runs on `node`.
bool isEligible(const PodSpec &spec, const Node &node);

} // namespace podloom
