#include "app/canvas/trace_way.h"

#include "app/canvas/card_size.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace podloom::app {

namespace {

using Points = std::vector<QPointF>;

/// Corners within a card, between rows of pods.
constexpr qreal kPodCorner = 3;
constexpr qreal kAroundCards = 12;

const ConnectionLine *lineBetween(const Topology &topology, const PassedStop &a, const PassedStop &b)
{
    const auto found =
        std::find_if(topology.lines.begin(), topology.lines.end(), [&](const ConnectionLine &line) {
            return (line.ends[0].key == a.key && line.ends[1].key == b.key)
                || (line.ends[1].key == a.key && line.ends[0].key == b.key);
        });
    return found == topology.lines.end() ? nullptr : &*found;
}

/// Where the way leaves a card for another one: the end of their line, or the border that faces it.
WireEnd borderTowards(const Topology &topology, const PassedStop &here, const PassedStop &other)
{
    constexpr qreal kBelowTop = 24;
    const bool isRight = other.card.left() > here.card.left();
    WireEnd out{{isRight ? here.card.right() : here.card.left(),
                 here.card.top() + std::min(kBelowTop, here.card.height() / 2)},
                {isRight ? 1.0 : -1.0, 0}};
    if (const auto *line = lineBetween(topology, here, other))
        out.at = line->ends[line->ends[0].key == here.key ? 0 : 1].at;
    return out;
}

/// Before the name of a pod; of a machine on its border, where the way goes on.
QPointF placeOf(const Topology &topology, const std::vector<PassedStop> &passed, std::size_t index)
{
    const auto &here = passed[index];
    if (here.pod)
        return {here.pod->left(), here.pod->center().y()};
    if (index + 1 < passed.size() && passed[index + 1].key != here.key)
        return borderTowards(topology, here, passed[index + 1]).at;
    if (index > 0 && passed[index - 1].key != here.key)
        return borderTowards(topology, here, passed[index - 1]).at;
    return {here.card.right(), here.card.top() + here.card.height() / 4};
}

/// How far along the border of the card, clockwise from its upper left corner, the point lies that is
/// nearest.
qreal alongOf(const QRectF &card, QPointF at)
{
    const auto x = std::clamp(at.x() - card.left(), 0.0, card.width());
    const auto y = std::clamp(at.y() - card.top(), 0.0, card.height());
    const std::array<qreal, 4> away{y, card.width() - x, card.height() - y, x};
    switch (std::min_element(away.begin(), away.end()) - away.begin()) {
    case 0: return x;
    case 1: return card.width() + y;
    case 2: return 2 * card.width() + card.height() - x;
    default: return 2 * (card.width() + card.height()) - y;
    }
}

/// The corners that the shorter way along the border passes between two of its points.
Points cornersBetween(const QRectF &card, QPointF from, QPointF to)
{
    const auto round = 2 * (card.width() + card.height());
    const std::array<std::pair<qreal, QPointF>, 4> corners{
        std::pair(0.0, card.topLeft()), std::pair(card.width(), card.topRight()),
        std::pair(card.width() + card.height(), card.bottomRight()),
        std::pair(2 * card.width() + card.height(), card.bottomLeft())};
    const auto start = alongOf(card, from);
    const auto clockwise = std::fmod(alongOf(card, to) - start + round, round);
    const bool isClockwise = clockwise <= round / 2;
    const auto length = isClockwise ? clockwise : round - clockwise;
    std::vector<std::pair<qreal, QPointF>> passed;
    for (const auto &[along, corner] : corners) {
        const auto after = std::fmod((isClockwise ? along - start : start - along) + round, round);
        if (after > 0 && after < length)
            passed.emplace_back(after, corner);
    }
    std::sort(passed.begin(), passed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    Points out;
    for (const auto &[after, corner] : passed)
        out.push_back(corner);
    return out;
}

/// From a pod to the border of its card: through the gap above its row. The pod's own place comes first.
Points outOf(const PassedStop &stop, QPointF at, bool isLeft)
{
    if (!stop.pod || *stop.pod == stop.card)
        return {at};
    const auto gap = stop.pod->top() - kChipGap / 2;
    return {at, {at.x(), gap}, {isLeft ? stop.card.left() : stop.card.right(), gap}};
}

qreal lengthOf(const Points &points)
{
    qreal length = 0;
    for (std::size_t at = 1; at < points.size(); ++at)
        length += std::hypot(points[at].x() - points[at - 1].x(), points[at].y() - points[at - 1].y());
    return length;
}

/// Straight pieces with round corners: the wide ones of the border, small ones between pods.
void addRounded(QPainterPath &path, const Points &points, const QRectF &card, qreal radius)
{
    const auto isOn = [](qreal a, qreal b) { return std::abs(a - b) < 0.01; };
    for (std::size_t at = 1; at + 1 < points.size(); ++at) {
        const auto &corner = points[at];
        const bool isOfCard = (isOn(corner.x(), card.left()) || isOn(corner.x(), card.right()))
                           && (isOn(corner.y(), card.top()) || isOn(corner.y(), card.bottom()));
        auto size = isOfCard ? radius : kPodCorner;
        for (const auto other : {points[at - 1], points[at + 1]})
            size = std::min(size, (other - corner).manhattanLength());
        const auto towards = [&](QPointF other) {
            const auto way = other - corner;
            const auto length = std::hypot(way.x(), way.y());
            return length > 0 ? corner + way * (size / length) : corner;
        };
        constexpr qreal kArc = 0.55; // of a quarter of a circle, as a Bézier curve
        const auto begin = towards(points[at - 1]);
        const auto end = towards(points[at + 1]);
        path.lineTo(begin);
        path.cubicTo(begin + (corner - begin) * kArc, end + (corner - end) * kArc, end);
    }
    path.lineTo(points.back());
}

/// On one card, from a place on it to another one: pods by the gaps between them, the rest along the border.
void addWithin(QPainterPath &path, const PassedStop &from, QPointF start, const PassedStop &to, QPointF end)
{
    Points best;
    for (const bool isFromLeft : {true, false}) {
        for (const bool isToLeft : {true, false}) {
            auto points = outOf(from, start, isFromLeft);
            const auto back = outOf(to, end, isToLeft);
            const auto corners = cornersBetween(from.card, points.back(), back.back());
            points.insert(points.end(), corners.begin(), corners.end());
            points.insert(points.end(), back.rbegin(), back.rend());
            if (best.empty() || lengthOf(points) < lengthOf(best))
                best = std::move(points);
        }
    }
    addRounded(path, best, from.card, from.radius);
}

/// From the border of one card to that of another one.
Curve between(const Topology &topology, const PassedStop &from, const PassedStop &to)
{
    if (const auto *line = lineBetween(topology, from, to)) {
        auto curve = line->curve;
        if (line->ends[0].key != from.key)
            std::reverse(curve.begin(), curve.end());
        return curve;
    }
    const auto start = borderTowards(topology, from, to);
    const auto end = borderTowards(topology, to, from);
    Curve straight{start.at, start.at + (end.at - start.at) / 3, start.at + (end.at - start.at) * 2 / 3,
                   end.at};
    std::vector<QRectF> cards;
    for (const auto &node : topology.nodes)
        cards.push_back(node.rect);
    for (const auto &router : topology.routers)
        cards.push_back(router.rect);
    if (!crossesCards(straight, cards))
        return straight;
    return wayAround(start, end, cards, kAroundCards).value_or(straight);
}

} // namespace

TraceWay traceWay(const Topology &topology, const std::vector<PassedStop> &passed)
{
    TraceWay out;
    for (std::size_t index = 0; index < passed.size(); ++index) {
        const auto &here = passed[index];
        const auto at = placeOf(topology, passed, index);
        if (index > 0) {
            const auto &before = passed[index - 1];
            const auto start = out.stops.back().at;
            QPainterPath leg(start);
            if (before.key == here.key) {
                addWithin(leg, before, start, here, at);
            } else {
                const auto curve = between(topology, before, here);
                // A machine itself has nothing but a border.
                const PassedStop exit{.key = before.key, .card = before.card, .radius = before.radius};
                const PassedStop entry{.key = here.key, .card = here.card, .radius = here.radius};
                addWithin(leg, before, start, exit, curve.front());
                for (std::size_t piece = 0; piece + 3 < curve.size(); piece += 3)
                    leg.cubicTo(curve[piece + 1], curve[piece + 2], curve[piece + 3]);
                addWithin(leg, entry, curve.back(), here, at);
            }
            out.legs.push_back(std::move(leg));
        }
        out.stops.push_back({at, here.state, here.pod.has_value()});
    }
    return out;
}

} // namespace podloom::app
