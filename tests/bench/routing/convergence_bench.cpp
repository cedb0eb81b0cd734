// How long real BIRDs take from their start until every table is full: a mesh beside two reflectors.
#include "core/manifest/snapshot.h"
#include "core/model/placement.h"
#include "core/routing/network_template.h"
#include "tests/system/routing/bird_world.h"

#include <benchmark/benchmark.h>

#include <thread>

namespace podloom {
namespace {

using std::chrono::steady_clock;

constexpr int kNodes = 50;
constexpr std::chrono::seconds kPatience{120};

/// Whether BIRD of the machine has every prefix that is predicted for it.
bool isFull(const test::BirdWorld &world, const MachineId &machine, std::size_t prefixes)
{
    return world.birdTable(machine).size() >= prefixes;
}

void converge(benchmark::State &state, const char *name)
{
    if (const auto obstacle = test::BirdWorld::obstacle(); !obstacle.empty())
        return state.SkipWithError(obstacle.c_str());
    const auto manifests = writeTemplate({.name = name, .nodes = kNodes});
    const auto design = place(parseFiles({{"bench.yaml", *manifests}})->design());
    const auto blocks = plannedBlocks(design);
    const RoutePrediction prediction(design, blocks);
    for (auto _ : state) {
        test::BirdWorld world(design, blocks);
        if (const auto started = world.start(); !started)
            return state.SkipWithError(started.error().text().c_str());
        for (const auto &machine : world.wires().machines) {
            while (!isFull(world, machine.id, prediction.prefixes().size())) {
                if (steady_clock::now() > world.started() + kPatience)
                    return state.SkipWithError("the tables did not fill in time");
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        }
        state.SetIterationTime(std::chrono::duration<double>(steady_clock::now() - world.started()).count());
    }
    std::size_t up = 0;
    for (const auto &session : prediction.sessions())
        up += session.isUp ? 1 : 0;
    state.counters["sessions"] = static_cast<double>(up / 2);
    state.counters["prefixes"] = static_cast<double>(prediction.prefixes().size());
}
BENCHMARK_CAPTURE(converge, FiftyNodesMesh, "mesh")
    ->UseManualTime()
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(converge, FiftyNodesTwoReflectors, "reflectors")
    ->UseManualTime()
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

} // namespace
} // namespace podloom
