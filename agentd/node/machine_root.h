// agentd/node/machine_root.h: the file system of one machine. Runs in the machine's own namespaces, before
// its init.
#pragma once

#include "agentd/node/launch_spec.h"

#include <filesystem>

namespace podloom {

/// Makes a root out of this host's /usr, /etc, /var and /opt, each under an overlay of the machine's own, and
/// moves into it; afterwards nothing else of this host can be seen. `folder` is where the overlays keep what
/// is written (on a tmpfs of the machine when it lies on an overlay itself). To be called in new mount and
/// pid namespaces. Errors: Unsupported (this host is a chroot), PermissionDenied, Io.
Status enterMachineRoot(const std::filesystem::path &folder);

/// Writes host name, /etc/hosts (with `hostLines` in it), accounts, services and the files of the spec.
Status furnishMachine(const MachineSpec &machine, const std::string &hostLines);

} // namespace podloom
