// Nodes that exchange their blocks: real agents, BIRDs and an etcd.
#include "tests/system/agent/agent_cluster.h"
#include "tests/system/agent/steady_probe.h"

#include <gmock/gmock.h>

#include <signal.h>

#include <filesystem>
#include <fstream>

namespace podloom {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ACluster : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto lacking = AgentCluster::lacking(); !lacking.empty())
            GTEST_SKIP() << lacking;
        cluster = std::make_unique<AgentCluster>(2);
        cluster->start();
    }

    void expectBothWays(const LabPod &here, const LabPod &there) const
    {
        expectAnswers(1, here, there);
        expectAnswers(2, there, here);
    }

    void expectAnswers(int number, const LabPod &from, const LabPod &to) const
    {
        for (const auto &ip : to.ips)
            EXPECT_EQ(cluster->node(number).probe(from, ip), "answered") << ip;
    }

    std::string socketOf(int node, const LabPod &pod) const
    {
        return cluster->node(node).runFolder() + "/pods/" + pod.container + ".sock";
    }

    std::unique_ptr<AgentCluster> cluster;
};

TEST_F(ACluster, LetsPodsOfTwoNodesReachEachOtherOverBothFamilies)
{
    const auto web = cluster->node(1).startPod("shop/web");
    const auto db = cluster->node(2).startPod("shop/db");

    expectBothWays(web, db);
    const auto routes = cluster->node(2).onNode({"ip", "route"});
    EXPECT_THAT(routes, HasSubstr("via 172.31.0.1 dev eth0 proto bird"));
    EXPECT_THAT(routes, HasSubstr("blackhole"));
    EXPECT_THAT(cluster->node(2).onNode({"ip", "route", "show", "type", "blackhole", "proto", "bird"}), "")
        << "a block has one owner";
}

TEST_F(ACluster, CountsItsSessionsForWhoeverScrapesIt)
{
    const auto agent = cluster->node(1).agentPid();
    for (int scrape = 0; scrape < 3; ++scrape)
        EXPECT_THAT(cluster->node(1).askMetrics(),
                    HasSubstr("\npodloom_bgp_sessions{state=\"Established\"} 2\n"));
    EXPECT_EQ(cluster->node(1).call("status")["agent"]["state"].asString(), "ready");
    EXPECT_EQ(::kill(agent, 0), 0);
}

TEST_F(ACluster, KeepsTrafficRunningWhileAgentsAndBirdsAreKilled)
{
    const auto web = cluster->node(1).startPod("shop/web");
    const auto db = cluster->node(2).startPod("shop/db");
    SteadyProbe v4(socketOf(1, web), db.ips[0]);
    SteadyProbe v6(socketOf(1, web), db.ips[1]);
    const auto answersCome = [&] {
        const auto before = std::pair(v4.answered(), v6.answered());
        return AgentWorld::eventually(
            [&] { return v4.answered() > before.first + 4 && v6.answered() > before.second + 4; });
    };
    const auto bird = cluster->node(2).birdPid();
    ASSERT_GT(bird, 0);

    cluster->node(2).killAgent();
    ASSERT_TRUE(answersCome());
    cluster->node(2).startAgent();
    EXPECT_EQ(cluster->node(2).birdPid(), bird) << "the next agent adopts it";
    EXPECT_TRUE(AgentWorld::eventually([&] { return cluster->areSessionsUp(); }));

    ::kill(bird, SIGKILL);
    EXPECT_TRUE(AgentWorld::eventually([&] {
        const auto now = cluster->node(2).birdPid();
        return now > 0 && now != bird && cluster->areSessionsUp();
    })) << cluster->node(2).log();
    ASSERT_TRUE(answersCome());

    const auto second = cluster->node(2).birdPid();
    cluster->node(2).killAgent();
    ::kill(second, SIGKILL);
    ASSERT_TRUE(answersCome());
    cluster->node(2).startAgent();
    EXPECT_TRUE(AgentWorld::eventually([&] { return cluster->areSessionsUp(); })) << cluster->node(2).log();
    ASSERT_TRUE(answersCome());

    EXPECT_EQ(v4.lost(), 0) << "of " << v4.answered();
    EXPECT_EQ(v6.lost(), 0) << "of " << v6.answered();
}

TEST_F(ACluster, GoesOnWhileTheStoreIsAway)
{
    const auto web = cluster->node(1).startPod("shop/web");
    const auto db = cluster->node(2).startPod("shop/db");
    cluster->stopStore();

    expectBothWays(web, db);
    const auto late = cluster->node(2).startPod("shop/late");
    EXPECT_EQ(cluster->node(1).probe(web, late.ips[0]), "answered") << "from a block that was claimed before";
    cluster->node(2).endPod(db);
    EXPECT_EQ(cluster->node(1).probe(web, db.ips[1]), "timeout");

    cluster->startStore();
    // The start of etcd, a request that runs into its deadline, and the pause before the next.
    EXPECT_TRUE(AgentWorld::eventually(
        [&] {
            return cluster->node(1).call("status")["agent"]["state"].asString() == "ready"
                && cluster->node(1).call("endpoints")["endpoints"].items().size() == 2;
        },
        std::chrono::seconds(60)))
        << cluster->node(1).call("status").dump() << cluster->node(1).call("endpoints").dump()
        << cluster->node(1).log();
}

TEST_F(ACluster, LeavesNoRouteThatItLearntWhereItIsUninstalled)
{
    auto &node = cluster->node(2);
    const auto learnt = [&] {
        return node.onNode({"ip", "route", "show", "proto", "bird"})
             + node.onNode({"ip", "-6", "route", "show", "proto", "bird"});
    };
    ASSERT_THAT(learnt(), HasSubstr("via 172.31.0.1"));
    ASSERT_THAT(learnt(), HasSubstr("via fd00:31::1"));
    node.endAgent();

    const auto said = node.onNode({std::string(PODLOOM_BIN_DIR) + "/podloom-agentd", "uninstall", "--state",
                                   (node.folder() / "state").string(), "--run", node.runFolder(), "--plugins",
                                   "/run/no-plugins", "--configurations", "/run/no-configurations"});

    EXPECT_EQ(learnt(), "") << said;
    EXPECT_LT(node.birdPid(), 0);
}

TEST_F(ACluster, TakesItsRoutesBackWhenANodeLeavesTheDesign)
{
    const auto before = cluster->node(1).onNode({"ip", "route", "show", "proto", "bird"});
    ASSERT_THAT(before, HasSubstr("via 172.31.0.2"));

    cluster->node(1).apply(AgentCluster::nodesYaml(1));

    EXPECT_TRUE(AgentWorld::eventually([&] {
        return cluster->node(1).onNode({"ip", "route", "show", "proto", "bird"}).empty()
            && cluster->node(2).onNode({"ip", "route", "show", "proto", "bird"}).empty()
            && cluster->node(2).onNode({"ip", "-6", "route", "show", "proto", "bird"}).empty()
            && cluster->node(2).birdPid() < 0;
    })) << cluster->node(2).onNode({"ip", "route"})
        << cluster->node(2).log();
    EXPECT_FALSE(std::filesystem::exists(cluster->node(2).folder() / "state" / "bird.conf"));

    cluster->node(1).apply(AgentCluster::nodesYaml(2));
    EXPECT_TRUE(AgentWorld::eventually([&] { return cluster->areSessionsUp(); })) << cluster->node(2).log();
}

std::string pools(const std::string &fields)
{
    return "---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: four}\n"
           "spec: {cidr: 10.48.0.0/16, blockSize: 26, "
         + fields
         + "}\n---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: six}\n"
           "spec: {cidr: \"fd00:48::/48\", blockSize: 122"
         + (fields.find("ipip") == std::string::npos ? ", " + fields : std::string()) + "}\n";
}

TEST_F(ACluster, TunnelsWhatAPoolWantsTunnelled)
{
    const auto web = cluster->node(1).startPod("shop/web");
    const auto db = cluster->node(2).startPod("shop/db");
    cluster->node(1).apply(AgentCluster::nodesYaml(2) + pools("vxlanMode: Always"));
    const auto goesBy = [&](const std::string &interface) {
        return cluster->goesBy(interface, {{1, web.ips}, {2, db.ips}});
    };

    ASSERT_TRUE(goesBy("vxlan-podloom"))
        << cluster->node(1).onNode({"ip", "route"}) << cluster->node(1).log();
    expectBothWays(web, db);
    EXPECT_THAT(
        cluster->node(1).onNode({"ip", "-s", "link", "show", "vxlan-podloom4"}),
        Not(HasSubstr("RX:  bytes packets errors dropped  missed   mcast           \n             0")));
    EXPECT_TRUE(AgentWorld::eventually([&] {
        return cluster->node(1).onNode({"ip", "route", "show", "proto", "bird"}).empty();
    })) << "one owner of each route";
    // What the node itself says to a pod elsewhere comes back by the tunnel.
    for (const auto &ip : db.ips)
        EXPECT_THAT(cluster->node(1).onNode({"ping", "-c", "1", "-W", "5", ip}), HasSubstr("1 received"));

    const auto rows = cluster->node(1).onNode({"ip", "-o", "addr", "show", "vxlan-podloom4"});
    cluster->node(1).killAgent();
    expectAnswers(2, db, web);
    cluster->node(1).startAgent();
    EXPECT_EQ(cluster->node(1).onNode({"ip", "-o", "addr", "show", "vxlan-podloom4"}), rows);
    expectBothWays(web, db);

    cluster->node(1).apply(AgentCluster::nodesYaml(2) + pools("vxlanMode: CrossSubnet"));
    ASSERT_TRUE(goesBy("dev eth0")) << "both are in one network";
    expectBothWays(web, db);
    cluster->node(1).apply(AgentCluster::nodesYaml(2, 31, 127) + pools("vxlanMode: CrossSubnet"));
    ASSERT_TRUE(goesBy("vxlan-podloom")) << "now they are not";
    expectBothWays(web, db);

    cluster->node(1).apply(AgentCluster::nodesYaml(2) + pools("vxlanMode: Never"));
    ASSERT_TRUE(goesBy("dev eth0"));
    EXPECT_TRUE(AgentWorld::eventually([&] {
        return cluster->node(1).onNode({"ip", "link"}).find("vxlan") == std::string::npos;
    }));
    expectBothWays(web, db);
}

TEST_F(ACluster, GetsItsTunnelsBackFromWhoeverTakesPartOfThem)
{
    const auto web = cluster->node(1).startPod("shop/web");
    const auto db = cluster->node(2).startPod("shop/db");
    cluster->node(1).apply(AgentCluster::nodesYaml(2) + pools("vxlanMode: Always"));
    const std::vector<std::vector<std::string>> listings{{"bridge", "fdb", "show", "dev", "vxlan-podloom4"},
                                                         {"ip", "route", "show", "proto", "113"},
                                                         {"ip", "-6", "route", "show", "proto", "113"},
                                                         {"ip", "neigh", "show", "dev", "vxlan-podloom4"},
                                                         {"ip", "-br", "addr", "show", "vxlan-podloom4"}};
    const auto all = [&] {
        std::string text;
        for (const auto &listing : listings) {
            text += cluster->node(1).onNode(listing);
            text += "--\n";
        }
        return text;
    };
    ASSERT_TRUE(cluster->goesBy("vxlan-podloom", {{1, web.ips}, {2, db.ips}})) << all();
    expectBothWays(web, db);
    const auto before = all();

    const std::vector<std::vector<std::string>> damages{
        {"ip", "link", "set", "vxlan-podloom4", "down"},
        {"ip", "route", "flush", "proto", "113"},
        {"ip", "-6", "route", "flush", "proto", "113"},
        {"ip", "neigh", "flush", "nud", "permanent", "dev", "vxlan-podloom4"},
        {"bridge", "fdb", "flush", "dev", "vxlan-podloom4"},
        {"ip", "addr", "flush", "dev", "vxlan-podloom4"},
        {"ip", "link", "del", "vxlan-podloom4"}};
    for (const auto &damage : damages) {
        cluster->node(1).onNode(damage);
        EXPECT_TRUE(AgentWorld::eventually([&] { return all() == before; }))
            << damage[1] << ' ' << damage[2] << '\n'
            << before << "=====\n"
            << all() << cluster->node(1).log();
    }
    expectBothWays(web, db);
    EXPECT_THAT(cluster->node(1).log(), HasSubstr("another program changed the tunnel"));
}

TEST_F(ACluster, GetsStraightRoutesBackThatWentWithTheirInterface)
{
    const auto web = cluster->node(1).startPod("shop/web");
    const auto db = cluster->node(2).startPod("shop/db");
    cluster->node(1).apply(AgentCluster::nodesYaml(2) + pools("vxlanMode: CrossSubnet"));
    const auto routes = [&] {
        return cluster->node(1).onNode({"ip", "route", "show", "proto", "113"})
             + cluster->node(1).onNode({"ip", "-6", "route", "show", "proto", "113"});
    };
    ASSERT_TRUE(AgentWorld::eventually([&] {
        const auto text = routes();
        return text.find("10.48.") != std::string::npos && text.find("fd00:48:") != std::string::npos;
    })) << routes();
    const auto before = routes();

    cluster->node(1).onNode({"ip", "link", "set", "eth0", "down"});
    EXPECT_EQ(cluster->node(1).onNode({"ip", "route", "show", "proto", "113"}), "") << "they go with it";
    cluster->node(1).onNode({"ip", "link", "set", "eth0", "up"});
    cluster->node(1).onNode({"ip", "addr", "add", "fd00:31::1/64", "dev", "eth0"});

    EXPECT_TRUE(AgentWorld::eventually([&] { return routes() == before; }))
        << before << "=====\n"
        << routes() << cluster->node(1).log();
    EXPECT_TRUE(AgentWorld::eventually([&] { return cluster->node(1).probe(web, db.ips[0]) == "answered"; }));
    EXPECT_TRUE(AgentWorld::eventually([&] { return cluster->node(1).probe(web, db.ips[1]) == "answered"; }));
}

TEST_F(ACluster, GivesTheAddressesOfANodeThatNeedsThemNoMoreToOneThatDoes)
{
    for (int number = 1; number <= 2; ++number) {
        cluster->node(number).endAgent();
        cluster->node(number).startAgent({"--idle-block-seconds", "1"});
    }
    cluster->node(1).apply(AgentCluster::nodesYaml(2) + R"(---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: small}
spec: {cidr: 10.61.0.0/27, blockSize: 29}
)");
    std::vector<std::string> made;
    const auto add = [&](int number) {
        const auto name = "scarce" + std::to_string(made.size());
        made.push_back(name);
        outputOf({"ip", "netns", "add", name});
        return cluster->node(number).cni("ADD", name, "shop/" + name);
    };
    // ADDs until one is refused: how many were not.
    const auto fill = [&](int number) {
        for (int count = 0; count <= 32; ++count) {
            if (const auto added = add(number); added.exitStatus != 0) {
                EXPECT_EQ(added.json["code"].asInt(), 11) << added.text;
                return count;
            }
        }
        return -1;
    };
    const auto ofFirst = fill(1);
    const auto lastOfFirst = made.size();
    const auto ofSecond = fill(2);
    EXPECT_EQ(ofFirst + ofSecond, 32) << "all addresses of the pool";

    for (std::size_t i = 0; i < lastOfFirst; ++i)
        EXPECT_EQ(cluster->node(1).cni("DEL", made[i]).exitStatus, 0);

    EXPECT_TRUE(AgentWorld::eventually([&] {
        return cluster->node(2).cni("ADD", made.back(), "shop/late").exitStatus == 0;
    })) << cluster->node(1).call("ipam").dump();
    for (std::size_t i = lastOfFirst; i < made.size(); ++i)
        EXPECT_EQ(cluster->node(2).cni("DEL", made[i]).exitStatus, 0);
    for (const auto &name : made)
        outputOf({"ip", "netns", "del", name});
}

TEST_F(ACluster, ExchangesWhatItClaimedBeforeADesignForBlocksOfItsPools)
{
    const auto early = cluster->node(1).startPod("shop/early");
    const auto blocks = [&] { return cluster->node(1).call("ipam")["blocks"].items(); };
    const auto blocksOutside = [&](const std::string &pool) {
        std::vector<std::string> out;
        for (const auto &block : blocks()) {
            if (block["pool"].asString() != pool)
                out.push_back(block["cidr"].asString());
        }
        return out;
    };
    ASSERT_EQ(blocksOutside("design").size(), 4U) << "each node claimed of both default pools";

    cluster->node(1).apply(AgentCluster::nodesYaml(2) + R"(---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: design}
spec: {cidr: 10.61.0.0/24, blockSize: 28}
)");

    // What the pod has stays with it; all else is exchanged, long before a block counts as idle.
    EXPECT_TRUE(AgentWorld::eventually([&] {
        return blocksOutside("design").size() == 2 && blocks().size() == 4;
    })) << cluster->node(1).call("ipam").dump();
    EXPECT_THAT(cluster->node(1).log(), HasSubstr("stays although no pool has it any more"));
    const auto late = cluster->node(2).startPod("shop/late");
    ASSERT_EQ(late.ips.size(), 1U);
    EXPECT_THAT(late.ips.front(), ::testing::StartsWith("10.61.0."));
    EXPECT_EQ(cluster->node(1).call("status")["pods"].items().size(), 1U) << "the early pod runs on";

    cluster->node(1).endPod(early);
    EXPECT_TRUE(
        AgentWorld::eventually([&] { return blocksOutside("design").empty(); }, std::chrono::seconds(60)))
        << cluster->node(1).call("ipam").dump();
    cluster->node(2).endPod(late);
}

TEST_F(ACluster, RefusesPodsWhosePoolWantsWhatItCannotDo)
{
    cluster->node(1).apply(AgentCluster::nodesYaml(2) + pools("ipipMode: Always"));
    ASSERT_TRUE(AgentWorld::eventually([&] {
        return cluster->node(1).call("status")["agent"]["trouble"].asString().find("IPIP")
            != std::string::npos;
    })) << cluster->node(1).call("status").dump();
    outputOf({"ip", "netns", "add", "refused"});

    const auto added = cluster->node(1).cni("ADD", "refused", "shop/refused");

    EXPECT_NE(added.exitStatus, 0);
    EXPECT_THAT(added.text, HasSubstr("the pool four asks for IPIP"));
    outputOf({"ip", "netns", "del", "refused"});
}

TEST_F(ACluster, SaysWhichPasswordIsMissingAndKeepsTheFileToRoot)
{
    const auto protectedPeer = AgentCluster::nodesYaml(2) + R"(---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: {name: upstream}
spec: {peerIP: 172.31.0.99, asNumber: 64601, password: {secretKeyRef: {name: bgp, key: upstream}}}
)";
    cluster->node(1).apply(protectedPeer);

    const auto file = cluster->node(1).folder() / "state" / "bird-secrets.conf";
    const auto agent = [&] { return cluster->node(1).call("status")["agent"]; };
    const auto saysWhich = [&] {
        const auto trouble = agent()["trouble"].asString();
        return agent()["state"].asString() == "degraded" && trouble.find("upstream") != std::string::npos
            && trouble.find(file.string()) != std::string::npos;
    };
    EXPECT_TRUE(AgentWorld::eventually(saysWhich)) << agent().dump();
    EXPECT_TRUE(cluster->areSessionsUp() || cluster->node(1).birdPid() > 0) << "what runs goes on";

    // What it asks for, and away again: nothing else changes meanwhile.
    const auto trouble = agent()["trouble"].asString();
    ASSERT_NE(trouble.find("define"), std::string::npos) << trouble;
    std::ofstream(file) << trouble.substr(trouble.find("define")) << '\n';
    EXPECT_TRUE(AgentWorld::eventually([&] { return agent()["state"].asString() == "ready"; }))
        << agent().dump();
    EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::mask,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::remove(file);
    EXPECT_TRUE(AgentWorld::eventually(saysWhich)) << agent().dump();
}

TEST_F(ACluster, LeavesNothingInTheStoreAfterPodsThatWereDeleted)
{
    const auto before = cluster->storeKeys();
    ASSERT_THAT(before, HasSubstr("/status/node-2"));

    for (int i = 0; i < 10; ++i) {
        const auto pod = cluster->node(2).startPod("shop/web");
        cluster->node(2).endPod(pod);
    }

    EXPECT_TRUE(AgentWorld::eventually([&] { return cluster->storeKeys() == before; }))
        << before << "\nafter:\n"
        << cluster->storeKeys();
    EXPECT_THAT(cluster->storeKeys(), Not(HasSubstr("/endpoints/")));
}

} // namespace
} // namespace podloom
