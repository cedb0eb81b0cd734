#include "core/model/placement.h"

#include <gmock/gmock.h>

#include <map>
#include <random>

namespace {

using namespace podloom;

Node node(const std::string &name, Labels labels = {}, std::vector<Labels> taints = {})
{
    Node out;
    out.meta.id = {"prod", "", "Node", "", name};
    out.meta.labels = std::move(labels);
    out.taints = std::move(taints);
    return out;
}

Pod pod(const std::string &name, const std::string &owner = {}, std::uint32_t ordinal = 0,
        const std::string &ownerKind = "Deployment")
{
    Pod out;
    out.meta.id = {"prod", "", "Pod", "shop", name};
    if (!owner.empty())
        out.owner = ObjectId{"prod", "apps", ownerKind, "shop", owner};
    out.ordinal = ordinal;
    return out;
}

std::string nodeOf(const Design &design, const std::string &name)
{
    const auto *found = design.pods.find({"prod", "", "Pod", "shop", name});
    return found ? found->spec.nodeName : "?";
}

std::map<std::string, int> podsPerNode(const Design &design)
{
    std::map<std::string, int> count;
    for (const auto &each : design.pods)
        ++count[each.spec.nodeName];
    return count;
}

int moved(const Design &before, const Design &after)
{
    int count = 0;
    for (const auto &each : before.pods) {
        const auto *now = after.pods.find(each.meta.id);
        count += now && now->spec.nodeName != each.spec.nodeName ? 1 : 0;
    }
    return count;
}

Design designWith(int nodes, int workloads, std::uint32_t replicas)
{
    Design design;
    for (int index = 1; index <= nodes; ++index)
        design.nodes.put(node("node-" + std::to_string(index)));
    for (int index = 0; index < workloads; ++index) {
        const auto owner = "web" + std::to_string(index);
        for (std::uint32_t replica = 0; replica < replicas; ++replica)
            design.pods.put(pod(owner + '-' + std::to_string(replica), owner, replica));
    }
    return design;
}

TEST(Placement, KeepsTheNodeThatAPodNames)
{
    auto design = designWith(3, 0, 0);
    auto fixed = pod("fixed");
    fixed.spec.nodeName = "node-2";
    design.pods.put(fixed);

    EXPECT_EQ(nodeOf(place(design), "fixed"), "node-2");
}

TEST(Placement, GivesTheSameAnswerTwice)
{
    const auto design = designWith(5, 20, 3);

    EXPECT_EQ(moved(place(design), place(design)), 0);
    EXPECT_EQ(moved(place(design), place(place(design))), 0);
}

TEST(Placement, HonoursNodeSelectors)
{
    auto design = designWith(3, 0, 0);
    design.nodes.put(node("node-2", {{"disk", "ssd"}}));
    auto wanting = pod("db");
    wanting.spec.nodeSelector = {{"disk", "ssd"}};
    design.pods.put(wanting);

    EXPECT_EQ(nodeOf(place(design), "db"), "node-2");
}

TEST(Placement, LeavesAPodThatSuitsNoNodeWithoutOne)
{
    auto design = designWith(2, 0, 0);
    auto wanting = pod("db");
    wanting.spec.nodeSelector = {{"disk", "ssd"}};
    design.pods.put(wanting);

    EXPECT_EQ(nodeOf(place(design), "db"), "");
}

TEST(Placement, PutsOnlyTolerantPodsOnTaintedNodes)
{
    Design design;
    design.nodes.put(node("master", {}, {{{"key", "role"}, {"value", "master"}, {"effect", "NoSchedule"}}}));
    design.pods.put(pod("plain"));
    auto equal = pod("equal");
    equal.spec.tolerations = {{{"key", "role"}, {"operator", "Equal"}, {"value", "master"}}};
    design.pods.put(equal);
    auto any = pod("any");
    any.spec.tolerations = {{{"operator", "Exists"}}};
    design.pods.put(any);

    const auto placed = place(design);

    EXPECT_EQ(nodeOf(placed, "plain"), "");
    EXPECT_EQ(nodeOf(placed, "equal"), "master");
    EXPECT_EQ(nodeOf(placed, "any"), "master");
}

TEST(Placement, AvoidsUnschedulableNodes)
{
    auto design = designWith(2, 6, 1);
    auto cordoned = node("node-1");
    cordoned.isUnschedulable = true;
    design.nodes.put(cordoned);

    EXPECT_THAT(podsPerNode(place(design)), ::testing::ElementsAre(::testing::Pair("node-2", 6)));
}

TEST(Placement, KeepsReplicasApart)
{
    const auto placed = place(designWith(3, 1, 3));

    EXPECT_THAT(podsPerNode(placed),
                ::testing::ElementsAre(::testing::Pair("node-1", 1), ::testing::Pair("node-2", 1),
                                       ::testing::Pair("node-3", 1)));
}

TEST(Placement, GivesNoNodeMoreThanAQuarterAboveItsShare)
{
    const auto placed = place(designWith(4, 40, 1));

    for (const auto &[name, count] : podsPerNode(placed))
        EXPECT_LE(count, 13) << name;
}

TEST(Placement, MovesFewPodsWhenOneIsAdded)
{
    auto design = designWith(8, 100, 2);
    const auto before = place(design);
    design.pods.put(pod("another"));

    EXPECT_LE(moved(before, place(design)), 4);
}

TEST(Placement, MovesLittleMoreThanItsPodsWhenANodeGoes)
{
    auto design = designWith(8, 100, 2);
    const auto before = place(design);
    design.nodes.erase({"prod", "", "Node", "", "node-5"});

    EXPECT_LE(moved(before, place(design)), podsPerNode(before)["node-5"] + 40);
}

TEST(Placement, PutsOneDaemonReplicaOnEachNodeByName)
{
    auto design = designWith(3, 0, 0);
    for (std::uint32_t ordinal = 0; ordinal < 3; ++ordinal)
        design.pods.put(pod("agent-" + std::to_string(ordinal), "agent", ordinal, "DaemonSet"));

    const auto placed = place(design);

    EXPECT_EQ(nodeOf(placed, "agent-0"), "node-1");
    EXPECT_EQ(nodeOf(placed, "agent-1"), "node-2");
    EXPECT_EQ(nodeOf(placed, "agent-2"), "node-3");
}

TEST(Placement, KeepsClustersApart)
{
    auto design = designWith(1, 3, 1);
    auto other = node("edge-1");
    other.meta.id.cluster = "edge";
    design.nodes.put(other);

    EXPECT_THAT(podsPerNode(place(design)), ::testing::ElementsAre(::testing::Pair("node-1", 3)));
}

/// Small designs in which limits are met, selectors and taints rule nodes out, and pods come and go.
class RandomPlacement {
public:
    explicit RandomPlacement(unsigned seed) : m_random(seed) {}

    Design design()
    {
        Design out = designWith(0, 0, 0);
        for (unsigned index = 0; index < 3 + below(5); ++index) {
            auto each = node("node-" + std::to_string(index), {{"zone", zone()}});
            if (below(5) == 0)
                each.taints.push_back({{"key", "gpu"}, {"effect", "NoSchedule"}});
            each.isUnschedulable = below(8) == 0;
            out.nodes.put(std::move(each));
        }
        for (int count = 0; count < 25; ++count)
            out.pods.put(somePod());
        return out;
    }

    Design edited(Design design)
    {
        for (unsigned count = 0; count <= below(3); ++count) {
            if (below(2) == 0 && !design.pods.empty())
                design.pods.erase(
                    ObjectId(design.pods[below(static_cast<unsigned>(design.pods.size()))].meta.id));
            else
                design.pods.put(somePod());
        }
        if (below(15) == 0)
            design.nodes.put(node("node-1", {{"zone", zone()}}));
        return design;
    }

private:
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(m_random); }
    std::string zone() { return below(3) == 0 ? "a" : "b"; }

    Pod somePod()
    {
        const auto owner = "web" + std::to_string(below(4));
        const auto ordinal = below(12);
        auto out = pod(owner + '-' + std::to_string(ordinal), below(6) == 0 ? "" : owner, ordinal,
                       below(9) == 0 ? "DaemonSet" : "Deployment");
        if (below(4) == 0)
            out.spec.nodeSelector = {{"zone", zone()}};
        if (below(5) == 0)
            out.spec.tolerations = {{{"key", "gpu"}, {"operator", "Exists"}}};
        if (below(6) == 0)
            out.spec.nodeName = "node-" + std::to_string(below(9));
        return out;
    }

    std::mt19937 m_random;
};

TEST(Placement, OfAnEditedDesignIsThatOfTheWholeDesign)
{
    for (unsigned seed = 1; seed <= 1'500; ++seed) {
        RandomPlacement random(seed);
        auto before = random.design();
        auto nodes = placementOf(before);
        auto seats = seatsOf(before, nodes);
        for (int edit = 0; edit < 4; ++edit) {
            const auto after = random.edited(before);
            auto next = placementOf(after, before, seats);
            ASSERT_EQ(next.nodes, placementOf(after)) << "seed " << seed << ", edit " << edit;
            ASSERT_EQ(next.seats, seatsOf(after, next.nodes)) << "seed " << seed << ", edit " << edit;
            for (std::size_t index = 0; index < after.pods.size(); ++index) {
                const auto kept = next.kept[index];
                if (kept == UINT32_MAX)
                    continue;
                ASSERT_EQ(after.pods.pointer(index), before.pods.pointer(kept));
                ASSERT_EQ(next.nodes[index], nodes[kept]);
            }
            before = after;
            nodes = std::move(next.nodes);
            seats = std::move(next.seats);
        }
    }
}

} // namespace
