// Columns from left to right, without overlaps.
#include "app/canvas/layered_layout.h"

#include <QRectF>

#include <gmock/gmock.h>

#include <random>

namespace podloom::app {
namespace {

LayeredGraph graphOf(std::size_t nodes, std::vector<std::pair<std::size_t, std::size_t>> edges)
{
    LayeredGraph graph;
    graph.sizes.assign(nodes, QSizeF(100, 60));
    graph.edges = std::move(edges);
    return graph;
}

void expectNoOverlap(const LayeredGraph &graph, const LayeredPlaces &places)
{
    for (std::size_t a = 0; a < graph.sizes.size(); ++a) {
        for (std::size_t b = a + 1; b < graph.sizes.size(); ++b)
            EXPECT_FALSE(QRectF(places.topLeft[a], graph.sizes[a])
                             .intersects(QRectF(places.topLeft[b], graph.sizes[b])))
                << a << " and " << b;
    }
}

TEST(LayeredLayout, AChainLeadsToTheRightOnOneHeight)
{
    const auto graph = graphOf(3, {{0, 1}, {1, 2}});
    const auto places = layOutLayered(graph);
    EXPECT_LT(places.topLeft[0].x(), places.topLeft[1].x());
    EXPECT_LT(places.topLeft[1].x(), places.topLeft[2].x());
    EXPECT_DOUBLE_EQ(places.topLeft[0].y(), places.topLeft[2].y());
}

TEST(LayeredLayout, ALongEdgePassesTheColumnsBetween)
{
    const auto graph = graphOf(3, {{0, 1}, {1, 2}, {0, 2}});
    const auto places = layOutLayered(graph);
    EXPECT_EQ(places.bends[2].size(), 2U);
    const QRectF between(places.topLeft[1], graph.sizes[1]);
    EXPECT_FALSE(between.contains(places.bends[2].front() + QPointF(1, 0)));
}

TEST(LayeredLayout, ACircleHasOneEdgeBack)
{
    const auto places = layOutLayered(graphOf(3, {{0, 1}, {1, 2}, {2, 0}}));
    EXPECT_THAT(places.isBackward, ::testing::ElementsAre(false, false, true));
}

TEST(LayeredLayout, TwoPairsDoNotCross)
{
    const auto places = layOutLayered(graphOf(4, {{0, 3}, {1, 2}}));
    EXPECT_EQ(places.topLeft[0].y() < places.topLeft[1].y(), places.topLeft[3].y() < places.topLeft[2].y());
}

TEST(LayeredLayout, RandomGraphsNeverOverlapAndAreDrawnTheSameAgain)
{
    for (unsigned seed = 0; seed < 30; ++seed) {
        std::mt19937 random(seed);
        LayeredGraph graph;
        const auto count = 3 + random() % 25;
        for (std::size_t node = 0; node < count; ++node)
            graph.sizes.emplace_back(60 + random() % 140, 30 + random() % 90);
        for (std::size_t edge = 0; edge < count * 2; ++edge) {
            const auto from = random() % count;
            const auto to = random() % count;
            if (from != to)
                graph.edges.emplace_back(from, to);
        }
        const auto places = layOutLayered(graph);
        expectNoOverlap(graph, places);
        EXPECT_EQ(layOutLayered(graph).topLeft, places.topLeft);
    }
}

} // namespace
} // namespace podloom::app
