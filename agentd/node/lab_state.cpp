#include "agentd/node/lab_state.h"

#include "core/base/json.h"
#include "core/os/errno_error.h"
#include "core/os/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace podloom {

LaunchedMachine *LabState::find(const std::string &machine)
{
    const auto found = std::find_if(machines.begin(), machines.end(),
                                    [&](const LaunchedMachine &each) { return each.name == machine; });
    return found == machines.end() ? nullptr : &*found;
}

Result<LabState> readLabState(const LabPaths &paths)
{
    const auto bytes = readFile(paths.state());
    if (!bytes)
        return bytes.error().code == Errc::NotFound ? Result<LabState>(LabState{}) : Failure{bytes.error()};
    const auto json = parseJson(*bytes);
    if (!json)
        return wrap(json.error(), paths.state());
    LabState state;
    state.lab = (*json)["lab"].asString();
    for (const auto &[segment, bridge] : (*json)["bridges"].members())
        state.bridges.emplace(segment, bridge.asString());
    for (const auto &each : (*json)["machines"].items()) {
        const ProcessId init{static_cast<pid_t>(each["pid"].asInt()),
                             static_cast<std::uint64_t>(each["startTime"].asInt())};
        state.machines.push_back({each["name"].asString(), init, each["address"].asString()});
    }
    return state;
}

Status writeLabState(const LabPaths &paths, const LabState &state)
{
    auto bridges = Json::object();
    for (const auto &[segment, bridge] : state.bridges)
        bridges.set(segment, bridge);
    auto machines = Json::array();
    for (const auto &each : state.machines)
        machines.append(Json::object({{"name", each.name},
                                      {"pid", std::int64_t{each.init.pid}},
                                      {"startTime", static_cast<std::int64_t>(each.init.startTime)},
                                      {"address", each.address}}));
    const auto json = Json::object(
        {{"lab", state.lab}, {"bridges", std::move(bridges)}, {"machines", std::move(machines)}});
    return replaceFile(paths.state(), json.pretty());
}

Result<UniqueFd> lockLab(const LabPaths &paths)
{
    for (;;) {
        UniqueFd file(::open(paths.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (!file)
            return failErrno(errno, "open " + paths.lock().string());
        while (::flock(file.get(), LOCK_EX) != 0) {
            if (errno != EINTR)
                return failErrno(errno, "lock " + paths.lock().string());
        }
        // The one who had the lock before may have removed the lab and its lock with it.
        struct stat held {};
        struct stat named {};
        if (::fstat(file.get(), &held) == 0 && ::stat(paths.lock().c_str(), &named) == 0
            && held.st_ino == named.st_ino)
            return file;
    }
}

} // namespace podloom
