// Links by pattern: which there will be, and which there are already.
#include "app/tools/bulk_links.h"
#include "core/manifest/edit.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

SnapshotPointer leaves()
{
    std::string yaml;
    for (int node = 1; node <= 12; ++node)
        yaml += "apiVersion: v1\nkind: Node\nmetadata: {name: node-" + std::to_string(node) + "}\n---\n";
    for (int router = 1; router <= 3; ++router)
        yaml += "apiVersion: podloom.dev/v1alpha1\nkind: Router\nmetadata: {name: tor-"
              + std::to_string(router) + "}\nspec: {asNumber: 6460" + std::to_string(router) + "}\n---\n";
    yaml += "apiVersion: podloom.dev/v1alpha1\nkind: Link\nmetadata: {name: old}\nspec: {ends: [{node: "
            "node-1}, {router: "
            "tor-1}]}\n";
    return parseFiles({{"a.yaml", yaml}});
}

std::vector<std::string> namesOf(const std::vector<Json> &links)
{
    std::vector<std::string> out;
    for (const auto &link : links)
        out.push_back(link["metadata"]["name"].asString());
    return out;
}

TEST(Patterns, MatchAsOnACommandLine)
{
    EXPECT_TRUE(matchesPattern("node-12", "node-*"));
    EXPECT_TRUE(matchesPattern("node-12", "*-1?"));
    EXPECT_TRUE(matchesPattern("node-12", "*"));
    EXPECT_FALSE(matchesPattern("node-12", "node-?"));
    EXPECT_FALSE(matchesPattern("node-12", ""));
    EXPECT_TRUE(matchesPattern("", "**"));
    EXPECT_TRUE(matchesPattern("aab", "*ab"));
}

TEST(BulkLinks, JoinEachWithEachButWhatIsLinkedAlready)
{
    const auto snapshot = leaves();
    const auto links = bulkLinks(snapshot->design(), {"node-*", "tor-*", BulkMode::Each});
    ASSERT_TRUE(links);
    EXPECT_EQ(links->size(), 12U * 3U - 1U);
    Edit edit;
    for (const auto &link : *links)
        edit.steps.emplace_back(AddObject{link, {}});
    const auto applied = apply(*snapshot, edit);
    ASSERT_TRUE(applied);
    EXPECT_EQ(applied->snapshot->design().links.size(), 36U);
    EXPECT_FALSE(bulkLinks(applied->snapshot->design(), {"node-*", "tor-*", BulkMode::Each}))
        << "all are there";
}

TEST(BulkLinks, KnowThatASegmentJoinsAllItsEnds)
{
    const auto loaded = parseFiles({{"a.yaml", R"(
apiVersion: v1
kind: Node
metadata: {name: node-1}
---
apiVersion: v1
kind: Node
metadata: {name: node-2}
---
apiVersion: v1
kind: Node
metadata: {name: node-3}
---
apiVersion: podloom.dev/v1alpha1
kind: Router
metadata: {name: tor-a}
spec: {asNumber: 64601}
---
apiVersion: podloom.dev/v1alpha1
kind: Link
metadata: {name: rack-a}
spec: {ends: [{router: tor-a}, {node: node-1}, {node: node-2}]}
)"}});
    const auto links = bulkLinks(loaded->design(), {"node-*", "tor-*", BulkMode::Each});
    ASSERT_TRUE(links);
    EXPECT_THAT(namesOf(*links), ::testing::ElementsAre("node-3-tor-a"));
    const auto mesh = bulkLinks(loaded->design(), {"node-*", "node-*", BulkMode::Each});
    ASSERT_TRUE(mesh);
    EXPECT_THAT(namesOf(*mesh), ::testing::ElementsAre("node-1-node-3", "node-2-node-3"));
}

TEST(BulkLinks, GoRoundInTheOrderOfNumbers)
{
    const auto links = bulkLinks(leaves()->design(), {"node-2 node-3 node-10", "tor-*", BulkMode::Round});
    ASSERT_TRUE(links);
    EXPECT_THAT(namesOf(*links), ::testing::ElementsAre("node-2-tor-1", "node-3-tor-2", "node-10-tor-3"));
}

TEST(BulkLinks, SayWhatIsWrong)
{
    const auto snapshot = leaves();
    EXPECT_FALSE(bulkLinks(snapshot->design(), {"nothing*", "tor-*", BulkMode::Each}));
    EXPECT_FALSE(bulkLinks(snapshot->design(), {"node-*", "tor-*", BulkMode::Pairs}));
    EXPECT_FALSE(bulkLinks(snapshot->design(), {"", "", BulkMode::Each}));
}

} // namespace
} // namespace podloom::app
