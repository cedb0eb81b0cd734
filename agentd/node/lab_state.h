// agentd/node/lab_state.h: what was launched, in the lab's directory: the only memory between two commands.
#pragma once

#include "core/base/result.h"
#include "core/os/process.h"
#include "core/os/unique_fd.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace podloom {

struct LaunchedMachine {
    std::string name{};
    ProcessId init{};      ///< its process 1, as this host numbers it
    std::string address{}; ///< its first one; empty if it has none
};

/// DIRECTORY/lab.json. A machine whose process has ended is still listed: it is "down".
struct LabState {
    std::string lab{};
    std::map<std::string, std::string> bridges{}; ///< of each segment, in the lab's namespace
    std::vector<LaunchedMachine> machines{};

    LaunchedMachine *find(const std::string &machine);
};

/// The files of a lab. Everything that a lab has on this host's disk is below `directory`.
struct LabPaths {
    std::filesystem::path directory{};

    std::filesystem::path state() const { return directory / "lab.json"; }
    std::filesystem::path lock() const { return directory / "lock"; }
    std::filesystem::path netns() const { return directory / "netns"; } ///< the namespace with the bridges
    std::filesystem::path machines() const { return directory / "machines"; }
    std::filesystem::path machine(const std::string &name) const { return machines() / name; }
};

/// The state; an empty one when nothing was launched. Errors: Io, InvalidArgument (the file is damaged).
Result<LabState> readLabState(const LabPaths &paths);
Status writeLabState(const LabPaths &paths, const LabState &state);

/// Waits until no other command works on the lab, and keeps them out while the result lives.
/// Errors: PermissionDenied, NotFound (no such directory), Io.
Result<UniqueFd> lockLab(const LabPaths &paths);

} // namespace podloom
