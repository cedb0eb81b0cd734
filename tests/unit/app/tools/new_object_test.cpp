// What the palette adds is valid, and what is removed leaves nothing in the air.
#include "app/tools/new_object.h"
#include "app/tools/remove_objects.h"

#include "core/check/check.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

constexpr const char *kDesign = R"(
apiVersion: podloom.dev/v1alpha1
kind: Cluster
metadata: {name: prod}
spec: {asNumber: 64700}
---
apiVersion: v1
kind: Node
metadata: {name: node-1, labels: {rack: a}}
---
apiVersion: projectcalico.org/v3
kind: Node
metadata: {name: node-1}
spec: {bgp: {ipv4Address: 192.168.1.1/24}}
---
apiVersion: v1
kind: Node
metadata: {name: node-2}
---
apiVersion: podloom.dev/v1alpha1
kind: Router
metadata: {name: tor}
spec: {asNumber: 64650}
---
apiVersion: podloom.dev/v1alpha1
kind: Link
metadata: {name: wire}
spec: {ends: [{router: tor}, {node: node-1}, {node: node-2}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, ports: [{containerPort: 80}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: db, namespace: data}
spec:
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, ports: [{containerPort: 5432}]}]}
)";

const ObjectId kNode1{"prod", "", "Node", "", "node-1"};
const ObjectId kNode2{"prod", "", "Node", "", "node-2"};
const ObjectId kTor{"", "podloom.dev", "Router", "", "tor"};
const ObjectId kWeb{"prod", "apps", "Deployment", "shop", "web"};
const ObjectId kDb{"prod", "apps", "Deployment", "data", "db"};

SnapshotPointer design()
{
    return parseFiles({{"a.yaml", kDesign}});
}

Choice chosen(std::set<ObjectId> objects, std::optional<ObjectId> primary = {})
{
    if (!primary && !objects.empty())
        primary = *objects.begin();
    return {std::move(objects), std::move(primary)};
}

/// The design with the new object; expects no findings.
SnapshotPointer with(NewKind kind, const Choice &choice)
{
    const auto before = design();
    const auto made = newObject(kind, before->design(), choice);
    EXPECT_TRUE(made) << made.error().text();
    const auto applied = apply(*before, Edit{{AddObject{*made, {}}}});
    EXPECT_TRUE(applied) << applied.error().text();
    for (const auto &finding : applied->snapshot->diagnostics())
        ADD_FAILURE() << finding.toString({"a.yaml"});
    return applied->snapshot;
}

TEST(NewObject, EveryKindIsUnderstoodWithoutFindings)
{
    EXPECT_TRUE(hasErrors(design()->diagnostics()) == false);
    for (const auto kind : kNewKinds)
        with(kind, chosen({kNode1, kTor, kWeb}, kWeb));
}

TEST(NewObject, ANodeStandsInTheRackOfTheChosenOne)
{
    const auto after = with(NewKind::Node, chosen({kNode1}));
    EXPECT_EQ(after->design().nodes.find({"prod", "", "Node", "", "node-3"})->meta.labels.at("rack"), "a");
}

TEST(NewObject, NumbersOfAutonomousSystemsGoOn)
{
    EXPECT_EQ(with(NewKind::Router, {})
                  ->design()
                  .routers.find({"", "podloom.dev", "Router", "", "router-1"})
                  ->asNumber,
              64651U);
    EXPECT_EQ((*newObject(NewKind::Cluster, design()->design(), {}))["spec"]["asNumber"].asInt(), 64701);
}

TEST(NewObject, APoolOverlapsNothing)
{
    const auto after = with(NewKind::Pool, {});
    for (const auto &finding : checkDesign(after->design()))
        EXPECT_NE(finding.rule(), "pool-overlap") << finding.message.text();
}

TEST(NewObject, APolicyLetsTheFirstReachTheOneChosenLast)
{
    const auto after = with(NewKind::Policy, chosen({kWeb, kDb}, kDb));
    const auto &policy = after->design().networkPolicies[0];
    EXPECT_EQ(policy.meta.id.ns, "data");
    ASSERT_EQ(policy.ingress.size(), 1U);
    ASSERT_EQ(policy.ingress[0].peers.size(), 1U);
    EXPECT_TRUE(policy.ingress[0].peers[0].namespaceSelector);
    EXPECT_EQ(policy.ingress[0].ports[0].port, PortRef(std::uint16_t{5432}));
}

TEST(NewObject, ALinkNeedsTwoMachines)
{
    const auto refused = newObject(NewKind::Link, design()->design(), chosen({kNode1}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.id, "choose-machines");
}

TEST(RemoveObjects, ANodeGoesFromEveryDocumentAndEveryLink)
{
    const auto before = design();
    const auto applied = apply(*before, removalOf(*before, {kNode1}));
    ASSERT_TRUE(applied) << applied.error().text();
    const auto &after = applied->snapshot->design();
    EXPECT_FALSE(after.nodes.contains(kNode1));
    ASSERT_EQ(after.links.size(), 1U);
    EXPECT_EQ(after.links[0].ends.size(), 2U);
}

TEST(RemoveObjects, ALinkWithOneEndLeftGoesToo)
{
    const auto before = design();
    const auto applied = apply(*before, removalOf(*before, {kNode1, kNode2}));
    ASSERT_TRUE(applied) << applied.error().text();
    EXPECT_TRUE(applied->snapshot->design().links.empty());
}

TEST(RemoveObjects, WhatStandsInNoFileIsLeftOut)
{
    EXPECT_TRUE(removalOf(*design(), {{"prod", "", "Pod", "shop", "web-0"}}).steps.empty());
}

} // namespace
} // namespace podloom::app
