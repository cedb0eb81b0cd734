// tests/unit/core/policy/design_text.h: a design in few lines, for the messages of tests that drew it.
#pragma once

#include "core/model/design.h"

#include <string>

namespace podloom::policy {

/// One line for each object and each rule, with what is set in it.
std::string textOf(const Design &design);

} // namespace podloom::policy
