// The program of an edited design, made from the one before, is the one that is made from nothing.
#include "core/policy/compile.h"
#include "core/policy/compile_memory.h"
#include "tests/unit/core/policy/random_design.h"
#include "tests/unit/core/policy/sample_design.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace podloom::policy {
namespace {

bool isSameEndpoint(const Endpoint &a, const Endpoint &b)
{
    return a.kind == b.kind && a.id == b.id && a.name == b.name && a.node == b.node
        && a.serviceAccount == b.serviceAccount && a.interface == b.interface && *a.labels == *b.labels
        && a.ips == b.ips && a.ports == b.ports && a.chains == b.chains;
}

/// What the programs differ in first, or nothing.
std::string differenceOf(const Program &a, const Program &b)
{
    if (a.clusters != b.clusters || a.nodes != b.nodes)
        return "clusters or nodes";
    if (!std::ranges::equal(a.endpoints, b.endpoints, isSameEndpoint))
        return "endpoints";
    if (a.sets != b.sets || a.portSets != b.portSets)
        return "sets";
    if (a.tiers != b.tiers)
        return "tiers";
    if (a.policies != b.policies)
        return "policies";
    return a.chains != b.chains ? "chains" : "";
}

/// The same objects, read again, some lines further down.
template <class Object>
Table<Object> readAgain(const Table<Object> &table, std::uint32_t lines)
{
    std::vector<typename Table<Object>::Pointer> out;
    for (auto object : table) {
        object.meta.at.line += lines;
        out.push_back(std::make_shared<const Object>(std::move(object)));
    }
    return Table<Object>::fromUnsorted(std::move(out));
}

TEST(Recompile, EqualsCompileAfterRandomEdits)
{
    unsigned reused = 0;
#ifdef NDEBUG
    constexpr unsigned kSeeds = 2'000;
#else
    constexpr unsigned kSeeds = 100;
#endif
    for (unsigned seed = 1; seed <= kSeeds; ++seed) {
        SCOPED_TRACE(seed);
        const auto random = randomDesign(seed);
        auto design = random.design;
        auto compiled = compileToGoOn(design);
        ASSERT_EQ(differenceOf(compiled.program, compile(design)), "");
        for (unsigned edit = 0; edit < 8; ++edit) {
            design = withRandomEdit(design, seed * 8 + edit);
            if (edit == 3)
                design.networkPolicies = readAgain(design.networkPolicies, 2);
            if (edit == 5)
                design.pods = readAgain(design.pods, seed % 2);
            const auto inventory = compiled.memory->inventory;
            compiled = recompile(design, compiled.program, *compiled.memory);
            reused += compiled.memory->inventory == inventory ? 1 : 0;
            ASSERT_EQ(differenceOf(compiled.program, compile(design)), "") << "edit " << edit;
        }
    }
    EXPECT_GT(reused, kSeeds); // else nothing is shown
}

TEST(Recompile, TakesOverWhatARuleDoesNotTouch)
{
    SampleDesign sample;
    sample.ns("shop").add(sample.pod("shop/web", {{"app", "web"}}, {"10.0.0.1"}));
    for (const auto *name : {"shop/a", "shop/b", "shop/c"}) {
        auto policy = networkPolicy(name, labelled({{"app", name}}));
        policy.ingress.push_back({.peers = {fromPods(labelled({{"app", "web"}}))}, .ports = {tcp(80)}});
        sample.add(std::move(policy));
    }
    const auto before = compileToGoOn(sample.design);
    auto edited = sample.design.networkPolicies[1];
    edited.ingress.front().peers = {fromPods(labelled({{"app", "other"}}))};
    sample.add(std::move(edited));

    const auto after = recompile(sample.design, before.program, *before.memory);

    EXPECT_EQ(after.memory->inventory, before.memory->inventory);
    EXPECT_EQ(after.program.sets.size(), 2U);
    EXPECT_EQ(differenceOf(after.program, compile(sample.design)), "");
}

} // namespace
} // namespace podloom::policy
