// tests/unit/core/policy/random_design.h: small random designs, the same for the same seed.
#pragma once

#include "core/model/design.h"
#include "core/policy/flow.h"

#include <vector>

namespace podloom::policy {

struct RandomDesign {
    Design design{};
    Design edited{}; ///< the same after one to three edits
    std::vector<IpAddress> outside{};
    std::vector<Traffic> traffic{};
};

/// At most 12 pods in three namespaces on two nodes, with policies of all dialects; few labels, ports and
/// networks, so that things meet.
RandomDesign randomDesign(unsigned seed);

/// The design with one policy, pod, label, tier or set more, fewer or changed.
Design withRandomEdit(Design design, unsigned seed);

} // namespace podloom::policy
