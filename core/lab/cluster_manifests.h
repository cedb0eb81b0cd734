// core/lab/cluster_manifests.h: a design as the objects that the agents of one cluster are given.
#pragma once

#include "core/lab/lab_members.h"
#include "core/manifest/snapshot.h"
#include "core/plan/object_plan.h"

namespace podloom {

/// Group of an apiVersion: "" for "v1", "apps" for "apps/v1".
std::string groupOf(const std::string &apiVersion);

/// Identity of a manifest in `cluster`; also of kinds that belong to no cluster, because that is where it is
/// applied.
ObjectId idOfManifest(const Json &manifest, const std::string &cluster);

/// What agents read, by identity: policies, pools, peers and the like as they are written; pods as v1 Pods
/// with spec.nodeName instead of the workloads that make them; nodes as v1 and Calico Nodes with the lab's
/// addresses; default IPPools (/26 and /122 blocks) where the design has none for the cluster. `placed` is
/// the design of `snapshot` with the lab's members and place() done. Secrets are never among them.
Manifests clusterManifests(const Snapshot &snapshot, const Design &placed, const std::string &cluster);

} // namespace podloom
