#include "core/routing/underlay.h"

#include "tests/unit/core/routing/design_builder.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using test::DesignBuilder;
using test::ip;
using testing::ElementsAre;

std::vector<std::string> addressesOf(const Machine &machine)
{
    std::vector<std::string> result;
    for (const auto &interface : machine.interfaces) {
        for (const auto &address : interface.addresses)
            result.push_back(interface.name + ' ' + address.toString());
    }
    return result;
}

TEST(Underlay, WithoutLinksEveryMachineSharesOneSegment)
{
    const auto wires = underlay(DesignBuilder().cluster("prod").nodes(2).router("tor", 64601).design);
    ASSERT_EQ(wires.segments.size(), 1U);
    EXPECT_EQ(wires.segments[0].name, "lan");
    EXPECT_THAT(addressesOf(*wires.find(MachineId::node("prod", "node-1"))),
                ElementsAre("eth0 172.31.0.1/16", "eth0 fd00:31::1/64"));
    EXPECT_THAT(addressesOf(*wires.find(MachineId::node("prod", "node-2"))),
                ElementsAre("eth0 172.31.0.2/16", "eth0 fd00:31::2/64"));
    EXPECT_THAT(addressesOf(*wires.find(MachineId::router("tor"))),
                ElementsAre("eth0 172.31.0.3/16", "eth0 fd00:31::3/64"));
}

TEST(Underlay, AddressesOfTheDesignAreKeptAndAvoided)
{
    const auto wires = underlay(DesignBuilder()
                                    .cluster("prod")
                                    .node("a")
                                    .node("b", {"172.31.0.2/16", "fd00:31::2/64"})
                                    .node("c", {"172.31.0.9"})
                                    .design);
    EXPECT_THAT(addressesOf(*wires.find(MachineId::node("prod", "a"))),
                ElementsAre("eth0 172.31.0.1/16", "eth0 fd00:31::1/64"));
    EXPECT_THAT(addressesOf(*wires.find(MachineId::node("prod", "b"))),
                ElementsAre("eth0 172.31.0.2/16", "eth0 fd00:31::2/64"));
    EXPECT_THAT(addressesOf(*wires.find(MachineId::node("prod", "c"))), ElementsAre("eth0 172.31.0.9/16"))
        << "a node with one family gets no address of the other";
}

TEST(Underlay, ALinkWithASubnetGivesAddressesInTheOrderOfItsEnds)
{
    const auto wires = underlay(DesignBuilder()
                                    .cluster("prod")
                                    .nodes(1)
                                    .router("tor", 64601, {"192.168.11.1/24"})
                                    .link({"tor", "node-1"}, {"192.168.11.0/30", "fd00:11::/64"})
                                    .design);
    EXPECT_THAT(addressesOf(*wires.find(MachineId::router("tor"))),
                ElementsAre("eth0 192.168.11.1/30", "eth0 fd00:11::1/64"));
    const auto *node = wires.find(MachineId::node("prod", "node-1"));
    EXPECT_THAT(addressesOf(*node), ElementsAre("eth0 192.168.11.2/30", "eth0 fd00:11::2/64"));
    EXPECT_THAT(node->gateways, ElementsAre(ip("192.168.11.1"), ip("fd00:11::1")));
    EXPECT_EQ(node->ipv4, ip("192.168.11.2"));
}

TEST(Underlay, LinksThatCarryOneAddressOfARouterAreOneSegment)
{
    const auto wires = underlay(DesignBuilder()
                                    .cluster("prod")
                                    .node("node-1", {"192.168.11.11/24"})
                                    .node("node-2", {"192.168.11.12/24"})
                                    .router("spine", 64600, {"10.0.0.1/30"})
                                    .router("tor", 64601, {"192.168.11.1/24", "10.0.0.2/30"})
                                    .link({"tor", "node-1"})
                                    .link({"tor", "node-2"})
                                    .link({"spine", "tor"})
                                    .design);
    EXPECT_EQ(wires.segments.size(), 2U);
    EXPECT_THAT(addressesOf(*wires.find(MachineId::router("tor"))),
                ElementsAre("eth0 10.0.0.2/30", "eth1 192.168.11.1/24"));
    EXPECT_EQ(wires.find(MachineId::router("tor"))->ipv4, ip("192.168.11.1"));
}

TEST(Underlay, LinksWithoutAnyAddressGetNetworksOfTheirOwn)
{
    const auto wires = underlay(DesignBuilder()
                                    .cluster("prod")
                                    .nodes(2)
                                    .router("tor", 64601)
                                    .link({"tor", "node-1"})
                                    .link({"tor", "node-2"})
                                    .design);
    EXPECT_EQ(wires.segments.size(), 2U);
    EXPECT_THAT(addressesOf(*wires.find(MachineId::router("tor"))),
                ElementsAre("eth0 172.31.0.1/29", "eth0 fd00:31::1/125", "eth1 172.31.0.9/29",
                            "eth1 fd00:31::9/125"));
    EXPECT_THAT(addressesOf(*wires.find(MachineId::node("prod", "node-2"))),
                ElementsAre("eth0 172.31.0.10/29", "eth0 fd00:31::a/125"));
}

TEST(Underlay, AnAddressThatNoLinkCarriesIsALoopback)
{
    const auto wires = underlay(DesignBuilder()
                                    .cluster("prod")
                                    .node("node-1", {"10.9.9.1/32"})
                                    .router("tor", 64601)
                                    .link({"tor", "node-1"}, {"192.168.11.0/31"})
                                    .design);
    const auto *node = wires.find(MachineId::node("prod", "node-1"));
    EXPECT_THAT(addressesOf(*node), ElementsAre("eth0 192.168.11.1/31"));
    ASSERT_EQ(node->loopback.size(), 1U);
    EXPECT_EQ(node->ipv4, ip("10.9.9.1"));
    EXPECT_EQ(wires.owner(ip("10.9.9.1")), node);
    EXPECT_FALSE(Underlay::onLink(*node, ip("10.9.9.2")));
}

} // namespace
} // namespace podloom
