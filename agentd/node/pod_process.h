// agentd/node/pod_process.h: the process of a lab pod: started so that it outlives its starter, and ended.
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

#include <sys/types.h>

namespace podloom {

/// Starts `argv` in a session of its own inside the network namespace, detached from this process and its
/// terminal, with "--ready-fd 3" behind its arguments, and waits until it has written a byte there. Its
/// process id. Errors: NotFound, Timeout, Io (it ended before it was ready).
Result<pid_t> startDetached(const std::vector<std::string> &argv, int netnsFd);

/// Ends the process (SIGTERM, later SIGKILL) if it is still the one that began at `startTime`, and waits
/// until it is gone. One that is gone already is fine. Errors: PermissionDenied, Timeout.
Status endProcess(pid_t pid, std::uint64_t startTime);

} // namespace podloom
