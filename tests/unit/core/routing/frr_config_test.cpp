#include "core/routing/frr_config.h"

#include "tests/unit/core/routing/design_builder.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <memory>
#include <sstream>

namespace podloom {
namespace {

using test::DesignBuilder;
using test::ip;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// What FRR has against commands; empty when it takes them, or is not there to be asked.
std::string complaintOfFrr(const std::string &text)
{
    if (!std::filesystem::exists("/usr/bin/vtysh")) {
        std::fprintf(stderr, "There is no vtysh on this machine: what FRR says to the text was NOT tried.\n");
        return {};
    }
    const auto file = std::filesystem::temp_directory_path()
                    / ("podloom-frr-" + std::to_string(std::hash<std::string>{}(text)) + ".conf");
    std::ofstream(file) << text;
    const auto command = "vtysh -C --inputfile " + file.string() + " 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE *)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::string complaint;
    std::array<char, 512> buffer{};
    while (pipe && std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe.get()))
        complaint += buffer.data();
    std::filesystem::remove(file);
    return complaint;
}

void expectGolden(const std::string &name, const std::string &text)
{
    const auto file = std::filesystem::path(PODLOOM_SOURCE_DIR) / "tests/unit/core/routing/golden" / name;
    if (std::getenv("PODLOOM_WRITE_GOLDEN")) {
        std::ofstream(file) << text;
        return;
    }
    std::stringstream wanted;
    wanted << std::ifstream(file).rdbuf();
    EXPECT_EQ(text, wanted.str()) << file;
    EXPECT_EQ(complaintOfFrr(text), "");
}

/// Two nodes that peer with a ToR, of which one also reflects, has a password, BFD and a spine above it.
DesignBuilder rack()
{
    DesignBuilder builder;
    builder.cluster("prod", BgpTopology::Routers)
        .nodes(2)
        .router("tor", 64601, {"172.31.0.9/16", "fd00:31::9/64"},
                {"0.0.0.0/0", "198.51.100.0/24", "2001:db8::/32"})
        .router("spine", 64700)
        .link({"tor", "node-1", "node-2"}, {"172.31.0.0/16", "fd00:31::/64"})
        .link({"tor", "spine"}, {"10.255.0.0/30"});
    BgpPeer peer;
    peer.peerIp = ip("172.31.0.9");
    peer.asNumber = 64601U;
    peer.node = "node-1";
    peer.password = SecretKeyRef{"bgp", "tor"};
    peer.timers = {9U, 3U, BfdTimers{100, 5, true, false}};
    builder.peer("tor", peer);
    return builder;
}

std::string secretOfTor()
{
    return peerSettings(rack().design, *rack().design.bgpPeers.begin())->secret;
}

std::string textOf(const DesignBuilder &builder, const RoutingPasswords &passwords = {})
{
    const auto config = renderFrr(builder.design, "tor", passwords);
    EXPECT_TRUE(config);
    return config ? config->text() : std::string();
}

TEST(FrrConfig, OfARouterOfARack)
{
    expectGolden("frr-router.conf", textOf(rack(), {{secretOfTor(), "s3cret"}}));
}

TEST(FrrConfig, OfARouterOfTheNodesAsNumberReflects)
{
    auto builder = DesignBuilder();
    builder.cluster("prod", BgpTopology::Routers)
        .nodes(2)
        .router("tor", 64512, {"172.31.0.9/16"})
        .link({"tor", "node-1", "node-2"}, {"172.31.0.0/16"});
    const auto text = textOf(builder);
    EXPECT_THAT(text, AllOf(HasSubstr(" bgp cluster-id 172.31.0.9\n"), HasSubstr("route-reflector-client\n"),
                            Not(HasSubstr("ebgp-multihop"))));
    EXPECT_EQ(complaintOfFrr(text), "");
}

TEST(FrrConfig, PutsEveryWordIntoThePartOfTheDaemonThatKnowsIt)
{
    const auto config = renderFrr(rack().design, "tor");
    ASSERT_TRUE(config);
    EXPECT_THAT(config->parts.at("zebra"), HasSubstr("ip nht resolve-via-default"));
    EXPECT_THAT(config->parts.at("staticd"), HasSubstr("ipv6 route 2001:db8::/32 reject"));
    EXPECT_THAT(config->parts.at("bfdd"), HasSubstr("profile podloom-100-5"));
    EXPECT_THAT(config->parts.at("bgpd"), AllOf(HasSubstr("router bgp 64601"), Not(HasSubstr("ip route"))));
}

TEST(FrrConfig, KeepsASessionDownWhosePasswordIsNotKnown)
{
    EXPECT_THAT(textOf(rack()), HasSubstr(" password " + secretOfTor() + '\n'));
    for (const auto *bad : {"", "two words", "what?", "line\nbreak"})
        EXPECT_FALSE(renderFrr(rack().design, "tor", {{secretOfTor(), bad}})) << bad;
}

TEST(FrrConfig, OfAnUnknownRouterIsAnError)
{
    EXPECT_FALSE(renderFrr(DesignBuilder().design, "nobody"));
}

TEST(FrrChanges, AreNoneBetweenEqualTexts)
{
    EXPECT_EQ(frrChanges(textOf(rack()), textOf(rack())), "");
}

TEST(FrrChanges, TouchOnlyTheNeighbourWhoseLinesChanged)
{
    auto after = rack();
    auto peer = *after.design.bgpPeers.begin();
    peer.timers.holdSeconds = 30U;
    after.peer("tor", peer);
    const auto changes = frrChanges(textOf(rack()), textOf(after));
    EXPECT_THAT(changes,
                AllOf(HasSubstr(" no neighbor 172.31.0.2\n"), HasSubstr(" neighbor 172.31.0.2 timers 3 30\n"),
                      Not(HasSubstr("172.31.0.3")), Not(HasSubstr("10.255.0"))));
    EXPECT_EQ(complaintOfFrr(changes), "");
}

TEST(FrrChanges, TakeAwayWhatIsGoneAndAddWhatIsNew)
{
    auto before = rack();
    auto after = rack();
    auto router = *after.design.routers.find({"", "podloom.dev", "Router", "", "tor"});
    router.networks = {test::cidr("0.0.0.0/0"), test::cidr("203.0.113.0/24")};
    after.design.routers.put(router);
    after.link({"tor", "spine"}, {"10.254.0.0/30"});
    auto peer = *after.design.bgpPeers.begin();
    peer.timers.bfd.reset();
    after.peer("tor", peer);
    const auto changes = frrChanges(textOf(before), textOf(after));
    EXPECT_THAT(changes,
                AllOf(HasSubstr("no ip route 198.51.100.0/24 reject\n"),
                      StartsWith("ip route 203.0.113.0/24 reject\n"),
                      HasSubstr("  no network 198.51.100.0/24\n"), HasSubstr(" no neighbor 10.255.0.2\n"),
                      HasSubstr(" neighbor 10.254.0.2 remote-as 64700\n"),
                      HasSubstr(" no profile podloom-100-5\n"), Not(HasSubstr("no router bgp")),
                      Not(HasSubstr("neighbor 172.31.0.3"))));
    EXPECT_EQ(complaintOfFrr(changes), "");
}

TEST(FrrChanges, OfTheAsNumberBeginAnew)
{
    auto after = rack();
    auto router = *after.design.routers.find({"", "podloom.dev", "Router", "", "tor"});
    router.asNumber = 64602;
    after.design.routers.put(router);
    const auto changes = frrChanges(textOf(rack()), textOf(after));
    EXPECT_THAT(changes, AllOf(HasSubstr("no router bgp 64601\n"), HasSubstr("\nrouter bgp 64602\n")));
    EXPECT_EQ(complaintOfFrr(changes), "");
}

} // namespace
} // namespace podloom
