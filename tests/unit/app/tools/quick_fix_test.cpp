// What one edit mends, for designs with one fault each.
#include "app/document/analysis.h"
#include "app/tools/quick_fix.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace podloom::app {
namespace {

const std::string kPods = R"(apiVersion: v1
kind: Namespace
metadata: {name: default}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: web, ports: [{containerPort: 80}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: db}
spec:
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: main, image: db, ports: [{containerPort: 5432}]}]}
---
)";

AnalysisPointer analysisOf(std::string yaml)
{
    return analyse(parseFiles({{"a.yaml", std::move(yaml)}}), 1);
}

std::size_t countOf(const Analysis &analysis, const std::string &rule)
{
    return static_cast<std::size_t>(std::count_if(analysis.findings.begin(), analysis.findings.end(),
                                                  [&](const auto &each) { return each.rule() == rule; }));
}

/// Each fix of the first finding of that rule takes the finding away.
void expectMended(const std::string &rule, const std::string &yaml, const char *firstText)
{
    SCOPED_TRACE(rule);
    const auto analysis = analysisOf(yaml);
    const auto found = std::find_if(analysis->findings.begin(), analysis->findings.end(),
                                    [&](const auto &each) { return each.rule() == rule; });
    ASSERT_NE(found, analysis->findings.end());
    const auto fixes = quickFixes(*analysis->snapshot, *found);
    ASSERT_FALSE(fixes.empty());
    EXPECT_EQ(fixes.front().text.toStdString(), firstText);
    for (const auto &fix : fixes) {
        const auto applied = apply(*analysis->snapshot, fix.edit);
        ASSERT_TRUE(applied) << fix.text.toStdString();
        EXPECT_LT(countOf(*analyse(applied->snapshot, 2), rule), countOf(*analysis, rule))
            << fix.text.toStdString();
        const auto undone = applySplices(*applied->snapshot, applied->inverse);
        ASSERT_TRUE(undone);
        EXPECT_EQ(undone->snapshot->bytes(0), analysis->snapshot->bytes(0));
    }
}

std::string policy(const std::string &spec)
{
    return kPods + "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n"
         + spec;
}

TEST(QuickFixes, MendNetworkPolicies)
{
    expectMended("end-port", policy("  podSelector: {}\n  ingress: [{ports: [{port: 90, endPort: 80}]}]\n"),
                 "Exchange 90 and 80");
    expectMended(
        "except-outside-cidr",
        policy("  podSelector: {}\n  ingress:\n  - from:\n    - ipBlock: {cidr: 10.0.0.0/24, except: "
               "[10.9.0.0/25, 10.0.0.0/25]}\n"),
        "Remove the exception 10.9.0.0/25");
    expectMended("policy-types",
                 policy("  podSelector: {}\n  policyTypes: [Ingress]\n  egress: [{ports: [{port: 53}]}]\n"),
                 "Add Egress to policyTypes");
    expectMended("policy-empty", policy("  podSelector: {}\n"), "Write policyTypes: [Ingress]");
    expectMended(
        "dns-egress",
        policy("  podSelector: {matchLabels: {app: web}}\n  policyTypes: [Egress]\n  egress:\n  - to: "
               "[{podSelector: {matchLabels: {app: db}}}]\n    ports: [{port: 5432}]\n"),
        "Allow egress to port 53");
    expectMended("policy-selects-nothing",
                 policy("  podSelector: {matchLabels: {app: wbe}}\n  policyTypes: [Ingress]\n"),
                 "Write app: web");
}

TEST(QuickFixes, MendNamesAndFields)
{
    expectMended(
        "unknown-tier",
        kPods
            + "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: sec.p, "
              "namespace: default}\nspec: {tier: sec, selector: all(), ingress: [{action: Allow}]}\n",
        "Add the tier sec");
    expectMended(
        "unknown-router",
        "apiVersion: podloom.dev/v1alpha1\nkind: Router\nmetadata: {name: tor-a}\nspec: {asNumber: "
        "64601}\n---\napiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n---\napiVersion: "
        "podloom.dev/v1alpha1\nkind: Link\nmetadata: {name: l}\nspec: {ends: [{node: node-1}, {router: "
        "tor-b}]}\n",
        "Write tor-a");
}

TEST(QuickFixes, GiveANodeAnAddressThatIsFree)
{
    const auto node = [](const char *name) {
        return std::string("apiVersion: v1\nkind: Node\nmetadata: {name: ") + name
             + "}\nstatus: {addresses: [{type: InternalIP, address: 192.168.1.10}]}\n---\n";
    };
    expectMended("address-twice", node("a") + node("b"), "Give it 192.168.1.11");
}

TEST(QuickFixes, AddThePoolOfTheFamilyThatHasNone)
{
    const auto design = [](const std::string &more, const std::string &cidr, const std::string &labels = {}) {
        return "apiVersion: podloom.dev/v1alpha1\nkind: Cluster\nmetadata: {name: prod}\nspec: {" + more
             + "}\n---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: pods" + labels
             + "}\nspec: {cidr: " + cidr + "}\n";
    };
    const std::string both = "podCIDRs: [10.48.0.0/16, \"fd00:48::/48\"]";
    expectMended("pool-family-missing", design(both, "10.48.0.0/16"), "Add a pool with fd00:48::/48");
    expectMended("pool-family-missing", design(both, "\"fd00:48::/48\""), "Add a pool with 10.48.0.0/16");

    const auto poolAfter = [](const std::string &yaml, const char *name = "default-ipv6-pool") {
        const auto analysis = analysisOf(yaml);
        const auto found =
            std::find_if(analysis->findings.begin(), analysis->findings.end(),
                         [](const auto &each) { return each.rule() == "pool-family-missing"; });
        EXPECT_NE(found, analysis->findings.end());
        const auto fixes = quickFixes(*analysis->snapshot, *found);
        EXPECT_EQ(fixes.size(), 1U);
        const auto applied = apply(*analysis->snapshot, fixes.front().edit);
        EXPECT_TRUE(applied);
        EXPECT_FALSE(hasErrors(analyse(applied->snapshot, 2)->findings));
        const auto &pools = applied->snapshot->design().ipPools;
        const auto *added = pools.find({"prod", "projectcalico.org", "IPPool", "", name});
        EXPECT_NE(added, nullptr);
        return added ? *added : IpPool{};
    };
    const auto plain = poolAfter(design(both, "10.48.0.0/16"));
    EXPECT_EQ(plain.blockSize, 122);
    EXPECT_EQ(plain.encapsulation, Encapsulation::None);
    EXPECT_FALSE(plain.isNatOutgoing);
    const auto tunnelled =
        poolAfter(design(both + ", encapsulation: vxlanCrossSubnet, natOutgoing: true", "10.48.0.0/16"));
    EXPECT_EQ(tunnelled.encapsulation, Encapsulation::VxlanCrossSubnet) << "as the default pool was";
    EXPECT_TRUE(tunnelled.isNatOutgoing);
    EXPECT_EQ(poolAfter(design(both + ", encapsulation: ipip", "\"fd00:48::/48\""), "default-ipv4-pool")
                  .encapsulation,
              Encapsulation::Ipip);
    EXPECT_EQ(poolAfter(design(both + ", encapsulation: ipip", "10.48.0.0/16")).encapsulation,
              Encapsulation::None)
        << "IPIP carries IPv4 alone";
    // Beside another cluster it belongs to that of the pool which the finding is about.
    poolAfter("apiVersion: podloom.dev/v1alpha1\nkind: Cluster\nmetadata: {name: other}\n---\n"
              + design(both, "10.48.0.0/16", ", labels: {podloom.dev/cluster: prod}"));
}

TEST(QuickFixes, ArePointersIntoTheManifestWhateverTheKeysAre)
{
    const auto manifest = Json::object(
        {{"spec", Json::object({{"a.b/c", Json::array({Json::object({{"x", 1}})})}, {"a", 2}})}});
    EXPECT_EQ(pointerOf(manifest, "spec.a.b/c[0].x"), "/spec/a.b~1c/0/x");
    EXPECT_EQ(pointerOf(manifest, "spec.a"), "/spec/a");
    EXPECT_EQ(pointerOf(manifest, "spec.a.b/c[1]"), std::nullopt);
    EXPECT_EQ(pointerOf(manifest, "spec.nothing"), std::nullopt);
}

TEST(QuickFixes, OfferNothingWhereAPersonMustSayWhatIsMeant)
{
    const auto analysis = analysisOf("apiVersion: v1\nkind: [\n");
    for (const auto &finding : analysis->findings)
        EXPECT_TRUE(quickFixes(*analysis->snapshot, finding).empty());
}

} // namespace
} // namespace podloom::app
