// core/manifest/edit_json.h: what an edited manifest must say.
#pragma once

#include "core/base/json.h"

#include <string>
#include <vector>

namespace podloom::manifest {

/// Puts `value` where `parts` lead from `depth` on, or takes away what stands there when it is null. Whether
/// anything was changed.
bool changeJson(Json &at, const std::vector<std::string> &parts, std::size_t depth, const Json *value);

/// Equal but for the order of members: those that merge keys add stand behind the others.
bool saysTheSame(const Json &a, const Json &b);

} // namespace podloom::manifest
