// core/lab/withdrawal.h: taking off real machines what apply has put there. Blocking.
#pragma once

#include "core/lab/lab_inventory.h"
#include "core/lab/lab_job.h"

namespace podloom {

/// Ends the pods, agents and stores of the lab's real machines and removes their files; packages stay.
/// Machines that have nothing of ours are fine. Errors: what the first machine that could not be cleaned
/// said, after all have been tried.
Status withdrawFromRealMachines(const LabFolder &folder, const LabInventory &inventory, const LabJob &job);

} // namespace podloom
