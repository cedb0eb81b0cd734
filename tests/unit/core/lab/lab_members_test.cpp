#include "core/lab/lab_members.h"
#include "tests/unit/core/lab/lab_designs.h"

#include <gmock/gmock.h>

namespace {

using namespace podloom;
using namespace podloom::test;
using ::testing::ElementsAre;

std::vector<std::string> addresses(const LabMember &member)
{
    std::vector<std::string> out;
    for (const auto &address : member.addresses)
        out.push_back(address.toString());
    return out;
}

TEST(LabMembers, AreNumberedNodesWhereTheDesignHasNone)
{
    const auto members = labMembers(withNodes({}, 3), nullptr);

    ASSERT_TRUE(members) << members.error().text();
    ASSERT_EQ(members->size(), 3U);
    EXPECT_EQ((*members)[2].node, "node-3");
    EXPECT_EQ((*members)[2].cluster, "default");
    EXPECT_THAT(addresses((*members)[2]), ElementsAre("172.31.0.3/16", "fd00:31::3/64"));
}

TEST(LabMembers, KeepTheAddressesThatTheDesignGives)
{
    Design design;
    design.nodes.put(node("a", {at("172.31.0.9")}));

    const auto members = labMembers(withNodes(design, 3), nullptr);

    ASSERT_TRUE(members) << members.error().text();
    ASSERT_EQ(members->size(), 1U);
    EXPECT_THAT(addresses((*members)[0]), ElementsAre("172.31.0.9/16"));
}

TEST(LabMembers, AreReachedAsTheLabSays)
{
    Design design;
    design.nodes.put(node("a"));
    design.nodes.put(node("b"));
    Lab lab;
    lab.nodes = {{"b", {}, SshTarget{.host = "192.0.2.7"}}};

    const auto members = labMembers(design, &lab);

    ASSERT_TRUE(members) << members.error().text();
    EXPECT_FALSE((*members)[0].ssh);
    ASSERT_TRUE((*members)[1].ssh);
    EXPECT_EQ((*members)[1].ssh->host, "192.0.2.7");
}

TEST(LabMembers, HaveMachinesOfDifferentNamesWhenClustersShareANodeName)
{
    Design design;
    design.nodes.put(node("node-1", {}, "east"));
    design.nodes.put(node("node-1", {}, "west"));

    const auto members = labMembers(design, nullptr);

    ASSERT_TRUE(members) << members.error().text();
    EXPECT_EQ((*members)[0].machine, "east-node-1");
    EXPECT_EQ((*members)[1].machine, "west-node-1");
    EXPECT_NE((*members)[0].addresses, (*members)[1].addresses);
}

TEST(LabMembers, AreNeededForALab)
{
    EXPECT_FALSE(labMembers({}, nullptr));
}

TEST(LabMembers, DecideTheSameAddressesAgainOnceTheyJoined)
{
    const auto members = labMembers(twoRacks(), nullptr);
    ASSERT_TRUE(members);

    EXPECT_EQ(*labMembers(withMembers(twoRacks(), *members), nullptr), *members);
}

TEST(LabMembers, JoinTheDesignAsNodes)
{
    const auto members = labMembers(withNodes({}, 2), nullptr);
    ASSERT_TRUE(members);

    const auto design = withMembers({}, *members);

    ASSERT_EQ(design.nodes.size(), 2U);
    EXPECT_EQ(design.nodes[0].meta.id.name, "node-1");
    EXPECT_EQ(design.nodes[0].addresses.front().toString(), "172.31.0.1/16");
    EXPECT_EQ(design.nodes[0].meta.labels.at("kubernetes.io/hostname"), "node-1");
}

} // namespace
