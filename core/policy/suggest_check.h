// core/policy/suggest_check.h: whether policies allow exactly the connections that are wanted.
#pragma once

#include "core/policy/program.h"
#include "core/policy/suggest.h"

namespace podloom::policy {

/// Asks `program` about every pair of pods and outside hosts of the flows, and says in `suggestion` what
/// differs.
void checkSuggestion(const Program &program, const std::vector<WantedFlow> &flows, Suggestion &suggestion);

} // namespace podloom::policy
