// Every template as a lab: what was predicted is what BIRD and the kernel have, and pods reach each other.
#include "tests/system/routing/seen_table.h"
#include "tests/system/routing/template_lab.h"

#include <chrono>
#include <iostream>
#include <thread>

namespace podloom {
namespace {

using std::chrono::steady_clock;
using ::testing::IsEmpty;

constexpr std::chrono::seconds kPatience{60};

class ALabOfATemplate : public ::testing::TestWithParam<const char *> {
protected:
    void SetUp() override
    {
        if (const auto missing = missingForLab(); !missing.empty())
            GTEST_SKIP() << missing;
    }
    /// The blocks that each node has for itself.
    NodeBlocks blocks() const;
    std::string differences(const RoutePrediction &prediction) const;

    test::TemplateLab lab{std::string("template-") + GetParam()};
};

NodeBlocks ALabOfATemplate::blocks() const
{
    NodeBlocks out;
    for (const auto &node : lab.design().nodes) {
        const auto &name = node.meta.id.name;
        for (const auto *family : {"-4", "-6"}) {
            const auto json =
                parseJson(lab.inside(name, {"ip", family, "-j", "route", "show", "type", "blackhole"}));
            EXPECT_TRUE(json) << name;
            for (const auto &route : json ? json->items() : Json::Array()) {
                if (const auto prefix = Prefix::parse(route["dst"].asString()))
                    out[MachineId::node(node.meta.id.cluster, name)].push_back(*prefix);
            }
        }
    }
    return out;
}

std::string ALabOfATemplate::differences(const RoutePrediction &prediction) const
{
    std::string text;
    for (const auto &machine : prediction.wires().machines) {
        const auto socket = machine.id.isRouter() ? "/run/bird/bird.ctl" : "/run/podloom/bird.ctl";
        const auto bird = test::birdTableOf(
            lab.inside(machine.id.name, {"birdc", "-s", socket, "show", "route", "primary", "all"}));
        test::SeenTable kernel;
        for (const auto family : {Family::V4, Family::V6})
            test::addKernelTable(kernel, lab.inside(machine.id.name, test::kernelQuestion(family)), family);
        text += test::differences(prediction, machine.id, bird, kernel);
    }
    return text;
}

TEST_P(ALabOfATemplate, HasTheTablesThatWerePredictedAndPodsThatReachEachOther)
{
    lab.bringUp(test::TemplateLab::manifestsOf({.name = GetParam(), .nodes = 7, .racks = 3}));
    const auto own = blocks();
    EXPECT_EQ(own.size(), 7U);
    for (const auto &[node, prefixes] : own)
        EXPECT_GE(prefixes.size(), 2U) << node.name;

    const RoutePrediction prediction(lab.design(), own);
    EXPECT_THAT(prediction.restless(), IsEmpty());
    std::size_t remote = 0;
    for (const auto &node : lab.design().nodes) {
        for (const auto &route : prediction.tableOf(MachineId::node(node.meta.id.cluster, node.meta.id.name)))
            remote += route.source == RouteSource::Bgp ? 1 : 0;
    }
    EXPECT_GE(remote, 7U * 6U * 2U);
    const auto deadline = steady_clock::now() + kPatience;
    auto text = differences(prediction);
    while (!text.empty() && steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        text = differences(prediction);
    }
    EXPECT_EQ(text, "");

    const auto verified = lab.verify();
    EXPECT_EQ(verified["checked"].asInt(), 7 * 6 * 2);
    for (const auto *list : {"mismatches", "missingRoutes", "surplusRoutes", "sessionMismatches"})
        EXPECT_THAT(verified[list].items(), IsEmpty()) << list << ": " << verified[list].pretty();
    std::size_t entries = 0;
    const auto sessions = prediction.sessions().size();
    for (const auto &machine : prediction.wires().machines)
        entries += prediction.tableOf(machine.id).size();
    EXPECT_EQ(verified["checkedRoutes"].asInt(), static_cast<std::int64_t>(entries));
    EXPECT_EQ(verified["checkedSessions"].asInt(), static_cast<std::int64_t>(sessions));
    std::cout << GetParam() << ": " << entries << " entries of " << prediction.wires().machines.size()
              << " machines and " << sessions << " session ends compared\n";

    // What a machine loses is named.
    const auto machine = prediction.wires().machines.back().id.name;
    const auto table = parseJson(lab.inside(machine, test::kernelQuestion(Family::V4)));
    ASSERT_TRUE(table && !table->items().empty());
    const auto lost = table->items().back()["dst"].asString();
    lab.inside(machine, {"ip", "-4", "route", "del", lost, "proto", "bird"});
    lab.inside(machine, {"ip", "-4", "route", "add", "10.251.0.0/16", "dev", "lo", "proto", "bird"});
    const auto differing = lab.verifyAnyway();
    EXPECT_FALSE(differing["missingRoutes"].items().empty());
    for (const auto &missing : differing["missingRoutes"].items()) {
        EXPECT_EQ(missing["node"].asString(), machine);
        EXPECT_EQ(missing["prefix"].asString(), lost);
        EXPECT_NE(missing["reason"].asString(), "");
    }
    ASSERT_EQ(differing["surplusRoutes"].items().size(), 1U);
    EXPECT_EQ(differing["surplusRoutes"].items()[0]["prefix"].asString(), "10.251.0.0/16");
}

std::string nameOf(const ::testing::TestParamInfo<const char *> &info)
{
    std::string name = info.param;
    std::erase(name, '-');
    return name;
}

std::vector<const char *> templateNames()
{
    std::vector<const char *> names;
    for (const auto &each : networkTemplates())
        names.push_back(each.name);
    return names;
}

INSTANTIATE_TEST_SUITE_P(Template, ALabOfATemplate, ::testing::ValuesIn(templateNames()), nameOf);

} // namespace
} // namespace podloom
