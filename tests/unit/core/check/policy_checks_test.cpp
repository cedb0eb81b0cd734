// Rules about compiled policies: shadowed rules, name servers, silent denies, tiers.
#include "tests/unit/core/check/findings.h"

namespace podloom::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kPods = pod("shop", "web", "app: web") + "---\n" + pod("shop", "db", "app: db");

std::string admin(const std::string &name, int priority, const std::string &rules)
{
    return "apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: " + name
         + "}\nspec:\n  priority: " + std::to_string(priority) + "\n  subject: {namespaces: {}}\n" + rules;
}

std::vector<std::string> check(const std::vector<std::string> &all)
{
    auto texts = all;
    texts.push_back(kPods);
    return findingsOf(documents(texts));
}

TEST(ShadowedRule, AnEarlierRuleOfTheSamePolicyTakesAll)
{
    EXPECT_THAT(
        check(
            {admin("a", 1,
                   "  ingress:\n  - action: Deny\n    from: [{namespaces: {}}]\n  - action: Allow\n"
                   "    from: [{namespaces: {}}]\n    ports: [{portNumber: {protocol: TCP, port: 80}}]\n")}),
        ElementsAre(HasSubstr("10:5 warning shadowed-rule: this rule never decides anything: ingress rule 1 "
                              "above it matches all that it matches, and its action is deny")));
    EXPECT_THAT(check({admin(
                    "a", 1,
                    "  ingress:\n  - action: Deny\n    from: [{namespaces: {}}]\n"
                    "    ports: [{portRange: {protocol: TCP, start: 1, end: 79}}]\n  - action: Allow\n"
                    "    from: [{namespaces: {}}]\n    ports: [{portNumber: {protocol: TCP, port: 80}}]\n")}),
                IsEmpty());
}

TEST(ShadowedRule, AnEarlierPolicyOrTierTakesAll)
{
    const std::string deny = "  ingress:\n  - action: Deny\n    from: [{namespaces: {}}]\n";
    const std::string allow = "  ingress:\n  - action: Allow\n    from: [{namespaces: {}}]\n";

    EXPECT_THAT(
        check({admin("a", 1, deny), admin("b", 2, allow)}),
        ElementsAre(HasSubstr("18:5 warning shadowed-rule: this rule never decides anything: ingress rule 1 "
                              "of AdminNetworkPolicy.policy.networking.k8s.io/a comes first")));
    EXPECT_THAT(check({admin("a", 1, deny), admin("b", 2, deny)}),
                ElementsAre(HasSubstr("18:5 info shadowed-rule: ")))
        << "nothing changes, so it is only a note";
    EXPECT_THAT(check({admin("a", 1, "  ingress:\n  - action: Pass\n    from: [{namespaces: {}}]\n"),
                       policy("  podSelector: {}\n  ingress:\n  - from: [{namespaceSelector: {}}]\n")}),
                IsEmpty())
        << "Pass goes on with the next tier";
}

TEST(ShadowedRule, NetworkPoliciesAddUpAndOverrideABaseline)
{
    const std::string all = "  podSelector: {}\n  ingress:\n  - {}\n  - from: [{podSelector: {}}]\n";
    const std::string baseline =
        "apiVersion: policy.networking.k8s.io/v1alpha1\nkind: BaselineAdminNetworkPolicy\n"
        "metadata: {name: default}\nspec:\n  subject: {namespaces: {}}\n  ingress:\n"
        "  - action: Deny\n    from: [{namespaces: {}}]\n";

    EXPECT_THAT(check({policy(all), baseline}), IsEmpty());
}

std::string egress(const std::string &rules)
{
    return policy("  podSelector: {matchLabels: {app: web}}\n  policyTypes: [Egress]\n  egress:\n" + rules);
}

const std::string kToDb = "  - to: [{podSelector: {matchLabels: {app: db}}}]\n    ports: [{port: 5432}]\n";

TEST(DnsEgress, IsMissedWherePodsMayCallOthers)
{
    EXPECT_THAT(
        check({egress(kToDb)}),
        ElementsAre("1:1 warning dns-egress: shop/web may open connections to other pods but not ask a name "
                    "server; allow egress to port 53, UDP and TCP"));
    EXPECT_THAT(check({egress(kToDb + "  - ports: [{port: 53, protocol: UDP}]\n")}), IsEmpty());
    EXPECT_THAT(
        check({egress(kToDb
                      + "  - to: [{namespaceSelector: {}}]\n    ports: [{port: 5353, protocol: UDP}]\n")}),
        IsEmpty())
        << "name servers listen on other ports behind their Service";
    EXPECT_THAT(check({egress("  - {}\n")}), IsEmpty());
}

TEST(DnsEgress, IsNotMissedWhereNothingIsCalledByName)
{
    EXPECT_THAT(check({policy("  podSelector: {}\n  policyTypes: [Egress]\n")}), IsEmpty());
    EXPECT_THAT(check({egress("  - to: [{ipBlock: {cidr: 192.0.2.0/24}}]\n")}), IsEmpty());
}

TEST(DnsEgress, IsAskedOfTheNameServerThatTheDesignHas)
{
    const auto server =
        pod("kube-system", "coredns", "k8s-app: kube-dns", "{name: dns, containerPort: 53, protocol: UDP}");
    const std::string wrong = kToDb + "  - to: [{podSelector: {}}]\n    ports: [{port: 53, protocol: UDP}]\n";
    const std::string right =
        kToDb
        + "  - to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]\n"
          "    ports: [{port: 53, protocol: UDP}]\n";

    EXPECT_THAT(check({egress(wrong), server}), ElementsAre(HasSubstr("dns-egress")));
    EXPECT_THAT(check({egress(right), server}), IsEmpty());
}

std::string calico(const std::string &name, const std::string &spec)
{
    return "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: " + name
         + "}\nspec:\n" + spec;
}

const std::string kTier = "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: security}, "
                          "spec: {order: 100}}\n";

TEST(LogOnlyPolicy, CutsOffWhatItSelects)
{
    const std::string log = "  selector: app == 'web'\n  types: [Ingress]\n  ingress:\n  - action: Log\n";

    EXPECT_THAT(
        check({calico("a", log)}),
        ElementsAre(HasSubstr("8:5 warning log-only-policy: the ingress rules only log, and the tier "
                              "\"default\" denies what none of its rules decided: shop/web is cut off")));
    EXPECT_THAT(check({calico("a", log + "  - action: Allow\n")}), IsEmpty());
    EXPECT_THAT(check({calico("a", "  selector: all()\n  types: [Ingress, Egress]\n")}), IsEmpty())
        << "a default deny is what it looks like";
}

TEST(DenyOnlyPolicy, DeniesTheRestToo)
{
    const std::string deny = "  tier: security\n  selector: app == 'web'\n  types: [Ingress]\n  ingress:\n"
                             "  - action: Deny\n    source: {nets: [192.0.2.0/24]}\n";

    EXPECT_THAT(check({kTier, calico("security.a", deny)}),
                ElementsAre(HasSubstr("warning deny-only-policy: the ingress rules only deny, and the tier "
                                      "\"security\" denies what none of its rules decided")));
    EXPECT_THAT(check({kTier, calico("security.a", deny + "  - action: Pass\n")}), IsEmpty());
    EXPECT_THAT(check({calico("a", "  selector: all()\n  types: [Ingress]\n  ingress:\n  - action: Deny\n")}),
                IsEmpty())
        << "it says that it denies everything";
}

TEST(UnreachedPolicy, IsBehindATierThatDecidesEverything)
{
    const std::string allow = "  tier: security\n  selector: app == 'web'\n  types: [Ingress]\n  ingress:\n"
                              "  - action: Allow\n    source: {nets: [192.0.2.0/24]}\n";
    const auto web = policy("  podSelector: {matchLabels: {app: web}}\n  ingress:\n"
                            "  - from: [{podSelector: {matchLabels: {app: db}}}]\n");
    const auto all = policy("  podSelector: {}\n  ingress: [{from: [{podSelector: {}}]}]\n");

    EXPECT_THAT(
        check({kTier, calico("security.a", allow), web}),
        ElementsAre(HasSubstr("warning unreached-policy: no ingress connection reaches this policy: the "
                              "tier \"security\" comes first, has no rule with the action Pass")));
    EXPECT_THAT(check({kTier, calico("security.a", allow + "  - action: Pass\n"), web}), IsEmpty());
    EXPECT_THAT(check({kTier, calico("security.a", allow), all}), IsEmpty())
        << "it decides for the other pod";
}

TEST(UnknownTier, IsAnError)
{
    const std::string spec = "  tier: security\n  types: [Ingress]\n  ingress: [{action: Pass}]\n";

    EXPECT_THAT(check({calico("security.a", spec)}),
                Contains(HasSubstr("1:1 error unknown-tier: the design has no tier \"security\"")));
    EXPECT_THAT(check({kTier, calico("security.a", spec)}), IsEmpty());
}

TEST(PassInLastTier, HandsOverToTheProfiles)
{
    const std::string spec = "  types: [Ingress]\n  ingress:\n  - action: Pass\n";

    EXPECT_THAT(check({calico("a", spec)}),
                ElementsAre(HasSubstr("7:5 warning pass-in-last-tier: no tier comes after \"default\"")));
    EXPECT_THAT(check({kTier, calico("security.a", "  tier: security\n" + spec)}), IsEmpty());
}

TEST(EqualOrder, IsDecidedByName)
{
    const auto one = [](const std::string &name, const std::string &action, const std::string &order) {
        return calico(name, "  order: " + order + "\n  types: [Ingress]\n  ingress:\n  - action: " + action
                                + "\n    source: {nets: [192.0.2.0/24]}\n");
    };
    EXPECT_THAT(
        check({one("a", "Allow", "10"), one("b", "Deny", "10")}),
        Contains(HasSubstr("11:1 info equal-order: GlobalNetworkPolicy.projectcalico.org/a has the same "
                           "order in the tier \"default\"")));
    EXPECT_THAT(check({one("a", "Allow", "10"), one("b", "Deny", "20")}),
                Not(Contains(HasSubstr("equal-order"))));
}

const std::string kNode = "apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n"
                          "status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}\n";

std::string hostEndpoint(const std::string &interface)
{
    return "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: node-1, labels: {host: "
           "node-1}}\n"
           "spec: {node: node-1, interfaceName: \""
         + interface + "\", expectedIPs: [192.0.2.1]}\n";
}

std::string failsafes(const std::string &in, const std::string &out)
{
    return "apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: default}\n"
           "spec: {failsafeInboundHostPorts: ["
         + in + "], failsafeOutboundHostPorts: [" + out + "]}\n";
}

TEST(HostLockOut, FailsafePortsKeepSshAndBgp)
{
    EXPECT_THAT(check({hostEndpoint("*"), kNode}), IsEmpty());
    EXPECT_THAT(check({hostEndpoint("*"), kNode, failsafes("", "")}),
                ::testing::UnorderedElementsAre(
                    HasSubstr("1:1 error host-lock-out: no policy and no failsafe port lets SSH (TCP 22) in "
                              "to the node \"node-1\""),
                    HasSubstr("1:1 error host-lock-out: no policy and no failsafe port lets BGP (TCP 179)")));
    EXPECT_THAT(check({hostEndpoint("*"), kNode,
                       failsafes("{protocol: TCP, port: 22}", "{protocol: TCP, port: 179}")}),
                IsEmpty());
    EXPECT_THAT(check({hostEndpoint("eth0"), kNode, failsafes("", "")}),
                Contains(HasSubstr("1:1 warning host-lock-out")))
        << "there may be another interface";
}

TEST(HostLockOut, SoDoPolicies)
{
    const auto allow =
        calico("hosts", "  selector: has(host)\n  types: [Ingress]\n  ingress:\n  - action: Allow\n"
                        "    protocol: TCP\n    source: {nets: [10.0.0.0/8]}\n"
                        "    destination: {ports: [22, 179]}\n");

    EXPECT_THAT(check({hostEndpoint("*"), kNode, failsafes("", ""), allow}), IsEmpty());
}

} // namespace
} // namespace podloom::test
