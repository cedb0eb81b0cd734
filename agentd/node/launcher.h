// agentd/node/launcher.h: the emulated lab: its machines come, are counted, and go.
#pragma once

#include "agentd/node/lab_state.h"
#include "agentd/node/launch_spec.h"

namespace podloom {

/// Starts the machines of the spec that do not run, and the segments that are missing; machines that run stay
/// as they are, but learn their new neighbours. Returns when the services of all have been started. If a
/// machine fails, those that this call started are taken away again. Errors: PermissionDenied (root is
/// needed), Unsupported, InvalidArgument, Io.
Result<LabState> launchLab(const LaunchSpec &spec);

/// Ends every machine and removes everything that launchLab() made. A lab that is not there is no error.
Status destroyLab(const std::filesystem::path &directory);

/// Ends these machines and removes what they left; the others and their wires stay. One that is not there is
/// no error.
Status destroyMachines(const std::filesystem::path &directory, const std::vector<std::string> &machines);

} // namespace podloom
