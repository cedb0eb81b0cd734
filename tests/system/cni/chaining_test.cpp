// The plugin in a chain with the reference plugins that runtimes put behind and before it: results go through
// unharmed in both directions, and every one of them can be checked and deleted.
#include "tests/system/cni/call.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace podloom {
namespace {

using ::testing::SizeIs;

const std::string kReference = "/usr/lib/cni";

struct Link {
    std::string type{};
    std::string fields{}; ///< members of its configuration, with a comma in front
    std::string ifName = "eth0";
    bool isChecked = true;
};

const Link kTuning{"tuning", R"(,"sysctl":{"net.core.somaxconn":"500"})"};
const Link kBandwidth{
    "bandwidth",
    R"(,"runtimeConfig":{"bandwidth":{"ingressRate":8000000,"ingressBurst":800000,"egressRate":8000000,"egressBurst":800000}})"};
const Link kFirewall{"firewall", R"(,"backend":"iptables")"};
/// Its own CHECK of IPv6 fails in the version that Debian has.
const Link kPortmap{
    "portmap",
    R"(,"snat":true,"runtimeConfig":{"portMappings":[{"hostPort":18080,"containerPort":80,"protocol":"tcp"}]})",
    "eth0", false};
const Link kPodloom{"podloom-cni", ""};

class Chaining : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!enterOwnNamespaces())
            GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
        for (const auto *plugin : {"tuning", "bandwidth", "firewall", "portmap", "bridge"}) {
            if (!std::filesystem::exists(kReference + '/' + plugin))
                GTEST_SKIP() << "needs containernetworking-plugins";
        }
        if (!std::filesystem::exists("/usr/sbin/iptables"))
            GTEST_SKIP() << "portmap and firewall need iptables";
        world = std::make_unique<AgentWorld>();
        world->startAgent();
        outputOf({"ip", "netns", "add", "chained"});
    }
    void TearDown() override
    {
        world.reset();
        outputOf({"ip", "netns", "del", "chained"});
        outputOf({"ip", "link", "del", "chain0"});
    }

    static CniOutcome run(const std::string &command, const Link &link, const Json &previous)
    {
        const bool isOurs = link.type == kPodloom.type;
        return callPlugin((isOurs ? std::string(PODLOOM_BIN_DIR) : kReference) + '/' + link.type,
                          {.command = command,
                           .container = "chained",
                           .netns = "/run/netns/chained",
                           .ifName = link.ifName,
                           .config = R"({"cniVersion":"1.0.0","name":"chain","type":")" + link.type + '"'
                                   + link.fields
                                   + (previous.isNull() ? "" : ",\"prevResult\":" + previous.dump()) + '}'});
    }

    /// ADD of each with the result of the one before; returns the last.
    static Json add(const std::vector<Link> &chain)
    {
        Json result;
        for (const auto &link : chain) {
            const auto added = run("ADD", link, result);
            EXPECT_EQ(added.exitStatus, 0) << link.type << ": " << added.text;
            result = added.json;
        }
        return result;
    }
    static void checkAndDelete(std::vector<Link> chain, const Json &result)
    {
        for (const auto &link : chain) {
            if (!link.isChecked)
                continue;
            const auto checked = run("CHECK", link, result);
            EXPECT_EQ(checked.exitStatus, 0) << "CHECK of " << link.type << ": " << checked.text;
        }
        std::reverse(chain.begin(), chain.end());
        for (const auto &link : chain) {
            const auto deleted = run("DEL", link, result);
            EXPECT_EQ(deleted.exitStatus, 0) << "DEL of " << link.type << ": " << deleted.text;
        }
    }

    std::unique_ptr<AgentWorld> world;
};

TEST_F(Chaining, ReferencePluginsBehindItFindWhatTheyNeedInItsResult)
{
    const auto before = world->quietInventory();
    const auto ours = add({kPodloom});
    checkAndDelete({kPodloom}, ours);
    const std::vector<Link> chain{kPodloom, kTuning, kBandwidth, kFirewall, kPortmap};
    const auto result = add(chain);
    EXPECT_THAT(result["ips"].items(), SizeIs(2));
    EXPECT_EQ(result["interfaces"].items()[1]["name"].asString(), "eth0");
    EXPECT_EQ(result["interfaces"].items()[1]["sandbox"].asString(), "/run/netns/chained");
    EXPECT_EQ(outputOf({"ip", "netns", "exec", "chained", "cat", "/proc/sys/net/core/somaxconn"}), "500\n");
    EXPECT_NE(outputOf({"iptables", "-t", "nat", "-S"}).find("18080"), std::string::npos);
    checkAndDelete(chain, result);
    EXPECT_TRUE(AgentWorld::eventually([&] { return world->inventory() == before; })) << world->inventory();
}

TEST_F(Chaining, KeepsTheResultOfPluginsBeforeItInFrontOfItsOwn)
{
    const Link bridge{
        "bridge",
        R"(,"bridge":"chain0","isGateway":true,"ipam":{"type":"host-local","dataDir":"/run/chain","ranges":[[{"subnet":"10.98.0.0/24"}]]})"};
    auto podloom = kPodloom;
    podloom.ifName = "eth1";
    const std::vector<Link> chain{bridge, kTuning, kBandwidth, kFirewall, kPortmap, podloom};
    const auto first = add({bridge, kTuning, kBandwidth, kFirewall, kPortmap});
    const auto result = run("ADD", podloom, first);
    ASSERT_EQ(result.exitStatus, 0) << result.text;
    const auto &interfaces = result.json["interfaces"].items();
    const auto &known = first["interfaces"].items();
    ASSERT_EQ(interfaces.size(), known.size() + 2);
    EXPECT_TRUE(std::equal(known.begin(), known.end(), interfaces.begin()));
    EXPECT_EQ(interfaces.back()["name"].asString(), "eth1");
    const auto &ips = result.json["ips"].items();
    ASSERT_THAT(ips, SizeIs(3));
    EXPECT_EQ(ips.front(), first["ips"].items().front());
    // Ours point to the interface that is ours.
    for (std::size_t i = 1; i < ips.size(); ++i)
        EXPECT_EQ(interfaces[static_cast<std::size_t>(ips[i]["interface"].asInt())]["name"].asString(),
                  "eth1");
    checkAndDelete({podloom}, result.json);
    checkAndDelete({bridge, kTuning, kBandwidth, kFirewall, kPortmap}, first);
}

} // namespace
} // namespace podloom
