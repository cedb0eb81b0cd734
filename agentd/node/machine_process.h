// agentd/node/machine_process.h: a machine comes to life: a process 1 in namespaces of its own.
#pragma once

#include "agentd/node/launch_spec.h"
#include "agentd/wire/netns.h"
#include "core/os/process.h"

#include <filesystem>

namespace podloom {

/// A machine that is being started. It makes its file system beside us; its init waits for release().
struct StartingMachine {
    std::string name{};
    ProcessId init{};
    Netns netns;
    UniqueFd news{}; ///< says that it runs, or why not
    UniqueFd go{};   ///< closed without a byte: the machine gives up
};

/// Clones process 1 into new net, mount, pid, uts and ipc namespaces. It is a child of this process, in a
/// session of its own, and outlives it. This process must have one thread only. `folder` is the machine's;
/// `hostLines` go to /etc/hosts. Errors: PermissionDenied, Io.
Result<StartingMachine> startMachine(const MachineSpec &machine, const std::filesystem::path &folder,
                                     const std::string &hostLines);

/// Lets init start the services: the network is there. Whether it did, awaitRunning() says.
void release(StartingMachine &machine);

/// Waits until init has started the services. Errors: Io, with what the machine says went wrong.
Status awaitRunning(StartingMachine &machine);

} // namespace podloom
