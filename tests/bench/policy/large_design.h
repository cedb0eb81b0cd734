// tests/bench/policy/large_design.h: designs of any size with the shape of real clusters.
#pragma once

#include "core/model/design.h"

namespace podloom::policy {

struct Size {
    unsigned pods = 10'000;
    unsigned namespaces = 200;
    unsigned policies = 1'000;
    unsigned podsOfAnApplication = 10;
    bool hasAllDialects = false; ///< else NetworkPolicies only
};

/// Applications spread over the namespaces, every pod with labels of its own rollout and an address; each
/// policy isolates one application and allows another one, sometimes a whole namespace or an address block.
/// Of all dialects: every fifth policy is one of Calico in one of three tiers, every fiftieth is
/// cluster-wide.
Design largeDesign(const Size &size);

/// The design with another port in the first rule of one of its NetworkPolicies.
Design withAnotherPort(Design design, std::size_t policy, std::uint16_t port);

} // namespace podloom::policy
