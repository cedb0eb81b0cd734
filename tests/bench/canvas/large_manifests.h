// Designs of any size as manifests, for what is measured with a window and without.
#pragma once

#include <string>

namespace podloom {

struct Size {
    int nodes = 1000;
    int pods = 10'000;
    std::string network = "reflectors"; ///< or "mesh"
};

/// Nodes in racks of twenty, in one cluster that runs a mesh or four route reflectors; workloads of ten pods
/// in fifty namespaces, with a policy each second one.
std::string largeDesign(const Size &size);

} // namespace podloom
