#include "agentd/wire/pod_wiring.h"

#include "agentd/wire/names.h"
#include "core/os/unique_fd.h"
#include "tests/system/wire/test_net.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace podloom {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

PodWiring wiringOf(const std::string &id, std::string_view four, std::string_view six)
{
    PodWiring wiring;
    wiring.hostInterface = podInterfaceName(id, "eth0");
    wiring.podMac = podMac(id, "eth0");
    for (const auto text : {four, six}) {
        if (!text.empty())
            wiring.addresses.push_back(ip(text));
    }
    return wiring;
}

void makeRouter(TestNet &host)
{
    ASSERT_TRUE(host.kernel->setSysctl("net/ipv4/ip_forward", "1"));
    ASSERT_TRUE(host.kernel->setSysctl("net/ipv6/conf/all/forwarding", "1"));
}

TEST(PodWiring, TwoPodsOfOneHostReachEachOtherAtOnceInBothFamilies)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(a);
    PODLOOM_NEED_NETNS(b);
    makeRouter(host);
    ASSERT_EQ(textOf(wirePod(*host.kernel, a.netns.fd(), wiringOf("a", "10.48.0.1", "fd00:48::1"))), "ok");
    ASSERT_EQ(textOf(wirePod(*host.kernel, b.netns.fd(), wiringOf("b", "10.48.0.2", "fd00:48::2"))), "ok");

    EXPECT_EQ(a.run("ping -c 1 -W 5 10.48.0.2"), 0);
    EXPECT_EQ(a.run("ping -c 1 -W 5 fd00:48::2"), 0);
    EXPECT_EQ(b.run("ping -c 1 -W 5 10.48.0.1"), 0);
    EXPECT_EQ(b.run("ping -c 1 -W 5 fd00:48::1"), 0);
    // Nothing was learned: every neighbour was written.
    for (const auto *net : {&host, &a, &b}) {
        const auto listed = *net->kernel->neighbours();
        for (const auto &each : listed)
            EXPECT_TRUE(each.isPermanent) << each.interface << " " << each.address.toString();
    }
}

/// Sends one datagram from where this thread is, without a second try.
bool sendOnce(std::string_view address)
{
    const UniqueFd socket(::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_in6 to{};
    to.sin6_family = AF_INET6;
    to.sin6_port = htons(5000);
    return ::inet_pton(AF_INET6, std::string(address).c_str(), &to.sin6_addr) == 1
        && ::sendto(socket.get(), "x", 1, 0, reinterpret_cast<sockaddr *>(&to), sizeof to) == 1;
}

TEST(PodWiring, TheFirstPacketReachesAPodThatHasJustBeenWired)
{
    PODLOOM_NEED_NETNS(host);
    makeRouter(host);
    ASSERT_EQ(host.run("ip addr add 172.31.0.1/32 dev lo"), 0);
    for (int i = 0; i < 50; ++i) {
        PODLOOM_NEED_NETNS(pod);
        const auto wiring = wiringOf("first" + std::to_string(i), "10.48.0.1", "fd00:48::1");
        UniqueFd receiver;
        ASSERT_TRUE(runInNetns(pod.netns.fd(), [&]() -> Status {
            receiver = UniqueFd(::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0));
            sockaddr_in6 own{};
            own.sin6_family = AF_INET6;
            own.sin6_port = htons(5000);
            EXPECT_EQ(::bind(receiver.get(), reinterpret_cast<sockaddr *>(&own), sizeof own), 0);
            return {};
        }));

        ASSERT_EQ(textOf(wirePod(*host.kernel, pod.netns.fd(), wiring)), "ok");
        ASSERT_TRUE(runInNetns(host.netns.fd(), []() -> Status {
            EXPECT_TRUE(sendOnce("::ffff:10.48.0.1"));
            EXPECT_TRUE(sendOnce("fd00:48::1"));
            return {};
        }));

        for (int packet = 0; packet < 2; ++packet) {
            pollfd wait{receiver.get(), POLLIN, 0};
            ASSERT_EQ(::poll(&wait, 1, 5000), 1) << "a packet was lost in round " << i;
            char byte = 0;
            ASSERT_EQ(::recv(receiver.get(), &byte, 1, 0), 1);
        }
        ASSERT_TRUE(unwirePod(*host.kernel, wiring.hostInterface, wiring.addresses));
    }
}

TEST(PodWiring, APodOfOneFamilyGetsThatFamilyOnly)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(four);
    PODLOOM_NEED_NETNS(six);
    makeRouter(host);
    ASSERT_TRUE(wirePod(*host.kernel, four.netns.fd(), wiringOf("four", "10.48.0.1", "")));
    ASSERT_TRUE(wirePod(*host.kernel, six.netns.fd(), wiringOf("six", "", "fd00:48::1")));
    EXPECT_THAT(*host.kernel->routes({kRouteProtocol, Family::V4}), SizeIs(1));
    EXPECT_THAT(*host.kernel->routes({kRouteProtocol, Family::V6}), SizeIs(1));
}

TEST(PodWiring, ASpoofedSourceDoesNotPass)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(a);
    PODLOOM_NEED_NETNS(b);
    makeRouter(host);
    ASSERT_TRUE(wirePod(*host.kernel, a.netns.fd(), wiringOf("a", "10.48.0.1", "")));
    ASSERT_TRUE(wirePod(*host.kernel, b.netns.fd(), wiringOf("b", "10.48.0.2", "")));
    ASSERT_EQ(a.run("ip addr add 10.48.0.77/32 dev eth0"), 0);
    const auto received = [&] { return b.run("nstat -az IcmpInEchos | awk '/IcmpInEchos/{exit $2>0}'"); };
    EXPECT_NE(a.run("ping -c 1 -W 1 -I 10.48.0.77 10.48.0.2"), 0);
    EXPECT_EQ(received(), 0);
    EXPECT_EQ(a.run("ping -c 1 -W 5 -I 10.48.0.1 10.48.0.2"), 0);
}

TEST(PodWiring, NothingIsLeftAfterwards)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(pod);
    makeRouter(host);
    const auto wiring = wiringOf("a", "10.48.0.1", "fd00:48::1");
    const auto routesBefore = *host.kernel->routes({std::nullopt, std::nullopt, std::nullopt});
    for (int i = 0; i < 10; ++i) {
        ASSERT_EQ(textOf(wirePod(*host.kernel, pod.netns.fd(), wiring)), "ok") << i;
        ASSERT_EQ(textOf(unwirePod(*host.kernel, wiring.hostInterface, wiring.addresses)), "ok") << i;
    }
    EXPECT_THAT(*host.kernel->links(), SizeIs(1));
    EXPECT_THAT(*pod.kernel->links(), SizeIs(1));
    EXPECT_THAT(*host.kernel->neighbours(), IsEmpty());
    EXPECT_EQ(*host.kernel->routes({std::nullopt, std::nullopt, std::nullopt}), routesBefore);
    EXPECT_TRUE(unwirePod(*host.kernel, wiring.hostInterface, wiring.addresses)); // once more
}

TEST(PodWiring, ASecondAddOfTheSamePodFailsAndChangesNothing)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(pod);
    makeRouter(host);
    const auto wiring = wiringOf("a", "10.48.0.1", "fd00:48::1");
    ASSERT_TRUE(wirePod(*host.kernel, pod.netns.fd(), wiring));
    const auto again = wirePod(*host.kernel, pod.netns.fd(), wiring);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::AlreadyExists);
    EXPECT_THAT(*checkPod(*host.kernel, pod.netns.fd(), wiring), IsEmpty());
}

TEST(PodWiring, ALeftoverOfThatNameGivesWay)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(pod);
    makeRouter(host);
    const auto wiring = wiringOf("a", "10.48.0.1", "fd00:48::1");
    ASSERT_TRUE(host.kernel->addVeth({{wiring.hostInterface}, {"old"}}));
    ASSERT_EQ(textOf(wirePod(*host.kernel, pod.netns.fd(), wiring)), "ok");
    EXPECT_FALSE(host.kernel->link("old"));
    EXPECT_THAT(*checkPod(*host.kernel, pod.netns.fd(), wiring), IsEmpty());
}

TEST(PodWiring, AnAddressThatLivesElsewhereIsAConflictAndIsUndone)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(a);
    PODLOOM_NEED_NETNS(b);
    makeRouter(host);
    for (const auto *six : {"", "fd00:48::1"}) {
        const auto first = wiringOf("a", *six ? "" : "10.48.0.1", six);
        const auto second = wiringOf("b", *six ? "" : "10.48.0.1", six);
        ASSERT_TRUE(wirePod(*host.kernel, a.netns.fd(), first));
        const auto taken = wirePod(*host.kernel, b.netns.fd(), second);
        ASSERT_FALSE(taken);
        EXPECT_EQ(taken.error().code, Errc::Conflict);
        EXPECT_THAT(taken.error().text(), HasSubstr(first.hostInterface));
        EXPECT_FALSE(host.kernel->link(second.hostInterface));
        EXPECT_THAT(*b.kernel->links(), SizeIs(1));
        ASSERT_TRUE(unwirePod(*host.kernel, first.hostInterface, first.addresses));
    }
}

TEST(PodWiring, ARepairWritesWhatIsMissing)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(pod);
    makeRouter(host);
    const auto wiring = wiringOf("a", "10.48.0.1", "fd00:48::1");
    ASSERT_TRUE(wirePod(*host.kernel, pod.netns.fd(), wiring));
    const auto listed = *host.kernel->routes({kRouteProtocol});
    for (const auto &route : listed)
        ASSERT_EQ(textOf(host.kernel->deleteRoute(route)), "ok") << route.destination.toString();
    EXPECT_THAT(*checkPod(*host.kernel, pod.netns.fd(), wiring), SizeIs(2));
    ASSERT_EQ(textOf(repairPod(*host.kernel, wiring)), "ok");
    ASSERT_EQ(textOf(repairPod(*host.kernel, wiring)), "ok");
    EXPECT_THAT(*checkPod(*host.kernel, pod.netns.fd(), wiring), IsEmpty());
}

TEST(PodWiring, ARepairLeadsThroughANewLimiterWhereTheOldOneIsGone)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(pod);
    makeRouter(host);
    auto wiring = wiringOf("a", "10.48.0.1", "");
    wiring.fromPod.bitsPerSecond = 10'000'000;
    const auto limiter = limiterName(wiring.hostInterface);
    ASSERT_EQ(textOf(wirePod(*host.kernel, pod.netns.fd(), wiring)), "ok");
    ASSERT_EQ(host.run("ip addr add 172.31.0.1/32 dev lo"), 0);
    ASSERT_EQ(pod.run("ping -c 1 -W 5 172.31.0.1"), 0);

    ASSERT_EQ(textOf(host.kernel->deleteLink(limiter)), "ok");
    EXPECT_THAT(*checkPod(*host.kernel, pod.netns.fd(), wiring), ::testing::ElementsAre(HasSubstr(limiter)));
    ASSERT_EQ(textOf(repairPod(*host.kernel, wiring)), "ok");
    ASSERT_EQ(textOf(repairPod(*host.kernel, wiring)), "ok");

    EXPECT_THAT(*checkPod(*host.kernel, pod.netns.fd(), wiring), IsEmpty());
    EXPECT_EQ(pod.run("ping -c 1 -W 5 172.31.0.1"), 0);
    EXPECT_EQ(host.run("ip -s link show " + limiter + " | awk '/RX:/{getline; exit !($2 > 0)}'"), 0);
    EXPECT_EQ(
        host.run("test $(tc filter show dev " + wiring.hostInterface + " ingress | grep -c mirred) = 1"), 0);
}

TEST(PodWiring, ACheckReadsLimitsAndFiltersBack)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(pod);
    makeRouter(host);
    auto wiring = wiringOf("a", "10.48.0.1", "");
    wiring.toPod.bitsPerSecond = 20'000'000;
    wiring.fromPod.bitsPerSecond = 80'000'000'000; // more than fits into the kernel's old field
    const auto &name = wiring.hostInterface;
    const auto limiter = limiterName(name);
    ASSERT_EQ(textOf(wirePod(*host.kernel, pod.netns.fd(), wiring)), "ok");
    const auto faults = [&] { return *checkPod(*host.kernel, pod.netns.fd(), wiring); };
    ASSERT_THAT(faults(), IsEmpty());

    const std::pair<std::string, std::string> damages[] = {
        {"tc qdisc del dev " + name + " root", "nothing limits what the pod receives"},
        {"tc qdisc del dev " + limiter + " root", "nothing limits what the pod sends"},
        {"tc filter del dev " + name + " ingress", "the filter of " + name + " is missing"},
        {"tc qdisc del dev " + name + " ingress", "the filter of " + name + " is missing"},
        {"tc qdisc replace dev " + name + " root pfifo", "nothing limits what the pod receives"},
        {"tc qdisc change dev " + name + " root handle 1: tbf rate 1mbit burst 100kb latency 50ms",
         "limits what the pod receives to 1000000 bit/s, not to 20000000"}};
    for (const auto &[damage, words] : damages) {
        ASSERT_EQ(host.run(damage), 0) << damage;
        EXPECT_THAT(faults(), ::testing::ElementsAre(HasSubstr(words))) << damage;
        ASSERT_EQ(textOf(repairPod(*host.kernel, wiring)), "ok") << damage;
        EXPECT_THAT(faults(), IsEmpty()) << damage;
    }
}

TEST(PodWiring, TheNextOwnerOfAnAddressInheritsNoConnection)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(a);
    PODLOOM_NEED_NETNS(b);
    makeRouter(host);
    ASSERT_EQ(
        host.run("nft add table inet t; nft 'add chain inet t f { type filter hook forward priority 0; }'; "
                 "nft add rule inet t f ct state established accept"),
        0);
    const auto first = wiringOf("a", "10.48.0.1", "fd00:48::1");
    const auto second = wiringOf("b", "10.48.0.2", "fd00:48::2");
    ASSERT_TRUE(wirePod(*host.kernel, a.netns.fd(), first));
    ASSERT_TRUE(wirePod(*host.kernel, b.netns.fd(), second));
    for (const auto *to : {"10.48.0.1", "fd00:48::1"})
        ASSERT_EQ(b.run(std::string("ping -c 1 -W 5 ") + to), 0);
    const auto tracked = host.kernel->trackedFlows();
    ASSERT_TRUE(tracked) << textOf(tracked);
    ASSERT_THAT(*tracked, SizeIs(2));
    ASSERT_EQ(textOf(unwirePod(*host.kernel, first.hostInterface, first.addresses)), "ok");
    EXPECT_THAT(*host.kernel->trackedFlows(), IsEmpty());
}

} // namespace
} // namespace podloom
