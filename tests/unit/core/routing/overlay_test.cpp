#include "core/routing/overlay.h"

#include "core/address/pools.h"
#include "core/routing/bird_config.h"
#include "core/routing/explain_route.h"
#include "core/routing/predict.h"
#include "core/routing/what_if.h"
#include "tests/unit/core/routing/design_builder.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using test::cidr;
using test::DesignBuilder;
using test::ip;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Two nodes in one network, a third in another one; both families.
DesignBuilder racks(Encapsulation encapsulation)
{
    DesignBuilder builder;
    builder.cluster("prod")
        .node("node-1", {"192.168.11.11/24", "fd00:11::11/64"})
        .node("node-2", {"192.168.11.12/24", "fd00:11::12/64"})
        .node("node-3", {"192.168.12.11/24", "fd00:12::11/64"})
        .pool("four", "10.48.0.0/16", 26)
        .pool("six", "fd00:48::/48", 122);
    for (const auto *name : {"four", "six"}) {
        auto pool = *builder.design.ipPools.find({"prod", "projectcalico.org", "IPPool", "", name});
        pool.encapsulation = encapsulation;
        builder.design.ipPools.put(pool);
    }
    return builder;
}

const std::vector<NodePrefix> kBlocks{
    {"node-1", cidr("10.48.0.0/26")},    {"node-2", cidr("10.48.0.64/26")},
    {"node-3", cidr("10.48.0.128/26")},  {"node-1", cidr("fd00:48::/122")},
    {"node-2", cidr("fd00:48::40/122")}, {"node-3", cidr("fd00:48::80/122")}};

std::vector<OverlayRoute> routesOfFirst(const Design &design)
{
    return overlayRoutes(poolsOf(design, "prod"), underlay(design), MachineId::node("prod", "node-1"),
                         kBlocks);
}

TEST(Overlay, AlwaysTunnelsToEveryOtherNode)
{
    EXPECT_THAT(routesOfFirst(racks(Encapsulation::Vxlan).design),
                ElementsAre(OverlayRoute{cidr("10.48.0.64/26"), "node-2", tunnelNextHop(ip("192.168.11.12")),
                                         ip("192.168.11.12"), true},
                            OverlayRoute{cidr("10.48.0.128/26"), "node-3", tunnelNextHop(ip("192.168.12.11")),
                                         ip("192.168.12.11"), true},
                            OverlayRoute{cidr("fd00:48::40/122"), "node-2", tunnelNextHop(ip("fd00:11::12")),
                                         ip("fd00:11::12"), true},
                            OverlayRoute{cidr("fd00:48::80/122"), "node-3", tunnelNextHop(ip("fd00:12::11")),
                                         ip("fd00:12::11"), true}));
}

TEST(Overlay, CrossSubnetGoesStraightWithinANetwork)
{
    EXPECT_THAT(
        routesOfFirst(racks(Encapsulation::VxlanCrossSubnet).design),
        ElementsAre(
            OverlayRoute{cidr("10.48.0.64/26"), "node-2", ip("192.168.11.12"), ip("192.168.11.12"), false},
            OverlayRoute{cidr("10.48.0.128/26"), "node-3", tunnelNextHop(ip("192.168.12.11")),
                         ip("192.168.12.11"), true},
            OverlayRoute{cidr("fd00:48::40/122"), "node-2", ip("fd00:11::12"), ip("fd00:11::12"), false},
            OverlayRoute{cidr("fd00:48::80/122"), "node-3", tunnelNextHop(ip("fd00:12::11")),
                         ip("fd00:12::11"), true}));
}

TEST(Overlay, HasANextHopThatNoOtherLinkLeadsTo)
{
    EXPECT_EQ(tunnelNextHop(ip("192.168.11.12")), ip("192.168.11.12"));
    EXPECT_TRUE(cidr("fe80::/64").contains(tunnelNextHop(ip("fd00:11::12"))));
    EXPECT_NE(tunnelNextHop(ip("fd00:11::12")), tunnelNextHop(ip("fd00:11::13")));
}

TEST(Overlay, LeavesOtherPoolsToBgp)
{
    EXPECT_THAT(routesOfFirst(racks(Encapsulation::None).design), IsEmpty());
    EXPECT_THAT(routesOfFirst(racks(Encapsulation::Ipip).design), IsEmpty());
}

TEST(Overlay, LeadsToABorrowedAddressWhereItIsUsed)
{
    Block block;
    block.cidr = cidr("10.48.0.64/26");
    block.affinity = "node-2";
    block.used["node-2"].insert(0);
    block.used["node-3"].insert(5);
    EXPECT_THAT(nodePrefixes({block}), ElementsAre(NodePrefix{"node-2", cidr("10.48.0.64/26")},
                                                   NodePrefix{"node-3", cidr("10.48.0.69/32")}));
}

TEST(Overlay, SaysWhichPoolsAskForWhatPodloomOnlyPredicts)
{
    IpPool pool;
    pool.meta.id.name = "four";
    EXPECT_FALSE(unsupportedEncapsulation(pool));
    pool.encapsulation = Encapsulation::VxlanCrossSubnet;
    EXPECT_FALSE(unsupportedEncapsulation(pool));
    pool.encapsulation = Encapsulation::IpipCrossSubnet;
    ASSERT_TRUE(unsupportedEncapsulation(pool));
    EXPECT_THAT(unsupportedEncapsulation(pool)->text(), HasSubstr("the pool four asks for IPIP"));
}

TEST(Overlay, IsKeptOutOfTheKernelByBird)
{
    const auto id = MachineId::node("prod", "node-1");
    const auto text = renderBird(racks(Encapsulation::Vxlan).design, id, {cidr("10.48.0.0/26")});
    ASSERT_TRUE(text);
    EXPECT_THAT(*text, HasSubstr("if net ~ [ 10.48.0.0/16+ ] then reject;\n  if source = RTS_BGP"));
    EXPECT_THAT(*renderBird(racks(Encapsulation::None).design, id, {}), Not(HasSubstr("by VXLAN")));
}

TEST(Overlay, TakesThePlaceOfBgpInThePrediction)
{
    const auto design = racks(Encapsulation::VxlanCrossSubnet).design;
    NodeBlocks blocks;
    for (const auto &[node, prefix] : kBlocks)
        blocks[MachineId::node("prod", node)].push_back(prefix);
    const auto table = RoutePrediction(design, blocks).tableOf(MachineId::node("prod", "node-1"));
    std::vector<std::string> said;
    for (const auto &route : table) {
        if (route.source != RouteSource::Local)
            said.push_back(route.prefix.toString() + ' '
                           + route.interface + (route.source == RouteSource::Vxlan ? " vxlan" : " static"));
    }
    EXPECT_THAT(said, ElementsAre("10.48.0.64/26 eth0 static", "10.48.0.128/26 vxlan-podloom4 vxlan",
                                  "fd00:48::40/122 eth0 static", "fd00:48::80/122 vxlan-podloom6 vxlan"));
}

/// The racks on Links below one router, without any BGP.
DesignBuilder wiredRacks(Encapsulation encapsulation)
{
    auto builder = racks(encapsulation);
    builder.router("tor", 64601)
        .link({"tor", "node-1", "node-2"}, {"192.168.11.0/24", "fd00:11::/64"})
        .link({"tor", "node-3"}, {"192.168.12.0/24", "fd00:12::/64"})
        .configuration("default", false);
    return builder;
}

NodeBlocks blocksOfNodes()
{
    NodeBlocks blocks;
    for (const auto &[node, prefix] : kBlocks)
        blocks[MachineId::node("prod", node)].push_back(prefix);
    return blocks;
}

TEST(Overlay, PacketsAreFollowedThroughTunnels)
{
    const auto blocks = blocksOfNodes();
    for (const auto encapsulation : {Encapsulation::Vxlan, Encapsulation::VxlanCrossSubnet}) {
        const auto design = wiredRacks(encapsulation).design;
        EXPECT_THAT(unreachable(blocks, RoutePrediction(design, blocks)), IsEmpty());
    }
    // Nobody tells of the blocks where there is no tunnel.
    const auto bare = wiredRacks(Encapsulation::None).design;
    EXPECT_EQ(unreachable(blocks, RoutePrediction(bare, blocks)).size(), 12U);
}

TEST(Overlay, ATunnelEndsWithTheWayBelowIt)
{
    const auto blocks = blocksOfNodes();
    const auto design = wiredRacks(Encapsulation::VxlanCrossSubnet).design;
    const RoutePrediction intact(design, blocks);
    Failures failures;
    failures.machines = {MachineId::router("tor")};
    const auto what = whatIf(design, blocks, intact, failures);
    ASSERT_TRUE(what) << what.error().text();
    // node-3 and the others lose each other in both families; node-1 and node-2 share a wire.
    EXPECT_EQ(what->impacts.size(), 8U);
    for (const auto &impact : what->impacts) {
        EXPECT_TRUE(impact.from.name == "node-3" || impact.owner.name == "node-3");
        EXPECT_EQ(impact.before, Fate::Unreachable);
        EXPECT_EQ(impact.after, Fate::Unreachable);
    }
}

TEST(Overlay, IsToldWhereAPrefixIsAskedFor)
{
    const auto blocks = blocksOfNodes();
    const auto explained = [&](Encapsulation encapsulation, const char *prefix) {
        const auto said = explainRoute(wiredRacks(encapsulation).design, blocks,
                                       MachineId::node("prod", "node-1"), cidr(prefix));
        EXPECT_TRUE(said && said->isPresent);
        return said ? said->steps.back().sentence.text() : std::string();
    };
    EXPECT_THAT(explained(Encapsulation::Vxlan, "10.48.0.64/26"),
                HasSubstr("by VXLAN, to node-2 at 192.168.11.12"));
    EXPECT_THAT(explained(Encapsulation::VxlanCrossSubnet, "10.48.0.64/26"),
                HasSubstr("straight, to node-2"));
    EXPECT_THAT(explained(Encapsulation::VxlanCrossSubnet, "fd00:48::81/128"),
                HasSubstr("by VXLAN, to node-3"));
}

} // namespace
} // namespace podloom
