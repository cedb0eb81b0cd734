// Traps of NetworkPolicy: each rule finds its fault, and is silent beside it.
#include "tests/unit/core/check/findings.h"

namespace podloom::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kShop = pod("shop", "web", "app: web", "{name: http, containerPort: 80}") + "---\n"
                        + pod("shop", "db", "app: db", "{name: pg, containerPort: 5432}");

std::vector<std::string> check(const std::string &spec, const std::string &more = "")
{
    return findingsOf(documents({policy(spec), kShop, more}));
}

TEST(PolicySelectsNothing, NamesTheLabelsThatAreThere)
{
    EXPECT_THAT(
        check("  podSelector: {matchLabels: {app: wbe}}\n  policyTypes: [Ingress]\n"),
        ElementsAre("1:1 warning policy-selects-nothing: no pod of the namespace \"shop\" matches the "
                    "podSelector app=wbe, so the policy has no effect; check the labels; the pods there "
                    "have app=db, app=web"));
    EXPECT_THAT(check("  podSelector: {matchLabels: {role: web}}\n  policyTypes: [Ingress]\n"),
                ElementsAre(HasSubstr("no pod there has the label role")));
    EXPECT_THAT(check("  podSelector: {matchLabels: {app: web}}\n  policyTypes: [Ingress]\n"), IsEmpty());
}

TEST(PolicySelectsNothing, CountsWorkloadsWithoutReplicas)
{
    const std::string job = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: job, namespace: shop}\n"
                            "spec:\n  replicas: 0\n  selector: {matchLabels: {app: job}}\n  template:\n"
                            "    metadata: {labels: {app: job}}\n    spec: {containers: [{name: c}]}\n";

    EXPECT_THAT(check("  podSelector: {matchLabels: {app: job}}\n  policyTypes: [Ingress]\n", job),
                IsEmpty());
}

TEST(PolicySelectsNothing, SaysNothingAboutPoliciesWithoutAnyPod)
{
    EXPECT_THAT(findingsOf(policy("  podSelector: {matchLabels: {app: web}}\n  policyTypes: [Ingress]\n")),
                IsEmpty());
}

TEST(PolicySelectsHostNetwork, HasNoEffect)
{
    const auto proxy = pod("shop", "proxy", "app: proxy", "", ", hostNetwork: true");

    EXPECT_THAT(check("  podSelector: {matchLabels: {app: proxy}}\n  policyTypes: [Ingress]\n", proxy),
                ElementsAre(HasSubstr("1:1 warning policy-selects-host-network: ")));
    EXPECT_THAT(check("  podSelector: {}\n  policyTypes: [Ingress]\n", proxy), IsEmpty());
}

TEST(PolicyTypes, RulesOfADirectionThatIsNotNamedHaveNoEffect)
{
    EXPECT_THAT(check("  podSelector: {}\n  policyTypes: [Ingress]\n  egress:\n  - {}\n"),
                ElementsAre(HasSubstr("8:5 warning policy-types: the egress rules have no effect")));
    EXPECT_THAT(check("  podSelector: {}\n  policyTypes: [Egress]\n  ingress:\n  - {}\n  egress: [{}]\n"),
                ElementsAre(HasSubstr("8:5 warning policy-types: the ingress rules have no effect")));
    EXPECT_THAT(check("  podSelector: {}\n  ingress: []\n  egress: []\n"),
                ElementsAre(HasSubstr("1:1 warning policy-types: an empty egress list alone does not deny")));
    EXPECT_THAT(check("  podSelector: {}\n  policyTypes: [Ingress, Egress]\n"), IsEmpty());
}

TEST(PolicyTypes, AnEgressPolicyWithoutTypesShutsItsServers)
{
    const std::string egressOnly = "  podSelector: {matchLabels: {app: web}}\n  egress:\n  - {}\n";
    const std::string ingress =
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
        "metadata: {name: in, namespace: shop}\nspec: {podSelector: {}, ingress: [{}]}\n";

    EXPECT_THAT(check(egressOnly),
                ElementsAre(HasSubstr("1:1 warning policy-types: without policyTypes the policy denies all "
                                      "ingress of its pods too")));
    EXPECT_THAT(check(egressOnly, ingress), IsEmpty()) << "another policy allows ingress";
    EXPECT_THAT(
        check("  podSelector: {matchLabels: {app: web}}\n  policyTypes: [Egress]\n  egress:\n  - {}\n"),
        IsEmpty());
}

TEST(PolicyEmpty, IsAskedToSayWhatItMeans)
{
    EXPECT_THAT(check("  podSelector: {}\n"), ElementsAre(HasSubstr("1:1 info policy-empty: ")));
    EXPECT_THAT(check("  podSelector: {}\n  ingress: []\n"), IsEmpty());
}

std::string from(const std::string &peers)
{
    return "  podSelector: {matchLabels: {app: db}}\n  ingress:\n  - from:\n" + peers;
}

TEST(PeerMatchesNothing, InTheOwnNamespaceIsAWarning)
{
    EXPECT_THAT(check(from("    - podSelector: {matchLabels: {app: api}}\n")),
                ElementsAre(HasSubstr("8:7 warning peer-matches-nothing: no pod of the namespace \"shop\" "
                                      "matches the podSelector app=api; check the labels")));
    EXPECT_THAT(check(from("    - podSelector: {matchLabels: {app: web}}\n    - podSelector: {}\n")),
                IsEmpty());
}

TEST(PeerMatchesNothing, ElsewhereItMayBeOutsideOfTheDesign)
{
    EXPECT_THAT(check(from("    - namespaceSelector: {matchLabels: {team: a}}\n")),
                ElementsAre(HasSubstr("8:7 info peer-matches-nothing: no namespace of this design matches")));
    EXPECT_THAT(check(from("    - namespaceSelector: {}\n      podSelector: {matchLabels: {app: api}}\n")),
                ElementsAre(HasSubstr("8:7 info peer-matches-nothing: no pod of the namespaces")));
    EXPECT_THAT(
        check(from("    - namespaceSelector: {}\n      podSelector: {matchLabels: {k8s-app: kube-dns}}\n")),
        IsEmpty())
        << "the name server of a cluster is seldom in a design";
}

TEST(PeerMatchesNothing, BothSelectorsMustHoldForOnePod)
{
    const std::string ns = "{apiVersion: v1, kind: Namespace, metadata: {name: ops, labels: {team: ops}}}\n";

    EXPECT_THAT(
        check(from("    - namespaceSelector: {matchLabels: {team: ops}}\n"
                   "      podSelector: {matchLabels: {app: web}}\n"),
              documents({ns, pod("ops", "scan", "app: scan")})),
        ElementsAre(HasSubstr("both must hold for one pod (write two list items where either is enough); "
                              "the pods there have app=scan")));
}

TEST(PeerAndOr, FindsTheDashThatMadeTwoPeersOfOne)
{
    const std::string ns = "{apiVersion: v1, kind: Namespace, metadata: {name: ops, labels: {team: ops}}}\n";
    const auto more = documents({ns, pod("ops", "scan", "app: scan")});
    const std::string twoItems = "    - namespaceSelector: {matchLabels: {team: ops}}\n"
                                 "    - podSelector: {matchLabels: {app: scan}}\n";

    EXPECT_THAT(check(from(twoItems), more), ElementsAre(HasSubstr("9:7 warning peer-and-or: ")));
    EXPECT_THAT(check(from("    - namespaceSelector: {matchLabels: {team: ops}}\n"
                           "    - podSelector: {matchLabels: {app: web}}\n"),
                      more),
                IsEmpty())
        << "the second item means pods of its own namespace";
}

TEST(NamedPort, MustBeOneOfThePodsThatTheRuleLeadsTo)
{
    const auto ports = [](const std::string &port) {
        return "  podSelector: {matchLabels: {app: db}}\n  ingress:\n  - ports:\n    - " + port + "\n";
    };
    EXPECT_THAT(
        check(ports("port: http")),
        ElementsAre(HasSubstr("8:7 warning named-port: none of the pods that this rule leads to has a "
                              "container port called \"http\"")));
    EXPECT_THAT(check(ports("{port: pg, protocol: UDP}")),
                ElementsAre(HasSubstr("8:7 warning named-port: the port \"pg\" of the pods is TCP, but this "
                                      "entry is for UDP")));
    EXPECT_THAT(check(ports("port: pg")), IsEmpty());
}

TEST(NamedPort, OfEgressIsThatOfThePeers)
{
    const auto to = [](const std::string &peer, const std::string &port) {
        return "  podSelector: {matchLabels: {app: web}}\n  policyTypes: [Egress]\n  egress:\n  - to:\n    - "
             + peer + "\n    ports:\n    - port: " + port
             + "\n    - {port: 53, protocol: UDP}\n    - port: 53\n";
    };
    EXPECT_THAT(check(to("podSelector: {matchLabels: {app: db}}", "pg")), IsEmpty());
    EXPECT_THAT(check(to("podSelector: {matchLabels: {app: db}}", "http")),
                ElementsAre(HasSubstr("11:7 warning named-port: none of the pods")));
    EXPECT_THAT(check(to("ipBlock: {cidr: 192.0.2.0/24}", "pg")),
                ElementsAre(HasSubstr("11:7 warning named-port: only pods have named ports")));
}

} // namespace
} // namespace podloom::test
