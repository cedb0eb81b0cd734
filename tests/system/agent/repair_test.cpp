// What other programs take away while pods run.
#include "tests/system/agent/agent_world.h"

#include "agentd/wire/names.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;

class ADamagedNode : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "needs root: network namespaces are made";
        world = std::make_unique<AgentWorld>();
        world->startAgent();
    }

    static bool comes(const std::vector<std::string> &listing, const std::string &text)
    {
        return AgentWorld::eventually([&] { return outputOf(listing).find(text) != std::string::npos; });
    }

    std::unique_ptr<AgentWorld> world;
};

TEST_F(ADamagedNode, GetsTheRoutesOfItsPodsBack)
{
    const auto web = world->startPod("shop/web");
    const auto db = world->startPod("shop/db");
    const auto before = world->quietInventory();

    for (int round = 0; round < 10; ++round) {
        outputOf({"ip", "route", "del", db.ips[0]});
        outputOf({"ip", "-6", "route", "del", db.ips[1]});
        ASSERT_TRUE(comes({"ip", "route", "show", db.ips[0]}, "proto 112")) << world->log();
        ASSERT_TRUE(comes({"ip", "-6", "route", "show", db.ips[1]}, "proto 112")) << world->log();
    }
    outputOf({"ip", "route", "flush", "proto", "112"});
    ASSERT_TRUE(comes({"ip", "route"}, "blackhole"));
    ASSERT_TRUE(comes({"ip", "route", "show", web.ips[0]}, "proto 112"));
    outputOf({"ip", "neigh", "flush", "nud", "permanent", "dev", podInterfaceName(db.container, "eth0")});
    outputOf({"ip", "link", "set", podInterfaceName(web.container, "eth0"), "down"});

    EXPECT_TRUE(AgentWorld::eventually([&] { return world->inventory() == before; }))
        << before << "\nafter:\n"
        << world->inventory();
    for (const auto &ip : db.ips)
        EXPECT_EQ(world->probe(web, ip), "answered") << ip;
    EXPECT_THAT(world->log(), HasSubstr("another program changed the wiring of " + db.container));
}

TEST_F(ADamagedNode, ForwardsAgainWhenSomebodySwitchesThatOff)
{
    for (const std::string key : {"net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"}) {
        outputOf({"sysctl", "-qw", key + "=0"});
        EXPECT_TRUE(comes({"sysctl", key}, "= 1")) << key;
        EXPECT_TRUE(AgentWorld::eventually([&] {
            return world->log().find("switched the forwarding of packets off (net/"
                                     + std::string(key == "net.ipv4.ip_forward" ? "ipv4" : "ipv6"))
                != std::string::npos;
        })) << world->log();
    }
    EXPECT_THAT(world->askMetrics(), HasSubstr("podloom_repairs_total{what=\"forwarding\"} 2\n"));
    EXPECT_EQ(world->call("status")["agent"]["state"].asString(), "ready");
}

TEST_F(ADamagedNode, LeavesPodsThatComeAndGoAlone)
{
    for (int round = 0; round < 20; ++round)
        world->endPod(world->startPod("shop/web"));

    EXPECT_EQ(world->log().find("another program"), std::string::npos) << world->log();
    world->endPod(world->startPod("shop/web"));
    EXPECT_EQ(outputOf({"ip", "-o", "link"}).find(": pod"), std::string::npos);
}

TEST_F(ADamagedNode, SaysThatAPodHasLostItsInterface)
{
    const auto web = world->startPod("shop/web");
    outputOf({"ip", "link", "del", podInterfaceName(web.container, "eth0")});
    const auto pod = [&] { return world->call("status")["pods"].items().front(); };
    EXPECT_TRUE(AgentWorld::eventually([&] { return pod()["state"].asString() == "failed"; }));
    EXPECT_THAT(pod()["reason"].asString(), HasSubstr("has gone"));
    EXPECT_THAT(world->log(), HasSubstr("the interface of " + web.container + "/eth0 has gone"));
    world->endPod(web);
}

} // namespace
} // namespace podloom
