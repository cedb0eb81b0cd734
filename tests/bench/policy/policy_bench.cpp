// What the speed of the engine is claimed by: compile and relation, one edit, one comparison, one
// explanation, growth; beside each the naive evaluator on pairs drawn from the same design, as `naive` times
// the time for all pairs.
#include "core/policy/compile.h"
#include "core/policy/diff.h"
#include "core/policy/explain.h"
#include "core/policy/relation.h"
#include "tests/bench/policy/large_design.h"
#include "tests/bench/policy/memory.h"
#include "tests/unit/core/policy/naive.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <map>
#include <random>

namespace podloom::policy {
namespace {

constexpr Traffic kTraffic{.protocol = Protocol::Tcp, .port = 80};
constexpr int kDrawnPairs = 2'000;

Size sizeOf(const benchmark::State &state)
{
    return {.pods = static_cast<unsigned>(state.range(0)),
            .namespaces = state.range(1) >= 5'000 ? 1'000U : 200U,
            .policies = static_cast<unsigned>(state.range(1)),
            .hasAllDialects = state.range(2) != 0};
}

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The naive evaluator's seconds for one pair, on pairs drawn at random; nothing when it disagrees.
std::optional<double> naiveSeconds(const Design &design, const Program &program, const Relation &relation)
{
    const naive::Evaluator evaluator(design);
    std::mt19937 random(1);
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (int number = 0; number < kDrawnPairs; ++number)
        pairs.emplace_back(random() % relation.ends().size(), random() % relation.ends().size());
    const auto partyOf = [&](std::size_t end) {
        const auto *pod = design.pods.find(program.endpoints[relation.ends()[end].endpoint].id);
        return naive::Party{pod, pod->ips[0]};
    };
    std::vector<naive::Question> questions;
    for (const auto &[from, to] : pairs)
        questions.push_back({.from = partyOf(from), .to = partyOf(to), .port = kTraffic.port});
    const auto start = std::chrono::steady_clock::now();
    std::vector<bool> answers;
    for (const auto &question : questions)
        answers.push_back(evaluator.isAllowed(question));
    const auto seconds = secondsSince(start) / kDrawnPairs;
    for (std::size_t each = 0; each < pairs.size(); ++each) {
        if (answers[each] != relation.allowed(pairs[each].first, pairs[each].second))
            return std::nullopt;
    }
    return seconds;
}

/// pods, policies, whether of all dialects.
void compileAndRelate(benchmark::State &state)
{
    const auto design = largeDesign(sizeOf(state));
    std::size_t classes = 0;
    double spent = 0;
    resetPeakMemory();
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        const auto program = compile(design);
        const Relation relation(program, podEnds(program), kTraffic);
        benchmark::DoNotOptimize(relation.allowed(0, 1));
        classes = relation.classCount();
        spent += secondsSince(start);
    }
    state.counters["peak_MiB"] = peakMemoryMiB();
    const auto program = compile(design);
    const auto naive = naiveSeconds(design, program, {program, podEnds(program), kTraffic});
    if (!naive)
        return state.SkipWithError("the naive evaluator disagrees");
    const auto pairs = static_cast<double>(design.pods.size()) * static_cast<double>(design.pods.size());
    state.counters["classes"] = static_cast<double>(classes);
    state.counters["naive"] = *naive * pairs / (spent / static_cast<double>(state.iterations()));
}
BENCHMARK(compileAndRelate)
    ->ArgNames({"pods", "policies", "all"})
    ->Args({10'000, 1'000, 0})
    ->Args({10'000, 1'000, 1})
    ->Args({100'000, 5'000, 0})
    ->Args({100'000, 5'000, 1})
    ->Unit(benchmark::kMillisecond);

/// Another port in one rule of ten thousand pods' policies, until the whole relation is there again; `fresh`
/// is how many times as long it takes from nothing.
void editOneRule(benchmark::State &state)
{
    auto design = largeDesign(sizeOf(state));
    auto compiled = compileToGoOn(design);
    std::size_t number = 0;
    double spent = 0;
    for (auto _ : state) {
        state.PauseTiming();
        number += 37;
        design = withAnotherPort(std::move(design), number % design.networkPolicies.size(),
                                 static_cast<std::uint16_t>(1'000 + number));
        state.ResumeTiming();
        const auto start = std::chrono::steady_clock::now();
        compiled = recompile(design, compiled.program, *compiled.memory);
        const Relation relation(compiled.program, podEnds(compiled.program), kTraffic);
        benchmark::DoNotOptimize(relation.allowed(0, 1));
        spent += secondsSince(start);
    }
    const auto start = std::chrono::steady_clock::now();
    const auto program = compile(design);
    const Relation relation(program, podEnds(program), kTraffic);
    state.counters["fresh"] = secondsSince(start) / (spent / static_cast<double>(state.iterations()));
    const auto naive = naiveSeconds(design, program, relation);
    if (!naive)
        return state.SkipWithError("the naive evaluator disagrees");
    const auto pairs = static_cast<double>(design.pods.size()) * static_cast<double>(design.pods.size());
    state.counters["naive"] = *naive * pairs / (spent / static_cast<double>(state.iterations()));
}
BENCHMARK(editOneRule)
    ->ArgNames({"pods", "policies", "all"})
    ->Args({10'000, 1'000, 0})
    ->Args({10'000, 1'000, 1})
    ->Unit(benchmark::kMillisecond);

/// All connections that an edit of one rule changes, of all protocols and ports.
void compareAfterOneRule(benchmark::State &state)
{
    const auto design = largeDesign(sizeOf(state));
    const auto before = compile(design);
    const auto after = compile(withAnotherPort(design, 5, 1'000));
    std::size_t changes = 0;
    for (auto _ : state) {
        const auto found = difference(before, after);
        changes = found.added.size() + found.removed.size();
    }
    state.counters["changes"] = static_cast<double>(changes);
}
BENCHMARK(compareAfterOneRule)
    ->ArgNames({"pods", "policies", "all"})
    ->Args({10'000, 1'000, 0})
    ->Args({10'000, 1'000, 1})
    ->Unit(benchmark::kMillisecond);

/// More pods of the same thousand applications.
void growth(benchmark::State &state)
{
    const auto pods = static_cast<unsigned>(state.range(0));
    const auto design = largeDesign({.pods = pods, .podsOfAnApplication = pods / 1'000});
    std::size_t classes = 0;
    for (auto _ : state) {
        const auto program = compile(design);
        const Relation relation(program, podEnds(program), kTraffic);
        benchmark::DoNotOptimize(relation.allowed(0, 1));
        classes = relation.classCount();
    }
    state.counters["classes"] = static_cast<double>(classes);
    state.SetComplexityN(state.range(0));
}
BENCHMARK(growth)
    ->RangeMultiplier(2)
    ->Range(10'000, 160'000)
    ->Complexity(benchmark::oNLogN)
    ->Unit(benchmark::kMillisecond);

/// Both ends found by name, all steps of the decision, and a sentence for each.
void explainOne(benchmark::State &state)
{
    const auto design = largeDesign({.hasAllDialects = true});
    const auto program = compile(design);
    const Relation relation(program, podEnds(program), kTraffic);
    std::size_t number = 0;
    double spent = 0;
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        number = (number + 7'919) % relation.ends().size();
        const auto from = endByName(program, relation.ends()[number].name);
        const auto to = endByName(program, relation.ends()[number * 31 % relation.ends().size()].name);
        const auto answer = verdict(program, *from, *to, kTraffic, true);
        for (const auto direction : kDirections) {
            const StepContext context{program, *from, *to, kTraffic, direction};
            const auto &decision = direction == Direction::Egress ? answer.egress : answer.ingress;
            for (const auto &step : decision.steps) {
                benchmark::DoNotOptimize(sentenceOf(context, step));
                benchmark::DoNotOptimize(nearlyOf(context, step));
            }
        }
        spent += secondsSince(start);
    }
    const auto naive = naiveSeconds(design, program, relation);
    if (!naive)
        return state.SkipWithError("the naive evaluator disagrees");
    state.counters["naive"] = *naive / (spent / static_cast<double>(state.iterations()));
}
BENCHMARK(explainOne)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace podloom::policy
