#include "core/lab/table_check.h"

#include "tests/unit/core/routing/design_builder.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using test::cidr;
using test::DesignBuilder;
using test::ip;
using testing::HasSubstr;
using testing::IsEmpty;

/// Two racks of one node each below one spine, as they should be.
class TableCheck : public testing::Test {
protected:
    TableCheck()
    {
        m_builder.cluster("prod", BgpTopology::Routers)
            .nodes(2)
            .router("spine", 64600, {}, {"10.200.0.0/16"})
            .router("tor-a", 64601)
            .router("tor-b", 64602)
            .link({"tor-a", "node-1"}, {"10.1.0.0/30"})
            .link({"tor-b", "node-2"}, {"10.2.0.0/30"})
            .link({"spine", "tor-a"}, {"10.9.0.0/31"})
            .link({"spine", "tor-b"}, {"10.9.0.2/31"});
        m_tables.blocks = {{node("node-1"), {cidr("10.48.0.0/26")}},
                           {node("node-2"), {cidr("10.48.0.64/26")}}};
        m_prediction.emplace(m_builder.design, m_tables.blocks);
        for (const auto &machine : m_prediction->wires().machines)
            m_tables.machines[machine.id] = perfect(machine.id);
    }

    static MachineId node(const char *name) { return MachineId::node("prod", name); }
    static MachineId router(const char *name) { return MachineId::router(name); }

    /// What a machine has when everything is as predicted.
    MachineTable perfect(const MachineId &id) const
    {
        MachineTable table;
        for (const auto &route : m_prediction->tableOf(id)) {
            const bool isOfAgent = route.source == RouteSource::Local && !id.isRouter();
            table.kernel.push_back(
                {route.prefix, route.nextHop, route.interface, isOfAgent ? "agent" : "bird", 0});
            table.routes.append(Json::object({{"prefix", route.prefix.toString()}}));
        }
        for (const auto &session : m_prediction->sessions()) {
            if (session.local == id)
                table.sessions.append(Json::object({{"peer", session.peerName},
                                                    {"family", session.family == Family::V4 ? 4 : 6},
                                                    {"state", "Established"}}));
        }
        return table;
    }

    TableReport compare() const { return compareTables(m_builder.design, *m_prediction, m_tables); }
    MachineTable &at(const MachineId &id) { return m_tables.machines.at(id); }
    /// Neither its kernel nor its BGP has the prefix.
    void lose(const MachineId &id, const Prefix &prefix)
    {
        auto &table = at(id);
        std::erase_if(table.kernel, [&](const KernelEntry &entry) { return entry.prefix == prefix; });
        Json routes = Json::array();
        for (const auto &route : table.routes.items()) {
            if (route["prefix"].asString() != prefix.toString())
                routes.append(route);
        }
        table.routes = std::move(routes);
    }
    void setState(const MachineId &id, const std::string &peer, const char *state, const char *error)
    {
        Json sessions = Json::array();
        for (auto session : at(id).sessions.items()) {
            if (session["peer"].asString() == peer) {
                session.set("state", state);
                session.set("lastError", error);
            }
            sessions.append(session);
        }
        at(id).sessions = std::move(sessions);
    }

    DesignBuilder m_builder{};
    LabTables m_tables{};
    std::optional<RoutePrediction> m_prediction{};
};

TEST_F(TableCheck, CountsEveryEntryOfNodesAndRouters)
{
    const auto report = compare();
    EXPECT_TRUE(report.isProof());
    std::size_t predicted = 0;
    for (const auto &machine : m_prediction->wires().machines)
        predicted += m_prediction->tableOf(machine.id).size();
    EXPECT_EQ(report.checkedRoutes, predicted);
    EXPECT_GT(predicted, 12U);
    EXPECT_EQ(report.checkedSessions, m_prediction->sessions().size());
}

TEST_F(TableCheck, FindsARouteThatARouterLost)
{
    lose(router("tor-b"), cidr("10.48.0.0/26"));
    const auto report = compare();
    ASSERT_EQ(report.missing.size(), 1U);
    EXPECT_EQ(report.missing[0].node, "tor-b");
    EXPECT_EQ(report.missing[0].nextHop, ip("10.9.0.2"));
    EXPECT_THAT(report.missing[0].reason, HasSubstr("established, and spine has the route"));
}

TEST_F(TableCheck, NamesTheSessionOnTheWayThatIsDown)
{
    for (const auto &id : {router("tor-b"), node("node-2")})
        lose(id, cidr("10.48.0.0/26"));
    setState(router("tor-b"), "spine", "Active", "Socket: Connection refused");
    const auto report = compare();
    ASSERT_EQ(report.missing.size(), 2U);
    EXPECT_EQ(report.missing[0].node, "node-2");
    EXPECT_EQ(report.missing[0].reason,
              "the IPv4 session of tor-b with spine is Active (Socket: Connection refused): look whether the "
              "two reach each other's port");
    ASSERT_EQ(report.sessions.size(), 1U);
    EXPECT_EQ(report.sessions[0].node, "tor-b");
    EXPECT_EQ(report.sessions[0].peer, "spine");
}

TEST_F(TableCheck, NamesAnOriginThatDoesNotAnnounce)
{
    for (const auto &machine : m_prediction->wires().machines)
        lose(machine.id, cidr("10.48.0.0/26"));
    const auto report = compare();
    ASSERT_EQ(report.missing.size(), 5U);
    EXPECT_THAT(report.missing[1].reason, HasSubstr("node-1, where it comes from, does not announce it"));
    EXPECT_EQ(report.missing[0].interface, "blackhole");
}

TEST_F(TableCheck, ComparesNextHopsAndInterfaces)
{
    for (auto &entry : at(node("node-2")).kernel) {
        if (entry.prefix == cidr("10.48.0.0/26"))
            entry.nextHop = ip("10.2.0.3");
    }
    auto report = compare();
    ASSERT_EQ(report.missing.size(), 1U);
    EXPECT_EQ(report.missing[0].nextHop, ip("10.2.0.1"));
    EXPECT_EQ(report.missing[0].found, ip("10.2.0.3"));
    EXPECT_THAT(report.surplus, IsEmpty()) << "told as the other way of the same prefix";

    at(node("node-2")) = perfect(node("node-2"));
    for (auto &entry : at(node("node-2")).kernel) {
        if (entry.prefix == cidr("10.48.0.0/26"))
            entry.interface = "eth7";
    }
    EXPECT_EQ(compare().missing.size(), 1U);
    at(node("node-2")).hasOwnInterfaces = true;
    EXPECT_TRUE(compare().isProof()) << "a real machine calls its interfaces as it likes";
}

TEST_F(TableCheck, TakesNoRouteOfOthersForAnAnswer)
{
    for (auto &entry : at(node("node-2")).kernel) {
        if (entry.prefix == cidr("10.48.0.0/26"))
            entry.owner = "static";
    }
    auto report = compare();
    ASSERT_EQ(report.missing.size(), 1U);
    EXPECT_THAT(report.missing[0].reason, HasSubstr("written by \"static\""));
    at(node("node-2")) = perfect(node("node-2"));
    lose(node("node-2"), cidr("10.48.0.0/26"));
    at(node("node-2")).kernel.push_back({cidr("0.0.0.0/0"), ip("10.2.0.1"), "eth0", "static", 0});
    EXPECT_EQ(compare().missing.size(), 1U) << "the lab's default route leads there too";
}

TEST_F(TableCheck, FindsWhatNothingPredicts)
{
    at(node("node-2")).kernel.push_back({cidr("10.77.0.0/16"), ip("10.2.0.1"), "eth0", "bird", 32});
    at(node("node-2")).kernel.push_back({cidr("10.78.0.0/16"), ip("10.2.0.1"), "eth0", "boot", 0});
    at(router("spine")).kernel.push_back({cidr("10.48.0.0/26"), ip("10.9.0.3"), "eth1", "bgp", 20});
    const auto report = compare();
    ASSERT_EQ(report.surplus.size(), 2U);
    EXPECT_EQ(report.surplus[0].entry.prefix, cidr("10.77.0.0/16"));
    EXPECT_EQ(report.surplus[1].node, "spine") << "one way more than predicted";
    EXPECT_FALSE(report.isProof());
}

TEST_F(TableCheck, FindsForeignRoutesThatGoBeforePredictedOnes)
{
    auto &table = at(node("node-2"));
    for (auto &entry : table.kernel) {
        if (entry.owner == "bird")
            entry.metric = 32;
    }
    table.kernel.push_back({cidr("10.48.0.0/27"), ip("10.2.0.2"), "eth0", "boot", 0});
    table.kernel.push_back({cidr("10.48.0.0/26"), ip("10.2.0.2"), "eth0", "boot", 1});
    table.kernel.push_back({cidr("10.48.0.0/26"), ip("10.2.0.2"), "eth0", "boot", 64});
    table.kernel.push_back({cidr("10.48.0.0/26"), ip("10.2.0.1"), "eth0", "boot", 2}); // the same way
    const auto report = compare();
    ASSERT_EQ(report.surplus.size(), 2U);
    EXPECT_EQ(report.surplus[0].entry.prefix, cidr("10.48.0.0/27"));
    EXPECT_EQ(report.surplus[1].entry.metric, 1U);
}

TEST_F(TableCheck, TakesTheLabsOwnRouteTheSameWayForThatOfARouterWithFrr)
{
    for (auto &entry : at(router("tor-b")).kernel) {
        if (entry.prefix == cidr("10.48.0.0/26"))
            entry.owner = "static";
    }
    EXPECT_EQ(compare().missing.size(), 1U) << "BIRD writes its own beside it";
    auto frr = *m_builder.design.routers.find({"", "podloom.dev", "Router", "", "tor-b"});
    frr.engine = RouterEngine::Frr;
    m_builder.design.routers.put(frr);
    EXPECT_TRUE(compare().isProof());
    at(router("tor-b")).routes = Json::array();
    EXPECT_EQ(compare().missing.size(), 1U) << "BGP has to know of it";
}

TEST_F(TableCheck, IsNoProofWhereAMachineCannotBeAsked)
{
    const auto all = compare().checkedRoutes;
    at(router("tor-b")).trouble = "its BIRD does not answer";
    const auto report = compare();
    EXPECT_FALSE(report.isProof());
    ASSERT_EQ(report.unread.size(), 1U);
    EXPECT_EQ(report.unread[0].node, "tor-b");
    EXPECT_LT(report.checkedRoutes, all);
    EXPECT_THAT(report.missing, IsEmpty());
}

TEST(RouterTables, AreReadFromBird)
{
    const std::string cut = "\n--podloom--\n";
    const auto table = routerTable(
        R"([{"dst":"10.9.0.0/16","protocol":"bird","metric":32,"flags":[],"nexthops":[)"
        R"({"gateway":"10.0.0.2","dev":"v0"},{"gateway":"10.0.0.3","dev":"v0"}]},)"
        R"({"dst":"default","gateway":"10.0.0.2","dev":"v0","flags":[]}])"
        + cut + R"([{"type":"unreachable","dst":"fd09::/64","dev":"lo","protocol":"bird","metric":32}])" + cut
        + "0001 BIRD 2.0.12 ready.\n2002-Name       Proto      Table      State  Since         Info\n"
          "1002-n:node-1:4 BGP        ---        up     2026-11-27 02:10:49.037  Established   \n"
          "1006-  Description:    node-1\n     BGP state:          Established\n     Channel ipv4\n     "
        + cut
        + "0001 BIRD 2.0.12 ready.\n1007-Table master4:\n"
          "     10.9.0.0/16          unicast [n:node-1:4 02:01:07.862] * (100) [AS64512i]\n"
          "     \tvia 10.0.0.2 on v0\n1008-\tType: BGP univ\n1012-\tBGP.local_pref: 130\n"
        + cut);
    EXPECT_EQ(table.trouble, "");
    ASSERT_EQ(table.kernel.size(), 4U);
    EXPECT_EQ(table.kernel[1].nextHop, ip("10.0.0.3"));
    EXPECT_EQ(table.kernel[2].owner, "boot");
    EXPECT_EQ(table.kernel[3].interface, "unreachable");
    ASSERT_EQ(table.sessions.items().size(), 1U);
    EXPECT_EQ(table.sessions.items()[0]["state"].asString(), "Established");
    ASSERT_EQ(table.routes.items().size(), 1U);
    EXPECT_EQ(table.routes.items()[0]["from"].asString(), "node-1");
    EXPECT_EQ(table.routes.items()[0]["localPref"].asInt(), 130);
    EXPECT_NE(routerTable("sh: ip: not found").trouble, "");
    EXPECT_NE(routerTable(R"([{"dst":"10.)" + cut + "[]" + cut + "x" + cut + "y" + cut).trouble, "")
        << "cut off";
    EXPECT_EQ(routerTable("[]" + cut + "[]" + cut + "Unable to connect" + cut + cut).trouble,
              "its BIRD does not answer");
}

} // namespace
} // namespace podloom
