// core/lab/lab_underlay.h: how the machines of a lab reach each other's segments. Private to core/lab.
#pragma once

#include "core/lab/lab_spec.h"

namespace podloom {

/// Fills in the neighbours of all interfaces that share a segment, and each router's routes to the networks
/// further away: shortest paths over routers. Nodes have their default route.
void connectUnderlay(LabSpec &spec);

} // namespace podloom
