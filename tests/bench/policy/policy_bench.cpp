// What the speed of the engine is claimed by: compile, relation, one explanation; and the naive evaluator
// beside.
#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "core/policy/relation.h"
#include "tests/bench/policy/large_design.h"
#include "tests/unit/core/policy/naive.h"

#include <benchmark/benchmark.h>

#include <map>

namespace podloom::policy {
namespace {

constexpr Traffic kTraffic{.protocol = Protocol::Tcp, .port = 80};

const Design &designOf(unsigned pods)
{
    static std::map<unsigned, Design> known;
    auto &design = known[pods];
    if (design.pods.empty())
        design = largeDesign(pods == 100'000 ? Size{pods, 1'000, 5'000} : Size{.pods = pods});
    return design;
}

void compileAndRelate(benchmark::State &state)
{
    const auto &design = designOf(static_cast<unsigned>(state.range(0)));
    std::size_t classes = 0;
    for (auto _ : state) {
        const auto program = compile(design);
        const Relation relation(program, podEnds(program), kTraffic);
        benchmark::DoNotOptimize(relation.allowed(0, 1));
        classes = relation.classCount();
    }
    state.counters["classes"] = static_cast<double>(classes);
    state.counters["pairs/s"] =
        benchmark::Counter(static_cast<double>(design.pods.size()) * static_cast<double>(design.pods.size()),
                           benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(compileAndRelate)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void compileOnly(benchmark::State &state)
{
    const auto &design = designOf(static_cast<unsigned>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(compile(design));
}
BENCHMARK(compileOnly)->Arg(10'000)->Unit(benchmark::kMillisecond);

void explainOne(benchmark::State &state)
{
    const auto program = compile(designOf(10'000));
    const auto ends = podEnds(program);
    std::size_t number = 0;
    for (auto _ : state) {
        number = (number + 7'919) % ends.size();
        benchmark::DoNotOptimize(
            verdict(program, ends[number], ends[(number * 31) % ends.size()], kTraffic, true));
    }
}
BENCHMARK(explainOne)->Unit(benchmark::kMicrosecond);

/// One row of the matrix, for the ratio.
void naiveRow(benchmark::State &state)
{
    const auto &design = designOf(static_cast<unsigned>(state.range(0)));
    const naive::Evaluator evaluator(design);
    const auto &from = design.pods[0];
    for (auto _ : state) {
        for (const auto &to : design.pods)
            benchmark::DoNotOptimize(evaluator.isAllowed(
                {.from = {&from, from.ips[0]}, .to = {&to, to.ips[0]}, .port = kTraffic.port}));
    }
    state.counters["pairs/s"] = benchmark::Counter(static_cast<double>(design.pods.size()),
                                                   benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(naiveRow)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace podloom::policy
