#include "agentd/wire/kernel_monitor.h"

#include "agentd/wire/names.h"
#include "agentd/wire/pod_wiring.h"
#include "tests/system/wire/test_net.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

namespace podloom {
namespace {

/// A host with one wired pod, and a monitor that has read what happened until then.
class Monitor : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_host = TestNet::make();
        m_pod = TestNet::make();
        if (!m_host || !m_pod)
            GTEST_SKIP() << "network namespaces cannot be made here (run as root)";
        m_wiring.hostInterface = podInterfaceName("a", "eth0");
        m_wiring.podMac = podMac("a", "eth0");
        m_wiring.addresses = {ip("10.48.0.1"), ip("fd00:48::1")};
        ASSERT_TRUE(runInNetns(m_host->netns.fd(), [&]() -> Status {
            auto opened = KernelMonitor::open();
            if (!opened)
                return Failure{std::move(opened).error()};
            m_monitor = *std::move(opened);
            return {};
        }));
        ASSERT_TRUE(wirePod(*m_host->kernel, m_pod->netns.fd(), m_wiring));
        ASSERT_FALSE(isDamaged()) << "our own wiring is none";
    }
    bool isDamaged()
    {
        pollfd wait{m_monitor->fd(), POLLIN, 0};
        ::poll(&wait, 1, 2000);
        const auto news = m_monitor->read();
        EXPECT_TRUE(news) << textOf(news);
        return news
            && std::any_of(news->begin(), news->end(), [](const KernelNews &each) { return each.isDamage; });
    }

    std::optional<TestNet> m_host, m_pod;
    std::optional<KernelMonitor> m_monitor;
    PodWiring m_wiring;
};

TEST_F(Monitor, TellsOfARouteThatSomebodyRemoved)
{
    for (const auto address : m_wiring.addresses) {
        KernelRoute route;
        route.destination = Prefix::host(address);
        route.interface = m_wiring.hostInterface;
        ASSERT_TRUE(m_host->kernel->deleteRoute(route));
        EXPECT_TRUE(isDamaged());
    }
    ASSERT_TRUE(repairPod(*m_host->kernel, m_wiring));
    EXPECT_FALSE(isDamaged());
}

TEST_F(Monitor, TellsOfANeighbourThatSomebodyRemoved)
{
    ASSERT_TRUE(m_host->kernel->deleteNeighbour({m_wiring.hostInterface, m_wiring.addresses[0], {}, true}));
    EXPECT_TRUE(isDamaged());
}

TEST_F(Monitor, TellsOfForwardingThatIsOff)
{
    for (const std::string key : {"net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"}) {
        ASSERT_EQ(m_host->run("sysctl -qw " + key + "=1"), 0);
        EXPECT_FALSE(isDamaged()) << key;
        ASSERT_EQ(m_host->run("sysctl -qw " + key + "=0"), 0);
        EXPECT_TRUE(isDamaged()) << key;
    }
    ASSERT_EQ(m_host->run("sysctl -qw net.ipv4.conf." + m_wiring.hostInterface + ".forwarding=1"), 0);
    ASSERT_EQ(m_host->run("sysctl -qw net.ipv4.conf." + m_wiring.hostInterface + ".forwarding=0"), 0);
    EXPECT_FALSE(isDamaged()) << "of a single link";
}

TEST_F(Monitor, TellsOfALinkThatIsDownOrGone)
{
    ASSERT_EQ(m_host->run("ip link set " + m_wiring.hostInterface + " down"), 0);
    EXPECT_TRUE(isDamaged());
    ASSERT_TRUE(m_host->kernel->deleteLink(m_wiring.hostInterface));
    EXPECT_TRUE(isDamaged());
}

TEST_F(Monitor, TellsOfALimiterThatIsDownOrGone)
{
    const auto limiter = limiterName(m_wiring.hostInterface);
    m_wiring.fromPod.bitsPerSecond = 10'000'000;
    ASSERT_EQ(textOf(repairPod(*m_host->kernel, m_wiring)), "ok");
    EXPECT_FALSE(isDamaged());
    ASSERT_EQ(m_host->run("ip link set " + limiter + " down"), 0);
    EXPECT_TRUE(isDamaged());
    ASSERT_TRUE(m_host->kernel->deleteLink(limiter));
    EXPECT_TRUE(isDamaged());
}

TEST_F(Monitor, TellsOfALimitOrAFilterThatSomebodyRemoved)
{
    m_wiring.toPod.bitsPerSecond = 10'000'000;
    m_wiring.fromPod.bitsPerSecond = 10'000'000;
    ASSERT_EQ(textOf(repairPod(*m_host->kernel, m_wiring)), "ok");
    EXPECT_FALSE(isDamaged());
    for (const auto &what : {"qdisc del dev " + m_wiring.hostInterface + " root",
                             "qdisc del dev " + limiterName(m_wiring.hostInterface) + " root",
                             "filter del dev " + m_wiring.hostInterface + " ingress"}) {
        ASSERT_EQ(m_host->run("tc " + what), 0);
        EXPECT_TRUE(isDamaged()) << what;
        ASSERT_EQ(textOf(repairPod(*m_host->kernel, m_wiring)), "ok");
        EXPECT_FALSE(isDamaged()) << "our own repair";
    }
}

TEST_F(Monitor, ForeignThingsAreNoDamage)
{
    ASSERT_EQ(m_host->run("ip link add x type veth peer name y && ip link set x up && "
                          "ip route add 10.9.0.0/16 dev x && ip route del 10.9.0.0/16 && ip link del x"),
              0);
    EXPECT_FALSE(isDamaged());
}

TEST_F(Monitor, AFloodIsNoted)
{
    // Far more than the socket's buffer holds, without reading.
    const int bytes = 4096;
    ASSERT_EQ(::setsockopt(m_monitor->fd(), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes), 0);
    for (int i = 0; i < 200; ++i) {
        ASSERT_TRUE(m_host->kernel->setMtu("lo", static_cast<unsigned>(2000 + i)));
    }
    EXPECT_TRUE(isDamaged());
}

} // namespace
} // namespace podloom
