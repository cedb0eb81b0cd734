// core/routing/failures.h: what is taken away from a network to see what becomes of it.
#pragma once

#include "core/routing/underlay.h"

namespace podloom {

struct Failures {
    std::vector<std::string> links{};
    std::vector<MachineId> machines{};

    bool empty() const { return links.empty() && machines.empty(); }
};

/// The wires without what has failed. A cut Link takes down an interface that no other Link meets, and splits
/// a segment that nothing else holds together; addresses stay what they were. Errors: NotFound (no such Link
/// or machine).
Result<Underlay> withFailures(const Underlay &wires, const Failures &failures);

} // namespace podloom
