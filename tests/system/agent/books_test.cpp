// A node whose own state cannot be written, or whose store does not answer when the agent starts.
#include "tests/system/agent/agent_cluster.h"

#include "core/os/unix_socket.h"

#include <gmock/gmock.h>

#include <filesystem>

namespace podloom {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kStatus = R"({"cniVersion":"1.1.0","name":"podloom","type":"podloom-cni"})";

TEST(Books, AreToldOfWhenTheDiskIsFullAndADelStillTakesTheLinkAway)
{
    if (!enterOwnNamespaces())
        GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
    AgentWorld world;
    const auto small = world.folder() / "small";
    std::filesystem::create_directory(small);
    outputOf({"mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.string()});
    world.startAgent({"--state", small.string()});
    for (const auto *name : {"web", "late"})
        outputOf({"ip", "netns", "add", name});
    ASSERT_EQ(world.cni("ADD", "web", "shop/web").exitStatus, 0);
    outputOf({"dd", "if=/dev/zero", "of=" + (small / "fill").string(), "bs=4k"});
    const auto file = (small / "state.db").string();

    EXPECT_EQ(world.cni("STATUS", "", "", kStatus).json["code"].asInt(), 50);
    const auto refused = world.cni("ADD", "late", "shop/late");
    EXPECT_NE(refused.exitStatus, 0);
    EXPECT_THAT(refused.text, HasSubstr(file));
    const auto agent = world.call("status")["agent"];
    EXPECT_EQ(agent["state"].asString(), "degraded");
    EXPECT_THAT(agent["trouble"].asString(), HasSubstr("the file " + file + " cannot be written"));
    EXPECT_THAT(world.call("doctor").dump(), HasSubstr(file));
    EXPECT_EQ(world.cni("DEL", "web").json["code"].asInt(), 11);
    EXPECT_THAT(world.onNode({"ip", "-o", "link"}), Not(HasSubstr(": pod")));

    std::filesystem::remove(small / "fill");
    EXPECT_EQ(world.cni("DEL", "web").exitStatus, 0);
    EXPECT_EQ(world.cni("STATUS", "", "", kStatus).exitStatus, 0);
    EXPECT_EQ(world.cni("ADD", "late", "shop/late").exitStatus, 0);
    EXPECT_EQ(world.call("status")["agent"]["state"].asString(), "ready");
    EXPECT_TRUE(world.call("ipam")["problems"].items().empty());
    EXPECT_EQ(world.cni("DEL", "late").exitStatus, 0);
    for (const auto *name : {"web", "late"})
        outputOf({"ip", "netns", "del", name});
    world.endAgent();
    outputOf({"umount", small.string()});
}

TEST(Status, SaysWhenThePoolsOfOrdinaryPodsAreFullAlthoughAnotherOneHasRoom)
{
    if (!enterOwnNamespaces())
        GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
    AgentWorld world;
    world.startAgent();
    world.apply(R"(---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: tiny}
spec: {cidr: 10.60.0.0/31, blockSize: 31}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: special}
spec: {cidr: 10.61.0.0/24, blockSize: 26, namespaceSelector: team == "special"}
)");
    for (const auto *name : {"one", "two", "three"})
        outputOf({"ip", "netns", "add", name});
    ASSERT_EQ(world.cni("ADD", "one", "shop/one").exitStatus, 0);
    EXPECT_EQ(world.cni("STATUS", "", "", kStatus).exitStatus, 0);
    ASSERT_EQ(world.cni("ADD", "two", "shop/two").exitStatus, 0);

    const auto full = world.cni("STATUS", "", "", kStatus);
    EXPECT_EQ(full.json["code"].asInt(), 50) << full.text;
    EXPECT_EQ(world.cni("ADD", "three", "shop/three").json["code"].asInt(), 11);
    EXPECT_EQ(world.cni("DEL", "two").exitStatus, 0);
    EXPECT_EQ(world.cni("STATUS", "", "", kStatus).exitStatus, 0);
    EXPECT_EQ(world.cni("DEL", "one").exitStatus, 0);
    for (const auto *name : {"one", "two", "three"})
        outputOf({"ip", "netns", "del", name});
}

TEST(AStart, WithoutTheStoreAddsNoPodsKeepsThoseThatRunAndDeletes)
{
    if (const auto lacking = AgentCluster::lacking(); !lacking.empty())
        GTEST_SKIP() << lacking;
    AgentCluster cluster(2);
    cluster.start();
    auto &node = cluster.node(2);
    const auto web = cluster.node(1).startPod("shop/web");
    const auto db = node.startPod("shop/db");
    const auto old = node.startPod("shop/old");
    cluster.stopStore();
    node.killAgent();

    node.spawnAgent();
    ASSERT_TRUE(AgentWorld::eventually( // the socket's name is there from the one that was killed
        [&] { return connectUnix(node.runFolder() + "/agentd.sock").has_value(); }));
    const auto config = R"({"cniVersion":"1.1.0","name":"podloom","type":"podloom-cni","socket":")"
                      + node.runFolder() + R"(/cni.sock"})";
    outputOf({"ip", "netns", "add", "late"});
    EXPECT_TRUE(AgentWorld::eventually(
        [&] { return node.cni("ADD", "late", "shop/late", config).json["code"].asInt() == 11; }));
    EXPECT_EQ(node.cni("STATUS", "", "", config).json["code"].asInt(), 50);
    EXPECT_EQ(cluster.node(1).probe(web, db.ips[0]), "answered");
    node.endPod(old);
    EXPECT_NE(cluster.node(1).probe(web, old.ips[0]), "answered"); // what else, the kernel's timing decides

    cluster.startStore();
    EXPECT_TRUE(AgentWorld::eventually(
        [&] {
            return node.call("status")["agent"]["state"].asString() == "ready"
                && cluster.node(1).call("endpoints")["endpoints"].items().size() == 2;
        },
        std::chrono::seconds(60)))
        << node.log();
    EXPECT_EQ(node.cni("ADD", "late", "shop/late", config).exitStatus, 0);
    EXPECT_EQ(node.cni("DEL", "late", "", config).exitStatus, 0);
    outputOf({"ip", "netns", "del", "late"});
    EXPECT_EQ(cluster.node(1).probe(web, db.ips[0]), "answered");
}

} // namespace
} // namespace podloom
