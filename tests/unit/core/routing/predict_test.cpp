#include "core/routing/predict.h"

#include "core/routing/explain_route.h"
#include "tests/unit/core/routing/design_builder.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using test::cidr;
using test::DesignBuilder;
using test::ip;
using testing::ElementsAre;
using testing::IsEmpty;

/// "PREFIX via NEXTHOP dev INTERFACE path AS… from PEER" for one family.
std::vector<std::string> lines(const RoutePrediction &prediction, const MachineId &machine,
                               Family family = Family::V4)
{
    std::vector<std::string> result;
    for (const auto &route : prediction.tableOf(machine)) {
        if (route.prefix.family() != family)
            continue;
        auto line = route.prefix.toString();
        if (route.nextHop)
            line += " via " + route.nextHop->toString();
        line += " dev " + route.interface;
        for (const auto number : route.asPath)
            line += ' ' + std::to_string(number);
        result.push_back(line + (route.from.empty() ? "" : " from " + route.from));
    }
    return result;
}

/// Node k gets the k-th /26 of 10.48.0.0/16 and the k-th /122 of fd00:48::/48.
NodeBlocks blocksOf(const Design &design)
{
    NodeBlocks blocks;
    std::uint64_t number = 0;
    for (const auto &node : design.nodes) {
        const auto id = MachineId::node(node.meta.id.cluster, node.meta.id.name);
        blocks[id] = {Prefix::of(ip("10.48.0.0").plus({0, number * 64}), 26),
                      Prefix::of(ip("fd00:48::").plus({0, number * 64}), 122)};
        ++number;
    }
    return blocks;
}

RoutePrediction predict(const DesignBuilder &builder)
{
    return RoutePrediction(builder.design, blocksOf(builder.design));
}

MachineId node(const std::string &name)
{
    return MachineId::node("prod", name);
}

TEST(Predict, InAMeshEveryNodeHasEveryBlock)
{
    auto builder = DesignBuilder();
    builder.cluster("prod").nodes(3);
    const auto prediction = predict(builder);
    EXPECT_THAT(lines(prediction, node("node-2")),
                ElementsAre("10.48.0.0/26 via 172.31.0.1 dev eth0 from node-1", "10.48.0.64/26 dev blackhole",
                            "10.48.0.128/26 via 172.31.0.3 dev eth0 from node-3"));
    EXPECT_THAT(lines(prediction, node("node-1"), Family::V6),
                ElementsAre("fd00:48::/122 dev blackhole",
                            "fd00:48::40/122 via fd00:31::2 dev eth0 from node-2",
                            "fd00:48::80/122 via fd00:31::3 dev eth0 from node-3"));
    EXPECT_THAT(prediction.restless(), IsEmpty());
}

TEST(Predict, AReflectorPassesTheNextHopOnUnchanged)
{
    auto builder = DesignBuilder();
    builder.cluster("prod", BgpTopology::Reflectors).nodes(2).node("rr", {}, "244.0.0.1");
    const auto prediction = predict(builder);
    EXPECT_THAT(lines(prediction, node("node-1")),
                ElementsAre("10.48.0.0/26 dev blackhole", "10.48.0.64/26 via 172.31.0.2 dev eth0 from rr",
                            "10.48.0.128/26 via 172.31.0.3 dev eth0 from rr"));
}

TEST(Predict, NodesThatAreNoClientsLearnNothingFromEachOtherThroughAThirdOne)
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
    const auto prediction = predict(builder);
    EXPECT_THAT(
        lines(prediction, node("node-1")),
        ElementsAre("10.48.0.0/26 dev blackhole", "10.48.0.128/26 via 172.31.0.3 dev eth0 from node-3"));
}

TEST(Predict, RacksReachEachOtherThroughTheirRouters)
{
    auto builder = DesignBuilder();
    builder.cluster("prod", BgpTopology::Routers)
        .nodes(2)
        .router("spine", 64600)
        .router("tor-a", 64601)
        .router("tor-b", 64602)
        .link({"tor-a", "node-1"}, {"10.1.0.0/30"})
        .link({"tor-b", "node-2"}, {"10.2.0.0/30"})
        .link({"spine", "tor-a"}, {"10.9.0.0/31"})
        .link({"spine", "tor-b"}, {"10.9.0.2/31"});
    const auto prediction = predict(builder);
    EXPECT_THAT(lines(prediction, node("node-1")),
                ElementsAre("10.48.0.0/26 dev blackhole",
                            "10.48.0.64/26 via 10.1.0.1 dev eth0 64601 64600 64602 64512 from tor-a"));
    EXPECT_THAT(lines(prediction, MachineId::router("spine")),
                ElementsAre("10.48.0.0/26 via 10.9.0.1 dev eth0 64601 64512 from tor-a",
                            "10.48.0.64/26 via 10.9.0.3 dev eth1 64602 64512 from tor-b"));
}

TEST(Predict, EqualWaysAreSeveralEntries)
{
    auto builder = DesignBuilder();
    builder.cluster("prod", BgpTopology::Routers)
        .nodes(2)
        .router("tor-1", 64601)
        .router("tor-2", 64601)
        .link({"tor-1", "node-1", "node-2"}, {"10.1.0.0/24"})
        .link({"tor-2", "node-2", "node-1"}, {"10.2.0.0/24"});
    const auto prediction = predict(builder);
    EXPECT_THAT(lines(prediction, node("node-1")),
                ElementsAre("10.48.0.0/26 dev blackhole",
                            "10.48.0.64/26 via 10.1.0.3 dev eth0 64601 64512 from tor-1",
                            "10.48.0.64/26 via 10.2.0.2 dev eth1 64601 64512 from tor-2"))
        << "a router passes the next hop on when both nodes are on its segment";
}

TEST(Predict, ARouteWithTheOwnAsNumberIsRefusedUnlessAllowed)
{
    auto builder = DesignBuilder();
    BgpPeer peer;
    peer.peerIp = ip("172.31.0.9");
    peer.asNumber = 64601;
    builder.cluster("prod")
        .configuration("default", false)
        .nodes(2)
        .router("tor", 64601, {"172.31.0.9/16"}, {"0.0.0.0/0"})
        .peer("tor", peer);
    EXPECT_THAT(
        lines(predict(builder), node("node-1")),
        ElementsAre("0.0.0.0/0 via 172.31.0.9 dev eth0 64601 from tor", "10.48.0.0/26 dev blackhole"));
    peer.allowedLocalAs = 1;
    builder.peer("tor", peer);
    EXPECT_THAT(lines(predict(builder), node("node-1")),
                ElementsAre("0.0.0.0/0 via 172.31.0.9 dev eth0 64601 from tor", "10.48.0.0/26 dev blackhole",
                            "10.48.0.64/26 via 172.31.0.2 dev eth0 64601 64512 from tor"));
}

TEST(Predict, NothingLeadsOverADrainedMachine)
{
    DesignBuilder builder;
    builder.cluster("prod", BgpTopology::Routers)
        .nodes(2)
        .router("spine-1", 64600)
        .router("spine-2", 64600)
        .router("leaf-1", 64601)
        .router("leaf-2", 64602)
        .link({"leaf-1", "node-1"}, {"10.1.0.0/30"})
        .link({"leaf-2", "node-2"}, {"10.2.0.0/30"})
        .link({"spine-1", "leaf-1"}, {"10.9.0.0/31"})
        .link({"spine-1", "leaf-2"}, {"10.9.0.2/31"})
        .link({"spine-2", "leaf-1"}, {"10.9.0.4/31"})
        .link({"spine-2", "leaf-2"}, {"10.9.0.6/31"});
    const auto leaf = MachineId::router("leaf-1");
    const auto ways = [&](const RoutePrediction &prediction) {
        const auto all = prediction.tableOf(leaf);
        return std::count_if(all.begin(), all.end(), [](const PredictedRoute &route) {
            return route.prefix == cidr("10.48.0.64/26") && route.nextHop;
        });
    };
    EXPECT_EQ(ways(predict(builder)), 2);
    builder.drain("spine-1");
    const auto drained = predict(builder);
    EXPECT_EQ(ways(drained), 1);
    for (const auto &session : drained.sessions())
        EXPECT_TRUE(session.isUp) << "sessions stay";
    EXPECT_THAT(lines(drained, MachineId::router("spine-1")),
                testing::Contains(testing::HasSubstr("10.48.0.64/26")))
        << "what is on its way is carried on";
    const auto why =
        explainRoute(builder.drain("node-2").design, blocksOf(builder.design), leaf, cidr("10.48.0.64/26"));
    ASSERT_TRUE(why);
    EXPECT_FALSE(why->isPresent);
    ASSERT_FALSE(why->steps.empty());
    EXPECT_EQ(why->steps.back().sentence.id, "route-drained");
}

TEST(Predict, APoolThatIsNotExportedStaysAtHome)
{
    auto builder = DesignBuilder();
    builder.cluster("prod").nodes(2).pool("hidden", "10.48.0.0/16", 26);
    auto pool = *builder.design.ipPools.begin();
    pool.isBgpExportDisabled = true;
    builder.design.ipPools.put(pool);
    EXPECT_THAT(lines(predict(builder), node("node-1")), ElementsAre("10.48.0.0/26 dev blackhole"));
}

TEST(Predict, ARouteOfARouterStaysOutOfTheMesh)
{
    auto builder = DesignBuilder();
    BgpPeer peer;
    peer.node = "node-1";
    peer.peerIp = ip("172.31.0.9");
    peer.asNumber = 64601;
    builder.cluster("prod")
        .nodes(2)
        .router("tor", 64601, {"172.31.0.9/16"}, {"198.51.100.0/24"})
        .peer("tor", peer);
    const auto prediction = predict(builder);
    EXPECT_EQ(lines(prediction, node("node-1")).size(), 3U);
    EXPECT_THAT(
        lines(prediction, node("node-2")),
        ElementsAre("10.48.0.0/26 via 172.31.0.1 dev eth0 from node-1", "10.48.0.64/26 dev blackhole"))
        << "nodes pass on what is inside their pools only";
    EXPECT_THAT(lines(prediction, MachineId::router("tor")),
                ElementsAre("10.48.0.0/26 via 172.31.0.1 dev eth0 64512 from node-1",
                            "10.48.0.64/26 via 172.31.0.2 dev eth0 64512 from node-1",
                            "198.51.100.0/24 dev unreachable"));
}

} // namespace
} // namespace podloom
