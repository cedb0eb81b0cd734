// Policies of every dialect as values, and the places of their faults.
#include "core/manifest/snapshot.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

SnapshotPointer read(std::string text)
{
    return parseFiles({{"a.yaml", std::move(text)}});
}

std::vector<std::string> findings(const SnapshotPointer &snapshot)
{
    std::vector<std::string> out;
    for (const auto &each : snapshot->diagnostics())
        out.push_back(each.toString(snapshot->design().files));
    return out;
}

/// A global Calico policy with this spec, written in flow style.
SnapshotPointer readGlobal(const std::string &spec)
{
    return read("{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: p}, spec: "
                + spec + "}\n");
}

constexpr const char *kCalicoBlock = R"(apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata:
  name: guard
spec:
  tier: security
  order: 12.5
  selector: app == 'db'
  namespaceSelector: team == "shop"
  types: [Ingress, Egress]
  applyOnForward: true
  ingress:
  - action: Allow
    ipVersion: 4
    protocol: TCP
    source:
      nets: [10.0.0.0/8, 192.0.2.7]
      notSelector: has(quarantine)
      serviceAccounts: {names: [web], selector: "trusted == 'y'"}
    destination:
      ports: [80, "443", 8000:9000, http]
      notPorts: [8080]
  - action: Pass
    protocol: ICMP
    icmp: {type: 8, code: 0}
  egress:
  - action: Log
  - action: Deny
    notProtocol: 47
    destination:
      services: {name: dns, namespace: kube-system}
)";

/// The same, as JSON.
constexpr const char *kCalicoJson =
    R"json({"apiVersion": "projectcalico.org/v3", "kind": "GlobalNetworkPolicy",
"metadata": {"name": "guard"}, "spec": {"tier": "security", "order": 12.5, "selector": "app == 'db'",
"namespaceSelector": "team == \"shop\"", "types": ["Ingress", "Egress"], "applyOnForward": true, "ingress": [
{"action": "Allow", "ipVersion": 4, "protocol": "TCP", "source": {"nets": ["10.0.0.0/8", "192.0.2.7"],
"notSelector": "has(quarantine)", "serviceAccounts": {"names": ["web"], "selector": "trusted == 'y'"}},
"destination": {"ports": [80, "443", "8000:9000", "http"], "notPorts": [8080]}},
{"action": "Pass", "protocol": "ICMP", "icmp": {"type": 8, "code": 0}}], "egress": [{"action": "Log"},
{"action": "Deny", "notProtocol": 47, "destination": {"services": {"name": "dns", "namespace": "kube-system"}}}]}}
)json";

void forgetPlaces(CalicoPolicy &policy)
{
    policy.meta.at = {};
    for (auto *rules : {&policy.ingress, &policy.egress}) {
        for (auto &rule : *rules)
            rule.at = {};
    }
}

TEST(ReadPolicies, ACalicoPolicyInBlockStyle)
{
    const auto snapshot = read(kCalicoBlock);

    ASSERT_THAT(findings(snapshot), IsEmpty());
    ASSERT_THAT(snapshot->design().calicoPolicies, SizeIs(1));
    const auto &policy = snapshot->design().calicoPolicies[0];
    EXPECT_EQ(policy.tier, "security");
    EXPECT_EQ(policy.order, 12.5);
    EXPECT_TRUE(policy.hasIngress && policy.hasEgress && policy.appliesOnForward);
    ASSERT_THAT(policy.ingress, SizeIs(2));
    const auto &first = policy.ingress[0];
    EXPECT_EQ(first.at.line, 13U);
    EXPECT_EQ(first.ipVersion, Family::V4);
    EXPECT_THAT(first.source.nets, ElementsAre(*Prefix::parse("10.0.0.0/8"), *Prefix::parse("192.0.2.7/32")));
    EXPECT_THAT(first.destination.ports,
                ElementsAre(CalicoPort(PortRange{80, 80}), CalicoPort(PortRange{443, 443}),
                            CalicoPort(PortRange{8000, 9000}), CalicoPort(std::string("http"))));
    EXPECT_THAT(first.source.serviceAccountNames, ElementsAre("web"));
    EXPECT_EQ(policy.ingress[1].icmp, (CalicoIcmp{.type = 8, .code = 0}));
    EXPECT_EQ(policy.egress[0].action, RuleAction::Log);
    EXPECT_EQ(policy.egress[1].notProtocol, static_cast<Protocol>(47));
    EXPECT_EQ(policy.egress[1].destination.serviceName, "dns");
}

TEST(ReadPolicies, ACalicoPolicyIsTheSameAsJson)
{
    const auto snapshot = read(kCalicoJson);

    ASSERT_THAT(findings(snapshot), IsEmpty());
    auto expected = read(kCalicoBlock)->design().calicoPolicies[0];
    auto policy = snapshot->design().calicoPolicies[0];
    forgetPlaces(expected);
    forgetPlaces(policy);
    EXPECT_EQ(policy, expected);
}

TEST(ReadPolicies, TypesOfACalicoPolicyFollowItsRulesUnlessTheyAreGiven)
{
    const std::pair<const char *, std::pair<bool, bool>> cases[] = {
        {"{}", {true, false}},
        {"{ingress: [{action: Allow}]}", {true, false}},
        {"{egress: [{action: Allow}]}", {false, true}},
        {"{ingress: [{action: Allow}], egress: [{action: Allow}]}", {true, true}},
        {"{types: [Egress]}", {false, true}},
        {"{preDNAT: true, applyOnForward: true}", {true, false}},
    };
    for (const auto &[spec, expected] : cases) {
        const auto snapshot = readGlobal(spec);
        ASSERT_THAT(findings(snapshot), IsEmpty()) << spec;
        const auto &policy = snapshot->design().calicoPolicies[0];
        EXPECT_EQ(std::pair(policy.hasIngress, policy.hasEgress), expected) << spec;
    }
}

TEST(ReadPolicies, FaultsOfCalicoPoliciesAreNamedByRule)
{
    const std::pair<const char *, const char *> cases[] = {
        {"{selector: \"app = 'x'\"}", "selector, column 5"},
        {"{selector: global()}", "[selector-global]"},
        {"{ingress: [{action: Permit}]}", "must be Allow, Deny, Pass or Log"},
        {"{ingress: [{}]}", "needs the field action"},
        {"{ingress: [{action: Allow, ipVersion: 5}]}", "must be 4 or 6"},
        {"{ingress: [{action: Allow, protocol: HTTP}]}", "[protocol]"},
        {"{ingress: [{action: Allow, protocol: 256}]}", "[number-range]"},
        {"{ingress: [{action: Allow, icmp: {type: 8}}]}", "[icmp-protocol]"},
        {"{ingress: [{action: Allow, protocol: ICMP, icmp: {code: 0}}]}", "[icmp-code]"},
        {"{ingress: [{action: Allow, protocol: ICMPv6, ipVersion: 4}]}", "[icmp-family]"},
        {"{ingress: [{action: Allow, destination: {ports: [80]}}]}", "[ports-protocol]"},
        {"{ingress: [{action: Allow, protocol: TCP, destination: {ports: [\"9:8\"]}}]}", "[port-syntax]"},
        {"{ingress: [{action: Allow, protocol: TCP, destination: {ports: [0]}}]}", "[number-range]"},
        {"{ingress: [{action: Allow, ipVersion: 6, source: {nets: [10.0.0.0/8]}}]}", "[net-family]"},
        {"{ingress: [{action: Allow, source: {nets: [10.0.0.0/33]}}]}", "[cidr-syntax]"},
        {"{ingress: [{action: Allow, source: {services: {name: a}, nets: [10.0.0.0/8]}}]}",
         "[services-alone]"},
        {"{ingress: [{action: Deny, http: {methods: [GET]}}]}", "[http-action]"},
        {"{doNotTrack: true}", "[policy-stage]"},
        {"{doNotTrack: true, preDNAT: true, applyOnForward: true}", "[policy-stage]"},
        {"{preDNAT: true, applyOnForward: true, types: [Egress]}", "[policy-stage]"},
        {"{types: [Both]}", "[policy-type]"},
    };
    for (const auto &[spec, expected] : cases) {
        const auto all = findings(readGlobal(spec));
        ASSERT_THAT(all, ::testing::Not(IsEmpty())) << spec;
        EXPECT_THAT(all[0], HasSubstr(expected)) << spec;
    }
}

TEST(ReadPolicies, ARuleWithAFaultAllowsNothing)
{
    const auto snapshot =
        readGlobal("{ingress: [{action: Allow, protocol: HTTP}, {action: Deny, protocol: HTTP}, "
                   "{action: Allow, protocol: TCP}]}");

    const auto &rules = snapshot->design().calicoPolicies[0].ingress;
    ASSERT_THAT(rules, SizeIs(2));
    EXPECT_EQ(rules[0].action, RuleAction::Deny);
    EXPECT_FALSE(rules[0].protocol) << "it denies everything";
    EXPECT_EQ(rules[1].action, RuleAction::Allow);
}

TEST(ReadPolicies, BothSpellingsOfTheGroupOfCalicoAreOne)
{
    const auto snapshot =
        read("apiVersion: crd.projectcalico.org/v1\nkind: Tier\nmetadata: {name: security}\n"
             "spec: {order: 100, defaultAction: Pass}\n---\n"
             "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\n"
             "metadata: {name: bad, labels: {kind: bad}}\nspec: {nets: [198.51.100.0/24]}\n---\n"
             "apiVersion: crd.projectcalico.org/v1\nkind: NetworkSet\n"
             "metadata: {name: ok, namespace: shop}\nspec: {nets: [\"2001:db8::/64\"]}\n");

    EXPECT_THAT(findings(snapshot), IsEmpty());
    ASSERT_THAT(snapshot->design().calicoTiers, SizeIs(1));
    EXPECT_EQ(snapshot->design().calicoTiers[0].order, 100);
    EXPECT_TRUE(snapshot->design().calicoTiers[0].passesAtEnd);
    EXPECT_THAT(snapshot->design().networkSets, SizeIs(2));
    EXPECT_EQ(snapshot->design().calicoTiers[0].meta.id.group, "projectcalico.org");
}

TEST(ReadPolicies, HostEndpointsProfilesAndFailsafes)
{
    const auto snapshot = read(R"(
apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: node-1-eth0, labels: {role: host}}
spec:
  node: node-1
  interfaceName: eth0
  expectedIPs: [192.168.11.1, "fd00::1"]
  profiles: [projectcalico-default-allow]
  ports: [{name: ssh, protocol: TCP, port: 22}]
---
apiVersion: projectcalico.org/v3
kind: Profile
metadata: {name: kns.shop}
spec: {labelsToApply: {pcns.team: shop}, ingress: [{action: Allow}], egress: [{action: Allow}]}
---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata: {name: default}
spec:
  bpfEnabled: false
  defaultEndpointToHostAction: Return
  failsafeInboundHostPorts: [{protocol: tcp, port: 22, net: 192.168.0.0/16}]
  failsafeOutboundHostPorts: []
)");

    EXPECT_THAT(findings(snapshot), IsEmpty());
    const auto &host = snapshot->design().hostEndpoints[0];
    EXPECT_EQ(host.node, "node-1");
    EXPECT_EQ(host.interfaceName, "eth0");
    EXPECT_THAT(host.expectedIps, SizeIs(2));
    EXPECT_THAT(host.profiles, ElementsAre("projectcalico-default-allow"));
    EXPECT_EQ(snapshot->design().calicoProfiles[0].labelsToApply.at("pcns.team"), "shop");
    const auto &felix = snapshot->design().felixConfigurations[0];
    EXPECT_EQ(felix.endpointToHost, "Return");
    ASSERT_TRUE(felix.failsafeInbound && felix.failsafeOutbound);
    EXPECT_EQ(felix.failsafeInbound->at(0),
              (FailsafePort{.protocol = Protocol::Tcp, .port = 22, .net = *Prefix::parse("192.168.0.0/16")}));
    EXPECT_THAT(*felix.failsafeOutbound, IsEmpty());
}

TEST(ReadPolicies, StagedPoliciesKeepWhatTheyWouldDo)
{
    const auto snapshot = read(R"(
apiVersion: projectcalico.org/v3
kind: StagedKubernetesNetworkPolicy
metadata: {name: db, namespace: shop}
spec: {stagedAction: Delete, podSelector: {matchLabels: {app: db}}, ingress: [{}]}
---
apiVersion: projectcalico.org/v3
kind: StagedNetworkPolicy
metadata: {name: web, namespace: shop}
spec: {selector: all(), ingress: [{action: Allow}]}
---
apiVersion: projectcalico.org/v3
kind: StagedGlobalNetworkPolicy
metadata: {name: all}
spec: {stagedAction: Ignore}
)");

    EXPECT_THAT(findings(snapshot), IsEmpty());
    const auto &kubernetes = snapshot->design().stagedNetworkPolicies[0];
    EXPECT_EQ(kubernetes.action, StagedAction::Delete);
    EXPECT_EQ(kubernetes.policy.meta.id.toString(), "NetworkPolicy.networking.k8s.io/shop/db");
    EXPECT_THAT(kubernetes.policy.ingress, SizeIs(1));
    ASSERT_THAT(snapshot->design().calicoPolicies, SizeIs(2));
    EXPECT_EQ(snapshot->design().calicoPolicies[0].staged, StagedAction::Ignore);
    EXPECT_EQ(snapshot->design().calicoPolicies[1].staged, StagedAction::Set);
}

TEST(ReadPolicies, FaultsOfClusterNetworkPoliciesAreNamedByRule)
{
    const auto readAlpha2 = [](const std::string &rules) {
        return findings(
            read("apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\n"
                 "metadata: {name: p}\nspec: {tier: Admin, priority: 1, subject: {namespaces: {}}, "
                 + rules + "}\n"));
    };
    const std::pair<const char *, const char *> cases[] = {
        {"ingress: [{action: Allow, from: [{namespaces: {}}]}]", "must be Accept, Deny or Pass"},
        {"ingress: [{action: Deny}]", "needs the field from"},
        {"ingress: [{action: Deny, from: []}]", "[empty-peers]"},
        {"ingress: [{action: Deny, from: [{}]}]", "[unknown-peer]"},
        {"ingress: [{action: Deny, from: [{networks: [10.0.0.0/8]}]}]", "[unknown-peer]"},
        {"egress: [{action: Deny, to: [{networks: [10.0.0.0/8], nodes: {}}]}]", "[peer-kinds]"},
        {"egress: [{action: Deny, to: [{domainNames: [example.org]}]}]", "[domain-names-action]"},
        {"egress: [{action: Accept, to: [{domainNames: [\"a.*.org\"]}]}]", "[domain-name]"},
        {"ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {}, udp: {}}]}]",
         "[exactly-one]"},
        {"ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {range: "
         "{start: 5, "
         "end: 5}}}}]}]",
         "[port-range]"},
        {"egress: [{action: Deny, to: [{nodes: {}}], protocols: [{destinationNamedPort: dns}]}]",
         "[named-port-peer]"},
        {"ports: []", "[unknown-field]"},
    };
    for (const auto &[rules, expected] : cases) {
        const auto all = readAlpha2(rules);
        ASSERT_THAT(all, ::testing::Not(IsEmpty())) << rules;
        EXPECT_THAT(all[0], HasSubstr(expected)) << rules;
    }
    EXPECT_THAT(
        findings(read("apiVersion: policy.networking.k8s.io/v1alpha1\nkind: BaselineAdminNetworkPolicy\n"
                      "metadata: {name: other}\nspec: {subject: {pods: {}}}\n")),
        ElementsAre(HasSubstr("[baseline-name]")));
}

TEST(Policies, AFieldThatIsNotKnownOpensNoRule)
{
    const auto global = readGlobal("{ingress: [{action: Allow, source: {selecter: app == 'cli'}}]}");
    EXPECT_THAT(findings(global),
                ElementsAre(AllOf(HasSubstr("error: spec.ingress[0].source.selecter is no field"),
                                  HasSubstr("did you mean \"selector\"?"))));
    EXPECT_THAT(global->design().calicoPolicies.begin()->ingress, IsEmpty());

    const auto plain =
        read("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: "
             "{podselector: {matchLabels: {app: db}}}}\n");
    EXPECT_THAT(findings(plain), ElementsAre(HasSubstr("error: spec.podselector is no field")));
}

} // namespace
} // namespace podloom
