// Two designs compared in connections, and the outside addresses that policies tell apart.
#include "core/manifest/snapshot.h"
#include "core/policy/compile.h"
#include "core/policy/diff.h"
#include "core/policy/outside.h"
#include "core/policy/prediction.h"
#include "core/policy/staged.h"
#include "tests/unit/core/policy/policy_table.h"

#include <gmock/gmock.h>

#include <array>

namespace podloom::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Design designOf(const std::string &policies)
{
    return predicted(parseFiles({{"world.yaml", tableWorld()}, {"case.yaml", policies}})->design());
}

std::vector<std::string> textsOf(const std::vector<Connections> &list)
{
    std::vector<std::string> out;
    for (const auto &each : list)
        out.push_back(each.from + " -> " + each.to + ' ' + toString(each.protocol) + ' '
                      + each.ports.toString());
    return out;
}

/// An ingress policy for shop/db with these rules.
std::string forDb(const std::string &rules)
{
    return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db, namespace: shop}, "
           "spec: "
           "{podSelector: {matchLabels: {app: db}}, ingress: "
         + rules + "}}\n";
}

TEST(Difference, OfEqualDesignsIsEmpty)
{
    const auto program = compile(designOf(forDb("[{ports: [{port: 80}]}]")));

    const auto found = difference(program, program);

    EXPECT_THAT(found.added, IsEmpty());
    EXPECT_THAT(found.removed, IsEmpty());
}

TEST(Difference, NamesPairsWithProtocolAndMergedPorts)
{
    const std::string peer = "from: [{podSelector: {matchLabels: {app: web}}}], ports: ";
    const auto first = compile(designOf(forDb("[{" + peer + "[{port: 80}, {port: 5432}]}]")));
    const auto second = compile(designOf(forDb(
        "[{" + peer + "[{port: 80}, {port: 90, endPort: 95}, {port: 96}, {port: 53, protocol: UDP}]}]")));

    const auto found = difference(first, second);

    EXPECT_THAT(textsOf(found.added),
                ElementsAre("shop/web -> shop/db TCP 90-96", "shop/web -> shop/db UDP 53"));
    EXPECT_THAT(textsOf(found.removed), ElementsAre("shop/web -> shop/db TCP 5432"));
}

TEST(Difference, WritesOutsideRangesInTheFewestPrefixes)
{
    const auto first = compile(designOf(forDb("[]")));
    const auto second = compile(designOf(
        forDb("[{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.64/26]}}, {ipBlock: {cidr: "
              "198.51.100.0/24}}], ports: [{port: 80}]}]")));

    const auto found = difference(first, second);

    EXPECT_THAT(textsOf(found.added), UnorderedElementsAre("ip:203.0.113.0/26 -> shop/db TCP 80",
                                                           "ip:203.0.113.128/25 -> shop/db TCP 80",
                                                           "ip:198.51.100.0/24 -> shop/db TCP 80"));
}

TEST(Difference, OfIPv6IsSeenWhenItIsAskedFor)
{
    const auto first = compile(designOf(forDb("[]")));
    const auto second =
        compile(designOf(forDb("[{from: [{ipBlock: {cidr: \"2001:db8::/32\"}}], ports: [{port: 80}]}]")));

    EXPECT_THAT(difference(first, second).added, IsEmpty());
    EXPECT_THAT(textsOf(difference(first, second, Family::V6).added),
                ElementsAre("ip:2001:db8::/32 -> shop/db TCP 80"));
}

TEST(Difference, OfALabelIsSeenThoughNoPolicyChanged)
{
    const auto policy = forDb("[{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]");
    const auto design = designOf(policy);
    auto relabelled = design;
    auto web = *design.pods.find({"default", "", "Pod", "shop", "web"});
    web.meta.labels["app"] = "other";
    relabelled.pods.put(std::move(web));

    const auto found = difference(compile(design), compile(relabelled));

    EXPECT_THAT(textsOf(found.removed), ElementsAre("shop/web -> shop/db TCP 80"));
    EXPECT_THAT(found.added, IsEmpty());
}

TEST(Difference, OfAPodThatIsNewIsAllThatItMay)
{
    const auto closed =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: shut, namespace: shop}, "
        "spec: {podSelector: {matchLabels: {app: new}}, policyTypes: [Ingress, Egress], ingress: "
        "[{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]}}\n";
    const auto pod =
        "---\n{apiVersion: v1, kind: Pod, metadata: {name: new, namespace: shop, labels: {app: new}}, "
        "spec: {nodeName: node-1}}\n";

    const auto found = difference(compile(designOf(closed)), compile(designOf(std::string(closed) + pod)));

    EXPECT_THAT(textsOf(found.added), ElementsAre("shop/web -> shop/new TCP 80"));
    EXPECT_THAT(found.removed, IsEmpty());
}

TEST(Difference, ToStagedPoliciesSaysWhoLosesDns)
{
    const auto design = designOf(R"(
apiVersion: projectcalico.org/v3
kind: StagedKubernetesNetworkPolicy
metadata: {name: quiet, namespace: shop}
spec: {podSelector: {matchLabels: {tier: back}}, policyTypes: [Egress]}
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: {selector: app == 'db', ingress: []}
---
apiVersion: projectcalico.org/v3
kind: StagedNetworkPolicy
metadata: {name: db, namespace: shop}
spec: {stagedAction: Delete}
---
apiVersion: projectcalico.org/v3
kind: StagedGlobalNetworkPolicy
metadata: {name: ignored}
spec: {stagedAction: Ignore, ingress: [{action: Deny}]}
)");

    const auto staged = withStagedInForce(design);
    const auto found = difference(compile(design), compile(staged));

    EXPECT_THAT(found.withoutDns, UnorderedElementsAre("shop/batch", "shop/db"));
    EXPECT_THAT(textsOf(found.added), ::testing::Contains("bank/till -> shop/db TCP all"));
    EXPECT_THAT(textsOf(found.removed), ::testing::Contains("shop/db -> bank/till TCP all"));
    EXPECT_THAT(staged.calicoPolicies, IsEmpty());
    EXPECT_THAT(staged.networkPolicies, ::testing::SizeIs(1));
}

TEST(OutsideClasses, AreWhatPoliciesTellApart)
{
    const auto program =
        compile(designOf(forDb("[{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.64/26]}}]}]")));
    const std::array<const Program *, 1> programs{&program};

    const auto classes = outsideClasses(programs, Family::V4);

    ASSERT_EQ(classes.size(), 2U);
    EXPECT_EQ(describe(classes[0].ranges), "the internet except 203.0.113.0/26, 203.0.113.128/25");
    EXPECT_EQ(describe(classes[1].ranges), "203.0.113.0/24 except 203.0.113.64/26");
    EXPECT_EQ(classes[1].sample, IpAddress::parse("203.0.113.0"));
}

TEST(OutsideClasses, ANetworkIsAnEndAsLongAsPoliciesTreatItAlike)
{
    const auto program = compile(designOf(forDb("[{from: [{ipBlock: {cidr: 203.0.113.0/25}}]}]")));

    EXPECT_TRUE(endByName(program, "ip:203.0.113.0/26"));
    EXPECT_TRUE(endByName(program, "ip:203.0.113.5/32"));
    const auto mixed = endByName(program, "ip:203.0.113.0/24");
    ASSERT_FALSE(mixed);
    EXPECT_EQ(mixed.error().message.id, "endpoint-mixed");
    EXPECT_FALSE(endByName(program, "ip:203.0.113.5/24"));
    EXPECT_FALSE(endByName(program, "ip:nowhere"));
}

} // namespace
} // namespace podloom::policy
