// Copies stand beside what they were made of.
#include "app/tools/copy_objects.h"

#include "app/document/analysis.h"
#include "app/tools/copied_along.h"
#include "core/check/check.h"

#include <gmock/gmock.h>

#include <map>

namespace podloom::app {
namespace {

constexpr const char *kDesign = R"(
apiVersion: podloom.dev/v1alpha1
kind: Cluster
metadata: {name: prod}
spec: {asNumber: 64512, nodeCIDRs: [192.168.11.0/24]}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: pods}
spec: {cidr: 10.48.0.0/16, blockSize: 26}
---
apiVersion: v1
kind: Node
metadata: {name: node-1, labels: {kubernetes.io/hostname: node-1, rack: a}, uid: 4711}
---
apiVersion: projectcalico.org/v3
kind: Node
metadata: {name: node-1}
spec: {bgp: {asNumber: 64611, ipv4Address: 192.168.11.11/24}}
---
apiVersion: podloom.dev/v1alpha1
kind: Router
metadata: {name: tor}
spec: {asNumber: 64601, addresses: [192.168.11.1/24], networks: [192.168.11.0/24]}
---
apiVersion: podloom.dev/v1alpha1
kind: Link
metadata: {name: wire}
spec: {ends: [{router: tor}, {node: node-1}], subnet: [192.168.11.0/24]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front}}
    spec: {containers: [{name: web, image: x}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: 10.96.0.7, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
)";

const ObjectId kNode{"prod", "", "Node", "", "node-1"};
const ObjectId kRouter{"", "podloom.dev", "Router", "", "tor"};
const ObjectId kLink{"", "podloom.dev", "Link", "", "wire"};
const ObjectId kPool{"prod", "projectcalico.org", "IPPool", "", "pods"};
const ObjectId kWeb{"prod", "apps", "Deployment", "shop", "web"};
const ObjectId kService{"prod", "", "Service", "shop", "web"};
const ObjectId kPolicy{"prod", "networking.k8s.io", "NetworkPolicy", "shop", "web"};

class CopyTest : public ::testing::Test {
protected:
    /// The design with the copies in it.
    SnapshotPointer duplicated(const std::set<ObjectId> &objects)
    {
        const auto copies = copiesOf(manifestsOf(*snapshot, objects), *snapshot);
        EXPECT_TRUE(copies);
        Edit edit;
        for (const auto &manifest : *copies)
            edit.steps.emplace_back(AddObject{manifest, {}});
        auto applied = apply(*snapshot, edit);
        EXPECT_TRUE(applied) << (applied ? "" : applied.error().text());
        return applied ? applied->snapshot : snapshot;
    }
    SnapshotPointer snapshot = parseFiles({{"design.yaml", kDesign}});
};

TEST_F(CopyTest, ANodeGetsANameAnAddressAndAnAsNumberOfItsOwn)
{
    const auto after = duplicated({kNode});
    const auto *copy = after->design().nodes.find({"prod", "", "Node", "", "node-2"});
    ASSERT_NE(copy, nullptr);
    EXPECT_EQ(copy->meta.labels.at("kubernetes.io/hostname"), "node-2");
    EXPECT_EQ(copy->meta.labels.at("rack"), "a");
    ASSERT_EQ(copy->addresses.size(), 1U);
    EXPECT_EQ(copy->addresses[0].toString(), "192.168.11.12/24");
    EXPECT_EQ(copy->asNumber, 64612U);
    EXPECT_TRUE(after->manifestJson(copy->meta.id)["metadata"]["uid"].isNull());
}

TEST_F(CopyTest, AWholeRackIsWiredAmongItself)
{
    const auto after = duplicated({kNode, kRouter, kLink});
    const auto *link = after->design().links.find({"", "podloom.dev", "Link", "", "wire-2"});
    ASSERT_NE(link, nullptr);
    EXPECT_EQ(link->ends[0].router, "tor-2");
    EXPECT_EQ(link->ends[1].node, "node-2");
    EXPECT_EQ(link->subnets[0].toString(), "192.168.12.0/24");
    const auto *router = after->design().routers.find({"", "podloom.dev", "Router", "", "tor-2"});
    ASSERT_NE(router, nullptr);
    EXPECT_EQ(router->networks[0].toString(), "192.168.12.0/24");
}

TEST_F(CopyTest, APoolMovesToTheNextFreeNetwork)
{
    const auto after = duplicated({kPool});
    const auto *copy = after->design().ipPools.find({"prod", "projectcalico.org", "IPPool", "", "pods-2"});
    ASSERT_NE(copy, nullptr);
    EXPECT_EQ(copy->cidr.toString(), "10.49.0.0/16");
}

TEST_F(CopyTest, WhatIsCopiedTogetherBelongsTogether)
{
    const auto after = duplicated({kWeb, kService, kPolicy});
    const auto *web = after->design().workloads.find({"prod", "apps", "Deployment", "shop", "web-2"});
    ASSERT_NE(web, nullptr);
    EXPECT_EQ(web->templateLabels.at("app"), "web-2");
    EXPECT_EQ(web->templateLabels.at("tier"), "front");
    const auto service = after->manifestJson({"prod", "", "Service", "shop", "web-2"});
    EXPECT_EQ(service["spec"]["selector"]["app"].asString(), "web-2");
    EXPECT_TRUE(service["spec"]["clusterIP"].isNull());
    const auto policy = after->manifestJson({"prod", "networking.k8s.io", "NetworkPolicy", "shop", "web-2"});
    EXPECT_EQ(policy["spec"]["podSelector"]["matchLabels"]["app"].asString(), "web-2");
    EXPECT_FALSE(hasErrors(after->diagnostics()));
}

TEST_F(CopyTest, AWorkloadTakesItsPoliciesAndServicesAlong)
{
    constexpr const char *kMore = R"(
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: from-db, namespace: shop}
spec: {podSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}, policyTypes: [Ingress]}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: by-selector}
spec:
  selector: app == 'web' && has(tier)
  types: [Egress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: of-both, namespace: shop}
spec: {podSelector: {matchExpressions: [{key: app, operator: In, values: [web, db]}]}, policyTypes: [Ingress]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: of-all, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: shop, labels: {app: db}}
spec: {containers: [{name: db, image: x}]}
)";
    snapshot = parseFiles({{"design.yaml", kDesign}, {"more.yaml", kMore}});
    const auto along = copiedAlong(*analyse(snapshot, 1), {kWeb});
    const ObjectId byLabel{"prod", "networking.k8s.io", "NetworkPolicy", "shop", "from-db"};
    const ObjectId bySelector{"prod", "projectcalico.org", "GlobalNetworkPolicy", "", "by-selector"};
    EXPECT_THAT(along.objects, ::testing::UnorderedElementsAre(kPolicy, kService, byLabel, bySelector));
    EXPECT_THAT(along.missing, ::testing::ElementsAre("of-both"));
    EXPECT_TRUE(copiedAlong(*analyse(snapshot, 1), {kNode}).objects.empty());

    auto objects = along.objects;
    objects.insert(kWeb);
    const auto after = analyse(duplicated(objects), 2);
    EXPECT_TRUE(after->isWhole);
    std::map<std::string, std::size_t> selected; // pods by name of a policy
    for (const auto &policy : after->program.policies)
        selected[policy.id.name] = policy.selects.size();
    for (const auto *name : {"web", "web-2", "from-db", "from-db-2", "by-selector", "by-selector-2"})
        EXPECT_EQ(selected[name], 2U) << name;
}

TEST_F(CopyTest, TheClipboardIsManifests)
{
    const auto there = manifestsIn("apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n---\n"
                                   "apiVersion: v1\nkind: List\nitems:\n"
                                   "- {apiVersion: v1, kind: Namespace, metadata: {name: y}}\n");
    ASSERT_TRUE(there);
    EXPECT_EQ(there->size(), 2U);
    EXPECT_FALSE(manifestsIn("some words"));
    EXPECT_FALSE(manifestsIn(""));
}

TEST_F(CopyTest, ASecondClusterTakesNothingFromTheFirst)
{
    auto edit = sayingCluster(*snapshot, "prod");
    edit.steps.emplace_back(AddObject{
        *parseYamlValue("{apiVersion: podloom.dev/v1alpha1, kind: Cluster, metadata: {name: second}}"), {}});
    const auto applied = apply(*snapshot, edit);
    ASSERT_TRUE(applied) << applied.error().text();
    const auto &design = applied->snapshot->design();
    EXPECT_EQ(design.clusters.size(), 2U);
    EXPECT_TRUE(design.nodes.contains(kNode));
    EXPECT_TRUE(design.workloads.contains(kWeb));
    EXPECT_EQ(design.links[0].ends[1].cluster, "prod");
    EXPECT_THAT(design.clusterNames(), ::testing::ElementsAre("prod", "second"));
}

} // namespace
} // namespace podloom::app
