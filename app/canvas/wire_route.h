// app/canvas/wire_route.h: ways for wires around the cards that they do not belong to.
#pragma once

#include <QPointF>
#include <QRectF>

#include <optional>
#include <utility>
#include <vector>

namespace podloom::app {

/// Cubic Bézier curves in a row: a start, then three points for each.
using Curve = std::vector<QPointF>;

/// An end of a wire: a point on the border of a card, and the unit vector out of that card.
struct WireEnd {
    QPointF at{};
    QPointF outward{};
};

/// Whether the curve runs through one of the cards, apart from the borders that it touches.
bool crossesCards(const Curve &curve, const std::vector<QRectF> &cards);

/// The shortest way with the fewest bends through the gaps between cards, level or upright, with round
/// corners; it keeps `distance` to them where it can. None where the gaps are too narrow, or where more than
/// a few dozen cards stand between the ends: the way would be found too late and be too long to follow.
std::optional<Curve> wayAround(const WireEnd &from, const WireEnd &to, const std::vector<QRectF> &cards,
                               qreal distance);

} // namespace podloom::app
