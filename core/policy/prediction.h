// core/policy/prediction.h: a design as it will be once it runs, as far as policies need to know.
#pragma once

#include "core/model/design.h"

namespace podloom::policy {

/// `design` with its pods placed and with planned addresses where none is known: in a cluster without nodes
/// pods get addresses too, as if one node ran them all, and stay unplaced.
Design predicted(Design design);

} // namespace podloom::policy
