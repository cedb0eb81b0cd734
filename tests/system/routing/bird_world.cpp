#include "tests/system/routing/bird_world.h"

#include "core/base/text.h"
#include "core/os/child_process.h"
#include "core/os/files.h"
#include "core/routing/bird_config.h"

#include <sys/wait.h>

#include <csignal>
#include <deque>
#include <fstream>
#include <sstream>

namespace podloom::test {

namespace {

constexpr auto kPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

Result<std::string> runHere(std::vector<std::string> argv, std::string input = {})
{
    ChildCommand command;
    command.argv = std::move(argv);
    command.environment = {kPath};
    command.input = std::move(input);
    auto output = runChild(command);
    if (!output)
        return Failure{std::move(output).error()};
    if (output->exitCode != 0)
        return fail(Errc::Io, "test-command", "%1", {output->standardError + output->standardOutput});
    return std::move(output->standardOutput);
}

std::string macOf(std::size_t machine, std::size_t interface)
{
    char text[18];
    std::snprintf(text, sizeof text, "02:00:%02x:%02x:00:01", static_cast<unsigned>(machine & 0xFFU),
                  static_cast<unsigned>(interface & 0xFFU));
    return text;
}

/// Networks that routers reach over other routers, breadth first, as a lab has them.
std::string routesOf(const Underlay &wires, const Machine &from)
{
    std::string batch;
    for (const auto &gateway : from.gateways)
        batch +=
            "route add " + Prefix::all(gateway.family()).toString() + " via " + gateway.toString() + '\n';
    if (!from.id.isRouter())
        return batch;
    for (const auto family : {Family::V4, Family::V6}) {
        std::set<Prefix> known;
        std::set<MachineId> walked{from.id};
        std::deque<std::pair<const Machine *, std::string>> queue{{&from, ""}};
        while (!queue.empty()) {
            const auto [here, first] = queue.front();
            queue.pop_front();
            for (const auto &interface : here->interfaces) {
                for (const auto &own : interface.addresses) {
                    if (own.address.family() != family)
                        continue;
                    if (known.insert(own.network()).second && !first.empty())
                        batch +=
                            "route add " + own.network().toString() + " via " + first + " proto static\n";
                    for (const auto &next : wires.machines) {
                        for (const auto &theirs : next.interfaces) {
                            for (const auto &address : theirs.addresses) {
                                if (!next.id.isRouter() || theirs.segment != interface.segment
                                    || !own.network().contains(address.address)
                                    || !walked.insert(next.id).second)
                                    continue;
                                queue.emplace_back(&next, first.empty() ? address.address.toString() : first);
                            }
                        }
                    }
                }
            }
        }
    }
    return batch;
}

std::string machineBatch(const Underlay &wires, std::size_t index)
{
    const auto &machine = wires.machines[index];
    std::string batch = "link set lo up\n";
    for (const auto &address : machine.loopback)
        batch += "addr add " + address.toString() + " dev lo\n";
    for (std::size_t number = 0; number < machine.interfaces.size(); ++number) {
        const auto &interface = machine.interfaces[number];
        batch += "link set " + interface.name + " address " + macOf(index, number) + " up\n";
        for (const auto &address : interface.addresses)
            batch += "addr add " + address.toString() + " dev " + interface.name
                   + (address.address.isV4() ? "\n" : " nodad\n");
        for (std::size_t other = 0; other < wires.machines.size(); ++other) {
            for (std::size_t theirs = 0; theirs < wires.machines[other].interfaces.size(); ++theirs) {
                const auto &far = wires.machines[other].interfaces[theirs];
                if (other == index || far.segment != interface.segment)
                    continue;
                for (const auto &address : far.addresses)
                    batch += "neigh replace " + address.address.toString() + " lladdr " + macOf(other, theirs)
                           + " nud permanent dev " + interface.name + '\n';
            }
        }
    }
    return batch + routesOf(wires, machine);
}

Status insideOf(int netns, const std::function<Status()> &work)
{
    return runInNetns(netns, work);
}

} // namespace

std::string BirdWorld::obstacle()
{
    if (!Netns::create())
        return "network namespaces cannot be made here (run as root)";
    if (!runHere({"bird", "--version"}))
        return "there is no bird on this machine";
    return {};
}

BirdWorld::BirdWorld(const Design &design, const NodeBlocks &blocks)
    : m_design(design),
      m_blocks(blocks),
      m_wires(underlay(design)),
      m_sessions(bgpSessions(design, m_wires))
{
    std::string name = (std::filesystem::temp_directory_path() / "podloom-birds-XXXXXX").string();
    m_folder = ::mkdtemp(name.data());
}

BirdWorld::~BirdWorld()
{
    for (auto &[id, place] : m_places) {
        if (place.bird.pid == 0)
            continue;
        (void)::kill(place.bird.pid, SIGKILL);
        (void)::waitpid(place.bird.pid, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

std::string BirdWorld::socketOf(const MachineId &machine) const
{
    return (m_folder / (machine.name + ".ctl")).string();
}

Status BirdWorld::start()
{
    if (auto made = makeWires(); !made)
        return made;
    m_started = std::chrono::steady_clock::now();
    for (const auto &machine : m_wires.machines) {
        if (auto started = startBird(machine.id); !started)
            return wrap(std::move(started).error(), "start BIRD of " + machine.id.name);
    }
    return {};
}

Status BirdWorld::makeWires()
{
    auto fabric = Netns::create();
    if (!fabric)
        return Failure{std::move(fabric).error()};
    m_fabric = *std::move(fabric);
    std::string batch;
    for (std::size_t segment = 0; segment < m_wires.segments.size(); ++segment) {
        const auto name = "seg" + std::to_string(segment);
        batch += "link add " + name + " type bridge mcast_snooping 0\nlink set " + name + " up\n";
    }
    for (std::size_t index = 0; index < m_wires.machines.size(); ++index) {
        const auto &machine = m_wires.machines[index];
        auto netns = Netns::create();
        if (!netns)
            return Failure{std::move(netns).error()};
        const auto path = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(netns->fd());
        for (std::size_t number = 0; number < machine.interfaces.size(); ++number) {
            const auto here = 'p' + std::to_string(index) + '-' + std::to_string(number);
            batch += "link add " + here + " type veth peer name " + machine.interfaces[number].name
                   + " netns " + path + "\nlink set " + here + " master seg"
                   + std::to_string(machine.interfaces[number].segment) + " up\n";
        }
        m_places.emplace(machine.id, Place{*std::move(netns)});
    }
    auto wired = insideOf(m_fabric->fd(), [&]() -> Status {
        auto done = runHere({"ip", "-batch", "-"}, batch);
        return done ? Status() : Status(Failure{std::move(done).error()});
    });
    if (!wired)
        return wrap(std::move(wired).error(), "wire the machines");
    for (std::size_t index = 0; index < m_wires.machines.size(); ++index) {
        const auto &machine = m_wires.machines[index];
        auto done = insideOf(m_places.at(machine.id).netns.fd(), [&]() -> Status {
            for (const auto *setting : {"net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding",
                                        "net/ipv4/fib_multipath_hash_policy"})
                std::ofstream(std::string("/proc/sys/") + setting) << '1';
            // Link-local addresses from the first moment, as where BIRD starts later: sessions hand them out.
            std::ofstream("/proc/sys/net/ipv6/conf/all/accept_dad") << '0';
            for (const auto &interface : machine.interfaces)
                std::ofstream("/proc/sys/net/ipv6/conf/" + interface.name + "/accept_dad") << '0';
            auto made = runHere({"ip", "-batch", "-"}, machineBatch(m_wires, index));
            return made ? Status() : Status(Failure{std::move(made).error()});
        });
        if (!done)
            return wrap(std::move(done).error(), "set up " + machine.id.name);
    }
    return {};
}

Status BirdWorld::startBird(const MachineId &machine)
{
    const auto own = m_blocks.find(machine);
    auto text = machine.isRouter() ? renderRouter(m_design, machine.name)
                                   : renderBird(m_design, machine,
                                                own == m_blocks.end() ? std::vector<Prefix>() : own->second);
    if (!text)
        return Failure{std::move(text).error()};
    const auto config = (m_folder / (machine.name + ".conf")).string();
    if (auto written = replaceFile(config, *text); !written)
        return written;
    auto &place = m_places.at(machine);
    return insideOf(place.netns.fd(), [&]() -> Status {
        const DetachedCommand command{{"/usr/sbin/bird", "-f", "-c", config, "-s", socketOf(machine)},
                                      {kPath},
                                      (m_folder / (machine.name + ".log")).string()};
        const auto pid = spawnDetached(command);
        if (!pid)
            return Failure{pid.error()};
        place.bird.pid = *pid;
        return {};
    });
}

std::string BirdWorld::ask(const MachineId &machine, const std::string &question) const
{
    std::vector<std::string> argv{"birdc", "-s", socketOf(machine)};
    for (const auto word : split(question, ' '))
        argv.emplace_back(word);
    auto said = runHere(std::move(argv));
    return said ? *std::move(said) : std::string();
}

Result<std::string> BirdWorld::run(const MachineId &machine, const std::vector<std::string> &argv,
                                   const std::string &input) const
{
    Result<std::string> output = std::string();
    (void)insideOf(m_places.at(machine).netns.fd(), [&]() -> Status {
        output = runHere(argv, input);
        return {};
    });
    return output;
}

std::set<std::string> BirdWorld::sessionsUp() const
{
    std::set<std::string> up;
    for (const auto &machine : m_wires.machines) {
        std::set<std::string> established;
        std::istringstream lines(ask(machine.id, "show protocols"));
        for (std::string line; std::getline(lines, line);) {
            if (line.find(" BGP ") != std::string::npos && line.find("Established") != std::string::npos)
                established.insert(line.substr(0, line.find(' ')));
        }
        for (const auto &session : m_sessions) {
            if (session.local == machine.id && isConfigured(session)
                && established.contains(birdProtocolName(session)))
                up.insert(session.local.name + ' ' + session.peerName
                          + (session.family == Family::V4 ? " 4" : " 6"));
        }
    }
    return up;
}

SeenTable BirdWorld::birdTable(const MachineId &machine) const
{
    return birdTableOf(ask(machine, kBirdQuestion));
}

SeenTable BirdWorld::kernelTable(const MachineId &machine) const
{
    SeenTable table;
    for (const auto family : {Family::V4, Family::V6}) {
        if (const auto said = run(machine, kernelQuestion(family)))
            addKernelTable(table, *said, family);
    }
    return table;
}

std::set<std::string> predictedSessions(const RoutePrediction &prediction)
{
    std::set<std::string> up;
    for (const auto &session : prediction.sessions()) {
        if (session.isUp)
            up.insert(session.local.name + ' ' + session.peerName
                      + (session.family == Family::V4 ? " 4" : " 6"));
    }
    return up;
}

} // namespace podloom::test
