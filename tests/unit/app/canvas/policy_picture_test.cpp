// The arrows of the Policies lens say what the program decides.
#include "app/canvas/policy_picture.h"
#include "app/document/document.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace podloom::app {
namespace {

PolicyPicture drawn(const SnapshotPointer &snapshot)
{
    auto picture = describePolicies(*analyse(snapshot, 1));
    layOut(picture, {});
    return picture;
}

PolicyPicture shop()
{
    const auto loaded = loadDesign({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop")});
    return drawn(loaded->snapshot);
}

/// "frontend -> cart TCP 7070", with a cross for a denial.
std::vector<std::string> arrowsOf(const PolicyPicture &picture)
{
    std::vector<std::string> out;
    for (const auto &arrow : picture.arrows)
        out.push_back(picture.groups[arrow.from].name.toStdString() + (arrow.isAllowed ? " -> " : " -x ")
                      + picture.groups[arrow.to].name.toStdString() + " " + arrow.ports.toStdString());
    return out;
}

const PolicyGroup &groupOf(const PolicyPicture &picture, const char *name)
{
    return *std::find_if(picture.groups.begin(), picture.groups.end(),
                         [&](const PolicyGroup &group) { return group.name == QLatin1String(name); });
}

TEST(PolicyPicture, TheShopHasTheArrowsOfItsPolicies)
{
    using ::testing::Contains;
    const auto arrows = arrowsOf(shop());
    for (const auto *arrow : {"anywhere -> frontend TCP 8080", "frontend -> cart TCP 7070",
                              "cart -> redis TCP 6379", "checkout -> payment TCP 50051",
                              "payment -> outside TCP 8443–8445", "any pod -> dns TCP 53, UDP 53"})
        EXPECT_THAT(arrows, Contains(arrow));
    EXPECT_THAT(arrows, ::testing::Not(Contains("frontend -> dns TCP 53, UDP 53")))
        << "any pod says so already";
}

TEST(PolicyPicture, GatesStandWherePodsAreIsolated)
{
    const auto picture = shop();
    EXPECT_TRUE(groupOf(picture, "redis").isInGated);
    EXPECT_TRUE(groupOf(picture, "redis").isOutGated);
    EXPECT_TRUE(groupOf(picture, "dns").isInGated);
    EXPECT_FALSE(groupOf(picture, "dns").isOutGated);
    EXPECT_EQ(groupOf(picture, "node-probe").among, QStringLiteral("each other: TCP 9100"));
}

TEST(PolicyPicture, AServiceStandsAtThePodsThatItLeadsTo)
{
    const auto picture = shop();
    const auto &services = groupOf(picture, "cart").services;
    ASSERT_EQ(services.size(), 1U);
    EXPECT_EQ(services[0].id.kind, "Service");
    EXPECT_EQ(services[0].text, QStringLiteral("cart · 7070"));
    EXPECT_TRUE(groupOf(picture, "node-probe").services.empty());
}

TEST(PolicyPicture, NothingOverlaps)
{
    const auto picture = shop();
    for (std::size_t a = 0; a < picture.groups.size(); ++a) {
        for (std::size_t b = a + 1; b < picture.groups.size(); ++b)
            EXPECT_FALSE(picture.groups[a].rect.intersects(picture.groups[b].rect))
                << picture.groups[a].name.toStdString() << " and " << picture.groups[b].name.toStdString();
    }
}

constexpr const char *kTwo = R"(
apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: a}}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: b}}
)";

SnapshotPointer two(const std::string &policies)
{
    return parseFiles({{"a.yaml", kTwo + policies}});
}

TEST(PolicyPicture, WhatOneSideAllowsAndTheOtherDoesNotIsACross)
{
    const auto picture = drawn(two(R"(---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out}
spec:
  podSelector: {matchLabels: {app: a}}
  policyTypes: [Egress]
  egress: [{to: [{podSelector: {matchLabels: {app: b}}}], ports: [{port: 80}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: in}
spec: {podSelector: {matchLabels: {app: b}}}
)"));
    ASSERT_THAT(arrowsOf(picture), ::testing::ElementsAre("a -x b TCP 80"));
    EXPECT_FALSE(picture.arrows[0].isStoppedAtSource) << "the gate of b stops it";
}

TEST(PolicyPicture, ATickStandsOnlyWhereTheOtherEndLetsItOutToo)
{
    const auto picture = drawn(two(R"(---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shut}
spec: {podSelector: {matchLabels: {app: a}}, policyTypes: [Egress]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: in}
spec:
  podSelector: {matchLabels: {app: b}}
  ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 80}]}]
)"));
    ASSERT_THAT(arrowsOf(picture), ::testing::ElementsAre("any pod -x b TCP 80"));
    EXPECT_TRUE(picture.arrows[0].isStoppedAtSource) << "the gate of a, the only one who could";
    EXPECT_THAT(arrowsOf(shop()), ::testing::Contains("redis -x dns TCP 53, UDP 53"))
        << "any pod may ask, and the gate of redis does not let it out";
}

TEST(PolicyPicture, HostEndpointsHaveCardsAndGates)
{
    const auto picture = drawn(two(R"(---
apiVersion: v1
kind: Node
metadata: {name: node-1}
---
apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: node-1-eth0, labels: {role: host}}
spec: {node: node-1, interfaceName: eth0}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: ssh}
spec:
  selector: role == 'host'
  types: [Ingress]
  ingress: [{action: Allow, protocol: TCP, source: {selector: app == 'a'}, destination: {ports: [22]}}]
)"));
    EXPECT_TRUE(groupOf(picture, "node-1-eth0").isInGated);
    EXPECT_THAT(arrowsOf(picture), ::testing::Contains("a -> node-1-eth0 TCP 22"));
}

TEST(PolicyPicture, AGateThatLetsEverythingOutIsOpen)
{
    const auto picture = drawn(two(R"(---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out}
spec:
  podSelector: {matchLabels: {app: a}}
  policyTypes: [Egress]
  egress: [{}]
)"));
    EXPECT_TRUE(picture.arrows.empty());
    EXPECT_TRUE(groupOf(picture, "a").isOutOpen);
}

TEST(PolicyPicture, WithoutPoliciesThereAreNoGates)
{
    const auto picture = drawn(two(""));
    EXPECT_TRUE(picture.arrows.empty());
    for (const auto &group : picture.groups)
        EXPECT_FALSE(group.isInGated || group.isOutGated);
}

} // namespace
} // namespace podloom::app
