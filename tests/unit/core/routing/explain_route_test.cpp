#include "core/routing/explain_route.h"

#include "tests/unit/core/routing/design_builder.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using test::cidr;
using test::DesignBuilder;
using test::ip;
using testing::ElementsAre;

NodeBlocks blocksOf(const Design &design)
{
    NodeBlocks blocks;
    std::uint64_t number = 0;
    for (const auto &node : design.nodes)
        blocks[MachineId::node("prod", node.meta.id.name)] = {
            Prefix::of(ip("10.48.0.0").plus({0, number++ * 64}), 26)};
    return blocks;
}

std::vector<std::string> why(const DesignBuilder &builder, const std::string &node, const char *prefix)
{
    const auto explanation =
        explainRoute(builder.design, blocksOf(builder.design), MachineId::node("prod", node), cidr(prefix));
    EXPECT_TRUE(explanation);
    std::vector<std::string> lines{explanation->isPresent ? "present" : "absent"};
    for (const auto &step : explanation->steps)
        lines.push_back(step.sentence.text());
    return lines;
}

TEST(ExplainRoute, FollowsARouteFromItsOrigin)
{
    auto builder = DesignBuilder();
    builder.cluster("prod", BgpTopology::Reflectors).nodes(2).node("rr", {}, "244.0.0.1");
    EXPECT_THAT(why(builder, "node-1", "10.48.0.64/32"),
                ElementsAre("present", "node-2 originates 10.48.0.64/26",
                            "node-2 told rr of it: next hop 172.31.0.2, AS path \"\", local preference 100",
                            "rr told node-1 of it: next hop 172.31.0.2, AS path \"\", local preference 100"));
}

TEST(ExplainRoute, NamesAReflectorThatDoesNotReflect)
{
    auto builder = DesignBuilder();
    BgpPeer star;
    star.nodeSelector = "!has(hub)";
    star.peerSelector = "has(hub)";
    builder.cluster("prod")
        .configuration("default", false)
        .nodes(2)
        .node("node-3", {}, nullptr, {{"hub", ""}})
        .peer("star", star);
    EXPECT_THAT(why(builder, "node-1", "10.48.0.64/26"),
                ElementsAre("absent", "node-3 learned it inside its AS and does not reflect it to node-1: "
                                      "neither end is its client"));
}

TEST(ExplainRoute, NamesASessionThatIsDown)
{
    auto builder = DesignBuilder();
    BgpPeer one;
    one.node = "node-1";
    one.peerIp = ip("172.31.0.2");
    one.asNumber = 64999;
    builder.cluster("prod").configuration("default", false).nodes(2).peer("one", one);
    EXPECT_THAT(why(builder, "node-1", "10.48.0.64/26"),
                ElementsAre("absent", "The session of node-1 with node-2, which has a route, is down: node-2 "
                                      "does not peer with node-1 at 172.31.0.1"));
}

TEST(ExplainRoute, NamesAPoolThatIsNotExported)
{
    auto builder = DesignBuilder();
    builder.cluster("prod").nodes(2).pool("hidden", "10.48.0.0/16", 26);
    auto pool = *builder.design.ipPools.begin();
    pool.isBgpExportDisabled = true;
    builder.design.ipPools.put(pool);
    EXPECT_THAT(
        why(builder, "node-1", "10.48.0.64/26"),
        ElementsAre("absent", "node-2 keeps 10.48.0.64/26 to itself: its pool hidden has disableBGPExport"));
}

TEST(ExplainRoute, NamesAnAsNumberThatIsInThePath)
{
    auto builder = DesignBuilder();
    BgpPeer upstream;
    upstream.peerIp = ip("172.31.0.9");
    upstream.asNumber = 64601;
    builder.cluster("prod")
        .configuration("default", false)
        .nodes(2)
        .router("up", 64601, {"172.31.0.9/16"})
        .peer("up", upstream);
    EXPECT_THAT(why(builder, "node-1", "10.48.0.64/26"),
                ElementsAre("absent", "node-1 refuses it from up: its own AS 64512 is in the path "
                                      "(numAllowedLocalASNumbers)"));
}

TEST(ExplainRoute, NamesTheRuleOfAFilterAndTheCommunity)
{
    auto builder = DesignBuilder();
    BgpFilter filter;
    BgpFilterRule mark;
    mark.cidr = cidr("10.48.0.64/26");
    mark.match = PrefixMatch::Equal;
    mark.operations = {AddCommunity{kNoAdvertise}};
    BgpFilterRule reject;
    reject.accepts = false;
    filter.exportV4 = {mark, reject};
    BgpPeer tor;
    tor.node = "node-2";
    tor.peerIp = ip("172.31.0.9");
    tor.asNumber = 64601;
    tor.filters = {"only"};
    BgpPeer other = tor;
    other.node = "node-1";
    other.filters.clear();
    other.allowedLocalAs = 1;
    builder.cluster("prod")
        .configuration("default", false)
        .nodes(2)
        .router("up", 64601, {"172.31.0.9/16"})
        .peer("marked", tor)
        .peer("other", other)
        .filter("only", filter);
    EXPECT_THAT(
        why(builder, "node-1", "10.48.0.64/26"),
        ElementsAre("absent", "up does not tell node-1: the route carries no-export or no-advertise"));
    filter.exportV4 = {reject};
    builder.filter("only", filter);
    EXPECT_THAT(
        why(builder, "node-1", "10.48.0.64/26"),
        ElementsAre("absent", "node-2 does not tell up: exportV4[0] of the BGPFilter only rejects it"));
}

TEST(ExplainRoute, OfWhatNobodyAnnouncesSaysSo)
{
    auto builder = DesignBuilder();
    builder.cluster("prod").nodes(1);
    EXPECT_THAT(why(builder, "node-1", "192.0.2.0/24"),
                ElementsAre("absent", "Nothing in this design announces 192.0.2.0/24"));
    EXPECT_FALSE(explainRoute(builder.design, {}, MachineId::node("prod", "nobody"), cidr("10.0.0.0/8")));
}

} // namespace
} // namespace podloom
