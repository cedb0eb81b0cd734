// core/lab/observed_design.h: a design with its pods as they really run.
#pragma once

#include "core/lab/measurement.h"
#include "core/model/design.h"

#include <vector>

namespace podloom {

/// The design with every pod where it really is, with the addresses that it really has. Errors: Unavailable
/// (a pod of the design does not run).
Result<Design> observed(Design design, const std::vector<ProbeEnd> &ends);

} // namespace podloom
