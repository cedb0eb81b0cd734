// core/check/check.h: every rule that compares objects of a design, one file per family.
#pragma once

#include "core/model/design.h"
#include "core/model/diagnostic.h"

namespace podloom {

/// All findings of all families about `design`, by place. What reading the files found is not repeated here.
Diagnostics checkDesign(const Design &design);

/// Links, labs and peers that name nodes and routers which do not exist.
void checkReferences(const Design &design, Diagnostics &findings);
/// Pools that overlap each other, the networks of services or of nodes (K-11); addresses given twice (K-01).
void checkAddresses(const Design &design, Diagnostics &findings);

} // namespace podloom
