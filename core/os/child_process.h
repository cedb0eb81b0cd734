// core/os/child_process.h: running another program and waiting for it, with a deadline and a stop token.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

namespace podloom {

struct ChildCommand {
    std::vector<std::string> argv{}; ///< the first is a path, or a name to look for in PATH
    /// "KEY=VALUE", in place of the variables of that name in this process's environment, or beside them.
    std::vector<std::string> environment{};
    std::string input{};
    int inheritedFd = -1; ///< if not -1: the child has it as descriptor 3
    std::chrono::milliseconds timeout{30'000};
};

struct ChildOutput {
    int exitCode = 0; ///< -1 when a signal ended it
    std::string standardOutput{};
    std::string standardError{};
};

/// Starts the program, feeds it its input and collects what it says until both its outputs are closed and it
/// has ended. A program that ran and exited non-zero is a success here. On Timeout and Cancelled it is killed
/// and reaped. Errors: NotFound (no such program), PermissionDenied, Timeout, Cancelled, Io.
Result<ChildOutput> runChild(const ChildCommand &command, std::stop_token stop = {});

} // namespace podloom
