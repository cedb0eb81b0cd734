// Where the way of a packet is drawn: never over words.
#include "app/canvas/trace_way.h"

#include <gtest/gtest.h>

namespace podloom::app {
namespace {

constexpr qreal kTouch = 1.5;

/// How much of the way lies within `area`, in hundredths.
int within(const QPainterPath &way, const QRectF &area)
{
    int count = 0;
    for (int step = 0; step <= 100; ++step)
        count += area.contains(way.pointAtPercent(step / 100.0)) ? 1 : 0;
    return count;
}

QRectF inside(const QRectF &card)
{
    return card.adjusted(kTouch, kTouch, -kTouch, -kTouch);
}

/// A node, a router above it and one beside that, with wires between them.
struct Drawing {
    Drawing()
    {
        topology.nodes.push_back({.key = "node", .rect = {0, 200, 216, 180}});
        topology.routers.push_back({.key = "tor", .rect = {20, 0, 160, 48}});
        topology.routers.push_back({.key = "spine", .rect = {400, 0, 160, 48}});
        join("node", {108, 200}, "tor", {100, 48});
        join("tor", {180, 24}, "spine", {400, 24});
    }
    void join(const char *a, QPointF from, const char *b, QPointF to)
    {
        ConnectionLine line;
        line.ends[0] = {.key = a, .at = from};
        line.ends[1] = {.key = b, .at = to};
        line.curve = {from, from + (to - from) / 3, from + (to - from) * 2 / 3, to};
        topology.lines.push_back(line);
    }
    PassedStop node() const { return {.key = "node", .card = topology.nodes[0].rect, .radius = 9}; }
    PassedStop pod(QRectF rect) const
    {
        auto stop = node();
        stop.pod = rect;
        return stop;
    }
    PassedStop router(std::size_t index) const
    {
        const auto &card = topology.routers[index];
        return {.key = card.key, .card = card.rect, .radius = 24};
    }

    Topology topology;
};

TEST(TraceWay, GoesAlongTheBorderOfARouterAndNotOverItsName)
{
    const Drawing drawing;
    const auto way = traceWay(drawing.topology, {drawing.node(), drawing.router(0), drawing.router(1)});
    ASSERT_EQ(way.legs.size(), 2U);
    ASSERT_EQ(way.stops.size(), 3U);
    const auto words = drawing.topology.routers[0].rect.adjusted(24, 6, -12, -6);
    EXPECT_EQ(within(way.legs[0], words), 0);
    EXPECT_EQ(way.legs[0].currentPosition(), way.stops[1].at);
    EXPECT_EQ(way.stops[1].at, QPointF(180, 24)) << "where it goes on";
}

TEST(TraceWay, LeavesAPodThroughTheGapAboveItsRow)
{
    const Drawing drawing;
    const QRectF before(14, 284, 70, 20);
    const QRectF chip(90, 284, 70, 20); // with another one before it
    const auto way = traceWay(drawing.topology, {drawing.pod(chip), drawing.node(), drawing.router(0)});
    ASSERT_EQ(way.legs.size(), 2U);
    EXPECT_TRUE(way.stops[0].isPod);
    EXPECT_EQ(within(way.legs[0], inside(before)), 0);
    EXPECT_EQ(within(way.legs[0], QRectF(14, 209, 180, 40)), 0) << "name and address of the node";
    EXPECT_EQ(way.legs[0].currentPosition(), QPointF(108, 200));
}

TEST(TraceWay, GoesAroundCardsBetweenMachinesThatNoLineJoins)
{
    Drawing drawing;
    drawing.topology.nodes.push_back({.key = "middle", .rect = {260, 200, 216, 180}});
    drawing.topology.nodes.push_back({.key = "far", .rect = {520, 200, 216, 180}});
    const PassedStop far{.key = "far", .card = drawing.topology.nodes[2].rect, .radius = 9};
    const auto way = traceWay(drawing.topology, {drawing.node(), far});
    ASSERT_EQ(way.legs.size(), 1U);
    EXPECT_EQ(within(way.legs[0], inside(drawing.topology.nodes[1].rect)), 0);
}

} // namespace
} // namespace podloom::app
