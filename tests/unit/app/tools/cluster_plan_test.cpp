// From nodes and pods to a cluster that has no faults.
#include "app/tools/cluster_plan.h"

#include "core/check/check.h"
#include "core/manifest/edit.h"

#include <gmock/gmock.h>

namespace podloom::app {
namespace {

using ::testing::HasSubstr;

SnapshotPointer nothing()
{
    return parseFiles({});
}

SnapshotPointer built(const Snapshot &before, const ClusterPlan &plan)
{
    const auto applied = apply(before, editOf(plan, before, before.fileCount() == 0 ? "design.yaml" : ""));
    EXPECT_TRUE(applied) << applied.error().text();
    return applied ? applied->snapshot : parseFiles({});
}

std::vector<std::string> faultsOf(const Snapshot &snapshot)
{
    std::vector<std::string> out;
    for (const auto &finding : snapshot.diagnostics())
        out.push_back(finding.message.text());
    for (const auto &finding : checkDesign(snapshot.design())) {
        if (finding.severity == Severity::Error)
            out.push_back(finding.message.text());
    }
    return out;
}

TEST(ClusterPlan, HasRoomForTwiceWhatIsAskedFor)
{
    const auto plan = planCluster({.nodes = 6, .podsPerNode = 110}, *nothing());
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->blockV4, 26);
    EXPECT_EQ(plan->blockV6, 122);
    // 6 nodes, 2 blocks of 64 each: 768; twice that: 1536; the next power of two: 2048 = /21.
    EXPECT_EQ(plan->poolV4->toString(), "10.48.0.0/21");
    EXPECT_EQ(plan->asNumber, 64512U);
    EXPECT_EQ(plan->routing, "mesh");
    EXPECT_EQ(plan->reasons.size(), 4U);
}

TEST(ClusterPlan, EveryRoutingAndSizeGivesADesignWithoutFaults)
{
    for (const auto *routing :
         {"", "mesh", "reflectors", "rack-reflectors", "rack-as", "node-as", "spine-leaf"}) {
        for (const int nodes : {3, 40}) {
            for (const int pods : {8, 110, 900}) {
                SCOPED_TRACE(std::string(routing) + ' ' + std::to_string(nodes) + ' ' + std::to_string(pods));
                const auto plan = planCluster(
                    {.nodes = nodes, .podsPerNode = pods, .racks = 3, .routing = routing}, *nothing());
                ASSERT_TRUE(plan) << plan.error().text();
                EXPECT_THAT(faultsOf(*built(*nothing(), *plan)), ::testing::IsEmpty());
            }
        }
    }
}

TEST(ClusterPlan, ManyNodesGetReflectors)
{
    EXPECT_EQ(planCluster({.nodes = 300}, *nothing())->routing, "reflectors");
    EXPECT_EQ(planCluster({.nodes = 300, .racks = 10}, *nothing())->routing, "rack-reflectors");
}

TEST(ClusterPlan, ASecondClusterTakesNothingFromTheFirst)
{
    for (const auto *routing : {"mesh", "rack-as", "node-as", "spine-leaf"}) {
        SCOPED_TRACE(routing);
        const auto first =
            built(*nothing(),
                  *planCluster({.name = "one", .nodes = 4, .racks = 2, .routing = routing}, *nothing()));
        const auto plan = planCluster({.name = "two", .nodes = 4, .racks = 2, .routing = routing}, *first);
        ASSERT_TRUE(plan) << plan.error().text();
        const auto both = built(*first, *plan);
        EXPECT_THAT(both->design().clusterNames(), ::testing::ElementsAre("one", "two"));
        EXPECT_EQ(both->design().nodes.size(), 8U);
        EXPECT_NE(both->design().clusters[0].asNumber, both->design().clusters[1].asNumber);
        EXPECT_EQ(both->design().routers.size(), 2 * first->design().routers.size());
        EXPECT_THAT(faultsOf(*both), ::testing::IsEmpty());
        std::vector<Prefix> subnets;
        for (const auto &link : both->design().links)
            subnets.insert(subnets.end(), link.subnets.begin(), link.subnets.end());
        for (std::size_t one = 0; one < subnets.size(); ++one) {
            for (std::size_t other = one + 1; other < subnets.size(); ++other)
                EXPECT_FALSE(subnets[one].overlaps(subnets[other])) << subnets[one].toString();
        }
    }
}

TEST(ClusterPlan, RefusesWhatDoesNotFitWithASentence)
{
    EXPECT_THAT(planCluster({.podsPerNode = 0}, *nothing()).error().text(), HasSubstr("from 1 to 1000"));
    EXPECT_THAT(planCluster({.nodes = 0}, *nothing()).error().text(), HasSubstr("from 1 to 2000"));
    EXPECT_THAT(planCluster({.name = "No"}, *nothing()).error().text(),
                HasSubstr("cannot be a cluster's name"));
    const auto first = built(*nothing(), *planCluster({.name = "one"}, *nothing()));
    EXPECT_THAT(planCluster({.name = "one"}, *first).error().text(), HasSubstr("already"));
}

} // namespace
} // namespace podloom::app
