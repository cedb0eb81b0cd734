// A pool is taken away while pods have addresses of it: they stay reachable, and doctor says so.
#include "tests/system/agent/agent_cluster.h"
#include "tests/system/agent/steady_probe.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string poolYaml(const std::string &name, const std::string &cidr)
{
    return "---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: " + name
         + "}\nspec: {cidr: " + cidr + ", blockSize: 28, natOutgoing: true}\n";
}

TEST(RemovedPool, KeepsItsPodsReachableFromOtherNodes)
{
    if (const auto lacking = AgentCluster::lacking(); !lacking.empty())
        GTEST_SKIP() << lacking;
    AgentCluster cluster(2);
    cluster.start();
    cluster.node(1).apply(AgentCluster::nodesYaml(2) + poolYaml("old", "10.61.0.0/24"));
    const auto web = cluster.node(1).startPod("shop/web");
    const auto db = cluster.node(2).startPod("shop/db");
    ASSERT_THAT(web.ips, ::testing::ElementsAre(StartsWith("10.61.0.")));
    ASSERT_THAT(db.ips, ::testing::ElementsAre(StartsWith("10.61.0.")));
    ASSERT_EQ(cluster.node(1).probe(web, db.ips.front()), "answered");
    EXPECT_THAT(cluster.node(1).call("doctor").dump(), Not(HasSubstr("outside-pools")));
    SteadyProbe probe(cluster.node(1).runFolder() + "/pods/" + web.container + ".sock", db.ips.front());
    const auto answersCome = [&] {
        const auto before = probe.answered();
        return AgentWorld::eventually([&] { return probe.answered() > before + 10; });
    };
    ASSERT_TRUE(answersCome());

    cluster.node(1).apply(AgentCluster::nodesYaml(2) + poolYaml("new", "10.62.0.0/24"));

    ASSERT_TRUE(AgentWorld::eventually(
        [&] { return cluster.node(2).call("doctor").dump().find("outside-pools") != std::string::npos; }));
    const auto late = cluster.node(2).startPod("shop/late");
    EXPECT_THAT(late.ips, ::testing::ElementsAre(StartsWith("10.62.0.")));
    EXPECT_TRUE(
        AgentWorld::eventually([&] { return cluster.node(1).probe(web, late.ips.front()) == "answered"; }));
    ASSERT_TRUE(answersCome());
    EXPECT_EQ(probe.lost(), 0) << "of " << probe.answered();
    EXPECT_EQ(cluster.node(2).probe(late, web.ips.front()), "answered");
    // Between pods there is no translation, and to the outside as much as before.
    const auto elements = [&](const std::string &set) {
        return cluster.node(1).onNode({"nft", "list", "set", "inet", "podloom", set});
    };
    EXPECT_THAT(elements("nat-sources-v4"), HasSubstr("10.61.0."));
    EXPECT_THAT(elements("nat-sources-v4"), HasSubstr("10.62.0.0/24"));
    EXPECT_THAT(elements("nat-exclusions-v4"), HasSubstr("10.61.0.0/2"));
    EXPECT_THAT(cluster.node(1).call("doctor").dump(),
                HasSubstr("shop/web has it, and no pool does any more"));

    // Who takes the last pool of living pods away is told at once.
    const auto program = std::string(PODLOOM_BIN_DIR) + "/podloom-agentd";
    const auto socket = cluster.node(1).runFolder() + "/agentd.sock";
    const auto said = outputOf({"sh", "-c", program + " delete IPPool/new --socket " + socket + " 2>&1"});
    EXPECT_THAT(said, HasSubstr("no pool has 10.62.0."));
    EXPECT_THAT(said, HasSubstr("pods on node-2 have addresses of it (1)"));

    cluster.node(1).endPod(web);
    EXPECT_TRUE(AgentWorld::eventually([&] {
        const auto routes = cluster.node(2).onNode({"ip", "route", "show", "proto", "bird"});
        return routes.find("10.61.0.") == std::string::npos;
    })) << "with its last pod a block goes";
    EXPECT_THAT(cluster.node(1).call("doctor").dump(), Not(HasSubstr("outside-pools")));
    cluster.node(2).endPod(late);
    cluster.node(2).endPod(db);
}

} // namespace
} // namespace podloom
