// NetworkPolicies out of connections: exact where labels allow it, and honest where not.
#include "core/manifest/encode.h"
#include "core/manifest/snapshot.h"
#include "core/policy/prediction.h"
#include "core/policy/suggest.h"
#include "tests/unit/core/policy/policy_table.h"

#include <gmock/gmock.h>

namespace podloom::policy {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Design designOf(const std::string &more = {})
{
    return predicted(parseFiles({{"world.yaml", tableWorld()}, {"more.yaml", more}})->design());
}

Suggestion suggestionFor(const Design &design, const std::vector<WantedFlow> &flows)
{
    auto out = suggest(design, flows);
    EXPECT_TRUE(out) << out.error().text();
    return *std::move(out);
}

std::vector<std::string> namesOf(const Suggestion &suggestion)
{
    std::vector<std::string> out;
    for (const auto &policy : suggestion.policies)
        out.push_back(policy.meta.id.ns + '/' + policy.meta.id.name);
    return out;
}

TEST(Suggest, AllowsExactlyTheWantedConnections)
{
    const auto found = suggestionFor(designOf(), {{"shop/web", "shop/db", Protocol::Tcp, 5432},
                                                  {"bank/web", "shop/web", Protocol::Tcp, 8080},
                                                  {"ip:203.0.113.0/24", "shop/web", Protocol::Tcp, 8080},
                                                  {"shop/web", "kube-system/dns", Protocol::Udp, 53}});

    EXPECT_TRUE(found.isExact);
    EXPECT_THAT(found.remarks, IsEmpty());
    EXPECT_THAT(namesOf(found), ::testing::UnorderedElementsAre("bank/allow-web", "bank/default-deny",
                                                                "kube-system/allow-all-pods", "shop/allow-db",
                                                                "shop/allow-web", "shop/default-deny"));
}

TEST(Suggest, WithoutConnectionsClosesEveryNamespace)
{
    const auto found = suggestionFor(designOf(), {});

    EXPECT_TRUE(found.isExact);
    EXPECT_THAT(found.policies, SizeIs(3));
}

TEST(Suggest, PodsWithTheSameRulesShareAPolicy)
{
    const auto found = suggestionFor(designOf(), {{"shop/db", "kube-system/dns", Protocol::Udp, 53},
                                                  {"shop/batch", "kube-system/dns", Protocol::Udp, 53},
                                                  {"shop/db", "kube-system/dns", Protocol::Tcp, 53},
                                                  {"shop/batch", "kube-system/dns", Protocol::Tcp, 53}});

    EXPECT_TRUE(found.isExact);
    const auto shared =
        std::find_if(found.policies.begin(), found.policies.end(), [](const NetworkPolicy &policy) {
            return policy.meta.id.ns == "shop" && !policy.egress.empty();
        });
    ASSERT_NE(shared, found.policies.end());
    EXPECT_EQ(shared->podSelector.toString(), "tier=back");
    ASSERT_THAT(shared->egress, SizeIs(1));
    EXPECT_THAT(shared->egress[0].ports, SizeIs(2));
}

TEST(Suggest, SaysWhenLabelsCannotTellPodsApart)
{
    const auto design =
        designOf("{apiVersion: apps/v1, kind: Deployment, metadata: {name: twin, namespace: shop}, spec: "
                 "{replicas: 2, selector: {matchLabels: {app: twin}}, template: {metadata: {labels: "
                 "{app: twin}}, spec: {containers: [{name: a}]}}}}\n");

    const auto found = suggestionFor(design, {{"shop/twin-0", "shop/db", Protocol::Tcp, 80}});

    EXPECT_FALSE(found.isExact);
    ASSERT_THAT(found.remarks, SizeIs(1));
    EXPECT_EQ(found.remarks[0].text(), "shop/twin-1 -> shop/db TCP 80 is allowed too");
}

TEST(Suggest, SaysThatICMPIsNotAllowedAlone)
{
    const auto found = suggestionFor(designOf(), {{"shop/web", "shop/db", Protocol::Icmp}});

    EXPECT_FALSE(found.isExact);
    EXPECT_THAT(found.remarks[0].text(), HasSubstr("cannot allow ICMP alone"));
}

TEST(Suggest, LeavesOutWhatIsAllowedAnyway)
{
    const auto found = suggestionFor(designOf(), {{"shop/web", "shop/web", Protocol::Tcp, 80},
                                                  {"node:node-1", "shop/web", Protocol::Tcp, 80}});

    EXPECT_TRUE(found.isExact);
    EXPECT_THAT(found.policies, SizeIs(3));
}

TEST(Suggest, PodsWithMoreLabelsAreKeptOut)
{
    const auto design =
        designOf("{apiVersion: v1, kind: Pod, metadata: {name: canary, namespace: shop, labels: {app: web, "
                 "tier: front, track: canary}}, spec: {nodeName: node-1}}\n");

    const auto found = suggestionFor(design, {{"shop/web", "shop/db", Protocol::Tcp, 80}});

    EXPECT_TRUE(found.isExact);
}

TEST(Suggest, AnUnknownEndIsAnError)
{
    const auto found = suggest(designOf(), {{"shop/nobody", "shop/db", Protocol::Tcp, 80}});

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().message.id, "endpoint-unknown");
}

TEST(Suggest, PoliciesComeBackFromTheirManifests)
{
    const auto found = suggestionFor(designOf(), {{"shop/web", "shop/db", Protocol::Tcp, 5432},
                                                  {"bank/web", "shop/web", Protocol::Tcp, 8080},
                                                  {"ip:203.0.113.0/24", "shop/web", Protocol::Tcp, 8080}});

    for (const auto &policy : found.policies) {
        const auto snapshot = parseFiles({{"policy.yaml", toYaml(toManifest(policy))}});
        ASSERT_THAT(snapshot->diagnostics(), IsEmpty());
        auto read = snapshot->design().networkPolicies[0];
        read.meta.at = {};
        for (auto *rules : {&read.ingress, &read.egress}) {
            for (auto &rule : *rules) {
                rule.at = {};
                for (auto &peer : rule.peers)
                    peer.at = {};
                for (auto &port : rule.ports)
                    port.at = {};
            }
        }
        EXPECT_EQ(read.meta, policy.meta);
        EXPECT_TRUE(read == policy);
    }
}

} // namespace
} // namespace podloom::policy
