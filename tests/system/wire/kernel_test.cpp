#include "tests/system/wire/test_net.h"

#include "agentd/wire/names.h"

#include <filesystem>

namespace podloom {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

KernelRoute route(std::string_view to, std::string interface, std::string_view via = {})
{
    KernelRoute out;
    out.destination = *Prefix::parse(to);
    out.interface = std::move(interface);
    out.protocol = kRouteProtocol;
    if (!via.empty())
        out.gateway = ip(via);
    return out;
}

TEST(KernelOfLinux, MakesBothEndsOfAPairWhereTheyBelong)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(pod);
    const auto mac = *MacAddress::parse("02:00:00:00:00:07");
    ASSERT_EQ(textOf(host.kernel->addVeth({{"v0", kHostSideMac}, {"eth0", mac, pod.netns.fd()}, 1400})),
              "ok");

    const auto here = host.kernel->link("v0");
    ASSERT_TRUE(here);
    EXPECT_EQ(here->mac, kHostSideMac);
    EXPECT_EQ(here->mtuBytes, 1400U);
    EXPECT_EQ(here->kind, "veth");
    const auto there = pod.kernel->link("eth0");
    ASSERT_TRUE(there);
    EXPECT_EQ(there->mac, mac);
    EXPECT_FALSE(host.kernel->link("eth0"));
}

TEST(KernelOfLinux, SaysInWordsWhatIsThereAlready)
{
    PODLOOM_NEED_NETNS(host);
    ASSERT_TRUE(host.kernel->addVeth({{"v0"}, {"v1"}}));
    const auto again = host.kernel->addVeth({{"v0"}, {"v2"}});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::AlreadyExists);
    EXPECT_THAT(again.error().text(), HasSubstr("v0"));
}

TEST(KernelOfLinux, RefusesNamesThatLinuxWouldCut)
{
    PODLOOM_NEED_NETNS(host);
    const auto added = host.kernel->addVeth({{"sixteen-letters-"}, {"v1"}});
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, Errc::InvalidArgument);
}

TEST(KernelOfLinux, ADeletedLinkIsGoneWhenTheCallReturns)
{
    PODLOOM_NEED_NETNS(host);
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(host.kernel->addVeth({{"v0"}, {"v1"}})) << i;
        ASSERT_TRUE(host.kernel->deleteLink("v0"));
    }
    EXPECT_EQ(host.kernel->deleteLink("v0").error().code, Errc::NotFound);
    EXPECT_THAT(*host.kernel->links(), SizeIs(1)); // lo
}

TEST(KernelOfLinux, ListsTheRoutesOfOneProtocolOnly)
{
    PODLOOM_NEED_NETNS(host);
    ASSERT_TRUE(host.kernel->addVeth({{"v0"}, {"v1"}}));
    ASSERT_TRUE(host.kernel->addAddress({"v0", {ip("10.0.0.1"), 24}}));
    ASSERT_TRUE(host.kernel->setUp("v0"));
    ASSERT_TRUE(host.kernel->setUp("v1"));
    auto foreign = route("10.2.0.0/16", "v0", "10.0.0.2");
    foreign.protocol = 4;
    const auto own4 = route("10.1.0.0/16", "v0", "10.0.0.2");
    const auto own6 = route("fd00:1::/64", "v0");
    auto hole = route("10.3.0.0/26", "");
    hole.type = KernelRoute::Type::Blackhole;
    for (const auto &each : {foreign, own4, own6, hole})
        ASSERT_EQ(textOf(host.kernel->addRoute(each)), "ok");

    const auto found = host.kernel->routes({kRouteProtocol});
    ASSERT_TRUE(found) << textOf(found);
    ASSERT_THAT(*found, SizeIs(3));
    EXPECT_THAT(*found, Contains(own4));
    EXPECT_THAT(*found, Contains(hole));
    EXPECT_THAT(*found, Contains(Field(&KernelRoute::destination, own6.destination)));

    for (const auto &each : *found)
        ASSERT_EQ(textOf(host.kernel->deleteRoute(each)), "ok") << each.destination.toString();
    EXPECT_THAT(*host.kernel->routes({kRouteProtocol}), IsEmpty());
    EXPECT_THAT(*host.kernel->routes({std::uint8_t{4}}), SizeIs(1));
}

TEST(KernelOfLinux, ARouteIsAddedOnceAndReplacedOnDemand)
{
    PODLOOM_NEED_NETNS(host);
    ASSERT_TRUE(host.kernel->addVeth({{"v0"}, {"v1"}}));
    ASSERT_TRUE(host.kernel->setUp("v0"));
    ASSERT_TRUE(host.kernel->setUp("v1"));
    for (const auto *to : {"10.1.0.1/32", "fd00::1/128"}) {
        ASSERT_TRUE(host.kernel->addRoute(route(to, "v0")));
        EXPECT_EQ(host.kernel->addRoute(route(to, "v1")).error().code, Errc::AlreadyExists);
        ASSERT_TRUE(host.kernel->replaceRoute(route(to, "v1")));
    }
    const auto listed = *host.kernel->routes({kRouteProtocol});
    for (const auto &each : listed)
        EXPECT_EQ(each.interface, "v1");
}

TEST(KernelOfLinux, KeepsPermanentNeighbours)
{
    PODLOOM_NEED_NETNS(host);
    ASSERT_TRUE(host.kernel->addVeth({{"v0"}, {"v1"}}));
    ASSERT_TRUE(host.kernel->setUp("v0"));
    ASSERT_TRUE(host.kernel->setUp("v1"));
    const Neighbour four{"v0", ip("10.0.0.9"), kHostSideMac, true};
    const Neighbour six{"v0", ip("fd00::9"), kHostSideMac, true};
    for (const auto &each : {four, six})
        ASSERT_TRUE(host.kernel->setNeighbour(each));
    EXPECT_THAT(*host.kernel->neighbours(), ::testing::AllOf(Contains(four), Contains(six)));
    for (const auto &each : {four, six})
        ASSERT_TRUE(host.kernel->deleteNeighbour(each));
    EXPECT_THAT(*host.kernel->neighbours(), ::testing::Not(Contains(four)));
}

TEST(KernelOfLinux, AnAddressOfIpv6IsUsableAtOnce)
{
    PODLOOM_NEED_NETNS(host);
    ASSERT_TRUE(host.kernel->addVeth({{"v0"}, {"v1"}}));
    ASSERT_TRUE(host.kernel->setUp("v0"));
    ASSERT_TRUE(host.kernel->setUp("v1"));
    ASSERT_TRUE(host.kernel->addAddress({"v0", {ip("fd00::1"), 64}}));
    ASSERT_TRUE(host.kernel->addAddress({"v0", {ip("fd00::1"), 64}})); // again
    EXPECT_EQ(host.run("ip -6 addr show dev v0 tentative | grep -q fd00"), 256);
    EXPECT_THAT(*host.kernel->addresses(), Contains(LinkAddress{"v0", {ip("fd00::1"), 64}}));
}

TEST(KernelOfLinux, SysctlsAreThoseOfItsNamespace)
{
    PODLOOM_NEED_NETNS(host);
    PODLOOM_NEED_NETNS(other);
    ASSERT_TRUE(host.kernel->setSysctl("net/ipv4/ip_forward", "1"));
    EXPECT_EQ(*host.kernel->sysctl("net/ipv4/ip_forward"), "1");
    ASSERT_TRUE(other.kernel->setSysctl("net/ipv4/ip_forward", "0"));
    EXPECT_EQ(*host.kernel->sysctl("net/ipv4/ip_forward"), "1");
    EXPECT_EQ(host.kernel->sysctl("net/no/such").error().code, Errc::NotFound);
}

TEST(KernelOfLinux, ProgramsVxlanForwarding)
{
    PODLOOM_NEED_NETNS(host);
    VxlanSpec spec;
    spec.name = "podloom.vxlan";
    spec.vni = 4096;
    spec.local = ip("10.0.0.1");
    spec.mac = *MacAddress::parse("66:00:00:00:00:01");
    ASSERT_EQ(textOf(host.kernel->addVxlan(spec)), "ok");
    ASSERT_TRUE(host.kernel->setUp(spec.name));
    const ForwardingEntry entry{spec.name, *MacAddress::parse("66:00:00:00:00:02"), ip("10.0.0.2")};
    ASSERT_EQ(textOf(host.kernel->addForwarding(entry)), "ok");
    EXPECT_THAT(*host.kernel->forwarding(spec.name), ::testing::ElementsAre(entry));
    ASSERT_EQ(textOf(host.kernel->deleteForwarding(entry)), "ok");
    EXPECT_THAT(*host.kernel->forwarding(spec.name), IsEmpty());
    EXPECT_EQ(host.kernel->link(spec.name)->kind, "vxlan");
}

TEST(KernelOfLinux, BridgesItsPortsAndLimitsTheirRate)
{
    PODLOOM_NEED_NETNS(host);
    ASSERT_TRUE(host.kernel->addBridge("seg0", 1500));
    ASSERT_TRUE(host.kernel->addVeth({{"v0"}, {"v1"}}));
    ASSERT_TRUE(host.kernel->setMaster("v0", "seg0"));
    EXPECT_EQ(host.kernel->link("v0")->masterIndex, host.kernel->link("seg0")->index);
    ASSERT_EQ(textOf(host.kernel->limitRate("v0", 1'000'000'000, 0)), "ok");
    EXPECT_EQ(host.run("tc qdisc show dev v0 | grep -q 'tbf.*rate 1Gbit'"), 0);
    // A queue of 50 ms would be more bytes than its field holds.
    ASSERT_EQ(textOf(host.kernel->limitRate("v0", 1'000'000'000'000, 0)), "ok");
    EXPECT_EQ(host.run("tc -j qdisc show dev v0 | grep -q '\"lat\":3[0-9][0-9][0-9][0-9]'"), 0);
}

TEST(NamedNetns, OutlivesItsThreadAndLeavesNothing)
{
    PODLOOM_NEED_NETNS(host);
    const auto path = std::filesystem::temp_directory_path() / ("plns-" + std::to_string(::getpid()));
    const auto made = Netns::createNamed(path);
    ASSERT_TRUE(made) << textOf(made);
    EXPECT_NE(made->inode(), host.netns.inode());
    EXPECT_EQ(Netns::createNamed(path).error().code, Errc::AlreadyExists);
    EXPECT_EQ(Netns::open(path)->inode(), made->inode());
    ASSERT_TRUE(removeNamedNetns(path));
    ASSERT_TRUE(removeNamedNetns(path));
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(NamedNetns, AFileIsNoNamespace)
{
    EXPECT_EQ(Netns::open("/etc/hostname").error().code, Errc::InvalidArgument);
    EXPECT_EQ(Netns::open("/no/such").error().code, Errc::NotFound);
}

} // namespace
} // namespace podloom
