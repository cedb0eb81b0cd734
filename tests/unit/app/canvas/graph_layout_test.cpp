// Every way to place machines keeps them apart and gives the same picture again.
#include "app/canvas/graph_layout.h"
#include "app/document/document.h"

#include <gtest/gtest.h>

namespace podloom::app {
namespace {

Topology shop()
{
    const auto loaded = loadDesign({QStringLiteral(PODLOOM_SOURCE_DIR "/resources/examples/shop")});
    auto topology = describeTopology(*analyse(loaded->snapshot, 1), {});
    layOut(topology, {});
    return topology;
}

std::vector<QRectF> rectsOf(const Topology &topology, const std::map<std::string, QPointF> &places)
{
    std::vector<QRectF> out;
    for (const auto &node : topology.nodes)
        out.emplace_back(places.at(node.key), node.rect.size());
    for (const auto &router : topology.routers)
        out.emplace_back(places.at(router.key), router.rect.size());
    return out;
}

TEST(GraphLayout, KeepsCardsApartAndIsTheSameAgain)
{
    const auto topology = shop();
    for (const auto how :
         {GraphLayout::RackGrid, GraphLayout::Layered, GraphLayout::Radial, GraphLayout::Force}) {
        SCOPED_TRACE(static_cast<int>(how));
        const auto places = placesOf(topology, how);
        EXPECT_EQ(places, placesOf(topology, how));
        const auto rects = rectsOf(topology, places);
        for (std::size_t a = 0; a < rects.size(); ++a) {
            for (std::size_t b = a + 1; b < rects.size(); ++b)
                EXPECT_FALSE(rects[a].intersects(rects[b])) << a << " and " << b;
        }
    }
}

TEST(GraphLayout, RacksStandApartInRingsAndByConnections)
{
    std::string manifests;
    for (int node = 0; node < 24; ++node)
        manifests += "apiVersion: v1\nkind: Node\nmetadata: {name: n" + std::to_string(node)
                   + ", labels: {rack: r" + std::to_string(node % 6) + "}}\n---\n";
    auto many = describeTopology(*analyse(parseFiles({{"a.yaml", manifests}}), 1), {});
    layOut(many, {});
    for (auto topology : {shop(), many}) {
        for (const auto how : {GraphLayout::Radial, GraphLayout::Force}) {
            SCOPED_TRACE(static_cast<int>(how));
            const auto places = placesOf(topology, how);
            for (auto &node : topology.nodes)
                node.rect.moveTopLeft(places.at(node.key));
            for (auto &router : topology.routers)
                router.rect.moveTopLeft(places.at(router.key));
            frameCards(topology);
            for (const auto &rack : topology.frames) {
                if (!rack.isRack)
                    continue;
                for (const auto &other : topology.frames)
                    EXPECT_FALSE(other.isRack && other.id != rack.id && other.rect.intersects(rack.rect));
                for (const auto &router : topology.routers)
                    EXPECT_FALSE(router.rect.intersects(rack.rect)) << router.key;
            }
        }
    }
}

TEST(GraphLayout, LayersHaveRoutersAboveNodes)
{
    const auto topology = shop();
    const auto places = placesOf(topology, GraphLayout::Layered);
    for (const auto &router : topology.routers) {
        for (const auto &node : topology.nodes)
            EXPECT_LT(places.at(router.key).y(), places.at(node.key).y());
    }
}

TEST(GraphLayout, NothingGivesNothing)
{
    for (const auto how : {GraphLayout::Layered, GraphLayout::Radial, GraphLayout::Force})
        EXPECT_TRUE(placesOf({}, how).empty());
}

} // namespace
} // namespace podloom::app
