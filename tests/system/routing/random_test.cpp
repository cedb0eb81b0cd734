// Random networks that are predicted, and then run with real BIRDs.
#include "tests/system/routing/bird_world.h"
#include "tests/unit/core/routing/random_network.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

namespace podloom {
namespace {

using std::chrono::steady_clock;
using test::BirdWorld;

constexpr std::size_t kAtOnce = 4;
constexpr std::chrono::seconds kPatience{60};

/// Where a machine's tables differ from what was predicted; empty when they do not.
std::string differences(const BirdWorld &world, const RoutePrediction &prediction)
{
    const auto expected = test::predictedSessions(prediction);
    const auto up = world.sessionsUp();
    std::string text;
    for (const auto &session : expected)
        text += up.contains(session) ? "" : "session is not up: " + session + '\n';
    for (const auto &session : up)
        text += expected.contains(session) ? "" : "session is up: " + session + '\n';
    for (const auto &machine : world.wires().machines)
        text += test::differences(prediction, machine.id, world.birdTable(machine.id),
                                  world.kernelTable(machine.id));
    return text;
}

/// What was compared.
struct Tally {
    std::atomic<std::size_t> networks = 0;
    std::atomic<std::size_t> machines = 0;
    std::atomic<std::size_t> routes = 0;
    std::atomic<std::size_t> undecided = 0; ///< networks of which no single outcome is predicted
};

/// Runs the network of a seed; what differs at the end of patience.
std::string tried(std::uint64_t seed, Tally &tally)
{
    const auto network = test::randomNetwork(seed);
    const RoutePrediction prediction(network.design, network.blocks);
    if (!prediction.restless().empty() || !prediction.ambiguous().empty()) {
        ++tally.undecided;
        return {};
    }
    ++tally.networks;
    for (const auto &machine : prediction.wires().machines) {
        ++tally.machines;
        tally.routes += prediction.tableOf(machine.id).size();
    }
    BirdWorld world(network.design, network.blocks);
    if (const auto started = world.start(); !started)
        return started.error().text();
    const auto deadline = steady_clock::now() + kPatience;
    std::string text = "-";
    while (!text.empty() && steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        text = differences(world, prediction);
    }
    return text;
}

TEST(RandomNetworksWithBird, HaveTheTablesThatWerePredicted)
{
    if (const auto obstacle = BirdWorld::obstacle(); !obstacle.empty())
        GTEST_SKIP() << obstacle;
    std::uint64_t first = 1;
    std::uint64_t count = 36;
    if (const auto *wanted = std::getenv("PODLOOM_SEEDS")) {
        char *end = nullptr;
        first = std::strtoull(wanted, &end, 10);
        if (*end == ':')
            count = std::strtoull(end + 1, nullptr, 10);
    }
    std::atomic<std::uint64_t> next = first;
    std::mutex mutex;
    Tally tally;
    std::vector<std::thread> threads;
    for (std::size_t index = 0; index < kAtOnce; ++index) {
        threads.emplace_back([&] {
            for (auto seed = next++; seed < first + count; seed = next++) {
                const auto text = tried(seed, tally);
                const std::lock_guard lock(mutex);
                EXPECT_EQ(text, "") << "seed " << seed;
            }
        });
    }
    for (auto &thread : threads)
        thread.join();
    std::cout << tally.networks << " networks with real BIRD compared: " << tally.machines << " machines, "
              << tally.routes << " predicted routes; " << tally.undecided << " without a single outcome\n";
    EXPECT_GE(tally.networks, std::min<std::uint64_t>(30, count));
}

} // namespace
} // namespace podloom
