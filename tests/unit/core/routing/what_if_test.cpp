#include "core/routing/what_if.h"

#include "core/routing/path_mtu.h"
#include "tests/unit/core/routing/design_builder.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using test::cidr;
using test::DesignBuilder;
using test::ip;
using testing::ElementsAre;
using testing::IsEmpty;

NodeBlocks blocksOf(const Design &design)
{
    NodeBlocks blocks;
    std::uint64_t number = 0;
    for (const auto &node : design.nodes)
        blocks[MachineId::node("prod", node.meta.id.name)] = {
            Prefix::of(ip("10.48.0.0").plus({0, number++ * 64}), 26)};
    return blocks;
}

/// Two racks of one node each, on two spines.
DesignBuilder racks()
{
    auto builder = DesignBuilder();
    builder.cluster("prod", BgpTopology::Routers)
        .nodes(2)
        .router("spine-1", 64600)
        .router("spine-2", 64600)
        .router("tor-a", 64601)
        .router("tor-b", 64602)
        .link({"tor-a", "node-1"}, {"10.1.0.0/30"})
        .link({"tor-b", "node-2"}, {"10.2.0.0/30"})
        .link({"spine-1", "tor-a"}, {"10.9.0.0/31"})
        .link({"spine-1", "tor-b"}, {"10.9.0.2/31"})
        .link({"spine-2", "tor-a"}, {"10.9.0.4/31"})
        .link({"spine-2", "tor-b"}, {"10.9.0.6/31"});
    return builder;
}

/// "FROM OWNER before after" of every impact.
std::vector<std::string> lines(const WhatIf &outcome)
{
    std::vector<std::string> result;
    for (const auto &impact : outcome.impacts)
        result.push_back(impact.from.name + ' ' + impact.owner.name + ' ' + toString(impact.before) + ' '
                         + toString(impact.after));
    return result;
}

WhatIf without(const DesignBuilder &builder, const Failures &failures)
{
    const auto blocks = blocksOf(builder.design);
    const RoutePrediction intact(builder.design, blocks);
    auto outcome = whatIf(builder.design, blocks, intact, failures);
    EXPECT_TRUE(outcome) << outcome.error().text();
    return *std::move(outcome);
}

TEST(WhatIf, OneSpineOfTwoCutsNothingOffForGood)
{
    const auto outcome = without(racks(), {{}, {MachineId::router("spine-1")}});
    EXPECT_THAT(lines(outcome),
                ElementsAre("node-1 node-2 unreachable delivered", "node-2 node-1 unreachable delivered"));
    EXPECT_EQ(outcome.lostSessions.size(), 4U);
}

TEST(WhatIf, TheOnlyLinkOfARackCutsItOff)
{
    const auto outcome = without(racks(), {{"tor-a-node-1"}, {}});
    EXPECT_THAT(lines(outcome),
                ElementsAre("node-1 node-2 unreachable unreachable", "node-2 node-1 unreachable no-route"));
    EXPECT_FALSE(Underlay::onLink(*outcome.after.wires().find(MachineId::router("tor-a")), ip("10.1.0.2")));
}

TEST(WhatIf, ANodeOfAMeshIsMissedByNobodyElse)
{
    auto builder = DesignBuilder();
    builder.cluster("prod").nodes(3);
    EXPECT_THAT(lines(without(builder, {{}, {MachineId::node("prod", "node-3")}})), IsEmpty());
}

TEST(WhatIf, TheOnlyReflectorTakesTheRoutesWithItButNotThePackets)
{
    auto builder = DesignBuilder();
    builder.cluster("prod", BgpTopology::Reflectors).nodes(2).node("rr", {}, "244.0.0.1");
    EXPECT_THAT(lines(without(builder, {{}, {MachineId::node("prod", "rr")}})),
                ElementsAre("node-1 node-2 delivered no-route", "node-2 node-1 delivered no-route"));
}

TEST(WhatIf, ACutLinkSplitsASegmentOfSeveralLinks)
{
    auto builder = DesignBuilder();
    builder.cluster("prod", BgpTopology::Routers)
        .node("node-1", {"192.168.11.11/24"})
        .node("node-2", {"192.168.11.12/24"})
        .router("tor", 64601, {"192.168.11.1/24"})
        .link({"tor", "node-1"})
        .link({"tor", "node-2"});
    EXPECT_THAT(lines(without(builder, {{"tor-node-2"}, {}})),
                ElementsAre("node-1 node-2 unreachable no-route", "node-2 node-1 unreachable unreachable"));
}

TEST(WhatIf, OfWhatTheDesignDoesNotHaveIsAnError)
{
    const auto builder = racks();
    const RoutePrediction intact(builder.design, {});
    EXPECT_FALSE(whatIf(builder.design, {}, intact, {{"nowhere"}, {}}));
    EXPECT_FALSE(whatIf(builder.design, {}, intact, {{}, {MachineId::router("nobody")}}));
}

TEST(Forwarding, FindsABlackHole)
{
    auto builder = racks();
    builder.router("spine-1", 64600, {}, {"10.48.0.0/16"}).pool("hidden", "10.48.0.0/16", 26);
    auto pool = *builder.design.ipPools.begin();
    pool.isBgpExportDisabled = true;
    builder.design.ipPools.put(pool);
    const auto blocks = blocksOf(builder.design);
    std::vector<std::string> found;
    for (const auto &each : unreachable(blocks, RoutePrediction(builder.design, blocks)))
        found.push_back(each.from.name + ' ' + each.owner.name + ' ' + toString(each.after));
    EXPECT_THAT(found, ElementsAre("node-1 node-2 blackhole", "node-2 node-1 blackhole"));
}

TEST(Forwarding, ReachesEverythingWhereNothingIsWrong)
{
    const auto builder = racks();
    const auto blocks = blocksOf(builder.design);
    const RoutePrediction prediction(builder.design, blocks);
    EXPECT_THAT(unreachable(blocks, prediction), IsEmpty());
    EXPECT_THAT(asymmetries(blocks, prediction), IsEmpty());
}

TEST(Forwarding, SaysWhichWaysDifferFromTheWayBack)
{
    auto builder = DesignBuilder();
    builder.cluster("prod").configuration("default", false).nodes(2);
    BgpFilter longer;
    longer.exportV4.emplace_back().operations = {PrependAsPath{{64512}}};
    builder.filter("longer", longer);
    for (const auto *number : {"1", "2"}) {
        const auto router = "up-" + std::string(number);
        builder.router(router, number[0] == '1' ? 64701 : 64702);
        for (const auto *node : {"1", "2"}) {
            const auto network = "10." + std::string(number) + '.' + node + ".0/31";
            const auto name = "node-" + std::string(node);
            builder.link({router, name}, {network.c_str()});
            BgpPeer peer;
            peer.node = name;
            peer.peerIp = cidr(network.c_str()).address();
            peer.asNumber = number[0] == '1' ? 64701U : 64702U;
            peer.allowedLocalAs = 2;
            // Nobody comes to node-1 over up-1, but node-1 goes out there.
            if (router == "up-1" && name == "node-1")
                peer.filters = {"longer"};
            builder.peer(router + '-' + name, peer);
        }
    }
    const auto blocks = blocksOf(builder.design);
    const auto found = asymmetries(blocks, RoutePrediction(builder.design, blocks));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].there[1], MachineId::router("up-1"));
    EXPECT_EQ(found[0].back[1], MachineId::router("up-2"));
}

TEST(PathMtus, AreThoseOfTheNarrowestWire)
{
    auto builder = racks();
    auto narrow = *builder.design.links.find({"", "podloom.dev", "Link", "", "tor-b-node-2"});
    narrow.mtuBytes = 1400;
    builder.design.links.put(narrow);
    const auto blocks = blocksOf(builder.design);
    const RoutePrediction prediction(builder.design, blocks);
    EXPECT_EQ(pathMtu(prediction, MachineId::node("prod", "node-1"), cidr("10.48.0.64/26")),
              (PathMtu{1400, 1400, "tor-b-node-2", 0}));
    EXPECT_EQ(pathMtu(prediction, MachineId::node("prod", "node-2"), cidr("10.48.0.64/26")), std::nullopt)
        << "its own";
    EXPECT_EQ(pathMtu(prediction, MachineId::node("prod", "node-1"), cidr("10.99.0.0/26")), std::nullopt);
}

} // namespace
} // namespace podloom
