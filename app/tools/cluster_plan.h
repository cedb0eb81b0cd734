// app/tools/cluster_plan.h: from nodes and pods to a whole cluster: pools, blocks, AS number and sessions,
// and why they are what they are.
#pragma once

#include "core/base/result.h"
#include "core/manifest/edit.h"
#include "core/manifest/snapshot.h"
#include "core/net/prefix.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace podloom::app {

/// What somebody who wants a cluster knows.
struct ClusterWish {
    std::string name = "prod";
    int nodes = 6;
    int podsPerNode = 110; ///< 110 is what a kubelet runs unless told otherwise
    int racks = 1;
    std::string routing{}; ///< name of a network template; empty = what suits the size
};

struct ClusterPlan {
    std::string routing{}; ///< name of the network template that was chosen
    std::optional<Prefix> poolV4{};
    int blockV4 = 26;
    int blockV6 = 122;
    std::uint32_t asNumber = 0;
    std::vector<Message> reasons{}; ///< one for each of the above, in the order in which they are read
    std::string name{};             ///< of the cluster
    int shift = 0;                  ///< how far the template's networks move; 0 for a first cluster
    std::string text{};             ///< the template's manifests, without these numbers
};

/// The smallest plan that holds the wish with as much room again; its pool and AS number are free in
/// `snapshot`. Errors: InvalidArgument (a number or name that does not fit), Exhausted (no network of that
/// size is free).
Result<ClusterPlan> planCluster(const ClusterWish &wish, const Snapshot &snapshot);

/// The plan as one edit, with networks, AS numbers and names beside those of other clusters; objects of a
/// cluster that had the design for itself say from now on that they are its. `file`: where the manifests go
/// when the design has no file yet.
Edit editOf(const ClusterPlan &plan, const Snapshot &snapshot, const std::string &file);

} // namespace podloom::app
