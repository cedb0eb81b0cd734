// app/cli/export_manifests.h: a design as the manifests of the systems that it may be applied to.
#pragma once

#include "core/manifest/snapshot.h"

#include <string>

namespace podloom::cli {

/// What Kubernetes itself reads, as it is written, in the order of the files; of several clusters `cluster`
/// alone. Secrets are left out. Empty when there is nothing.
std::string kubernetesText(const Snapshot &snapshot, const std::string &cluster);

/// What Calico reads: its own kinds as they are written, and what only Podloom's kinds say: pools from the
/// Cluster's networks, AS number and mesh as a BGPConfiguration, nodes with addresses, and a BGPPeer for each
/// session that a Link or the Cluster's topology makes. `placed` has its pods placed.
std::string calicoText(const Snapshot &snapshot, const Design &placed, const std::string &cluster);

} // namespace podloom::cli
