// core/os/process.h: processes that live on: started, known again, ended.
#pragma once

#include "core/base/result.h"

#include <sys/types.h>

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace podloom {

struct DetachedCommand {
    std::vector<std::string> argv{}; ///< the first is a path, or a name to look for in PATH
    /// "KEY=VALUE", in place of the variables of that name in this process's environment, or beside them.
    std::vector<std::string> environment{};
    std::string logFile{}; ///< standard output and error are appended to it; empty: /dev/null
};

/// The environment of this process with `additions` ("KEY=VALUE") in it.
std::vector<std::string> environmentWith(const std::vector<std::string> &additions);

/// Starts the program in a session of its own, without standard input, in the namespaces of the calling
/// thread, and returns its process id. It lives on when this process ends; while this process lives, it must
/// be waited for. Errors: NotFound (no such program), PermissionDenied, Io.
Result<pid_t> spawnDetached(const DetachedCommand &command);

/// Names a process beyond its number, which another may get later.
struct ProcessId {
    pid_t pid = 0;
    std::uint64_t startTime = 0; ///< in clock ticks since boot (/proc/PID/stat, field 22)
    auto operator<=>(const ProcessId &) const = default;
};

/// Errors: NotFound (it has ended; a zombie has).
Result<ProcessId> identify(pid_t pid);

/// Whether that very process still runs.
bool isRunning(const ProcessId &process);

/// Asks the process to end (SIGTERM), after `patience` makes it (SIGKILL), and waits until it is gone. One
/// that has ended is no error. Errors: PermissionDenied, Timeout (not even SIGKILL helped within five
/// seconds).
Status endProcess(const ProcessId &process, std::chrono::milliseconds patience);

} // namespace podloom
