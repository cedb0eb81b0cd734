#include "agentd/wire/names.h"
#include "agentd/wire/pod_wiring.h"
#include "tests/system/pod/pod_process.h"
#include "tests/system/wire/test_net.h"

#include <set>

namespace podloom {
namespace {

namespace fs = std::filesystem;

/// Two wired pods on one host.
class PodProgram : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_host = TestNet::make();
        if (!m_host)
            GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
        for (const auto *key : {"net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"})
            ASSERT_TRUE(m_host->kernel->setSysctl(key, "1"));
        m_folder = fs::temp_directory_path() / ("plpod-" + std::to_string(::getpid()));
        fs::create_directories(m_folder);
        m_a = wired("a", "10.48.0.1", "fd00:48::1");
        m_b = wired("b", "10.48.0.2", "fd00:48::2");
        m_pod = std::make_unique<PodProcess>(m_a->netns, "shop/a", "80/TCP,53/UDP", m_folder);
        m_peer = std::make_unique<PodProcess>(m_b->netns, "shop/b", "80/TCP,53/UDP", m_folder);
        ASSERT_TRUE(m_pod->isReady() && m_peer->isReady());
    }
    void TearDown() override
    {
        m_pod.reset();
        m_peer.reset();
        fs::remove_all(m_folder);
    }

    std::optional<TestNet> wired(const std::string &id, const std::string &four, const std::string &six)
    {
        auto net = TestNet::make();
        PodWiring wiring;
        wiring.hostInterface = podInterfaceName(id, "eth0");
        wiring.podMac = podMac(id, "eth0");
        wiring.addresses = {ip(four), ip(six)};
        EXPECT_TRUE(wirePod(*m_host->kernel, net->netns.fd(), wiring));
        return net;
    }

    fs::path m_folder;
    std::optional<TestNet> m_host, m_a, m_b;
    std::unique_ptr<PodProcess> m_pod, m_peer;
};

TEST_F(PodProgram, TellsItsNameInBothFamiliesAndTransports)
{
    for (const auto *to : {"10.48.0.2", "fd00:48::2"}) {
        EXPECT_EQ(m_pod->probe(to, 80, "TCP"), "answered by shop/b");
        EXPECT_EQ(m_pod->probe(to, 53, "UDP"), "answered by shop/b");
    }
}

TEST_F(PodProgram, TellsWhoAsked)
{
    EXPECT_EQ(m_a->run("bash -c 'exec 3<>/dev/tcp/10.48.0.2/80; read l <&3; [[ $l == *\"10.48.0.1\"* ]]'"),
              0);
    EXPECT_EQ(m_a->run("bash -c 'exec 3<>/dev/tcp/fd00:48::2/80; read l <&3; [[ $l == *\"fd00:48::1\"* ]]'"),
              0);
}

TEST_F(PodProgram, AClosedPortIsRefused)
{
    for (const auto *to : {"10.48.0.2", "fd00:48::2"}) {
        EXPECT_EQ(m_pod->probe(to, 81, "TCP"), "refused");
        EXPECT_EQ(m_pod->probe(to, 81, "UDP"), "refused");
    }
}

TEST_F(PodProgram, EchoesAreAnsweredByTheKernel)
{
    EXPECT_EQ(m_pod->probe("10.48.0.2", 0, "ICMP"), "answered");
    EXPECT_EQ(m_pod->probe("fd00:48::2", 0, "ICMPv6"), "answered");
}

TEST_F(PodProgram, SilenceIsATimeout)
{
    ASSERT_EQ(
        m_host->run("nft add table inet t; nft 'add chain inet t f { type filter hook forward priority 0; "
                    "policy drop; }'"),
        0);
    for (const auto *to : {"10.48.0.2", "fd00:48::2"}) {
        EXPECT_EQ(m_pod->probe(to, 80, "TCP", 50), "timeout");
        EXPECT_EQ(m_pod->probe(to, 53, "UDP", 50), "timeout");
        EXPECT_EQ(m_pod->probe(to, 0, "ICMP", 50), "timeout");
    }
}

TEST_F(PodProgram, ProbesThousandsFromFreshPorts)
{
    auto targets = Json::array();
    for (int i = 0; i < 3000; ++i)
        targets.append(Json::object({{"id", std::to_string(i)},
                                     {"ip", "10.48.0.2"},
                                     {"port", 80},
                                     {"protocol", i % 2 ? "TCP" : "UDP"}}));
    const auto answer =
        m_pod->ask(Json::object({{"op", "probe"}, {"timeoutMs", 5000}, {"targets", targets}}).dump());
    const auto &results = answer["results"].items();
    ASSERT_EQ(results.size(), 3000U);
    for (std::size_t i = 0; i < results.size(); ++i) {
        EXPECT_EQ(results[i]["id"].asString(), std::to_string(i));
        EXPECT_EQ(results[i]["outcome"].asString(), i % 2 ? "answered" : "refused") << results[i].dump();
    }
    std::set<std::uint16_t> ports;
    const auto flows = *m_host->kernel->trackedFlows();
    for (const auto &flow : flows) {
        if (flow.protocol == 6) {
            EXPECT_TRUE(ports.insert(flow.sourcePort).second) << flow.sourcePort;
        }
    }
}

} // namespace
} // namespace podloom
