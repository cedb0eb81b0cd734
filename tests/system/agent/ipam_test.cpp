// Addresses that nobody uses any more are found, proven and released, and no others.
#include "tests/system/agent/agent_cluster.h"

#include "core/net/prefix.h"
#include "core/rpc/client.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace podloom {
namespace {

using ::testing::HasSubstr;

class Ipam : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
        world = std::make_unique<AgentWorld>();
        world->startAgent();
    }

    /// The addresses of a container whose interface went with its namespace; its runtime never said DEL.
    std::vector<std::string> leak(const std::string &container) const
    {
        outputOf({"ip", "netns", "add", container});
        const auto added = world->cni("ADD", container, "shop/" + container);
        EXPECT_EQ(added.exitStatus, 0) << added.text;
        outputOf({"ip", "netns", "del", container});
        std::vector<std::string> addresses;
        for (const auto &ip : added.json["ips"].items()) {
            const auto &address = ip["address"].asString();
            addresses.push_back(address.substr(0, address.find('/')));
        }
        EXPECT_TRUE(AgentWorld::eventually([&] { return problems().size() == addresses.size(); }));
        return addresses;
    }
    Json::Array problems() const { return world->call("ipam")["problems"].items(); }

    std::unique_ptr<AgentWorld> world;
};

TEST_F(Ipam, FindsAndReleasesTheAddressesOfAContainerWithoutInterface)
{
    const auto pod = world->startPod("shop/web");
    const auto before = world->quietInventory();
    const auto leaked = leak("gone");
    ASSERT_EQ(leaked.size(), 2U);
    for (const auto &problem : problems()) {
        EXPECT_EQ(problem["kind"].asString(), "leaked");
        EXPECT_THAT(problem["detail"].asString(), HasSubstr("gone/eth0 has lost its interface"));
    }
    const auto released = world->call("ipamRelease", Json::object({{"address", leaked.front()}}));
    EXPECT_EQ(released["owner"].asString(), "gone/eth0");
    EXPECT_TRUE(problems().empty()) << "its other address goes with it";
    EXPECT_TRUE(AgentWorld::eventually([&] { return world->inventory() == before; }));
    world->endPod(pod);
}

TEST_F(Ipam, GivesAddressesOfThePoolsThatAPodOrItsNamespaceAsksFor)
{
    const auto pool = [](const std::string &name, const std::string &cidr, const std::string &mode) {
        return "---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: " + name
             + "}\nspec: {cidr: " + cidr + ", blockSize: 28, assignmentMode: " + mode + "}\n";
    };
    world->apply(pool("usual", "10.61.0.0/24", "Automatic") + pool("special", "10.62.0.0/24", "Manual")
                 + pool("own", "10.63.0.0/24", "Manual") + R"(---
apiVersion: v1
kind: Namespace
metadata: {name: shop, annotations: {cni.projectcalico.org/ipv4pools: '["special"]'}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {cni.projectcalico.org/ipv4pools: '["10.63.0.0/24"]'}}
spec: {nodeName: node-1, containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata: {name: slip, namespace: shop, annotations: {cni.projectcalico.org/ipv4pools: 'own'}}
spec: {nodeName: node-1, containers: [{name: c, image: i}]}
)");
    const auto addressOf = [&](const std::string &pod) {
        const auto started = world->startPod(pod);
        const auto address = started.ips.empty() ? std::string() : started.ips.front();
        world->endPod(started);
        return address;
    };
    EXPECT_THAT(addressOf("other/one"), ::testing::StartsWith("10.61.0."));
    EXPECT_THAT(addressOf("shop/db"), ::testing::StartsWith("10.62.0."));
    EXPECT_THAT(addressOf("shop/web"), ::testing::StartsWith("10.63.0."));
    outputOf({"ip", "netns", "add", "slip"});
    const auto refused = world->cni("ADD", "slip", "shop/slip");
    outputOf({"ip", "netns", "del", "slip"});
    EXPECT_EQ(refused.json["code"].asInt(), 7) << refused.text;
    EXPECT_THAT(refused.text,
                HasSubstr("cni.projectcalico.org/ipv4pools of Pod/shop/slip is no list of names"));
}

TEST_F(Ipam, GivesEveryFreeAddressThatSomebodyAsksFor)
{
    world->apply(R"(---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: main}
spec: {cidr: 10.60.0.0/24, blockSize: 26}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: manual}
spec: {cidr: 10.61.0.0/24, blockSize: 26, assignmentMode: Manual}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: closed}
spec: {cidr: 10.62.0.0/24, disabled: true}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: services}
spec: {cidr: 10.63.0.0/24, allowedUses: [LoadBalancer]}
---
apiVersion: projectcalico.org/v3
kind: IPReservation
metadata: {name: kept}
spec: {reservedCIDRs: [10.60.0.20]}
)");
    outputOf({"ip", "netns", "add", "one"});
    const auto add = [&](const std::string &container, const std::string &runtime) {
        return world->cni("ADD", container, "shop/" + container,
                          R"({"cniVersion":"1.0.0","name":"podloom","runtimeConfig":{)" + runtime + "}}");
    };
    const auto given = [&](const std::string &runtime) {
        const auto added = add("one", runtime);
        const auto first =
            added.exitStatus == 0 ? added.json["ips"].items().front()["address"].asString() : added.text;
        world->cni("DEL", "one");
        return first;
    };
    EXPECT_EQ(given(R"("ips":["10.60.0.3"])"), "10.60.0.3/32") << "held";
    EXPECT_EQ(given(R"("ips":["10.60.0.30"])"), "10.60.0.30/32") << "of the node's block, not held";
    EXPECT_EQ(given(R"("ips":["10.60.0.130"])"), "10.60.0.130/32") << "of no block yet";
    EXPECT_EQ(given(R"("ips":["10.61.0.200"])"), "10.61.0.200/32") << "of a pool that serves nobody unasked";
    EXPECT_EQ(given(R"("ips":["10.60.0.20"])"), "10.60.0.20/32") << "reserved: only for who asks";
    EXPECT_EQ(
        given(R"("io.kubernetes.cri.pod-annotations":{"cni.projectcalico.org/ipAddrs":"[\"10.60.0.77\"]"})"),
        "10.60.0.77/32");

    const auto refused = [&](const std::string &runtime) {
        const auto answer = add("one", runtime);
        return std::to_string(answer.json["code"].asInt()) + ' ' + answer.json["msg"].asString();
    };
    EXPECT_EQ(refused(R"("ips":["10.99.0.1"])"), "7 10.99.0.1 is in no pool");
    EXPECT_EQ(refused(R"("ips":["10.62.0.1"])"), "7 the pool closed, which has 10.62.0.1, is disabled");
    EXPECT_THAT(refused(R"("ips":["10.63.0.1"])"),
                HasSubstr("7 the pool services, which has 10.63.0.1, is not for pods"));
    outputOf({"ip", "netns", "add", "two"});
    EXPECT_EQ(add("two", R"("ips":["10.60.0.131"])").exitStatus, 0);
    EXPECT_EQ(refused(R"("ips":["10.60.0.131"])"), "11 10.60.0.131 belongs to two/eth0");
    EXPECT_EQ(world
                  ->cni("ADD", "one", "shop/one",
                        R"({"cniVersion":"1.0.0","name":"podloom","ipam":{"ipv4Pools":["nope"]}})")
                  .json["code"]
                  .asInt(),
              7);
    world->cni("DEL", "one");
    world->cni("DEL", "two");
    outputOf({"ip", "netns", "del", "one"});
    outputOf({"ip", "netns", "del", "two"});
    EXPECT_TRUE(problems().empty());
}

TEST_F(Ipam, LetsBlocksEmptyWhosePoolMakesOthersOfAnotherSize)
{
    const auto poolOf = [](int size) {
        return "apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: only}\nspec: {cidr: "
               "10.61.0.0/24, "
               "blockSize: "
             + std::to_string(size) + "}\n";
    };
    world->apply(poolOf(26));
    const auto old = world->startPod("shop/old");
    const auto oldBlock = *Prefix::parse("10.61.0.0/26");
    ASSERT_TRUE(oldBlock.contains(*IpAddress::parse(old.ips.front()))) << old.ips.front();

    world->apply(poolOf(28));
    std::vector<LabPod> fresh;
    for (int i = 0; i < 20; ++i) {
        fresh.push_back(world->startPod("shop/new" + std::to_string(i)));
        const auto &ip = fresh.back().ips.front();
        EXPECT_FALSE(oldBlock.contains(*IpAddress::parse(ip))) << ip;
    }

    EXPECT_EQ(world->probe(fresh.front(), old.ips.front()), "answered") << "it keeps its address";
    EXPECT_EQ(world->probe(old, fresh.back().ips.front()), "answered");
    EXPECT_TRUE(problems().empty());
    const auto hasOldBlock = [&] {
        const auto blocks = world->call("ipam")["blocks"].items();
        return std::any_of(blocks.begin(), blocks.end(), [&](const Json &block) {
            return block["cidr"].asString() == oldBlock.toString();
        });
    };
    EXPECT_TRUE(hasOldBlock());
    world->endPod(old);
    world->apply(poolOf(28) + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: later}\n");
    EXPECT_TRUE(AgentWorld::eventually([&] { return !hasOldBlock(); }))
        << "and goes with the last of its pods";
    for (const auto &pod : fresh)
        world->endPod(pod);
}

TEST_F(Ipam, GivesBlocksOfOneAddress)
{
    world->apply(R"(---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: single}
spec: {cidr: 10.62.0.0/30, blockSize: 32}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: single-six}
spec: {cidr: "fd00:62::/126", blockSize: 128}
)");
    const auto web = world->startPod("shop/web");
    const auto db = world->startPod("shop/db");
    ASSERT_EQ(db.ips.size(), 2U);
    for (const auto &ip : db.ips)
        EXPECT_EQ(world->probe(web, ip), "answered") << ip;
    world->endPod(web);
    world->endPod(db);
    EXPECT_TRUE(AgentWorld::eventually([&] { return problems().empty(); }));
}

TEST_F(Ipam, KeepsWhatIsInUse)
{
    const auto pod = world->startPod("shop/web");
    const auto refuse = [&](const std::string &address) {
        auto stream = FdStream::connect(world->runFolder() + "/agentd.sock");
        const auto answer =
            rpc::Client(*std::move(stream)).call("ipamRelease", Json::object({{"address", address}}));
        return answer ? "released" : answer.error().text();
    };
    EXPECT_THAT(refuse(pod.ips.front()), HasSubstr("has its interface"));
    EXPECT_THAT(refuse("10.48.0.60"), HasSubstr("nobody"));
    // A route of somebody else's to an address whose owner has gone: it may be alive elsewhere.
    const auto leaked = leak("gone");
    world->onNode({"ip", "link", "add", "elsewhere", "type", "veth", "peer", "name", "elsewhere2"});
    world->onNode({"ip", "link", "set", "elsewhere", "up"});
    world->onNode({"ip", "route", "add", leaked.front(), "dev", "elsewhere"});
    EXPECT_THAT(refuse(leaked.front()), HasSubstr("elsewhere"));
    world->onNode({"ip", "link", "del", "elsewhere"});
    EXPECT_EQ(refuse(leaked.front()), "released");
    world->endPod(pod);
}

TEST_F(Ipam, CollectsNoGarbageThatTheKernelStillLeadsTo)
{
    const auto web = world->startPod("shop/web");
    const auto db = world->startPod("shop/db");
    world->onNode({"ip", "link", "add", "elsewhere", "type", "veth", "peer", "name", "elsewhere2"});
    world->onNode({"ip", "link", "set", "elsewhere", "up"});
    world->onNode({"ip", "route", "add", db.ips.front(), "dev", "elsewhere", "metric", "7"});
    const auto gc = [&] {
        return world->cni(
            "GC", "", "",
            R"({"cniVersion":"1.1.0","name":"podloom","cni.dev/valid-attachments":[{"containerID":")"
                + web.container + R"(","ifname":"eth0"}]})");
    };
    const auto kept = gc();
    EXPECT_NE(kept.exitStatus, 0);
    EXPECT_THAT(kept.text, HasSubstr("elsewhere"));
    EXPECT_THAT(world->log(), HasSubstr("garbage collection kept"));
    EXPECT_EQ(world->call("status")["pods"].items().size(), 2U);

    world->onNode({"ip", "link", "del", "elsewhere"});
    EXPECT_EQ(gc().exitStatus, 0);
    EXPECT_THAT(world->log(), HasSubstr("garbage collection released " + db.container + "/eth0"));
    EXPECT_EQ(world->call("status")["pods"].items().size(), 1U);
}

/// Two nodes on one etcd, of which the second leaves.
class DepartedNodes : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto lacking = AgentCluster::lacking(); !lacking.empty())
            GTEST_SKIP() << lacking;
        cluster = std::make_unique<AgentCluster>(2);
        cluster->start();
        cluster->node(1).endAgent();
        cluster->node(1).startAgent({"--departed-node-seconds", "1"});
    }
    bool isInStore(const std::string &text) const
    {
        return cluster->node(1).call("ipam").dump().find(text) != std::string::npos
            || cluster->storeKeys().find("/endpoints/node-2/") != std::string::npos;
    }

    std::unique_ptr<AgentCluster> cluster;
};

TEST_F(DepartedNodes, LeaveNothingAndGetTheirPodsAddressesAgainWhenTheyComeBack)
{
    const auto pod = cluster->node(2).startPod("shop/db");
    ASSERT_TRUE(AgentWorld::eventually([&] { return isInStore("node-2"); }));

    cluster->node(1).apply(AgentCluster::nodesYaml(1)); // its agent answers: nothing is taken from it
    ASSERT_TRUE(AgentWorld::eventually(
        [&] { return cluster->storeKeys().find("objects/-/Node/-/node-2") == std::string::npos; }));
    EXPECT_TRUE(isInStore("node-2"));
    cluster->node(2).endAgent();
    EXPECT_TRUE(AgentWorld::eventually([&] { return !isInStore("node-2"); })) << cluster->storeKeys();
    EXPECT_EQ(cluster->storeKeys().find("node-2"), std::string::npos) << cluster->storeKeys();
    EXPECT_THAT(cluster->node(1).log(), HasSubstr("forgot the node node-2, whose Node was deleted"));

    cluster->node(1).apply(AgentCluster::nodesYaml(2));
    cluster->node(2).startAgent();
    const auto status = cluster->node(2).call("status");
    EXPECT_EQ(status["pods"].items().size(), 1U);
    EXPECT_TRUE(AgentWorld::eventually([&] {
        return isInStore("node-2") && cluster->node(2).call("ipam")["problems"].items().empty();
    })) << cluster->node(2).call("ipam").dump()
        << cluster->node(2).log();
    EXPECT_THAT(cluster->node(2).log(), HasSubstr("the store has taken back what this node held"));
}

} // namespace
} // namespace podloom
