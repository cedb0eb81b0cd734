// core/policy/staged.h: a design as it would be with its staged policies in force.
#pragma once

#include "core/model/design.h"

namespace podloom::policy {

/// `design` with every staged policy (CA-15) in the place of the one of its kind and name: Set adds or
/// replaces, Delete takes it away, Learn and Ignore leave it. Nothing is staged any more then.
Design withStagedInForce(Design design);

} // namespace podloom::policy
