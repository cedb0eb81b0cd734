// tests/bench/policy/large_design.h: designs of any size with the shape of real clusters.
#pragma once

#include "core/model/design.h"

namespace podloom::policy {

struct Size {
    unsigned pods = 10'000;
    unsigned namespaces = 200;
    unsigned policies = 1'000;
};

/// Applications of ten pods each, spread over the namespaces, every pod with labels of its own rollout and an
/// address; each policy isolates one application and allows another one, sometimes a whole namespace or an
/// address block.
Design largeDesign(const Size &size);

} // namespace podloom::policy
