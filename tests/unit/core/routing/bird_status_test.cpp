#include "core/routing/bird_status.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

BirdReply replyOf(std::string_view text)
{
    BirdReplyParser parser;
    parser.feed(text);
    return parser.next().value();
}

TEST(Sessions, AreReadWithPeerStateCountsAndError)
{
    const auto sessions = parseSessions(
        replyOf("2002-Name       Proto      Table      State  Since         Info\n"
                "1002-device1    Device     ---        up     2026-11-24 08:33:29.358  \n"
                "1006-\n"
                "1002-n:node-2:4 BGP        ---        up     2026-11-24 08:33:30.284  Established   \n"
                "1006-  Description:    node-2\n"
                "   BGP state:          Established\n"
                "     Neighbor address: 10.0.0.2\n"
                "   Channel ipv4\n"
                "     State:          UP\n"
                "     Routes:         3 imported, 1 filtered, 4 exported, 1 preferred\n"
                "1002-n:tor:6 BGP        ---        start  2026-11-24 08:33:37.952  Active        Socket: "
                "Connection refused\n"
                "1006-  Description:    tor\n"
                "   BGP state:          Active\n"
                "     Neighbor graceful restart active\n"
                "     Last error:       Socket: Connection refused\n"
                "   Channel ipv6\n"
                "     State:          DOWN\n"
                " \n"
                "0000 \n"));
    ASSERT_EQ(sessions.size(), 2U);
    EXPECT_FALSE(sessions[0].isPeerRestarting);
    EXPECT_TRUE(sessions[1].isPeerRestarting);
    EXPECT_EQ(sessions[0].toJson().dump(),
              R"({"peer":"node-2","family":4,"state":"Established","since":"2026-11-24T08:33:30.284",)"
              R"("imported":3,"exported":4,"lastError":null,"flaps":0,"history":[]})");
    EXPECT_EQ(
        sessions[1].toJson().dump(),
        R"({"peer":"tor","family":6,"state":"Active","since":"2026-11-24T08:33:37.952",)"
        R"("imported":0,"exported":0,"lastError":"Socket: Connection refused","flaps":0,"history":[]})");
}

TEST(Routes, EachNextHopIsAnEntry)
{
    const auto routes =
        parseRoutes(replyOf("1007-Table master4:\n"
                            " 10.48.0.5/32         unicast [k4 08:33:32.681] * (10)\n"
                            " \tdev e0\n"
                            "1008-\tType: inherit univ\n"
                            "1007-10.50.0.0/24         unicast [static1 08:33:29.358] * (200)\n"
                            " \tvia 10.0.0.7 on e0 weight 1\n"
                            " \tvia 10.0.0.8 on e0 weight 1\n"
                            "1008-\tType: static univ\n"
                            "1007-                     unicast [n:node-2:4 08:33:30.616] (100) [AS64601i]\n"
                            " \tvia 10.0.0.2 on e0\n"
                            "1008-\tType: BGP univ\n"
                            "1012-\tBGP.origin: IGP\n"
                            " \tBGP.as_path: 64601 64512\n"
                            " \tBGP.next_hop: 10.0.0.2\n"
                            " \tBGP.med: 5\n"
                            " \tBGP.local_pref: 130\n"
                            " \tBGP.community: (65000,3) (65000,4)\n"
                            " \tBGP.large_community: (65000, 1, 2)\n"
                            "1007-10.48.0.0/26         blackhole [static1 08:33:29.358] * (200)\n"
                            "1008-\tType: static univ\n"
                            "0000 \n"));
    ASSERT_EQ(routes.size(), 5U);
    EXPECT_EQ(routes[0].source, "inherit");
    EXPECT_EQ(routes[0].interface, "e0");
    EXPECT_EQ(routes[1].nextHop, IpAddress::parse("10.0.0.7"));
    EXPECT_EQ(routes[2].nextHop, IpAddress::parse("10.0.0.8"));
    EXPECT_EQ(routes[2].prefix.toString(), "10.50.0.0/24");
    EXPECT_EQ(routes[3].prefix.toString(), "10.50.0.0/24");
    EXPECT_FALSE(routes[3].isBest);
    EXPECT_EQ(toJson(routes[3], "node-2").dump(),
              R"({"prefix":"10.50.0.0/24","nextHop":"10.0.0.2","interface":"e0","source":"bgp",)"
              R"("asPath":[64601,64512],"origin":"IGP","localPref":130,"med":5,)"
              R"("communities":["65000:3","65000:4","65000:1:2"],"from":"node-2"})");
    EXPECT_EQ(routes[4].interface, "blackhole");
    EXPECT_TRUE(routes[4].isBest);
}

TEST(Coverage, AsksForEveryPrefixOfASessionThatLeaves)
{
    const auto route = [](const char *prefix, const char *protocol) {
        BirdRoute out;
        out.prefix = *Prefix::parse(prefix);
        out.protocol = protocol;
        return out;
    };
    std::vector<BirdRoute> routes{route("10.48.0.0/26", "n:node-2:4"), route("10.48.0.64/26", "n:node-2:4"),
                                  route("10.48.0.0/26", "n:node-1:4"), route("10.48.0.64/26", "kernel4")};
    EXPECT_FALSE(isCoveredWithout(routes, {"n:node-2:4"})) << "what the kernel has comes from BIRD itself";
    EXPECT_TRUE(isCoveredWithout(routes, {"n:node-1:4"}));
    routes.push_back(route("10.48.0.64/26", "n:node-1:4"));
    EXPECT_TRUE(isCoveredWithout(routes, {"n:node-2:4"}));
    EXPECT_FALSE(isCoveredWithout(routes, {"n:node-1:4", "n:node-2:4"}));
    EXPECT_TRUE(isCoveredWithout({}, {"n:node-1:4"}));
}

TEST(History, RemembersWhatASessionWas)
{
    const auto at = [](const char *state, const char *since, const char *error = "") {
        BgpSessionStatus session{.protocol = "n:node-2:4", .state = state, .since = since};
        session.lastError = error;
        return std::vector{session};
    };
    auto known = at("Established", "10:00");
    auto now = at("Active", "10:05", "Hold timer expired");
    continueHistory(known, now);
    EXPECT_EQ(now[0].flaps, 1U);
    ASSERT_EQ(now[0].history.size(), 1U);
    EXPECT_EQ(now[0].history[0], (BgpSessionStatus::Past{"Established", "10:00", ""}));
    known = now;
    now = at("Established", "10:06");
    continueHistory(known, now);
    EXPECT_EQ(now[0].flaps, 1U);
    ASSERT_EQ(now[0].history.size(), 2U);
    EXPECT_EQ(now[0].history[0].lastError, "Hold timer expired");
    known = now;
    now = at("Established", "10:07"); // it was away between two looks
    continueHistory(known, now);
    EXPECT_EQ(now[0].flaps, 2U);
    known = now;
    continueHistory(known, now);
    EXPECT_EQ(now[0].flaps, 2U);
    known = at("Established", "2026-11-27T10:07:00.999");
    now = at("Established", "2026-11-27T10:07:01.000");
    continueHistory(known, now);
    EXPECT_EQ(now[0].flaps, 0U) << "BIRD's clock";
    now = at("Established", "2026-11-27T10:07:09.000");
    continueHistory(known, now);
    EXPECT_EQ(now[0].flaps, 1U);
    for (int index = 0; index < 30; ++index) {
        known = now;
        now = at(index % 2 == 0 ? "Active" : "Established", "11:00");
        continueHistory(known, now);
    }
    EXPECT_EQ(now[0].history.size(), 10U);
}

} // namespace
} // namespace podloom
