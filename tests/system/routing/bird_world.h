// tests/system/routing/bird_world.h: the machines of a design as network namespaces, each with a BIRD.
#pragma once

#include "agentd/wire/netns.h"
#include "core/os/process.h"
#include "tests/system/routing/seen_table.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace podloom::test {

/// Wires, addresses and underlay routes are those of a lab: default routes on nodes, static ones on routers,
/// permanent neighbours. Nothing of it is on the machine's own network.
class BirdWorld {
public:
    BirdWorld(const Design &design, const NodeBlocks &blocks);
    ~BirdWorld();
    BirdWorld(const BirdWorld &) = delete;
    BirdWorld &operator=(const BirdWorld &) = delete;

    /// Why none can be made on this machine; empty when it can.
    static std::string obstacle();

    Status start();
    /// When the first BIRD was started, by start().
    std::chrono::steady_clock::time_point started() const { return m_started; }
    /// Those that are established, as "LOCAL PEERNAME FAMILY".
    std::set<std::string> sessionsUp() const;
    /// The best routes of BIRD itself, without directly connected and learned ones.
    SeenTable birdTable(const MachineId &machine) const;
    /// What BIRD has put into the kernel.
    SeenTable kernelTable(const MachineId &machine) const;
    /// What a program says in the machine's namespace.
    Result<std::string> run(const MachineId &machine, const std::vector<std::string> &argv,
                            const std::string &input = {}) const;
    const Underlay &wires() const { return m_wires; }
    const std::filesystem::path &folder() const { return m_folder; }

private:
    struct Place {
        Netns netns;
        ProcessId bird{};
    };

    Status makeWires();
    Status startBird(const MachineId &machine);
    std::string ask(const MachineId &machine, const std::string &question) const;
    std::string socketOf(const MachineId &machine) const;

    const Design &m_design;
    const NodeBlocks &m_blocks;
    Underlay m_wires;
    std::vector<BgpSession> m_sessions;
    std::filesystem::path m_folder;
    std::chrono::steady_clock::time_point m_started{};
    std::optional<Netns> m_fabric;
    std::map<MachineId, Place> m_places;
};

/// Sessions that a prediction expects up, as sessionsUp() has them.
std::set<std::string> predictedSessions(const RoutePrediction &prediction);

} // namespace podloom::test
