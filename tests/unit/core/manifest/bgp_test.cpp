// Calico's BGP kinds: every field, and what is wrong with some.
#include "core/manifest/snapshot.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

SnapshotPointer read(const std::string &kind, const std::string &rest)
{
    return parseFiles({{"a.yaml", "apiVersion: projectcalico.org/v3\nkind: " + kind
                                      + "\nmetadata:\n  name: default\n" + rest}});
}

std::vector<std::string> findings(const SnapshotPointer &snapshot)
{
    std::vector<std::string> out;
    for (const auto &each : snapshot->diagnostics())
        out.push_back(each.toString(snapshot->design().files));
    return out;
}

TEST(ReadBgp, AConfigurationHasEveryField)
{
    const auto snapshot = read("BGPConfiguration", R"(  annotations:
    podloom.dev/bfd: "true"
    podloom.dev/bfd-interval: 50ms
    podloom.dev/hold-time: 1m30s
spec:
  nodeToNodeMeshEnabled: false
  asNumber: "1.10"
  listenPort: 1790
  bindMode: NodeIP
  logSeverityScreen: Warning
  ignoredInterfaces: [docker0, br*]
  nodeMeshPassword: {secretKeyRef: {name: bgp, key: mesh}}
  nodeMeshMaxRestartTime: 30s
  serviceClusterIPs: [{cidr: 10.96.0.0/16}]
  serviceExternalIPs: [{cidr: 192.0.2.0/24}]
  serviceLoadBalancerIPs: [{cidr: 198.51.100.0/24}]
  communities: [{name: blue, value: 64512:100}, {name: large, value: 64512:1:2}]
  prefixAdvertisements: [{cidr: 10.48.0.0/16, communities: [blue, large, 64512:59]}]
)");
    EXPECT_THAT(findings(snapshot), IsEmpty());
    ASSERT_THAT(snapshot->design().bgpConfigurations, SizeIs(1));
    const auto &read = snapshot->design().bgpConfigurations[0];
    EXPECT_EQ(read.isMeshEnabled, false);
    EXPECT_EQ(read.asNumber, 65546U);
    EXPECT_EQ(read.listenPort, 1790);
    EXPECT_TRUE(read.bindsToNodeIp);
    EXPECT_EQ(read.logSeverity, "Warning");
    EXPECT_THAT(read.ignoredInterfaces, ElementsAre("docker0", "br*"));
    EXPECT_EQ(read.meshPassword, (SecretKeyRef{"bgp", "mesh"}));
    EXPECT_EQ(read.meshMaxRestartSeconds, 30U);
    EXPECT_EQ(read.meshTimers, (BgpTimers{90U, std::nullopt, BfdTimers{50, 3, false, false}}));
    EXPECT_THAT(read.serviceExternalIps, SizeIs(1));
    ASSERT_THAT(read.prefixAdvertisements, SizeIs(1));
    std::vector<std::string> communities;
    for (const auto &community : read.prefixAdvertisements[0].communities)
        communities.push_back(community.toString());
    EXPECT_THAT(communities, ElementsAre("64512:100", "64512:1:2", "64512:59"));
}

TEST(ReadBgp, APeerHasEveryField)
{
    const auto snapshot = read("BGPPeer", R"(  annotations: {podloom.dev/med: "50", podloom.dev/bfd: graceful}
spec:
  nodeSelector: rack == 'a'
  peerIP: 192.0.2.1:1790
  asNumber: 64601
  localASNumber: 64777
  nextHopMode: Self
  password: {secretKeyRef: {name: bgp, key: tor}}
  sourceAddress: None
  maxRestartTime: 1m
  keepaliveTime: 20s
  numAllowedLocalASNumbers: 2
  ttlSecurity: 3
  reachableBy: 192.0.2.254
  reversePeering: Manual
  filters: [a, b]
)");
    EXPECT_THAT(findings(snapshot), IsEmpty());
    ASSERT_THAT(snapshot->design().bgpPeers, SizeIs(1));
    const auto &peer = snapshot->design().bgpPeers[0];
    EXPECT_EQ(peer.peerPort, 1790);
    EXPECT_EQ(peer.localAsNumber, 64777U);
    EXPECT_TRUE(peer.setsNextHopSelf);
    EXPECT_TRUE(peer.hasManualReverse);
    EXPECT_EQ(peer.password, (SecretKeyRef{"bgp", "tor"}));
    EXPECT_EQ(peer.sourceAddress, SourceAddress::None);
    EXPECT_EQ(peer.maxRestartSeconds, 60U);
    EXPECT_EQ(peer.timers.keepaliveSeconds, 20U);
    EXPECT_TRUE(peer.timers.bfd && peer.timers.bfd->isGraceful);
    EXPECT_EQ(peer.allowedLocalAs, 2U);
    EXPECT_EQ(peer.ttlSecurityHops, 3);
    EXPECT_EQ(peer.reachableBy, IpAddress::parse("192.0.2.254"));
    EXPECT_EQ(peer.med, 50U);
    EXPECT_THAT(peer.filters, ElementsAre("a", "b"));
}

TEST(ReadBgp, AFilterHasEveryMatchAndOperation)
{
    const auto snapshot = read("BGPFilter", R"(spec:
  exportV4:
  - action: Accept
    cidr: 10.48.0.0/16
    matchOperator: In
    prefixLength: {min: 24, max: 26}
    source: RemotePeers
    interface: eth*
    peerType: eBGP
    communities: {values: [64512:100]}
    asPathPrefix: [64601, "64602"]
    priority: 512
    operations:
    - addCommunity: {value: 64512:1:2}
    - prependASPath: {prefix: [64700, 64701]}
    - setPriority: {value: 256}
  - action: Reject
  importV6:
  - {action: Accept, cidr: "fd00::/8", matchOperator: NotEqual}
)");
    EXPECT_THAT(findings(snapshot), IsEmpty());
    ASSERT_THAT(snapshot->design().bgpFilters, SizeIs(1));
    const auto &filter = snapshot->design().bgpFilters[0];
    ASSERT_THAT(filter.exportV4, SizeIs(2));
    const auto &rule = filter.exportV4[0];
    EXPECT_EQ(rule.cidr, *Prefix::parse("10.48.0.0/16"));
    EXPECT_EQ(rule.minLength, 24);
    EXPECT_EQ(rule.maxLength, 26);
    EXPECT_TRUE(rule.isFromRemotePeers);
    EXPECT_EQ(rule.interface, "eth*");
    EXPECT_EQ(rule.peerType, BgpPeerType::External);
    EXPECT_EQ(rule.community->toString(), "64512:100");
    EXPECT_THAT(rule.asPathPrefix, ElementsAre(64601U, 64602U));
    EXPECT_EQ(rule.priority, 512U);
    EXPECT_THAT(rule.operations,
                ElementsAre(BgpOperation(AddCommunity{{64512, 1, 2}}),
                            BgpOperation(PrependAsPath{{64700, 64701}}), BgpOperation(SetPriority{256})));
    EXPECT_EQ(rule.at.line, 7U);
    EXPECT_FALSE(filter.exportV4[1].accepts);
    ASSERT_THAT(filter.importV6, SizeIs(1));
    EXPECT_EQ(filter.importV6[0].match, PrefixMatch::NotEqual);
}

TEST(ReadBgp, WrongFieldsAreSaidWithTheirPlace)
{
    const std::pair<const char *, const char *> cases[] = {
        {"exportV4: [{action: Accept, cidr: 10.0.0.0/8}]", "bgp-filter-cidr"},
        {"exportV4: [{action: Accept, cidr: \"fd00::/8\", matchOperator: In}]", "family-mismatch"},
        {"exportV4: [{action: Accept, prefixLength: {min: 8}}]", "bgp-filter-cidr"},
        {"exportV4: [{action: Accept, cidr: 10.0.0.0/8, matchOperator: In, prefixLength: {min: 9, max: 8}}]",
         "bgp-filter-cidr"},
        {"exportV4: [{action: Accept, cidr: 10.0.0.0/8, matchOperator: In, prefixLength: {max: 33}}]",
         "number-range"},
        {"importV4: [{action: Accept, source: RemotePeers}]", "bgp-filter-source"},
        {"importV4: [{action: Accept, interface: 'a\"b'}]", "interface-name"},
        {"importV4: [{action: Accept, communities: {values: [70000:1]}}]", "community-syntax"},
        {"importV4: [{action: Accept, communities: {values: [1:1, 2:2]}}]", "bgp-filter-community"},
        {"importV4: [{action: Accept, asPathPrefix: [0]}]", "as-number"},
        {"importV4: [{action: Reject, operations: [{setPriority: {value: 1}}]}]", "bgp-filter-operation"},
        {"importV4: [{action: Accept, operations: [{}]}]", "bgp-filter-operation"},
        {"importV4: [{action: Accept, operations: [{setPriority: {value: 0}}]}]", "number-range"},
        {"importV4: [{action: Drop}]", "unknown-word"},
        {"importV4: [{}]", "missing-field"},
    };
    for (const auto &[spec, rule] : cases) {
        const auto found = findings(read("BGPFilter", "spec:\n  " + std::string(spec) + '\n'));
        EXPECT_THAT(found, ElementsAre(HasSubstr('[' + std::string(rule) + ']'))) << spec;
    }
}

TEST(ReadBgp, WrongTimersAreSaidWithTheirPlace)
{
    const std::pair<const char *, const char *> cases[] = {
        {"  annotations: {podloom.dev/hold-time: 2s}\nspec: {}\n", "bgp-timers"},
        {"  annotations: {podloom.dev/hold-time: soon}\nspec: {}\n", "duration-syntax"},
        {"  annotations: {podloom.dev/hold-time: 500ms}\nspec: {}\n", "duration-range"},
        {"  annotations: {podloom.dev/bfd: \"yes\"}\nspec: {}\n", "wrong-type"},
        {"  annotations: {podloom.dev/bfd: \"true\", podloom.dev/bfd-interval: 1ms}\nspec: {}\n",
         "duration-range"},
        {"spec: {nodeMeshPassword: {}}\n", "missing-field"},
        {"spec: {communities: [{name: a, value: b}]}\n", "community-syntax"},
        {"spec: {prefixAdvertisements: [{cidr: 10.0.0.0/8, communities: [unknown]}]}\n", "community-syntax"},
        {"spec: {ignoredInterfaces: ['a b']}\n", "interface-name"},
    };
    for (const auto &[rest, rule] : cases)
        EXPECT_THAT(findings(read("BGPConfiguration", rest)),
                    ElementsAre(HasSubstr('[' + std::string(rule) + ']')))
            << rest;
}

TEST(ReadBgp, APeerThatCannotBeIsRefused)
{
    const std::pair<const char *, const char *> cases[] = {
        {"{peerIP: 192.0.2.1}", "bgp-peer-as"},
        {"{peerIP: 192.0.2.1, asNumber: 1, peerSelector: all()}", "bgp-peer-ends"},
        {"{peerIP: 192.0.2.1, asNumber: 1, reachableBy: \"fd00::1\"}", "family-mismatch"},
        {"{peerSelector: all(), reachableBy: 192.0.2.1}", "bgp-peer-ends"},
        {"{peerIP: 192.0.2.1, asNumber: 1, ttlSecurity: 0}", "number-range"},
        {"{peerIP: 192.0.2.1, asNumber: 1, nodeSelector: \"(has(x)\"}", "selector-syntax"},
        {"{peerSelector: rack == a}", "selector-syntax"},
    };
    for (const auto &[spec, rule] : cases)
        EXPECT_THAT(findings(read("BGPPeer", "spec: " + std::string(spec) + '\n')),
                    ElementsAre(HasSubstr('[' + std::string(rule) + ']')))
            << spec;
}

} // namespace
} // namespace podloom
