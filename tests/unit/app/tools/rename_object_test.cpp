// A new name, and everything that says it.
#include "app/tools/rename_object.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string bytesAfter(const Result<Renamed> &done)
{
    return done ? std::string(done->applied.snapshot->bytes(0)) : done.error().text();
}

class RenameTest : public ::testing::Test {
protected:
    Result<Renamed> rename(const ObjectId &object, const std::string &name)
    {
        return renamed(*parseFiles({{"design.yaml", text}}), object, name);
    }

    std::string text = R"(apiVersion: podloom.dev/v1alpha1
kind: Cluster
metadata: {name: prod}
---
apiVersion: v1
kind: Node # the first
metadata: {name: a, labels: {kubernetes.io/hostname: a, rack: a}}
---
apiVersion: projectcalico.org/v3
kind: Node
metadata: {name: a}
spec: {bgp: {asNumber: 64600}}
---
apiVersion: v1
kind: Node
metadata: {name: b}
---
apiVersion: v1
kind: Namespace
metadata: {name: web}
---
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: web, annotations: {cni.projectcalico.org/ipv4pools: '["small", "a"]'}}
spec: {nodeName: a, nodeSelector: {kubernetes.io/hostname: a, rack: a}}
---
apiVersion: podloom.dev/v1alpha1
kind: Router
metadata: {name: tor}
spec: {asNumber: 64700}
---
apiVersion: podloom.dev/v1alpha1
kind: Link
metadata: {name: uplink}
spec: {ends: [{node: a}, {router: tor}]}
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: {name: p}
spec: {nodeSelector: "kubernetes.io/hostname in {'a', 'b'} && rack == 'a'", peerIP: 192.0.2.1, asNumber: 64700, filters: [out]}
---
apiVersion: projectcalico.org/v3
kind: BGPFilter
metadata: {name: out}
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: small}
spec: {cidr: 10.1.0.0/16}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: web}}
    - namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [web, x]}]}
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: strict.web, namespace: web}
spec: {tier: strict, selector: "app == 'web'", ingress: [{action: Allow, source: {namespaceSelector: "projectcalico.org/name == \"web\""}}]}
---
apiVersion: projectcalico.org/v3
kind: Tier
metadata: {name: strict}
)";
    const ObjectId node{"prod", "", "Node", "", "a"};
};

TEST_F(RenameTest, ANodeIsFollowedByEverythingThatStandsOnIt)
{
    const auto done = rename(node, "left");
    ASSERT_TRUE(done) << done.error().text();
    const auto after = bytesAfter(done);
    EXPECT_THAT(after, HasSubstr("kind: Node # the first\n"
                                 "metadata: {name: left, labels: {kubernetes.io/hostname: left, rack: a}}"));
    EXPECT_THAT(after, HasSubstr("kind: Node\nmetadata: {name: left}\nspec: {bgp:"));
    EXPECT_THAT(after,
                HasSubstr("spec: {nodeName: left, nodeSelector: {kubernetes.io/hostname: left, rack: a}}"));
    EXPECT_THAT(after, HasSubstr("ends: [{node: left}, {router: tor}]"));
    EXPECT_THAT(after, HasSubstr("kubernetes.io/hostname in {'left', 'b'} && rack == 'a'"));
    EXPECT_THAT(after, HasSubstr("{name: a, namespace: web,")) << "a pod of the same name is another thing";
    EXPECT_TRUE(done->applied.snapshot->design().nodes.contains({"prod", "", "Node", "", "left"}));
    EXPECT_EQ(done->objects.size(), 2U);
}

TEST_F(RenameTest, ANamespaceTakesItsObjectsAndSelectorsAlong)
{
    const auto done = rename({"prod", "", "Namespace", "", "web"}, "shop");
    ASSERT_TRUE(done) << done.error().text();
    const auto after = bytesAfter(done);
    EXPECT_THAT(after, Not(HasSubstr("namespace: web")));
    EXPECT_THAT(after, HasSubstr("metadata: {name: web, namespace: shop}"));
    EXPECT_THAT(after, HasSubstr("{matchLabels: {app: web}}"));
    EXPECT_THAT(after, HasSubstr("{kubernetes.io/metadata.name: shop}"));
    EXPECT_THAT(after, HasSubstr("values: [shop, x]"));
    EXPECT_THAT(after, HasSubstr("app == 'web'"));
    EXPECT_THAT(after, HasSubstr("projectcalico.org/name == \\\"shop\\\""));
}

TEST_F(RenameTest, NamesOfOtherKindsAreFollowed)
{
    EXPECT_THAT(bytesAfter(rename({"prod", "projectcalico.org", "IPPool", "", "small"}, "tiny")),
                HasSubstr("'[\"tiny\", \"a\"]'"));
    EXPECT_THAT(bytesAfter(rename({"prod", "projectcalico.org", "BGPFilter", "", "out"}, "in")),
                HasSubstr("filters: [in]"));
    EXPECT_THAT(bytesAfter(rename({"", "podloom.dev", "Router", "", "tor"}, "leaf")),
                HasSubstr("{router: leaf}"));
    const auto tier = bytesAfter(rename({"prod", "projectcalico.org", "Tier", "", "strict"}, "hard"));
    EXPECT_THAT(tier, HasSubstr("metadata: {name: hard.web, namespace: web}\nspec: {tier: hard,"));
    const auto cluster = rename({"", "podloom.dev", "Cluster", "", "prod"}, "live");
    ASSERT_TRUE(cluster) << cluster.error().text();
    EXPECT_TRUE(cluster->applied.snapshot->design().nodes.contains({"live", "", "Node", "", "a"}));
}

TEST_F(RenameTest, UndoGivesTheSameBytes)
{
    const auto snapshot = parseFiles({{"design.yaml", text}});
    const auto done = renamed(*snapshot, node, "left");
    ASSERT_TRUE(done);
    const auto back = applySplices(*done->applied.snapshot, done->applied.inverse);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->snapshot->bytes(0), text);
}

TEST_F(RenameTest, NamesThatCannotBeAreRefused)
{
    EXPECT_EQ(rename(node, "b").error().message.id, "name-taken");
    EXPECT_EQ(rename(node, "").error().message.id, "name-empty");
    EXPECT_FALSE(rename(node, "Not A Name"));
    EXPECT_EQ(rename({"prod", "", "Node", "", "zzz"}, "c").error().message.id, "rename-no-file");
}

TEST_F(RenameTest, TheDrawingKnowsItByItsNewName)
{
    Layout layout;
    layout.positions["topology/prod:Node/a"] = {1, 2};
    layout.positions["topology/prod:Node/b"] = {3, 4};
    layout.other.set("locked", Json::array({"topology/prod:Node/a"}));
    layout.other.set("notes", Json::object({{"topology/note/1", "a/Node/a"}}));
    auto after = node;
    after.name = "left";
    const auto now = renamed(layout, {{node, after}});
    EXPECT_EQ(now.positions.at("topology/prod:Node/left"), QPointF(1, 2));
    EXPECT_EQ(now.positions.at("topology/prod:Node/b"), QPointF(3, 4));
    EXPECT_EQ(now.other["locked"].items()[0].asString(), "topology/prod:Node/left");
    EXPECT_EQ(now.other["notes"]["topology/note/1"].asString(), "a/Node/a");
}

} // namespace
} // namespace podloom::app
