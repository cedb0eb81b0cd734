// How long predictions and configurations of large clusters take.
#include "core/routing/bird_config.h"
#include "core/routing/what_if.h"

#include <benchmark/benchmark.h>

namespace podloom {
namespace {

struct Network {
    Design design{};
    NodeBlocks blocks{};
};

/// Nodes on one segment with two IPv4 blocks each; the first `reflectors` reflect for the others, none =
/// mesh.
Network network(int nodes, int reflectors)
{
    Network result;
    Cluster cluster;
    cluster.meta.id = {"", "podloom.dev", "Cluster", "", "prod"};
    cluster.topology = reflectors > 0 ? BgpTopology::Reflectors : BgpTopology::Mesh;
    cluster.podCidrs = {*Prefix::parse("10.0.0.0/8")};
    cluster.nodeCidrs = {*Prefix::parse("172.16.0.0/16")};
    result.design.clusters.put(cluster);
    std::vector<Table<Node>::Pointer> all;
    std::uint64_t block = 0;
    for (int number = 0; number < nodes; ++number) {
        auto node = std::make_shared<Node>();
        node->meta.id = {"prod", "", "Node", "", "node-" + std::to_string(number + 1)};
        node->addresses = {
            {IpAddress::parse("172.16.0.1")->plus({0, static_cast<std::uint64_t>(number)}), 16}};
        if (number < reflectors)
            node->routeReflectorClusterId =
                IpAddress::parse("244.0.0.1")->plus({0, static_cast<std::uint64_t>(number)});
        auto &blocks = result.blocks[MachineId::node("prod", node->meta.id.name)];
        for (int each = 0; each < 2; ++each)
            blocks.push_back(Prefix::of(IpAddress::parse("10.0.0.0")->plus({0, block++ * 64}), 26));
        all.push_back(std::move(node));
    }
    result.design.nodes = Table<Node>::fromUnsorted(std::move(all));
    return result;
}

void predict(benchmark::State &state, int nodes, int reflectors)
{
    const auto large = network(nodes, reflectors);
    std::size_t routes = 0;
    for (auto _ : state) {
        const RoutePrediction prediction(large.design, large.blocks);
        routes = prediction.tableOf(MachineId::node("prod", "node-9")).size();
        benchmark::DoNotOptimize(routes);
    }
    state.counters["routes_of_a_node"] = static_cast<double>(routes);
}
BENCHMARK_CAPTURE(predict, OneThousandNodesFourReflectors, 1000, 4)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(predict, OneHundredNodesMesh, 100, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(predict, OneThousandNodesMesh, 1000, 0)->Unit(benchmark::kMillisecond);

void loseAReflector(benchmark::State &state)
{
    const auto large = network(1000, 4);
    const RoutePrediction intact(large.design, large.blocks);
    for (auto _ : state) {
        auto outcome = whatIf(large.design, large.blocks, intact, {{}, {MachineId::node("prod", "node-1")}});
        benchmark::DoNotOptimize(outcome);
    }
}
BENCHMARK(loseAReflector)->Unit(benchmark::kMillisecond);

void renderOneNode(benchmark::State &state)
{
    const auto large = network(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
    const auto id = MachineId::node("prod", "node-9");
    for (auto _ : state) {
        auto text = renderBird(large.design, id, large.blocks.at(id));
        benchmark::DoNotOptimize(text);
    }
}
BENCHMARK(renderOneNode)->Args({1000, 4})->Args({1000, 0})->Unit(benchmark::kMillisecond);

} // namespace
} // namespace podloom
