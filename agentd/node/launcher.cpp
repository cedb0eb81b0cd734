#include "agentd/node/launcher.h"

#include "agentd/node/lab_network.h"
#include "agentd/node/machine_process.h"
#include "agentd/wire/netlink_kernel.h"
#include "core/os/errno_error.h"

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace podloom {

namespace fs = std::filesystem;

namespace {

Status makeFolder(const fs::path &folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    return error ? Status(failErrno(error.value(), "make folder " + folder.string())) : Status();
}

Result<Netns> labNetns(const LabPaths &paths)
{
    auto opened = Netns::open(paths.netns());
    if (opened)
        return opened;
    if (auto removed = removeNamedNetns(paths.netns()); !removed) // a file from before a reboot
        return Failure{std::move(removed).error()};
    return Netns::createNamed(paths.netns());
}

std::string firstAddress(const MachineSpec &machine)
{
    for (const auto &interface : machine.interfaces) {
        if (!interface.addresses.empty() && !interface.segment.empty())
            return interface.addresses.front().address.toString();
    }
    return {};
}

/// "ADDRESS NAME" of every machine, for /etc/hosts.
std::string hostLines(const LaunchSpec &spec)
{
    std::string lines;
    for (const auto &machine : spec.machines) {
        if (const auto address = firstAddress(machine); !address.empty())
            lines += address + ' ' + machine.name + '\n';
    }
    return lines;
}

/// Kills the processes 1 and waits until all their machines are gone.
Status endMachines(const std::vector<LaunchedMachine> &machines)
{
    std::vector<UniqueFd> handles;
    for (const auto &machine : machines) {
        UniqueFd handle(static_cast<int>(::syscall(SYS_pidfd_open, machine.init.pid, 0)));
        if (!handle || !isRunning(machine.init))
            continue;
        ::syscall(SYS_pidfd_send_signal, handle.get(), SIGKILL, nullptr, 0);
        handles.push_back(std::move(handle));
    }
    for (const auto &handle : handles) {
        pollfd wait{handle.get(), POLLIN, 0};
        int ready = 0;
        do {
            ready = ::poll(&wait, 1, 30'000);
        } while (ready < 0 && errno == EINTR);
        if (ready == 0)
            return fail(Errc::Timeout, "machine-stays", "a machine does not end within 30 seconds");
    }
    for (const auto &machine : machines)
        ::waitpid(machine.init.pid, nullptr, WNOHANG); // those that are children of ours
    return {};
}

Status removeTree(const fs::path &path)
{
    std::error_code error;
    fs::remove_all(path, error);
    return error ? Status(failErrno(error.value(), "remove " + path.string())) : Status();
}

/// One launch: what is running already, what is new, and the way back.
class Launch {
public:
    Launch(const LaunchSpec &spec, LabPaths paths, LabState state)
        : m_spec(spec),
          m_paths(std::move(paths)),
          m_state(std::move(state))
    {}

    Status run()
    {
        m_state.lab = m_spec.lab;
        auto netns = labNetns(m_paths);
        if (!netns)
            return Failure{std::move(netns).error()};
        auto kernel = NetlinkKernel::openIn(netns->fd());
        if (!kernel)
            return Failure{std::move(kernel).error()};
        auto done = startMissing();
        if (done)
            done = wire(**kernel);
        if (done)
            done = releaseAll();
        if (!done)
            takeBack();
        return done;
    }

    LabState &state() { return m_state; }

private:
    Status startMissing()
    {
        const auto lines = hostLines(m_spec);
        for (const auto &machine : m_spec.machines) {
            if (const auto *known = m_state.find(machine.name); known && isRunning(known->init))
                continue;
            const auto folder = m_paths.machine(machine.name);
            auto ready = removeTree(folder); // what a dead machine of that name left
            if (ready)
                ready = makeFolder(folder);
            if (!ready)
                return ready;
            auto started = startMachine(machine, folder, lines);
            if (!started)
                return Failure{std::move(started).error()};
            remember({machine.name, started->init, firstAddress(machine)});
            m_new.push_back(*std::move(started));
        }
        return m_new.empty() ? Status() : writeLabState(m_paths, m_state);
    }

    void remember(LaunchedMachine machine)
    {
        if (auto *known = m_state.find(machine.name))
            *known = std::move(machine);
        else
            m_state.machines.push_back(std::move(machine));
    }

    Status wire(Kernel &lab)
    {
        if (auto added = addBridges(lab, m_spec.segments, m_state.bridges); !added)
            return added;
        std::vector<Netns> running;
        running.reserve(m_spec.machines.size());
        std::vector<WiredMachine> machines;
        for (const auto &machine : m_spec.machines) {
            const auto isNew = std::find_if(m_new.begin(), m_new.end(), [&](const StartingMachine &each) {
                return each.name == machine.name;
            });
            if (isNew != m_new.end()) {
                machines.push_back({&machine, isNew->netns.fd(), true});
                continue;
            }
            auto netns = Netns::ofProcess(m_state.find(machine.name)->init.pid);
            if (!netns)
                return Failure{std::move(netns).error()};
            running.push_back(*std::move(netns));
            machines.push_back({&machine, running.back().fd(), false});
        }
        for (const auto &machine : machines) {
            if (auto wired = wireMachine(lab, m_state.bridges, machine); !wired)
                return wired;
        }
        return m_new.empty() ? Status() : introduceNeighbours(lab, machines);
    }

    Status releaseAll()
    {
        for (auto &machine : m_new)
            release(machine);
        for (auto &machine : m_new) {
            if (auto running = awaitRunning(machine); !running)
                return running;
        }
        return writeLabState(m_paths, m_state);
    }

    void takeBack()
    {
        std::vector<LaunchedMachine> failed;
        for (const auto &machine : m_new)
            failed.push_back({machine.name, machine.init, {}});
        (void)endMachines(failed).has_value();
        for (const auto &machine : failed) {
            (void)removeTree(m_paths.machine(machine.name)).has_value();
            std::erase_if(m_state.machines,
                          [&](const LaunchedMachine &each) { return each.name == machine.name; });
        }
        (void)writeLabState(m_paths, m_state).has_value();
    }

    const LaunchSpec &m_spec;
    LabPaths m_paths;
    LabState m_state;
    std::vector<StartingMachine> m_new;
};

} // namespace

Result<LabState> launchLab(const LaunchSpec &spec)
{
    if (::geteuid() != 0)
        return fail(Errc::PermissionDenied, "lab-needs-root", "an emulated lab needs root");
    const LabPaths paths{spec.directory};
    if (auto made = makeFolder(paths.machines()); !made)
        return Failure{std::move(made).error()};
    auto lock = lockLab(paths);
    if (!lock)
        return Failure{lock.error()};
    auto state = readLabState(paths);
    if (!state)
        return state;
    Launch launch(spec, paths, *std::move(state));
    if (auto done = launch.run(); !done) {
        lock->reset();
        if (launch.state().machines.empty())
            (void)destroyLab(spec.directory).has_value();
        return Failure{std::move(done).error()};
    }
    return launch.state();
}

Status destroyLab(const fs::path &directory)
{
    const LabPaths paths{directory};
    std::error_code error;
    if (!fs::exists(directory, error))
        return {};
    const auto lock = lockLab(paths);
    if (!lock)
        return Failure{lock.error()};
    const auto state = readLabState(paths);
    if (!state)
        return Failure{state.error()};
    if (auto ended = endMachines(state->machines); !ended)
        return ended;
    if (auto removed = removeNamedNetns(paths.netns()); !removed)
        return removed;
    for (const auto &path : {paths.machines(), paths.state(), paths.lock()}) {
        if (auto removed = removeTree(path); !removed)
            return removed;
    }
    fs::remove(directory, error); // unless somebody else keeps things there
    return {};
}

Status destroyMachines(const fs::path &directory, const std::vector<std::string> &machines)
{
    const LabPaths paths{directory};
    std::error_code error;
    if (!fs::exists(directory, error))
        return {};
    const auto lock = lockLab(paths);
    if (!lock)
        return Failure{lock.error()};
    auto state = readLabState(paths);
    if (!state)
        return Failure{state.error()};
    const auto kept = std::stable_partition(
        state->machines.begin(), state->machines.end(), [&](const LaunchedMachine &each) {
            return std::find(machines.begin(), machines.end(), each.name) == machines.end();
        });
    const std::vector<LaunchedMachine> ended(kept, state->machines.end());
    state->machines.erase(kept, state->machines.end());
    if (auto done = endMachines(ended); !done)
        return done;
    for (const auto &machine : ended) {
        if (auto removed = removeTree(paths.machine(machine.name)); !removed)
            return removed;
    }
    return writeLabState(paths, *state);
}

} // namespace podloom
