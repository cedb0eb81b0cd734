#include "core/routing/bird_config.h"

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

using test::cidr;
using test::DesignBuilder;
using test::ip;
using testing::HasSubstr;
using testing::Not;

std::string run(const std::string &command)
{
    const std::unique_ptr<FILE, int (*)(FILE *)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::string output;
    std::array<char, 512> buffer{};
    while (pipe && std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe.get()))
        output += buffer.data();
    return output;
}

bool hasBird()
{
    const bool isThere = !run("PATH=$PATH:/usr/sbin command -v bird").empty();
    if (!isThere)
        std::fprintf(stderr, "There is no bird on this machine: what it says to the text was NOT tried.\n");
    return isThere;
}

/// What BIRD has against the text; empty when it takes it.
std::string complaintOfBird(const std::string &text)
{
    const auto file = std::filesystem::temp_directory_path()
                    / ("podloom-bird-" + std::to_string(std::hash<std::string>{}(text)) + ".conf");
    std::ofstream(file) << text;
    auto complaint = run("PATH=$PATH:/usr/sbin bird -p -c " + file.string() + " 2>&1");
    std::filesystem::remove(file);
    return complaint;
}

/// Compares with the file of that name; PODLOOM_WRITE_GOLDEN=1 writes it anew.
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
    if (hasBird()) {
        EXPECT_EQ(complaintOfBird(text), "");
    }
}

std::vector<Prefix> blocksOfFirst()
{
    return {cidr("10.48.0.0/26"), cidr("fd00:48::/122")};
}

DesignBuilder meshAndRouter()
{
    auto builder = DesignBuilder();
    BgpPeer peer;
    peer.peerIp = ip("172.31.0.9");
    peer.asNumber = 64601;
    builder.cluster("prod")
        .nodes(2)
        .router("tor", 64601, {"172.31.0.9/16", "fd00:31::9/64"}, {"0.0.0.0/0", "198.51.100.0/24"})
        .peer("tor", peer);
    return builder;
}

TEST(BirdConfig, OfAMeshNodeWithARouter)
{
    const auto text = renderBird(meshAndRouter().design, MachineId::node("prod", "node-1"), blocksOfFirst());
    ASSERT_TRUE(text);
    expectGolden("mesh-node.conf", *text);
}

TEST(BirdConfig, TellsOfBlocksThatNoPoolHasAnyMoreToo)
{
    const auto id = MachineId::node("prod", "node-1");
    const auto design = meshAndRouter().design;
    const auto usual = renderBird(design, id, blocksOfFirst());
    const auto text =
        renderBird(design, id, blocksOfFirst(), {}, {}, {cidr("10.9.0.0/26"), cidr("fd09::/122")});

    ASSERT_TRUE(usual && text);
    EXPECT_THAT(*usual, Not(HasSubstr("10.9.0.0/26")));
    EXPECT_THAT(*text, HasSubstr("is_exported4() { return net ~ [ 10.9.0.0/26+, 10.48.0.0/16+ ]; }"));
    EXPECT_THAT(*text, HasSubstr("is_exported6() { return net ~ [ fd00:48::/48+, fd09::/122+ ]; }"));
    if (hasBird()) {
        EXPECT_EQ(complaintOfBird(*text), "");
    }
}

TEST(BirdConfig, OfARouter)
{
    const auto text = renderRouter(meshAndRouter().design, "tor");
    ASSERT_TRUE(text);
    expectGolden("router.conf", *text);
}

TEST(BirdConfig, OfAReflector)
{
    const auto design = DesignBuilder()
                            .cluster("prod", BgpTopology::Reflectors)
                            .node("node-1")
                            .node("rr", {}, "244.0.0.1")
                            .design;
    const auto text = renderBird(design, MachineId::node("prod", "rr"), {});
    ASSERT_TRUE(text);
    expectGolden("reflector.conf", *text);
}

TEST(BirdConfig, ANodeOnALinkToleratesItsOwnAsNumberAndPassesNothingOn)
{
    const auto design = DesignBuilder()
                            .cluster("prod", BgpTopology::Routers)
                            .nodes(1)
                            .router("tor", 64601)
                            .link({"tor", "node-1"}, {"10.1.0.0/30", "fd00:1::/64"})
                            .design;
    const auto text = renderBird(design, MachineId::node("prod", "node-1"), blocksOfFirst());
    ASSERT_TRUE(text);
    expectGolden("link-node.conf", *text);
}

TEST(BirdConfig, APasswordIsAConstantOfAnotherFile)
{
    auto builder = meshAndRouter();
    auto peer = *builder.design.bgpPeers.begin();
    peer.password = SecretKeyRef{"bgp", "tor"};
    builder.peer("tor", peer);
    const auto text = renderBird(builder.design, MachineId::node("prod", "node-1"), {},
                                 {"/run/podloom/bird.log", "/var/lib/podloom/bird-secrets.conf"});
    ASSERT_TRUE(text);
    EXPECT_THAT(*text, HasSubstr("include \"/var/lib/podloom/bird-secrets.conf\";\n"));
    EXPECT_THAT(*text, HasSubstr("password " + secretName(peer.meta.id) + ";"));
    EXPECT_THAT(*text, HasSubstr("log \"/run/podloom/bird.log\" 1000000"));
}

TEST(BirdConfig, OfANodeThatLeavesTakesBackEveryRoute)
{
    const auto text = renderIdleBird();
    EXPECT_THAT(text, Not(HasSubstr("protocol bgp")));
    EXPECT_THAT(text, HasSubstr("export filter to_kernel4;"));
    EXPECT_THAT(text, HasSubstr("filter to_kernel6 {\n  reject;\n}"));
    if (hasBird()) {
        EXPECT_EQ(complaintOfBird(text), "");
    }
}

TEST(BirdConfig, APoolThatIsNotExportedIsNotAnnounced)
{
    auto builder = DesignBuilder();
    builder.cluster("prod").nodes(2).pool("open", "10.48.0.0/16", 26).pool("hidden", "10.49.0.0/16", 26);
    auto hidden = *builder.design.ipPools.find({"prod", "projectcalico.org", "IPPool", "", "hidden"});
    hidden.isBgpExportDisabled = true;
    builder.design.ipPools.put(hidden);
    const auto text = renderBird(builder.design, MachineId::node("prod", "node-1"), {});
    ASSERT_TRUE(text);
    EXPECT_THAT(*text, HasSubstr("is_exported4() { return net ~ [ 10.48.0.0/16+ ]; }"));
    EXPECT_THAT(*text, Not(HasSubstr("10.49.")));
    if (hasBird()) {
        EXPECT_EQ(complaintOfBird(*text), "");
    }
}

TEST(BirdConfig, NamesThatBirdCouldNotReadAreMadeReadable)
{
    const std::string longName = "a-very-long-name-of-a-node.in-some.subdomain.example.with-many.labels.org";
    const auto design =
        DesignBuilder().cluster("prod").node("all").node("bgp").node("1").node(longName).design;
    for (const auto *node : {"all", "bgp", "1"}) {
        const auto text = renderBird(design, MachineId::node("prod", node), blocksOfFirst());
        ASSERT_TRUE(text);
        EXPECT_THAT(*text, HasSubstr("description \"" + longName + "\";"));
        if (hasBird()) {
            EXPECT_EQ(complaintOfBird(*text), "") << node;
        }
    }
}

TEST(BirdConfig, ANodeWithoutIpv4GetsARouterIdOfItsOwn)
{
    const auto design =
        DesignBuilder().cluster("prod").node("a", {"fd00:31::1/64"}).node("b", {"fd00:31::2/64"}).design;
    const auto one = renderBird(design, MachineId::node("prod", "a"), {});
    const auto other = renderBird(design, MachineId::node("prod", "b"), {});
    ASSERT_TRUE(one && other);
    const auto idLine = [](const std::string &text) {
        const auto at = text.find("router id");
        return text.substr(at, text.find(';', at) - at);
    };
    EXPECT_NE(idLine(*one), idLine(*other));
    if (hasBird()) {
        EXPECT_EQ(complaintOfBird(*one), "");
    }
}

/// A rule of every kind, in both families.
BgpFilter everything()
{
    BgpFilterRule reject;
    reject.cidr = cidr("10.48.0.0/16");
    reject.match = PrefixMatch::NotIn;
    reject.accepts = false;
    BgpFilterRule lengths;
    lengths.cidr = cidr("10.48.0.0/16");
    lengths.minLength = 24;
    lengths.maxLength = 26;
    lengths.interface = "eth*";
    lengths.peerType = BgpPeerType::External;
    lengths.community = BgpCommunity{64512, 100, std::nullopt};
    lengths.asPathPrefix = {64601, 64602};
    lengths.operations = {AddCommunity{{64512, 1, 2}}, PrependAsPath{{64700, 64701}}, SetPriority{512}};
    BgpFilterRule priority;
    priority.priority = 512;
    priority.peerType = BgpPeerType::Internal;
    BgpFilterRule exact;
    exact.cidr = cidr("0.0.0.0/0");
    exact.match = PrefixMatch::Equal;
    exact.operations = {AddCommunity{kNoExport}};
    BgpFilterRule remote;
    remote.isFromRemotePeers = true;
    remote.accepts = false;
    BgpFilterRule v6;
    v6.cidr = cidr("fd00:48::/48");
    v6.match = PrefixMatch::NotEqual;
    BgpFilterRule all;
    all.operations = {SetPriority{2048}};
    return {{}, {reject, lengths, remote, all}, {exact, priority, lengths}, {v6}, {v6, all}};
}

TEST(BirdConfig, HasEveryMatchAndOperationOfAFilter)
{
    auto builder = meshAndRouter();
    auto peer = *builder.design.bgpPeers.begin();
    peer.filters = {"everything.with-a.long-name-that-no-symbol-of-bird-could-ever-hold.example.org", "none"};
    builder.peer("tor", peer).filter(peer.filters.front(), everything());
    const auto text = renderBird(builder.design, MachineId::node("prod", "node-1"), blocksOfFirst());
    ASSERT_TRUE(text);
    expectGolden("filter-node.conf", *text);
}

TEST(BirdConfig, HasTheSettingsOfAPeer)
{
    auto builder = meshAndRouter();
    auto peer = *builder.design.bgpPeers.begin();
    peer.peerIp = ip("198.51.100.9");
    peer.reachableBy = ip("172.31.0.9");
    peer.ttlSecurityHops = std::uint8_t{2};
    peer.localAsNumber = 64777U;
    peer.allowedLocalAs = 2;
    peer.setsNextHopSelf = true;
    peer.sourceAddress = SourceAddress::None;
    peer.maxRestartSeconds = 60U;
    peer.timers = {9U, 3U, std::nullopt};
    peer.med = 50U;
    builder.peer("far", peer);
    peer = *builder.design.bgpPeers.find({"prod", "projectcalico.org", "BGPPeer", "", "tor"});
    peer.timers.bfd = BfdTimers{100, 5, true, false};
    builder.peer("tor", peer);
    BgpConfiguration configuration;
    configuration.meta.id = {"prod", "projectcalico.org", "BGPConfiguration", "", "default"};
    configuration.bindsToNodeIp = true;
    configuration.listenPort = 1790;
    configuration.logSeverity = "Warning";
    configuration.ignoredInterfaces = {"docker*", "br0"};
    configuration.meshTimers.bfd.emplace();
    configuration.meshMaxRestartSeconds = 30U;
    configuration.prefixAdvertisements = {{cidr("10.48.0.0/16"), {{64512, 7, std::nullopt}, {64512, 8, 9U}}}};
    builder.design.bgpConfigurations.put(configuration);
    const auto text = renderBird(builder.design, MachineId::node("prod", "node-1"), blocksOfFirst());
    ASSERT_TRUE(text);
    expectGolden("settings-node.conf", *text);
    const auto router = renderRouter(builder.design, "tor");
    ASSERT_TRUE(router);
    EXPECT_THAT(*router, HasSubstr("bfd { interval 100 ms; multiplier 5; };"));
    if (hasBird()) {
        EXPECT_EQ(complaintOfBird(*router), "");
    }
}

/// The line that BIRD's sentence names.
std::size_t lineOf(const std::string &complaint)
{
    const auto at = complaint.find(".conf:");
    return at == std::string::npos ? 0 : std::strtoul(complaint.c_str() + at + 6, nullptr, 10);
}

TEST(BirdConfig, SaysForWhichObjectALineStands)
{
    auto builder = meshAndRouter();
    BgpFilter filter;
    filter.importV4 = {{.cidr = cidr("10.48.0.0/16")}};
    builder.filter("marks", filter);
    auto peer = *builder.design.bgpPeers.find({"prod", "projectcalico.org", "BGPPeer", "", "tor"});
    peer.filters = {"marks"};
    peer.timers.keepaliveSeconds = 120U; // more than the usual hold time
    builder.peer("tor", peer);
    const auto text = *renderBird(builder.design, MachineId::node("prod", "node-1"), blocksOfFirst());
    EXPECT_EQ(birdOriginAt(text, 0), "");
    EXPECT_EQ(birdOriginAt(text, 1), "");
    EXPECT_EQ(birdOriginAt(text, 100'000), "");
    if (!hasBird())
        GTEST_SKIP();
    const auto tooLong = complaintOfBird(text);
    EXPECT_THAT(tooLong, HasSubstr("Keepalive time must be at most hold time"));
    EXPECT_EQ(birdOriginAt(text, lineOf(tooLong)), "BGPPeer/tor");
    for (const auto &[what, origin] :
         std::map<std::string, std::string>{{"10.48.0.0/16{16,32}", "BGPFilter/marks"},
                                            {"learn;", ""},
                                            {"description \"node-2\"", "BGPConfiguration/default"}}) {
        auto broken = text;
        broken.replace(broken.find(what), what.size(), "nonsense");
        EXPECT_EQ(birdOriginAt(broken, lineOf(complaintOfBird(broken))), origin) << what;
    }
}

TEST(BirdConfig, OfAnUnknownNodeIsAnError)
{
    EXPECT_FALSE(renderBird(DesignBuilder().design, MachineId::node("default", "nobody"), {}));
    EXPECT_FALSE(renderRouter(DesignBuilder().design, "nobody"));
}

} // namespace
} // namespace podloom
