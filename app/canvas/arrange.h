// app/canvas/arrange.h: cards in line: align, distribute, and the guides that a dragged card sticks to.
#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>

#include <cstddef>
#include <set>
#include <vector>

namespace podloom::app {

enum class Arrangement { Left, Centre, Right, Top, Middle, Bottom, Across, Down };

/// Where the cards go, in their order: one edge or middle in line, or with even gaps between the outermost
/// two (Across, Down: three or more; else nothing moves). Those at the indexes `fixed` stay: the others come
/// in line with them, and gaps are even between each two of them.
std::vector<QPointF> arranged(const std::vector<QRectF> &cards, Arrangement how,
                              const std::set<std::size_t> &fixed = {});

/// How far what is dragged has to go on to be in line with something, and the lines that say so.
struct Guides {
    QPointF shift{};
    bool isAcross = false; ///< the shift in x counts
    bool isDown = false;   ///< the shift in y counts
    std::vector<QLineF> lines{};
};

/// Edges and middles of `moving` against those of `others`, no farther away than `reach`.
Guides guidesFor(const QRectF &moving, const std::vector<QRectF> &others, qreal reach);

} // namespace podloom::app
