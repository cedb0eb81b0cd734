// The engine's relation against the naive evaluator, on random designs.
#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "core/policy/relation.h"
#include "tests/unit/core/policy/naive.h"
#include "tests/unit/core/policy/random_design.h"

#include <gtest/gtest.h>

#include <sstream>

namespace podloom::policy {
namespace {

naive::Party partyOf(const Design &design, const Program &program, const FlowEnd &end,
                     std::optional<Family> family)
{
    naive::Party party;
    if (end.endpoint != kNone)
        party.pod = design.pods.find(program.endpoints[end.endpoint].id);
    else if (const auto named = program.endpointByName(end.name); named != kNone)
        party.pod = design.pods.find(program.endpoints[named].id);
    if (family)
        party.address = end.address(*family);
    return party;
}

/// Compares relation, verdict and naive evaluator on every pair; returns what differs, or nothing.
std::string difference(const RandomDesign &random)
{
    const auto program = compile(random.design);
    auto ends = podEnds(program);
    for (const auto address : random.outside)
        ends.push_back(endOf(program, address));
    for (const auto &traffic : random.traffic) {
        const Relation relation(program, ends, traffic);
        for (std::size_t from = 0; from < ends.size(); ++from) {
            for (std::size_t to = 0; to < ends.size(); ++to) {
                const auto family = familyFor(ends[from], ends[to], traffic);
                const auto single = verdict(program, ends[from], ends[to], traffic, true);
                const bool expected =
                    family
                    && naive::isAllowed(random.design,
                                        {.from = partyOf(random.design, program, ends[from], family),
                                         .to = partyOf(random.design, program, ends[to], family),
                                         .protocol = traffic.protocol,
                                         .port = traffic.port,
                                         .sourcePort = traffic.sourcePort,
                                         .icmpType = traffic.icmpType,
                                         .icmpCode = traffic.icmpCode});
                if (relation.allowed(from, to) == expected && single.isAllowed() == expected)
                    continue;
                std::ostringstream text;
                text << ends[from].name << " -> " << ends[to].name << ' ' << toString(traffic.protocol) << ' '
                     << traffic.port << ": naive " << expected << ", relation " << relation.allowed(from, to)
                     << ", verdict " << single.isAllowed();
                return text.str();
            }
        }
    }
    return {};
}

TEST(Relation, EqualsTheNaiveEvaluatorOnRandomDesigns)
{
#ifdef NDEBUG
    constexpr unsigned kDesigns = 20'000;
#else
    constexpr unsigned kDesigns = 3'000; // the same designs, as many as an unoptimised build does in seconds
#endif
    for (unsigned seed = 1; seed <= kDesigns; ++seed) {
        const auto found = difference(randomDesign(seed));
        ASSERT_EQ(found, "") << "seed " << seed;
    }
}

} // namespace
} // namespace podloom::policy
