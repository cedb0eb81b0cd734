// core/lab/lab_placement.h: a design on the machines of a lab.
#pragma once

#include "core/lab/lab_inventory.h"

namespace podloom {

/// Whether the lab runs a cluster of the design. Errors: InvalidArgument, id "lab-cluster".
Status checkRelated(const Design &design, const LabInventory &inventory);

/// The lab's members in the design, every pod on its node: what both prediction and apply are about.
/// Errors: InvalidArgument, ids "lab-cluster", "lab-node-missing" and "lab-wires" (the machines that run are
/// not those of the design).
Result<Design> placedInLab(const Design &design, const LabInventory &inventory);

} // namespace podloom
