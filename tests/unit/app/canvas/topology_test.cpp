// What the Topology lens shows of real designs.
#include "app/canvas/topology.h"
#include "app/document/document.h"
#include "core/routing/network_template.h"

#include <gmock/gmock.h>

#include <QLineF>

#include <algorithm>
#include <set>

namespace podloom::app {
namespace {

Topology drawn(const char *design, const Layout &layout = {}, const LabPicture &lab = {},
               std::string_view lens = kTopologyLens)
{
    const auto loaded =
        loadDesign({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/") + QLatin1String(design)});
    EXPECT_TRUE(loaded);
    auto topology = describeTopology(*analyse(loaded->snapshot, 1), lab, lens);
    layOut(topology, layout);
    return topology;
}

std::vector<QRectF> cardsOf(const Topology &topology)
{
    std::vector<QRectF> out;
    for (const auto &node : topology.nodes)
        out.push_back(node.rect);
    for (const auto &router : topology.routers)
        out.push_back(router.rect);
    return out;
}

const NodeCard &cardOf(const Topology &topology, const char *name)
{
    return *std::find_if(topology.nodes.begin(), topology.nodes.end(),
                         [&](const NodeCard &card) { return card.name == QLatin1String(name); });
}

TEST(Topology, NothingOverlaps)
{
    for (const auto *design : {"shop", "minimal", "fabric"}) {
        const auto cards = cardsOf(drawn(design));
        for (std::size_t a = 0; a < cards.size(); ++a) {
            for (std::size_t b = a + 1; b < cards.size(); ++b)
                EXPECT_FALSE(cards[a].intersects(cards[b])) << design << ": " << a << " and " << b;
        }
    }
}

TEST(Topology, ManyRacksStandInRowsWithoutOverlap)
{
    std::string manifests;
    for (int node = 0; node < 60; ++node)
        manifests += "apiVersion: v1\nkind: Node\nmetadata: {name: n" + std::to_string(node)
                   + ", labels: {rack: r" + std::to_string(node % 15) + "}}\n---\n";
    auto topology = describeTopology(*analyse(parseFiles({{"a.yaml", manifests}}), 1), {});
    layOut(topology, {});
    QRectF all;
    for (const auto &frame : topology.frames) {
        all = all.united(frame.rect);
        for (const auto &other : topology.frames)
            EXPECT_FALSE(frame.isRack && other.isRack && frame.id != other.id
                         && frame.rect.intersects(other.rect));
    }
    EXPECT_LT(all.width(), 3 * all.height());
    EXPECT_LT(all.height(), 3 * all.width());
}

TEST(Topology, PodsAreInsideTheirCardsAndNoneIsLost)
{
    const auto topology = drawn("shop");
    std::size_t pods = 0;
    for (const auto &node : topology.nodes) {
        pods += node.pods.size() + static_cast<std::size_t>(node.hiddenPods);
        for (const auto &pod : node.pods)
            EXPECT_TRUE(QRectF({}, node.rect.size()).contains(pod.rect)) << pod.text.toStdString();
    }
    EXPECT_EQ(pods, 20U);
}

TEST(Topology, FramesHoldTheirNodes)
{
    const auto topology = drawn("shop");
    EXPECT_EQ(topology.frames.size(), 3U); // a cluster and two racks
    for (const auto &frame : topology.frames) {
        for (const auto &key : frame.members) {
            const auto node = std::find_if(topology.nodes.begin(), topology.nodes.end(),
                                           [&](const NodeCard &card) { return card.key == key; });
            EXPECT_TRUE(frame.rect.contains(node->rect)) << key;
        }
    }
}

TEST(Topology, LinesEndAtTheBordersOfTheirCards)
{
    const auto topology = drawn("shop");
    EXPECT_EQ(topology.lines.size(), 8U); // three nodes with their routers, and the routers: session and wire
    std::size_t sessions = 0;
    for (const auto &line : topology.lines) {
        sessions += line.isSession ? 1 : 0;
        EXPECT_TRUE(line.willComeUp) << line.words.toStdString();
        EXPECT_EQ(line.curve.front(), line.ends[0].at);
        EXPECT_EQ(line.curve.back(), line.ends[1].at);
    }
    EXPECT_EQ(sessions, 4U);
}

TEST(Topology, WiresRunBesideTheirSessionAndBesideEachOther)
{
    auto manifests = *writeTemplate({.name = "mesh", .nodes = 3, .racks = 1});
    for (const auto *name : {"one", "two"})
        manifests += std::string("\n---\napiVersion: podloom.dev/v1alpha1\nkind: Link\nmetadata: {name: ")
                   + name + "}\nspec: {ends: [{node: node-1}, {node: node-2}]}\n";
    auto topology = describeTopology(*analyse(parseFiles({{"a.yaml", manifests}}), 1), {});
    for (const auto far : {0.0, 2000.0}) { // side by side; and with a card between, in arcs
        Layout layout;
        layout.positions[topology.nodes[2].key] = {far, 700};
        if (far > 0) {
            layout.positions[topology.nodes[0].key] = {0, 0};
            layout.positions[topology.nodes[2].key] = {400, 0};
            layout.positions[topology.nodes[1].key] = {800, 0};
        }
        layOut(topology, layout);
        std::vector<ConnectionLine> between;
        for (const auto &line : topology.lines) {
            const std::set<std::string> ends{line.ends[0].key, line.ends[1].key};
            if (ends == std::set{topology.nodes[0].key, topology.nodes[1].key})
                between.push_back(line);
        }
        ASSERT_EQ(between.size(), 3U) << "the session and both wires";
        for (std::size_t a = 0; a < 3; ++a) {
            EXPECT_EQ(between[a].object.has_value(), !between[a].isSession);
            for (std::size_t b = a + 1; b < 3; ++b) {
                for (std::size_t point = 0; point < 4; ++point)
                    EXPECT_GT(QLineF(between[a].curve[point], between[b].curve[point]).length(), 4) << point;
                for (const auto end : {0U, 1U})
                    EXPECT_LT(QLineF(between[a].ends[end].at, between[b].ends[end].at).length(), 20);
            }
        }
    }
}

TEST(Topology, LinesStayInTheGapBetweenTheirCards)
{
    // The third node stands below the first two: its line to the second one is long and the gap low.
    auto topology = describeTopology(
        *analyse(parseFiles({{"a.yaml", *writeTemplate({.name = "mesh", .nodes = 3, .racks = 1})}}), 1), {});
    layOut(topology, {});
    ASSERT_EQ(topology.lines.size(), 3U);
    for (const auto &line : topology.lines) {
        const QRectF ends = QRectF(line.curve.front(), line.curve.back()).normalized();
        for (const auto &bend : {line.curve[1], line.curve[2]})
            EXPECT_TRUE(ends.adjusted(-0.5, -0.5, 0.5, 0.5).contains(bend)) << line.words.toStdString();
    }
}

TEST(Topology, LinesGoAroundCardsThatTheyDoNotBelongTo)
{
    // The third rack of the fabric stands below the first, its leaf above both.
    const auto topology = drawn("fabric");
    ASSERT_FALSE(topology.lines.empty());
    for (const auto &line : topology.lines) {
        EXPECT_FALSE(crossesCards(line.curve, cardsOf(topology))) << line.words.toStdString();
        EXPECT_EQ(line.curve.front(), line.ends[0].at);
        EXPECT_EQ(line.curve.back(), line.ends[1].at);
        EXPECT_EQ(line.curve.size() % 3, 1U);
    }
}

TEST(Topology, AWayAroundIsNotSoughtWhereThereIsNone)
{
    const std::vector<QRectF> wall{{-2000, 100, 4000, 20}};
    const WireEnd above{{0, 0}, {0, 1}};
    const WireEnd below{{0, 200}, {0, -1}};
    EXPECT_FALSE(wayAround(above, below, wall, 8));
    const auto straight = wayAround(above, below, {}, 8);
    ASSERT_TRUE(straight);
    EXPECT_EQ(straight->front(), above.at);
    EXPECT_EQ(straight->back(), below.at);
    const auto around = wayAround(above, below, {{-50, 90, 120, 40}}, 8);
    ASSERT_TRUE(around);
    EXPECT_FALSE(crossesCards(*around, {{-50, 90, 120, 40}}));
    const auto left =
        std::min_element(around->begin(), around->end(), [](QPointF a, QPointF b) { return a.x() < b.x(); });
    EXPECT_DOUBLE_EQ(left->x(), -58) << "the shorter side, 8 away";
}

TEST(Topology, ARackSaysOnceThatItIsOne)
{
    EXPECT_EQ(rackTitle("a"), QStringLiteral("rack a"));
    EXPECT_EQ(rackTitle("rack-1"), QStringLiteral("rack-1"));
}

TEST(Topology, ASavedPlaceWins)
{
    Layout layout;
    layout.positions["topology/prod:Node/node-1"] = {-500, 77};
    EXPECT_EQ(cardOf(drawn("shop", layout), "node-1").rect.topLeft(), QPointF(-500, 77));
}

TEST(Topology, WithoutALabNothingClaimsAState)
{
    for (const auto &node : drawn("shop").nodes)
        EXPECT_FALSE(node.state);
    for (const auto &line : drawn("shop").lines)
        EXPECT_FALSE(line.isLive);
}

TEST(Topology, EachEndOfASessionShowsItsOwnState)
{
    LabPicture lab{.name = "shop", .isUp = true};
    LiveNode node{.state = State::Up};
    node.sessions.push_back({.peer = "tor-b", .family = Family::V4, .state = State::Up});
    node.sessions.push_back({.peer = "tor-b", .family = Family::V6, .state = State::Changing});
    lab.nodes[{"prod", "", "Node", "", "node-3"}] = node;
    const auto topology = drawn("shop", {}, lab);
    EXPECT_EQ(cardOf(topology, "node-3").sessions, QStringLiteral("BGP 1/2"));
    const auto line =
        std::find_if(topology.lines.begin(), topology.lines.end(), [](const ConnectionLine &each) {
            return each.ends[0].key.ends_with("node-3") || each.ends[1].key.ends_with("node-3");
        });
    ASSERT_NE(line, topology.lines.end());
    EXPECT_TRUE(line->isLive);
    EXPECT_EQ(line->ends[line->ends[0].key.ends_with("node-3") ? 0 : 1].state, State::Changing);
}

TEST(Topology, APodThatDeployingWouldCreateShowsSo)
{
    LabPicture lab;
    lab.planned[{"prod", "", "Pod", "web", "frontend-0"}] = {PlanMark::Action::Create, "create"};
    const auto topology = drawn("shop", {}, lab);
    std::size_t planned = 0;
    for (const auto &node : topology.nodes) {
        for (const auto &pod : node.pods) {
            EXPECT_EQ(pod.plan.has_value(), pod.text == QLatin1String("frontend-0"));
            planned += pod.plan == PlanMark::Action::Create ? 1 : 0;
        }
    }
    EXPECT_EQ(planned, 1U);
}

TEST(Topology, ANodeThatDeployingWouldEndIsAGhost)
{
    LabPicture lab;
    lab.planned[{"prod", "", "Node", "", "node-9"}] = {PlanMark::Action::Remove, "ends"};
    lab.planned[{"prod", "projectcalico.org", "Node", "", "node-9"}] = {PlanMark::Action::Remove, "goes"};
    const auto topology = drawn("shop", {}, lab);
    EXPECT_EQ(topology.nodes.size(), 4U);
    const auto &ghost = cardOf(topology, "node-9");
    EXPECT_TRUE(ghost.isGhost);
    ASSERT_TRUE(ghost.plan);
    EXPECT_EQ(ghost.plan->text, "ends");
    for (const auto &card : topology.nodes)
        EXPECT_TRUE(&card == &ghost || !card.rect.intersects(ghost.rect)) << card.key;
}

TEST(Topology, TheBgpLensShowsSpeakersWithoutPods)
{
    const auto topology = drawn("shop", {}, {}, kBgpLens);
    EXPECT_EQ(topology.nodes.size(), 3U);
    EXPECT_EQ(cardOf(topology, "node-1").address, QStringLiteral("AS 64611"));
    EXPECT_TRUE(cardOf(topology, "node-1").pods.empty());
    std::set<std::string> links;
    for (const auto &line : topology.lines) {
        ASSERT_TRUE(line.object) << line.words.toStdString() << " can be chosen: it stands for its link";
        EXPECT_EQ(line.object->kind, "Link");
        links.insert(line.object->name);
    }
    EXPECT_EQ(links, (std::set<std::string>{"rack-a", "rack-b", "tor-a-tor-b"}));
}

TEST(Topology, TheAddressesLensShowsPoolsAndTheBlocksOfEachNode)
{
    const auto topology = drawn("shop", {}, {}, kAddressesLens);
    EXPECT_TRUE(topology.lines.empty());
    ASSERT_FALSE(topology.routers.empty());
    for (std::size_t pool = 0; pool < topology.routers.size(); ++pool)
        EXPECT_EQ(topology.routers[pool].pool, static_cast<int>(pool));
    const auto &card = cardOf(topology, "node-1");
    ASSERT_FALSE(card.pods.empty());
    for (const auto &block : card.pods) {
        EXPECT_GE(block.pool, 0);
        ASSERT_TRUE(block.fill);
        EXPECT_LE(*block.fill, 1);
    }
}

TEST(Topology, TheLiveLensIsEmptyWithoutALabAndShowsEveryStateWithOne)
{
    EXPECT_TRUE(drawn("shop", {}, {}, kLiveLens).nodes.empty());
    LabPicture lab{.name = "shop", .isUp = true};
    lab.nodes[{"prod", "", "Node", "", "node-1"}] = {.state = State::Up, .text = "ready"};
    const auto topology = drawn("shop", {}, lab, kLiveLens);
    EXPECT_EQ(cardOf(topology, "node-1").address, QStringLiteral("ready"));
    for (const auto &pod : cardOf(topology, "node-1").pods)
        EXPECT_TRUE(pod.state);
}

TEST(Topology, PodsOfADesignWithoutNodesStandTogether)
{
    const auto snapshot = parseFiles({{"a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"}});
    auto topology = describeTopology(*analyse(snapshot, 1), {});
    layOut(topology, {});
    ASSERT_EQ(topology.nodes.size(), 1U);
    EXPECT_TRUE(topology.nodes[0].isUnplaced);
    EXPECT_EQ(topology.nodes[0].pods.size(), 1U);
}

} // namespace
} // namespace podloom::app
