#include "core/lab/lab_spec.h"
#include "tests/unit/core/lab/lab_designs.h"

#include <gmock/gmock.h>

#include <set>

namespace {

using namespace podloom;
using namespace podloom::test;
using ::testing::Contains;
using ::testing::ElementsAre;

LabSpec specOf(Design design)
{
    design = withNodes(std::move(design), 3);
    const auto members = labMembers(design, nullptr);
    EXPECT_TRUE(members);
    return labSpec(design, *members, "lab");
}

std::vector<std::string> routes(const LabMachine &machine)
{
    std::vector<std::string> out;
    for (const auto &route : machine.routes)
        out.push_back(route.to.toString() + " via " + route.via.toString());
    return out;
}

TEST(LabSpec, PutsAllNodesOnOneSegmentWhereThereIsNoLink)
{
    const auto spec = specOf({});

    EXPECT_THAT(spec.segments, ElementsAre("lan"));
    ASSERT_EQ(spec.machines.size(), 4U);
    EXPECT_EQ(spec.machines[0].interfaces.front().name, "eth0");
    EXPECT_THAT(routes(spec.machines[0]), ElementsAre());
}

TEST(LabSpec, GivesEveryInterfaceAMacThatDependsOnNamesAlone)
{
    const auto small = specOf({});
    Design design;
    for (int number = 1; number <= 9; ++number)
        design.nodes.put(node("node-" + std::to_string(number)));
    const auto large = specOf(design);

    std::set<std::string> macs;
    for (const auto &machine : large.machines)
        macs.insert(machine.interfaces.front().mac);
    EXPECT_EQ(macs.size(), large.machines.size());
    EXPECT_EQ(small.machines[0].interfaces.front().mac, large.machines[0].interfaces.front().mac);
}

TEST(LabSpec, WritesPermanentNeighboursForBothFamilies)
{
    const auto spec = specOf({});

    const auto &first = spec.machines[0].neighbours;
    const auto &other = spec.machines[1].interfaces.front();
    EXPECT_THAT(first, Contains(LabNeighbour{"eth0", *IpAddress::parse("172.31.0.2"), other.mac}));
    EXPECT_THAT(first, Contains(LabNeighbour{"eth0", *IpAddress::parse("fd00:31::2"), other.mac}));
}

TEST(LabSpec, MakesASegmentOfEachLink)
{
    const auto spec = specOf(twoRacks());

    EXPECT_THAT(spec.segments, ElementsAre("rack-a", "rack-b", "up-a", "up-b"));
    const auto *torA = spec.find("tor-a");
    ASSERT_TRUE(torA);
    EXPECT_EQ(torA->kind, MachineKind::Router);
    ASSERT_EQ(torA->interfaces.size(), 2U);
    EXPECT_EQ(torA->interfaces[0].addresses.front().toString(), "10.1.0.1/24");
    EXPECT_EQ(torA->interfaces[1].addresses.front().toString(), "10.9.0.2/30");
    EXPECT_EQ(spec.find("node-1")->interfaces.front().name, "eth1");
}

TEST(LabSpec, LeadsFromEachRackToTheOther)
{
    const auto spec = specOf(twoRacks());

    EXPECT_THAT(routes(*spec.find("node-1")), Contains("0.0.0.0/0 via 10.1.0.1"));
    EXPECT_THAT(routes(*spec.find("tor-a")), Contains("10.2.0.0/30 via 10.9.0.1"));
    EXPECT_THAT(routes(*spec.find("spine")),
                ::testing::UnorderedElementsAre("10.1.0.0/24 via 10.9.0.2", "10.2.0.0/30 via 10.9.0.6"));
}

TEST(LabSpec, PlacesRouterAddressesOnTheLinkThatTheyFit)
{
    Design design;
    design.nodes.put(node("node-1", {at("192.168.11.2/24")}));
    design.routers.put(router("tor", {at("192.168.11.1/24"), at("10.0.0.1/31")}));
    design.routers.put(router("spine", {at("10.0.0.0/31")}));
    design.links.put(link("down", {routerEnd("tor"), nodeEnd("node-1")}));
    design.links.put(link("up", {routerEnd("tor"), routerEnd("spine")}));

    const auto spec = specOf(design);

    EXPECT_EQ(spec.find("tor")->interfaces[0].addresses, std::vector{at("192.168.11.1/24")});
    EXPECT_EQ(spec.find("tor")->interfaces[1].addresses, std::vector{at("10.0.0.1/31")});
    EXPECT_EQ(spec.find("spine")->interfaces[0].addresses, std::vector{at("10.0.0.0/31")});
}

TEST(LabSpec, PutsTheOutsideHostOnEverySegmentWithoutAnAddress)
{
    const auto spec = specOf(twoRacks());

    const auto *outside = spec.find("outside");
    ASSERT_TRUE(outside);
    EXPECT_EQ(outside->interfaces.size(), 4U);
    EXPECT_TRUE(outside->interfaces.front().addresses.empty());
    EXPECT_THAT(outside->neighbours, Contains(LabNeighbour{"eth0", *IpAddress::parse("10.1.0.2"),
                                                           spec.find("node-1")->interfaces[0].mac}));
    EXPECT_THAT(spec.find("node-1")->neighbours,
                Contains(LabNeighbour{"eth1", outsideNextHop(Family::V4), outside->interfaces[0].mac}));
}

TEST(LabSpec, LeavesRealNodesAndExternalRoutersOut)
{
    auto design = twoRacks();
    auto external = router("spine");
    external.engine = RouterEngine::External;
    design.routers.put(external);
    auto members = labMembers(design, nullptr);
    ASSERT_TRUE(members);
    (*members)[1].ssh = SshTarget{.host = "192.0.2.1"};

    const auto spec = labSpec(design, *members, "lab");

    EXPECT_TRUE(spec.find("node-1"));
    EXPECT_FALSE(spec.find("node-2"));
    EXPECT_FALSE(spec.find("spine"));
}

TEST(LaunchJson, SaysWhatTheLauncherReads)
{
    const auto json = launchJson(specOf({}), "/labs/shop");

    EXPECT_EQ(json["lab"].asString(), "lab");
    EXPECT_EQ(json["directory"].asString(), "/labs/shop");
    EXPECT_EQ(json["segments"].items().front()["name"].asString(), "lan");
    const auto &machine = json["machines"].items().front();
    EXPECT_EQ(machine["kind"].asString(), "node");
    EXPECT_EQ(machine["interfaces"].items().front()["addresses"].items().front().asString(), "172.31.0.1/16");
    EXPECT_EQ(machine["sysctls"]["net.ipv4.ip_forward"].asString(), "1");
}

} // namespace
