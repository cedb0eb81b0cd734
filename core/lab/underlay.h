// core/lab/underlay.h: how the machines of a lab reach each other's segments. Private to core/lab.
#pragma once

#include "core/lab/lab_spec.h"

namespace podloom {

/// Fills in the neighbours of all interfaces that share a segment, and the routes to segments further away:
/// shortest paths over routers; a machine whose segment has a router gets its default route there.
void connectUnderlay(LabSpec &spec);

} // namespace podloom
