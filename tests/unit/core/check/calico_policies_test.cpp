// Calico's policies and rules that match nothing, names of ports that nothing has, blocks of pods' addresses.
#include "tests/unit/core/check/findings.h"

namespace podloom::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kPods = pod("shop", "web", "app: web", "{name: http, containerPort: 80}") + "---\n"
                        + pod("shop", "db", "app: db") + "---\n" + pod("bank", "till", "app: till");

std::vector<std::string> check(std::vector<std::string> all)
{
    all.push_back(kPods);
    return findingsOf(documents(all));
}

std::string global(const std::string &spec)
{
    return "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: p}\nspec:\n" + spec;
}

std::string ofShop(const std::string &spec)
{
    return "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: p, namespace: "
           "shop}\nspec:\n"
         + spec;
}

const std::string kAllow = "  types: [Ingress]\n  ingress:\n  - action: Allow\n";

TEST(CalicoPolicySelectsNothing, NamesTheSelector)
{
    EXPECT_THAT(
        check({global("  selector: app == 'wbe'\n" + kAllow)}),
        ElementsAre(HasSubstr("1:1 warning policy-selects-nothing: no pod and no host endpoint matches "
                              "the policy (selector app == 'wbe')")));
    EXPECT_THAT(check({ofShop("  selector: app == 'till'\n" + kAllow)}),
                ElementsAre(HasSubstr("policy-selects-nothing")))
        << "that pod is in another namespace";
    EXPECT_THAT(check({ofShop("  selector: app == 'db'\n" + kAllow)}), IsEmpty());
    EXPECT_THAT(check({global("  namespaceSelector: team == 'a'\n" + kAllow)}),
                ElementsAre(HasSubstr("(namespaceSelector team == 'a')")));
}

TEST(CalicoPolicySelectsNothing, IsANoteWhereHostEndpointsAreElsewhere)
{
    EXPECT_THAT(
        check({global("  selector: has(host)\n  doNotTrack: true\n  applyOnForward: true\n" + kAllow)}),
        ElementsAre(HasSubstr("1:1 info policy-selects-nothing: no host endpoint of this design")));
}

TEST(CalicoPolicySelectsNothing, CountsWorkloadsWithoutReplicasAndNeedsPods)
{
    const std::string idle = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: idle, namespace: "
                             "shop}, spec: {replicas: 0, "
                             "selector: {matchLabels: {app: idle}}, template: {metadata: {labels: {app: "
                             "idle}}, spec: {containers: "
                             "[{name: c}]}}}}\n";

    EXPECT_THAT(check({ofShop("  selector: app == 'idle'\n" + kAllow), idle}), IsEmpty());
    EXPECT_THAT(findingsOf(global("  selector: app == 'wbe'\n" + kAllow)), IsEmpty())
        << "a design without pods";
}

TEST(CalicoPeerMatchesNothing, InTheOwnNamespaceIsAWarning)
{
    EXPECT_THAT(
        check({ofShop("  selector: app == 'db'\n" + kAllow + "    source: {selector: app == 'api'}\n")}),
        ElementsAre(HasSubstr("8:5 warning peer-matches-nothing: nothing in the namespace of the policy "
                              "matches the source's selector app == 'api'")));
    EXPECT_THAT(
        check({global("  selector: app == 'db'\n" + kAllow + "    source: {selector: app == 'api'}\n")}),
        ElementsAre(HasSubstr("8:5 info peer-matches-nothing: no pod, host endpoint or network set")));
    EXPECT_THAT(check({ofShop("  selector: app == 'db'\n" + kAllow
                              + "    source: {selector: app == 'till', namespaceSelector: all()}\n")}),
                IsEmpty());
}

TEST(CalicoPeerMatchesNothing, NetworkSetsAreSomething)
{
    const std::string set =
        "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: s, labels: "
        "{role: office}}, spec: {nets: [192.0.2.0/24]}}\n";
    const auto policy =
        global("  selector: app == 'db'\n" + kAllow + "    source: {selector: role == 'office'}\n");

    EXPECT_THAT(check({policy}), ElementsAre(HasSubstr("peer-matches-nothing")));
    EXPECT_THAT(check({policy, set}), IsEmpty());
}

TEST(CalicoNamedPort, MustBeSomewhere)
{
    const auto allow = [](const std::string &protocol, const std::string &port) {
        return global("  selector: app == 'web'\n" + kAllow + "    protocol: " + protocol
                      + "\n    destination: {ports: [" + port + "]}\n");
    };
    EXPECT_THAT(
        check({allow("TCP", "htpp")}),
        ElementsAre(HasSubstr("8:5 warning named-port: no pod of this design has a port called \"htpp\"")));
    EXPECT_THAT(check({allow("UDP", "http")}),
                ElementsAre(HasSubstr("named-port: no port called \"http\" is for UDP")));
    EXPECT_THAT(check({allow("TCP", "http")}), IsEmpty());
}

std::string clusterPolicy(const std::string &tier, const std::string &rules)
{
    return "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: "
           "p}\nspec:\n"
           "  tier: "
         + tier + "\n  priority: 5\n  subject: {namespaces: {}}\n" + rules;
}

TEST(ClusterNamedPort, MustBeSomewhere)
{
    const auto rules = [](const std::string &name) {
        return "  ingress:\n  - action: Accept\n    from: [{namespaces: {}}]\n    protocols: "
               "[{destinationNamedPort: "
             + name + "}]\n";
    };
    EXPECT_THAT(check({clusterPolicy("Admin", rules("htpp"))}), ElementsAre(HasSubstr("named-port: no pod")));
    EXPECT_THAT(check({clusterPolicy("Admin", rules("http"))}), IsEmpty());
}

TEST(PassInLastTier, OfBaselineAllows)
{
    const std::string rules = "  ingress:\n  - action: Pass\n    from: [{namespaces: {}}]\n";

    EXPECT_THAT(check({clusterPolicy("Baseline", rules)}),
                Contains(HasSubstr("9:5 warning pass-in-last-tier: no tier comes after Baseline")));
    EXPECT_THAT(check({clusterPolicy("Admin", rules)}), IsEmpty());
}

const std::string kPool =
    "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: main}, spec: {cidr: "
    "10.48.0.0/16}}\n";

TEST(BlockInPool, MeansPodsByTheirAddresses)
{
    const auto from = [](const std::string &block) {
        return policy("  podSelector: {}\n  ingress:\n  - from:\n    - ipBlock: {" + block + "}\n");
    };
    EXPECT_THAT(check({from("cidr: 10.48.7.0/24"), kPool}),
                ElementsAre(HasSubstr("8:7 warning block-in-pool: the addresses 10.48.7.0/24 are of the pool "
                                      "\"main\" (10.48.0.0/16), which gives them to any pod")));
    EXPECT_THAT(check({from("cidr: 10.0.0.0/8"), kPool}),
                ElementsAre(HasSubstr("8:7 info block-in-pool: the addresses 10.0.0.0/8 contain the pool")));
    EXPECT_THAT(check({from("cidr: 10.0.0.0/8, except: [10.48.0.0/16]"), kPool}), IsEmpty());
    EXPECT_THAT(check({from("cidr: 0.0.0.0/0"), kPool}), IsEmpty()) << "everybody is meant";
    EXPECT_THAT(check({from("cidr: 10.48.7.0/24")}), IsEmpty()) << "no pool is known";
}

TEST(BlockInPool, OfTheOtherDialectsIsANote)
{
    EXPECT_THAT(
        check({global("  selector: app == 'db'\n" + kAllow + "    source: {nets: [10.48.7.0/24]}\n"), kPool}),
        ElementsAre(HasSubstr("8:5 info block-in-pool")));
    EXPECT_THAT(
        check({clusterPolicy("Admin", "  egress:\n  - action: Deny\n    to: [{networks: [10.48.7.0/24]}]\n"),
               kPool}),
        ElementsAre(HasSubstr("info block-in-pool")));
}

} // namespace
} // namespace podloom::test
