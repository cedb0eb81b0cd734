#include "core/routing/session.h"

#include "tests/unit/core/routing/design_builder.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using test::DesignBuilder;
using test::ip;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<BgpSession> sessionsOf(const DesignBuilder &builder)
{
    return bgpSessions(builder.design, underlay(builder.design));
}

/// "LOCAL PEER family origin", with "down: REASON" where it is.
std::vector<std::string> lines(const std::vector<BgpSession> &sessions, Family family = Family::V4)
{
    std::vector<std::string> result;
    for (const auto &session : sessions) {
        if (session.family != family)
            continue;
        result.push_back(session.local.name + ' ' + session.peerName + ' ' + session.origin
                         + (session.isUp ? "" : " down: " + session.reason->text()));
    }
    return result;
}

const BgpSession &find(const std::vector<BgpSession> &sessions, const std::string &local,
                       const std::string &peer, Family family = Family::V4)
{
    for (const auto &session : sessions) {
        if (session.local.name == local && session.peerName == peer && session.family == family)
            return session;
    }
    throw std::runtime_error("no session " + local + " " + peer);
}

BgpPeer peerAt(const char *address, std::optional<std::uint32_t> asNumber)
{
    BgpPeer peer;
    peer.peerIp = ip(address);
    peer.asNumber = asNumber;
    return peer;
}

BgpPeer bySelectors(const char *nodes, const char *peers)
{
    BgpPeer peer;
    peer.nodeSelector = nodes;
    peer.peerSelector = peers;
    return peer;
}

TEST(Sessions, AMeshJoinsEveryTwoNodesInBothFamilies)
{
    const auto sessions = sessionsOf(DesignBuilder().cluster("prod").nodes(3));
    EXPECT_EQ(sessions.size(), 12U) << "3 pairs, 2 ends, 2 families";
    EXPECT_THAT(lines(sessions, Family::V6),
                ElementsAre("node-1 node-2 mesh", "node-1 node-3 mesh", "node-2 node-1 mesh",
                            "node-2 node-3 mesh", "node-3 node-1 mesh", "node-3 node-2 mesh"));
    const auto &one = find(sessions, "node-1", "node-2");
    EXPECT_TRUE(one.isInternal());
    EXPECT_EQ(one.localAs, 64512U);
    EXPECT_TRUE(one.isDirect);
    EXPECT_EQ(sessions[*one.counterpart].local.name, "node-2");
}

TEST(Sessions, ABgpConfigurationSwitchesTheMeshOffAndChangesTheAsNumber)
{
    EXPECT_THAT(sessionsOf(DesignBuilder().cluster("prod").nodes(3).configuration("default", false)),
                IsEmpty());
    const auto sessions =
        sessionsOf(DesignBuilder().cluster("prod").nodes(2).configuration("default", std::nullopt, 64999));
    EXPECT_EQ(find(sessions, "node-1", "node-2").localAs, 64999U);
}

TEST(Sessions, AReflectorLeavesTheMeshAndServesClientsByABgpPeer)
{
    const auto sessions = sessionsOf(DesignBuilder()
                                         .cluster("prod")
                                         .node("a")
                                         .node("b")
                                         .node("rr", {}, "244.0.0.1", {{"role", "rr"}})
                                         .configuration("default", false)
                                         .peer("clients", bySelectors("!has(role)", "role == 'rr'")));
    EXPECT_THAT(lines(sessions), ElementsAre("a rr BGPPeer/clients", "b rr BGPPeer/clients",
                                             "rr a BGPPeer/clients", "rr b BGPPeer/clients"));
    EXPECT_TRUE(find(sessions, "rr", "a").isClient);
    EXPECT_EQ(find(sessions, "rr", "a").reflectorId, ip("244.0.0.1"));
    EXPECT_FALSE(find(sessions, "a", "rr").isClient);
}

TEST(Sessions, ReflectorsOfOneClusterIdAreNoClientsOfEachOther)
{
    const auto sessions = sessionsOf(DesignBuilder()
                                         .cluster("prod")
                                         .node("rr-1", {}, "244.0.0.1", {{"role", "rr"}})
                                         .node("rr-2", {}, "244.0.0.1", {{"role", "rr"}})
                                         .node("rr-3", {}, "244.0.0.3", {{"role", "rr"}})
                                         .peer("rrs", bySelectors("role == 'rr'", "role == 'rr'")));
    EXPECT_FALSE(find(sessions, "rr-1", "rr-2").isClient);
    EXPECT_TRUE(find(sessions, "rr-1", "rr-3").isClient);
}

TEST(Sessions, ManualReversePeeringNeedsTheOtherSide)
{
    auto peer = bySelectors("side == 'a'", "side == 'b'");
    peer.hasManualReverse = true;
    auto builder = DesignBuilder();
    builder.cluster("prod")
        .node("a", {}, nullptr, {{"side", "a"}})
        .node("b", {}, nullptr, {{"side", "b"}})
        .configuration("default", false)
        .peer("one-way", peer);
    EXPECT_THAT(lines(sessionsOf(builder)),
                ElementsAre("a b BGPPeer/one-way down: b does not peer with a at 172.31.0.1"));
    auto back = bySelectors("side == 'b'", "side == 'a'");
    back.hasManualReverse = true;
    builder.peer("other-way", back);
    EXPECT_THAT(lines(sessionsOf(builder)), ElementsAre("a b BGPPeer/one-way", "b a BGPPeer/other-way"));
}

TEST(Sessions, ABgpPeerWinsOverTheMesh)
{
    const auto sessions =
        sessionsOf(DesignBuilder().cluster("prod").nodes(2).peer("both", bySelectors("all()", "all()")));
    EXPECT_THAT(lines(sessions), ElementsAre("node-1 node-2 BGPPeer/both", "node-2 node-1 BGPPeer/both"));
}

TEST(Sessions, ARouterAnswersABgpPeerThatNamesItsAddress)
{
    auto builder = DesignBuilder();
    builder.cluster("prod")
        .nodes(1)
        .router("tor", 64601, {"172.31.0.1/16"})
        .peer("tor", peerAt("172.31.0.1", 64601));
    const auto sessions = sessionsOf(builder);
    EXPECT_THAT(lines(sessions), ElementsAre("node-1 tor BGPPeer/tor", "tor node-1 BGPPeer/tor"));
    EXPECT_FALSE(sessions.front().isInternal());
    EXPECT_EQ(find(sessions, "tor", "node-1").peerAs, 64512U);
}

TEST(Sessions, AWrongAsNumberKeepsBothEndsDown)
{
    auto builder = DesignBuilder();
    builder.cluster("prod")
        .nodes(1)
        .router("tor", 64601, {"172.31.0.1/16"})
        .peer("tor", peerAt("172.31.0.1", 64666));
    EXPECT_THAT(lines(sessionsOf(builder)),
                ElementsAre("node-1 tor BGPPeer/tor down: node-1 expects AS 64666, but tor is in AS 64601",
                            "tor node-1 BGPPeer/tor down: node-1 expects AS 64666, but tor is in AS 64601"));
}

TEST(Sessions, AnAddressThatNobodyHasIsAPeerByItsAddress)
{
    const auto sessions =
        sessionsOf(DesignBuilder().cluster("prod").nodes(1).peer("edge", peerAt("192.0.2.1", 65001)));
    EXPECT_THAT(lines(sessions),
                ElementsAre("node-1 ip:192.0.2.1 BGPPeer/edge down: Nothing in this design has the address "
                            "192.0.2.1"));
}

TEST(Sessions, RoutersPeerByLinkAndWithNodesWhenTheTopologySaysSo)
{
    const auto withTopology = [](BgpTopology topology) {
        return sessionsOf(DesignBuilder()
                              .cluster("prod", topology)
                              .nodes(1)
                              .router("spine", 64600)
                              .router("tor", 64601)
                              .link({"tor", "node-1"}, {"10.1.0.0/30"})
                              .link({"spine", "tor"}, {"10.9.0.0/31"}));
    };
    EXPECT_THAT(lines(withTopology(BgpTopology::Routers)),
                ElementsAre("node-1 tor link", "spine tor link", "tor node-1 link", "tor spine link"));
    EXPECT_THAT(lines(withTopology(BgpTopology::Mesh)), ElementsAre("spine tor link", "tor spine link"));
    EXPECT_EQ(find(withTopology(BgpTopology::Routers), "node-1", "tor").allowedLocalAs, 1U);
}

TEST(Sessions, TheTopologyReflectorsTakesTheFirstTwoNodesWhenNoneIsNamed)
{
    const auto sessions = sessionsOf(DesignBuilder().cluster("prod", BgpTopology::Reflectors).nodes(3));
    EXPECT_THAT(lines(sessions),
                ElementsAre("node-1 node-2 mesh", "node-1 node-3 mesh", "node-2 node-1 mesh",
                            "node-2 node-3 mesh", "node-3 node-1 mesh", "node-3 node-2 mesh"));
    EXPECT_TRUE(find(sessions, "node-1", "node-3").isClient);
    EXPECT_FALSE(find(sessions, "node-1", "node-2").isClient);
}

TEST(Sessions, AFamilyThatOneEndLacksIsDown)
{
    const auto sessions = sessionsOf(DesignBuilder()
                                         .cluster("prod")
                                         .node("a", {"172.31.0.1/16", "fd00:31::1/64"})
                                         .node("b", {"172.31.0.2/16"}));
    EXPECT_THAT(lines(sessions, Family::V6), ElementsAre("a b mesh down: b has no IPv6 address"));
    EXPECT_THAT(lines(sessions), ElementsAre("a b mesh", "b a mesh"));
}

TEST(Sessions, NodesOnSegmentsThatNoRouterJoinsFindNoWay)
{
    auto builder = DesignBuilder();
    builder.cluster("prod")
        .nodes(2)
        .router("tor-a", 64601)
        .router("tor-b", 64602)
        .link({"tor-a", "node-1"}, {"10.1.0.0/30"})
        .link({"tor-b", "node-2"}, {"10.2.0.0/30"});
    EXPECT_THAT(lines(sessionsOf(builder)),
                ElementsAre("node-1 node-2 mesh down: There is no way between node-1 and node-2",
                            "node-2 node-1 mesh down: There is no way between node-2 and node-1"));
    builder.link({"tor-a", "tor-b"}, {"10.9.0.0/31"});
    EXPECT_TRUE(find(sessionsOf(builder), "node-1", "node-2").isUp);
    EXPECT_FALSE(find(sessionsOf(builder), "node-1", "node-2").isDirect);
}

TEST(Sessions, ClustersKeepToThemselves)
{
    const auto sessions = sessionsOf(
        DesignBuilder().cluster("east").nodes(2).cluster("west", BgpTopology::Mesh, 64513).nodes(1));
    EXPECT_THAT(lines(sessions), ElementsAre("node-1 east:node-2 mesh", "node-2 east:node-1 mesh"));
}

TEST(Sessions, OfOneNodeAreTheSameAsInTheWhole)
{
    auto builder = DesignBuilder();
    builder.cluster("prod")
        .nodes(3)
        .router("tor", 64601, {"172.31.0.9/16"})
        .peer("tor", peerAt("172.31.0.9", 64601));
    const auto wires = underlay(builder.design);
    for (const auto &machine : wires.machines) {
        std::vector<std::string> whole;
        for (const auto &session : bgpSessions(builder.design, wires)) {
            if (session.local == machine.id)
                whole.push_back(session.peerName + session.localAddress->toString());
        }
        std::vector<std::string> own;
        for (const auto &session : bgpSessionsOf(builder.design, wires, machine.id))
            own.push_back(session.peerName + session.localAddress->toString());
        EXPECT_EQ(own, whole);
    }
}

} // namespace
} // namespace podloom
