// core/lab/emulation.h: the machines of an emulated lab, by way of podloom-node.
#pragma once

#include "core/lab/lab_inventory.h"
#include "core/lab/lab_job.h"
#include "core/lab/lab_spec.h"

namespace podloom {

/// The spec with what makes its machines reachable: keys, an SSH server, and BIRD or FRR on routers. The keys
/// of `folder` must be there. Errors: Io.
Result<LabSpec> equipped(LabSpec spec, const Design &design, const LabFolder &folder);

/// Starts what does not run yet. Idempotent. Errors: PermissionDenied (needs root), Io (what the launcher
/// says).
Status launchMachines(const LabSpec &spec, const LabFolder &folder, const LabJob &job);

/// Ends all machines and removes what they left. Errors: Io.
Status destroyMachines(const LabFolder &folder, const LabJob &job);

/// Ends these machines alone, if there are any; one that is not there is no error. Errors: Io.
Status endMachines(const std::vector<std::string> &machines, const LabFolder &folder, const LabJob &job);

/// "starting", "up" or "down" of each machine that was launched. Errors: Io.
Result<std::map<std::string, std::string>> machineStates(const LabFolder &folder, const LabJob &job);

} // namespace podloom
