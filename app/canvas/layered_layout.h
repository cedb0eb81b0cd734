// app/canvas/layered_layout.h: a drawing of a directed graph in columns, from left to right (Sugiyama's
// method).
#pragma once

#include <QPointF>
#include <QSizeF>

#include <utility>
#include <vector>

namespace podloom::app {

struct LayeredGraph {
    std::vector<QSizeF> sizes{};
    std::vector<std::pair<std::size_t, std::size_t>> edges{}; ///< from, to; none from a node to itself
    double columnGap = 120;
    double rowGap = 28;
    double lineRoom = 26; ///< height that an edge keeps free where it passes a column
};

struct LayeredPlaces {
    std::vector<QPointF> topLeft{};
    /// By edge: where it passes the columns between its ends, in its own direction.
    std::vector<std::vector<QPointF>> bends{};
    /// By edge: it leads back to the left, because the graph has a circle.
    std::vector<bool> isBackward{};
};

/// Places nodes so that nothing overlaps, most edges lead to the right and few cross. Deterministic.
LayeredPlaces layOutLayered(const LayeredGraph &graph);

} // namespace podloom::app
