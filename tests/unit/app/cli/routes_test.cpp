#include "tests/unit/app/cli/podloomctl.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace podloom {
namespace {

using test::answerOf;
using test::podloomctl;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto kShop = "resources/examples/shop";

/// Two nodes in a mesh and a peer that nothing has the address of.
constexpr auto kMesh = R"(
apiVersion: v1
kind: Node
metadata: {name: node-1}
---
apiVersion: v1
kind: Node
metadata: {name: node-2}
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: {name: upstream}
spec: {node: node-1, peerIP: 192.0.2.1, asNumber: 64601}
)";

std::vector<std::string> prefixesOf(const Json &table, const std::string &family)
{
    std::vector<std::string> prefixes;
    for (const auto &route : table.items()) {
        const bool isV6 = route["prefix"].asString().find(':') != std::string::npos;
        if (isV6 == (family == "6"))
            prefixes.push_back(route["prefix"].asString() + ' ' + route["interface"].asString());
    }
    return prefixes;
}

TEST(RoutesVerb, SaysWhichSessionsComeUpAndWhyNot)
{
    const auto answer = answerOf(podloomctl({"routes", "-", "--json"}, kMesh));
    std::vector<std::string> lines;
    for (const auto &session : answer["sessions"].items()) {
        if (session["family"].asInt() == 4)
            lines.push_back(session["node"].asString() + ' ' + session["peer"].asString() + ' '
                            + session["type"].asString() + ' ' + session["origin"].asString()
                            + (session["up"].asBool() ? " up" : " down: " + session["reason"].asString()));
    }
    EXPECT_THAT(
        lines,
        ElementsAre("node-1 ip:192.0.2.1 ebgp BGPPeer/upstream down: Nothing in this design has the address "
                    "192.0.2.1",
                    "node-1 node-2 ibgp mesh up", "node-2 node-1 ibgp mesh up"));
    EXPECT_TRUE(answer["sessions"].items().at(1)["reason"].isNull());
}

TEST(RoutesVerb, NamesABlackholeForTheOwnBlockAndTheNextHopOfOthers)
{
    const auto answer = answerOf(podloomctl({"routes", "-", "--json"}, kMesh));
    const auto &table = answer["tables"]["node-1"];
    EXPECT_THAT(prefixesOf(table, "4"), ElementsAre("10.48.0.0/26 blackhole", "10.48.0.64/26 eth0"));
    EXPECT_EQ(table.items().at(0).dump(),
              R"({"prefix":"10.48.0.0/26","nextHop":null,"interface":"blackhole",)"
              R"("source":"local","asPath":[],"from":null})");
    EXPECT_EQ(table.items().at(1).dump(),
              R"({"prefix":"10.48.0.64/26","nextHop":"172.31.0.2","interface":"eth0","source":"bgp",)"
              R"("asPath":[],"from":"node-2"})");
}

TEST(RoutesVerb, OfOneNodeAnswersForThatNodeAlone)
{
    const auto answer = answerOf(podloomctl({"routes", kShop, "--node", "node-3", "--json"}));
    ASSERT_EQ(answer["tables"].members().size(), 1U);
    EXPECT_EQ(answer["tables"].members().front().first, "node-3");
    for (const auto &session : answer["sessions"].items())
        EXPECT_EQ(session["node"].asString(), "node-3");
}

TEST(RoutesVerb, OfTheShopHasEverySessionUpAndEveryBlockOnEveryNode)
{
    const auto answer = answerOf(podloomctl({"routes", kShop, "--json"}));
    EXPECT_GT(answer["sessions"].items().size(), 0U);
    for (const auto &session : answer["sessions"].items())
        EXPECT_TRUE(session["up"].asBool()) << session.dump();
    std::size_t blocks = 0;
    for (const auto &route : answer["tables"]["node-1"].items())
        blocks += route["prefix"].asString().starts_with("10.48.") ? 1 : 0;
    EXPECT_GE(blocks, 3U);
    EXPECT_THAT(answer["restless"].items(), IsEmpty());
    EXPECT_THAT(answer["unreachable"].items(), IsEmpty());
    EXPECT_THAT(answer["asymmetric"].items(), IsEmpty());
}

TEST(RoutesVerb, TellsPeopleTheSame)
{
    const auto output = podloomctl({"routes", "-"}, kMesh);
    EXPECT_EQ(output.exitCode, 0);
    EXPECT_THAT(output.standardOutput,
                HasSubstr("  node-1 (AS 64512) -> node-2 (AS 64512), IPv4, ibgp by mesh: up\n"));
    EXPECT_THAT(output.standardOutput, HasSubstr("Routes of node-2:\n"
                                                 "  10.48.0.0/26 via 172.31.0.1 dev eth0, bgp from node-1\n"
                                                 "  10.48.0.64/26 blackhole, local\n"));
}

/// The mesh without the block of node-2 on node-1, by a filter.
const std::string kFiltered = std::string(kMesh) + R"(
---
apiVersion: projectcalico.org/v3
kind: BGPFilter
metadata: {name: no-pods}
spec:
  importV4:
  - {action: Accept, cidr: 192.0.2.0/24, matchOperator: In}
  - {action: Reject, cidr: 10.48.0.0/16, matchOperator: In}
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: {name: neighbour}
spec: {node: node-1, peerSelector: all(), filters: [no-pods], reversePeering: Manual}
)";

TEST(RoutesVerb, NamesTheRuleThatLostAPrefix)
{
    const auto answer =
        answerOf(podloomctl({"routes", "-", "--why", "10.48.0.70", "--node", "node-1", "--json"}, kFiltered));
    EXPECT_EQ(answer["prefix"].asString(), "10.48.0.64/26");
    EXPECT_FALSE(answer["present"].asBool(true));
    ASSERT_EQ(answer["steps"].items().size(), 1U);
    const auto &step = answer["steps"].items().front();
    EXPECT_EQ(step["sentence"].asString(),
              "node-1 refuses it from node-2: importV4[1] of the BGPFilter no-pods rejects it");
    EXPECT_EQ(step["reason"].asString(), "route-import-filter");
    EXPECT_EQ(step["object"]["name"].asString(), "no-pods");
    EXPECT_EQ(step["line"].asInt(), 22);
}

TEST(RoutesVerb, SaysWhereARouteCameFrom)
{
    const auto output = podloomctl({"routes", kShop, "--why", "10.48.0.128/26", "--node", "node-1"});
    EXPECT_THAT(output.standardOutput, HasSubstr("node-1 has a route to 10.48.0.128/26:\n"
                                                 "  node-3 originates 10.48.0.128/26\n"
                                                 "  node-3 told tor-b of it:"));
}

TEST(RoutesVerb, SaysWhatBecomesUnreachableWithoutALink)
{
    const auto answer = answerOf(podloomctl({"routes", kShop, "--without", "link:tor-a-tor-b", "--json"}));
    const auto &whatIf = answer["whatIf"];
    EXPECT_EQ(whatIf["lostSessions"].items().size(), 4U);
    ASSERT_GT(whatIf["unreachable"].items().size(), 0U);
    EXPECT_EQ(whatIf["unreachable"].items().front().dump(),
              R"({"from":"node-1","to":"node-3","prefix":"10.48.0.128/26","before":"unreachable",)"
              R"("after":"no-route"})");
    EXPECT_EQ(podloomctl({"routes", kShop, "--without", "link:nowhere"}).exitCode, 2);
    EXPECT_EQ(podloomctl({"routes", kShop, "--without", "node-1"}).exitCode, 2);
}

TEST(RoutesVerb, OfAnUnknownNodeIsAMistakeOfUsage)
{
    const auto output = podloomctl({"routes", "-", "--node", "nobody", "--json"}, kMesh);
    EXPECT_EQ(output.exitCode, 2);
    EXPECT_THAT(output.standardOutput, IsEmpty());
    EXPECT_THAT(output.standardError, HasSubstr("no node or router \"nobody\""));
    EXPECT_THAT(output.standardError, Not(HasSubstr("did you mean")));
    EXPECT_EQ(podloomctl({"routes", "--json"}).exitCode, 2);
}

TEST(RoutesVerb, SaysWhichNodeIsMeant)
{
    const auto output = podloomctl({"routes", "-", "--node", "node1", "--json"}, kMesh);
    EXPECT_EQ(output.exitCode, 2);
    EXPECT_THAT(output.standardError, HasSubstr("no node or router \"node1\"; did you mean \"node-1\"?"));
}

} // namespace
} // namespace podloom
