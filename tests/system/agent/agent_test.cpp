#include "tests/system/agent/agent_world.h"
#include "tests/system/agent/steady_probe.h"

#include "agentd/wire/names.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace podloom {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class ANode : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "needs root: network namespaces are made";
        world = std::make_unique<AgentWorld>();
        world->startAgent();
    }

    std::unique_ptr<AgentWorld> world;
};

constexpr const char *kDenyIngress = R"(
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress]}
)";

constexpr const char *kWebMayReachDb = R"(
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from: [{podSelector: {matchLabels: {app: web}}}]
    ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {nodeName: node-1, containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: shop, labels: {app: db}}
spec: {nodeName: node-1, containers: [{name: c, image: i}]}
)";

TEST_F(ANode, LetsTwoPodsReachEachOtherOverBothFamilies)
{
    const auto web = world->startPod("shop/web");
    const auto db = world->startPod("shop/db");

    ASSERT_THAT(db.ips, SizeIs(2));
    for (const auto &ip : db.ips) {
        EXPECT_EQ(world->probe(web, ip), "answered") << ip;
        EXPECT_EQ(world->probe(web, ip, "UDP", 53), "answered") << ip;
        EXPECT_EQ(world->probe(web, ip, "TCP", 81), "refused") << ip;
    }
    for (const auto &ip : web.ips)
        EXPECT_EQ(world->probe(db, ip), "answered") << ip;
    EXPECT_EQ(world->probe(web, web.ips[0]), "answered") << "a pod reaches itself";
}

TEST_F(ANode, EnforcesPoliciesThatAreAppliedAndForgetsThoseThatAreTakenAway)
{
    const auto web = world->startPod("shop/web");
    const auto db = world->startPod("shop/db");
    const auto other = world->startPod("shop/other");
    ASSERT_EQ(world->probe(other, db.ips[0]), "answered");

    world->apply(kWebMayReachDb);

    for (const auto &ip : db.ips) {
        EXPECT_EQ(world->probe(web, ip), "answered") << ip;
        EXPECT_EQ(world->probe(other, ip), "timeout") << ip;
        EXPECT_EQ(world->probe(web, ip, "UDP", 53), "timeout") << ip;
    }
    EXPECT_EQ(world->probe(other, web.ips[0]), "answered");

    world->apply(kDenyIngress);

    EXPECT_EQ(world->probe(web, db.ips[0]), "timeout");
    EXPECT_EQ(world->probe(db, web.ips[1]), "timeout");
    EXPECT_THAT(world->call("get", Json::object({{"kind", "NetworkPolicy"}}))["objects"].items(), SizeIs(1))
        << "what was applied before and is not there now is pruned";

    world->call("delete", Json::object({{"object", "NetworkPolicy.networking.k8s.io/shop/deny"}}));
    EXPECT_TRUE(AgentWorld::eventually([&] { return world->probe(other, db.ips[0]) == "answered"; }));
}

TEST_F(ANode, IsolatesAPodBeforeItStarts)
{
    world->apply(kDenyIngress);
    const auto web = world->startPod("shop/web");

    const auto db = world->startPod("shop/db");

    EXPECT_EQ(world->probe(web, db.ips[0]), "timeout");
    EXPECT_EQ(world->probe(web, db.ips[1]), "timeout");
}

TEST_F(ANode, KeepsTrafficRunningWhileItsAgentIsKilledAndComesBack)
{
    world->apply(kWebMayReachDb);
    const auto web = world->startPod("shop/web");
    const auto db = world->startPod("shop/db");
    const auto other = world->startPod("shop/other");
    SteadyProbe v4(world->runFolder() + "/pods/" + web.container + ".sock", db.ips[0]);
    SteadyProbe v6(world->runFolder() + "/pods/" + web.container + ".sock", db.ips[1]);

    for (int round = 0; round < 3; ++round) {
        const int before = v4.answered();
        world->killAgent();
        ASSERT_TRUE(AgentWorld::eventually([&] { return v4.answered() > before + 4; }));
        world->startAgent();
        EXPECT_EQ(world->probe(other, db.ips[0]), "timeout") << "still isolated";
        EXPECT_EQ(world->probe(other, web.ips[1]), "answered") << "still wired";
    }

    EXPECT_GT(v4.answered(), 15);
    EXPECT_EQ(v4.lost(), 0);
    EXPECT_EQ(v6.lost(), 0);
    EXPECT_THAT(world->call("status")["pods"].items(), SizeIs(3));
}

TEST_F(ANode, FinishesADeletionThatCameWhileTheAgentWasAway)
{
    const auto before = world->quietInventory();
    const auto web = world->startPod("shop/web");
    world->killAgent();

    const auto deleted = world->cni("DEL", web.container, web.name);
    const auto refused = world->cni("ADD", "late", "shop/late");

    EXPECT_EQ(deleted.exitStatus, 0) << deleted.text;
    EXPECT_EQ(outputOf({"ip", "-o", "link"}).find("pod"), std::string::npos) << "off the network at once";
    EXPECT_EQ(refused.json["code"].asInt(), 3) << "no such namespace";
    world->startAgent();
    world->endPod(web);
    EXPECT_TRUE(AgentWorld::eventually([&] { return world->inventory() == before; }))
        << before << "\nafter:\n"
        << world->inventory();
}

TEST_F(ANode, AsksARuntimeToTryAgainLaterWhileTheAgentIsAway)
{
    outputOf({"ip", "netns", "add", "waiting"});
    world->killAgent();

    const auto added = world->cni("ADD", "waiting", "shop/waiting");
    const auto status = world->cni("STATUS", "", "", R"({"cniVersion":"1.1.0","name":"podloom"})");

    EXPECT_EQ(added.json["code"].asInt(), 11) << added.text;
    EXPECT_EQ(status.json["code"].asInt(), 50) << status.text;
    outputOf({"ip", "netns", "del", "waiting"});
}

TEST_F(ANode, TakesItsPodsOverWhenItsOwnStateIsLost)
{
    const auto web = world->startPod("shop/web");
    ASSERT_TRUE(
        AgentWorld::eventually([&] { return world->call("endpoints")["endpoints"].items().size() == 1; }));
    world->killAgent();
    std::filesystem::remove_all(world->folder() / "state");

    world->startAgent();

    const auto db = world->startPod("shop/db");
    EXPECT_NE(db.ips, web.ips);
    EXPECT_EQ(world->probe(web, db.ips[0]), "answered");
    EXPECT_EQ(world->probe(db, web.ips[1]), "answered");
}

TEST_F(ANode, LeavesNothingBehindAfterAHundredPods)
{
    const auto neighbour = world->startPod("shop/neighbour");
    // The first pod claims and compiles; what it leaves is there for the next.
    world->endPod(world->startPod("shop/web"));
    const auto before = world->quietInventory();

    for (int i = 0; i < 100; ++i) {
        const auto pod = world->startPod("shop/web");
        const auto &ip = pod.ips[i % 2 == 0 ? 0 : 1];
        const auto outcome = world->probe(neighbour, ip, i % 3 == 0 ? "UDP" : "TCP", i % 3 == 0 ? 53 : 80);
        ASSERT_EQ(outcome, "answered") << "pod " << i << " at " << ip;
        world->endPod(pod);
    }

    EXPECT_TRUE(AgentWorld::eventually([&] { return world->inventory() == before; }))
        << "before:\n"
        << before << "\nafter:\n"
        << world->inventory();
    world->endAgent();
    const auto rows = world->stateRows();
    EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 3) << rows;
    EXPECT_THAT(rows, HasSubstr("attachments " + neighbour.container));
    EXPECT_THAT(rows, HasSubstr("addresses"));
}

/// Lines of the packet filter with their handles, in the order of the kernel: a chain that was written anew
/// has new ones.
std::vector<std::string> packetFilter()
{
    std::vector<std::string> lines;
    std::istringstream text(outputOf({"nft", "-a", "list", "table", "inet", "podloom"}));
    std::string chain;
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("\tchain "))
            chain = line.substr(7, line.find('{') - 7);
        // Elements of a set or map stand in one line or several, as it pleases nft.
        for (auto comma = line.find(", "); comma != std::string::npos; comma = line.find(", ")) {
            lines.push_back(line.substr(0, comma));
            line.erase(0, comma + 2);
        }
        if (line.find('#') != std::string::npos)
            line = chain + ": " + line;
        lines.push_back(std::move(line));
    }
    for (auto &line : lines) {
        line.erase(0, line.find_first_not_of("\t "));
        if (line.starts_with("elements = { "))
            line.erase(0, 13);
        while (line.ends_with('}') || line.ends_with(' '))
            line.pop_back();
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

TEST_F(ANode, ChangesOnlyTheChainsOfPodsThatARemovedPolicySelected)
{
    const auto yaml = [](const std::string &app) {
        return "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: " + app
             + ", namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: " + app
             + "}}\n  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]\n"
             + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: " + app + ", namespace: shop, labels: {app: "
             + app + "}}\nspec: {nodeName: node-1, containers: [{name: c, image: i}]}\n";
    };
    const auto pods = yaml("web") + yaml("db") + yaml("cache");
    const auto web = world->startPod("shop/web");
    const auto db = world->startPod("shop/db");
    const auto cache = world->startPod("shop/cache");
    world->apply(pods);
    ASSERT_EQ(world->probe(cache, db.ips[0]), "timeout");
    const auto before = packetFilter();

    world->call("delete", Json::object({{"object", "NetworkPolicy.networking.k8s.io/shop/db"}}));
    ASSERT_TRUE(AgentWorld::eventually([&] { return world->probe(cache, db.ips[0]) == "answered"; }));

    const auto after = packetFilter();
    std::vector<std::string> changed;
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::back_inserter(changed));
    // What the two pods have in common with others stays; what is new or gone is about db alone.
    const auto dbInterface = podInterfaceName(db.container, "eth0");
    std::set<std::string> chains;
    for (const auto &line : changed) {
        if (line.starts_with('"' + dbInterface + '"'))
            chains.insert(line.substr(line.rfind(' ') + 1));
    }
    EXPECT_THAT(chains, SizeIs(2)) << "the element of db leads elsewhere";
    for (const auto &line : changed) {
        EXPECT_EQ(line.find(podInterfaceName(web.container, "eth0")), std::string::npos) << line;
        EXPECT_EQ(line.find(podInterfaceName(cache.container, "eth0")), std::string::npos) << line;
    }
    EXPECT_EQ(world->probe(db, cache.ips[1]), "timeout") << "the other policies stay";
}

TEST_F(ANode, AnswersCheckUntilSomethingIsMissing)
{
    const auto web = world->startPod("shop/web");
    auto config = *parseJson(R"({"cniVersion":"1.0.0","name":"podloom","type":"podloom-cni"})");
    config.set("prevResult",
               *parseJson(R"({"cniVersion":"1.0.0","interfaces":[{"name":"eth0"}],"ips":[{"address":")"
                          + web.ips[0] + R"(/32","interface":0},{"address":")" + web.ips[1]
                          + R"(/128","interface":0}]})"));

    const auto good = world->cni("CHECK", web.container, web.name, config.dump());
    outputOf({"ip", "-n", web.container, "addr", "del", web.ips[0] + "/32", "dev", "eth0"});
    const auto bad = world->cni("CHECK", web.container, web.name, config.dump());

    EXPECT_EQ(good.exitStatus, 0) << good.text;
    EXPECT_EQ(bad.exitStatus, 1);
    EXPECT_EQ(bad.json["code"].asInt(), 101) << bad.text;
}

TEST_F(ANode, CollectsWhatTheRuntimeDoesNotListAsValid)
{
    const auto web = world->startPod("shop/web");
    const auto db = world->startPod("shop/db");
    const auto gc = [&](const std::string &network) {
        return world->cni("GC", "", "",
                          R"({"cniVersion":"1.1.0","name":")" + network
                              + R"(","cni.dev/valid-attachments":[{"containerID":")" + web.container
                              + R"(","ifname":"eth0"}]})");
    };

    EXPECT_EQ(gc("another-network").exitStatus, 0);
    EXPECT_THAT(world->call("status")["pods"].items(), SizeIs(2));
    EXPECT_EQ(gc("podloom").exitStatus, 0);

    const auto pods = world->call("status")["pods"].items();
    ASSERT_THAT(pods, SizeIs(1));
    EXPECT_EQ(pods[0]["name"].asString(), "shop/web");
    EXPECT_EQ(world->cni("STATUS", "", "", R"({"cniVersion":"1.1.0","name":"podloom"})").exitStatus, 0);
}

TEST_F(ANode, RefusesASecondAddOfAnInterfaceThatExists)
{
    const auto web = world->startPod("shop/web");

    const auto again = world->cni("ADD", web.container, web.name);

    EXPECT_EQ(again.exitStatus, 1);
    EXPECT_EQ(again.json["code"].asInt(), 100) << again.text;
    EXPECT_EQ(world->probe(web, web.ips[0]), "answered") << "the first one is untouched";
}

TEST_F(ANode, UndoesAnAddThatFailsHalfWay)
{
    outputOf({"ip", "netns", "add", "taken"});
    outputOf({"ip", "-n", "taken", "link", "add", "eth0", "type", "bridge"});
    const auto before = world->quietInventory();

    const auto added = world->cni("ADD", "taken", "shop/taken");

    EXPECT_EQ(added.exitStatus, 1);
    EXPECT_THAT(added.json["msg"].asString(), HasSubstr("eth0")) << added.text;
    EXPECT_TRUE(AgentWorld::eventually([&] { return world->inventory() == before; }))
        << before << "\nafter:\n"
        << world->inventory();
    outputOf({"ip", "netns", "del", "taken"});
}

} // namespace
} // namespace podloom
