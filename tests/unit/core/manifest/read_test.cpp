// What manifests become: kinds, identities, places of faults.
#include "core/manifest/snapshot.h"

#include <gmock/gmock.h>

namespace podloom {
namespace {

SnapshotPointer read(std::string text)
{
    return parseFiles({{"a.yaml", std::move(text)}});
}

std::vector<std::string> findings(const SnapshotPointer &snapshot)
{
    std::vector<std::string> out;
    for (const auto &each : snapshot->diagnostics())
        out.push_back(each.toString(snapshot->design().files));
    return out;
}

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ReadManifests, DocumentsOfOneFileBecomeObjects)
{
    const auto snapshot =
        read("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n"
             "---\n{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {}}\n");

    EXPECT_THAT(findings(snapshot), IsEmpty());
    EXPECT_THAT(snapshot->objects(), ElementsAre(ObjectId{"default", "", "Namespace", "", "shop"},
                                                 ObjectId{"default", "", "Pod", "shop", "a"}));
    ASSERT_THAT(snapshot->design().pods, SizeIs(1));
    const auto &design = snapshot->design();
    EXPECT_EQ(design.lines.inFile(design.pods[0].meta.at).line, 6u);
}

TEST(ReadManifests, AFaultHasFileLineColumnAndRule)
{
    const auto snapshot =
        read("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports:\n  - port: 70000\n");

    EXPECT_THAT(findings(snapshot),
                ElementsAre("a.yaml:6:11: error: spec.ports[0].port is 70000; it must be from 1 to 65535 "
                            "[number-range]"));
}

TEST(ReadManifests, APoolWhoseNodesCannotBeReadIsRefused)
{
    const std::string pool = "apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: a}\nspec:\n"
                             "  cidr: 10.1.0.0/16\n";
    for (const auto *const key : {"nodeSelector", "namespaceSelector"}) {
        EXPECT_THAT(findings(read(pool + "  " + key + ": rack == a\n")),
                    ElementsAre(AllOf(HasSubstr("a.yaml:6:"), HasSubstr("[selector-syntax]"))));
    }
}

TEST(ReadManifests, ASyntaxErrorLeavesTheOtherDocumentsReadable)
{
    const auto snapshot = read("a: [1, 2\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\n");

    EXPECT_THAT(findings(snapshot), ElementsAre(HasSubstr("[yaml-syntax]")));
    EXPECT_THAT(snapshot->design().pods, SizeIs(1));
}

TEST(ReadManifests, ItemsOfATypedListOfAnUnknownKindNeedNotSayTheirType)
{
    const auto snapshot =
        read("apiVersion: v1\nkind: GadgetList\nitems:\n- metadata: {name: a, namespace: x}\n");

    EXPECT_THAT(findings(snapshot), ElementsAre(HasSubstr("a.yaml:4:3: info: the kind Gadget is not read")));
    EXPECT_THAT(snapshot->objects(), SizeIs(1));
}

TEST(ReadManifests, ObjectsWithoutALabelBelongToTheOnlyCluster)
{
    const auto snapshot = read("apiVersion: podloom.dev/v1alpha1\nkind: Cluster\nmetadata: {name: prod}\n"
                               "---\napiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n");

    EXPECT_EQ(snapshot->design().nodes[0].meta.id.cluster, "prod");
    EXPECT_EQ(snapshot->design().clusters[0].meta.id.cluster, "");
}

} // namespace
} // namespace podloom
