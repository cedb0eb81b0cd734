#include "tests/system/agent/agent_world.h"

#include "core/rpc/byte_stream.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

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

/// Asks the pod itself, every 50 ms, without the agent.
class SteadyProbe {
public:
    SteadyProbe(const std::string &socket, const std::string &ip)
        : m_thread([this, socket, ip] { run(socket, ip); })
    {}
    ~SteadyProbe()
    {
        m_isEnding = true;
        m_thread.join();
    }
    int answered() const { return m_answered; }
    int lost() const { return m_lost; }

private:
    void run(const std::string &socket, const std::string &ip)
    {
        auto stream = FdStream::connect(socket);
        if (!stream) {
            ++m_lost;
            return;
        }
        const auto line =
            Json::object(
                {{"op", "probe"},
                 {"timeoutMs", 1000},
                 {"targets",
                  Json::array({Json::object({{"id", 1}, {"ip", ip}, {"port", 80}, {"protocol", "TCP"}})})}})
                .dump()
            + '\n';
        auto next = std::chrono::steady_clock::now();
        while (!m_isEnding) {
            std::this_thread::sleep_until(next += std::chrono::milliseconds(50));
            const auto sent = (*stream)->write(line, std::chrono::seconds(5));
            const auto answer = (*stream)->read(std::chrono::seconds(5));
            const bool isAnswered = sent && answer && answer->find("\"answered\"") != std::string::npos;
            isAnswered ? ++m_answered : ++m_lost;
        }
    }

    std::atomic<bool> m_isEnding = false;
    std::atomic<int> m_answered = 0;
    std::atomic<int> m_lost = 0;
    std::thread m_thread;
};

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
    const auto before = world->inventory();
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
    std::string before;
    ASSERT_TRUE(AgentWorld::eventually([&] {
        const auto now = world->inventory();
        return std::exchange(before, now) == now;
    }));

    for (int i = 0; i < 100; ++i) {
        const auto pod = world->startPod("shop/web");
        ASSERT_EQ(world->probe(neighbour, pod.ips[i % 2 == 0 ? 0 : 1], i % 3 == 0 ? "UDP" : "TCP",
                               i % 3 == 0 ? 53 : 80),
                  "answered");
        world->endPod(pod);
    }

    EXPECT_TRUE(AgentWorld::eventually([&] { return world->inventory() == before; }))
        << "before:\n"
        << before << "\nafter:\n"
        << world->inventory();
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
    outputOf({"ip", "route", "del", web.ips[0]});
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
    const auto before = world->inventory();

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
