// Between which nodes packets of pods find a way: over wires, by tables, pool by pool.
#include "app/document/ways.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace podloom::app {
namespace {

constexpr auto kLink = "{apiVersion: podloom.dev/v1alpha1, kind: Link, metadata: {name: l}, spec: {ends: "
                       "[{node: node-0}, {node: node-1}]}}\n---\n";

std::string node(int number)
{
    return "{apiVersion: v1, kind: Node, metadata: {name: node-" + std::to_string(number) + "}}\n---\n";
}

std::string nodes(int count)
{
    std::string out;
    for (int number = 0; number < count; ++number)
        out += node(number);
    return out;
}

std::string pod(const std::string &name, int onNode)
{
    return "{apiVersion: v1, kind: Pod, metadata: {name: " + name
         + ", namespace: shop}, spec: {nodeName: node-" + std::to_string(onNode)
         + ", containers: [{name: c, image: x}]}}\n---\n";
}

std::string pool(const std::string &name, const std::string &cidr, const std::string &more = "")
{
    return "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: " + name
         + "}, spec: {cidr: " + cidr + more + "}}\n---\n";
}

AnalysisPointer analysisOf(const std::string &yaml)
{
    auto analysis = analyse(parseFiles({{"a.yaml", yaml}}), 1);
    EXPECT_TRUE(analysis->isWhole);
    return analysis;
}

/// Whether there is a way between two pods, there and back, asked from both ends.
bool hasWay(const AnalysisPointer &analysis, const std::string &from, const std::string &to)
{
    Ways ways(*analysis);
    std::vector<Ways::End> ends;
    for (const auto &name : {from, to}) {
        const auto &endpoints = analysis->program.endpoints;
        const auto found = std::find_if(endpoints.begin(), endpoints.end(),
                                        [&](const auto &each) { return each.id.name == name; });
        EXPECT_NE(found, endpoints.end()) << name;
        if (found == endpoints.end())
            return false;
        ends.push_back(ways.endOf(*found));
        ways.follow(ends.back());
    }
    EXPECT_EQ(ways.lead(ends[0], ends[1]), ways.lead(ends[1], ends[0]));
    return ways.lead(ends[0], ends[1]);
}

TEST(Ways, LeadBetweenNodesOfOneNetwork)
{
    const auto design = analysisOf(nodes(2) + pod("a", 0) + pod("b", 1) + pod("c", 0));
    EXPECT_TRUE(hasWay(design, "a", "b"));
    EXPECT_TRUE(hasWay(design, "a", "c"));
}

TEST(Ways, EndWhereNoWireLeads)
{
    const auto design = analysisOf(nodes(3) + kLink + pod("a", 0) + pod("b", 1) + pod("c", 2));
    EXPECT_TRUE(hasWay(design, "a", "b"));
    EXPECT_FALSE(hasWay(design, "a", "c"));
}

TEST(Ways, NeedARouteBack)
{
    const auto onlyOn = [](int number) {
        return ", nodeSelector: \"kubernetes.io/hostname == 'node-" + std::to_string(number) + "'\"";
    };
    const auto labelled = [](int number) {
        const auto name = "node-" + std::to_string(number);
        return "{apiVersion: v1, kind: Node, metadata: {name: " + name
             + ", labels: {kubernetes.io/hostname: " + name + "}}}\n---\n";
    };
    const auto design = analysisOf(labelled(0) + labelled(1) + pool("told", "10.48.0.0/16", onlyOn(0))
                                   + pool("silent", "10.49.0.0/16", ", disableBGPExport: true" + onlyOn(1))
                                   + pod("a", 0) + pod("b", 1));
    EXPECT_FALSE(hasWay(design, "a", "b")) << "nobody tells where b is";
}

TEST(Ways, AreThoseOfThePoolAndNotOfTheNode)
{
    // The first pool has two blocks of one address; what it has no room for takes the second.
    const std::string silent = ", disableBGPExport: true";
    for (const bool isFirstTold : {true, false}) {
        const auto design = analysisOf(
            nodes(2) + pool("p1", "10.48.0.0/31", ", blockSize: 32" + (isFirstTold ? std::string() : silent))
            + pool("p2", "10.49.0.0/16", isFirstTold ? silent : std::string()) + pod("a", 0) + pod("b", 1)
            + pod("c", 0) + pod("d", 1));
        EXPECT_EQ(hasWay(design, "a", "b"), isFirstTold);
        EXPECT_EQ(hasWay(design, "c", "d"), !isFirstTold);
    }
}

TEST(Ways, AreThoseOfTheFamilyThatIsAskedFor)
{
    const auto analysis =
        analysisOf(nodes(2) + pool("p4", "10.48.0.0/16")
                   + pool("p6", "fd00:48::/48", ", disableBGPExport: true") + pod("a", 0) + pod("b", 1));
    Ways ways(*analysis);
    const auto here = ways.endOf(analysis->program.endpoints[0]);
    const auto there = ways.endOf(analysis->program.endpoints[1]);
    ways.follow(here);
    ways.follow(there);
    EXPECT_TRUE(ways.lead(here, there));
    EXPECT_TRUE(ways.lead(here, there, Family::V4));
    EXPECT_FALSE(ways.lead(here, there, Family::V6)) << "nobody tells the blocks of that pool";
}

TEST(Ways, OfManyNodesAreThoseOfTheWires)
{
    const auto many = analysisOf(nodes(static_cast<int>(Ways::kFollowedNodes) + 1)
                                 + pool("silent", "10.49.0.0/16", ", disableBGPExport: true") + kLink
                                 + pod("a", 0) + pod("b", 1) + pod("c", 2));
    EXPECT_FALSE(hasWay(many, "a", "c"));
    EXPECT_TRUE(hasWay(many, "a", "b")) << "tables are not followed";
}

} // namespace
} // namespace podloom::app
