// Where wires and sessions leave their cards, and how they get from one to the other.
#include "app/canvas/topology.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace podloom::app {

namespace {

/// Where lines leave a side of a card, so that none covers another.
struct Port {
    qreal order = 0;     ///< where the other end is
    std::string other{}; ///< key of the card there: lines between the same two run beside each other
    std::size_t line = 0;
    std::size_t end = 0;
};
/// From one line to the next between the same two cards, as a wire and the session that it carries.
constexpr qreal kBeside = 7;
enum class Side { Top, Bottom, Left, Right };

QPointF outward(Side side)
{
    switch (side) {
    case Side::Top: return {0, -1};
    case Side::Bottom: return {0, 1};
    case Side::Left: return {-1, 0};
    case Side::Right: break;
    }
    return {1, 0};
}

/// The sides that face each other: below and above where there is room between; beside each other where
/// nothing stands between; else both tops, for an arc above what does.
std::pair<Side, Side> facing(const QRectF &a, const QRectF &b, const std::map<std::string, QRectF> &cards)
{
    if (a.bottom() <= b.top())
        return {Side::Bottom, Side::Top};
    if (b.bottom() <= a.top())
        return {Side::Top, Side::Bottom};
    const bool isLeft = a.center().x() <= b.center().x();
    const auto &left = isLeft ? a : b;
    const auto &right = isLeft ? b : a;
    const QRectF between(QPointF(left.right(), std::min(left.center().y(), right.center().y()) - 1),
                         QPointF(right.left(), std::max(left.center().y(), right.center().y()) + 1));
    const bool isFree = std::none_of(cards.begin(), cards.end(),
                                     [&](const auto &card) { return card.second.intersects(between); });
    if (!isFree)
        return {Side::Top, Side::Top};
    return isLeft ? std::pair{Side::Right, Side::Left} : std::pair{Side::Left, Side::Right};
}

/// From one bundle of lines to the next on that side.
qreal stepOn(const QRectF &rect, Side side, std::size_t count)
{
    const bool isHorizontal = side == Side::Top || side == Side::Bottom;
    const auto length = isHorizontal ? rect.width() : rect.height();
    return std::min(24.0, (length - 32) / static_cast<double>(std::max<std::size_t>(count, 1)));
}

/// `beside`: of a line from the middle of its bundle.
QPointF pointOn(const QRectF &rect, Side side, std::size_t number, std::size_t count, qreal beside)
{
    const auto step = stepOn(rect, side, count);
    const auto shift = (static_cast<double>(number) - (static_cast<double>(count) - 1) / 2) * step + beside;
    switch (side) {
    case Side::Top: return {rect.center().x() + shift, rect.top()};
    case Side::Bottom: return {rect.center().x() + shift, rect.bottom()};
    case Side::Left: return {rect.left(), rect.center().y() + shift};
    case Side::Right: break;
    }
    return {rect.right(), rect.center().y() + shift};
}

/// How far a line goes straight out of its cards before it turns: between cards that face each other as far
/// as the middle of the gap, so that it never swings over them. `beside`: of its first end from the middle
/// of its bundle; of arcs the outer is the higher one.
qreal reachOf(const std::pair<Side, Side> &sides, QPointF from, QPointF to, qreal beside)
{
    const auto across = std::abs(to.x() - from.x());
    const auto down = std::abs(to.y() - from.y());
    if (sides.first == sides.second)
        return 28 + across * 0.12 + (from.x() < to.x() ? -beside : beside) * 4 / 3;
    const auto way = outward(sides.first);
    const bool isFacing = way == -outward(sides.second);
    return isFacing ? std::max(way.x() == 0 ? down : across, 24.0) * 0.5 : std::max(across, down) * 0.42;
}

/// Lines that would run below cards go around them. Where many would, gaps have no room for them: a mesh of
/// dozens of nodes is no easier to read with its lines bundled.
void leadAround(Topology &topology, const std::vector<std::pair<Side, Side>> &sides,
                const std::map<std::string, QRectF> &rects)
{
    constexpr std::size_t kMostCards = 250;
    constexpr std::size_t kMostLines = 60;
    if (rects.size() > kMostCards || topology.lines.size() > kMostCards)
        return;
    std::vector<QRectF> cards;
    for (const auto &[key, rect] : rects)
        cards.push_back(rect);
    std::vector<std::size_t> crossing;
    for (std::size_t index = 0; index < topology.lines.size(); ++index) {
        if (crossesCards(topology.lines[index].curve, cards))
            crossing.push_back(index);
        if (crossing.size() > kMostLines)
            return;
    }
    // Beside each other in a gap, not on each other.
    static constexpr std::array<qreal, 4> kDistances{8, 12, 15, 10};
    for (std::size_t number = 0; number < crossing.size(); ++number) {
        auto &line = topology.lines[crossing[number]];
        const auto &[first, second] = sides[crossing[number]];
        if (auto way = wayAround({line.ends[0].at, outward(first)}, {line.ends[1].at, outward(second)}, cards,
                                 kDistances[number % kDistances.size()]))
            line.curve = *std::move(way);
    }
}

/// Bundles of lines in the order of where they lead, so that few of them cross.
void placePorts(Topology &topology, const QRectF &rect, Side side, std::vector<Port> &ports,
                std::vector<qreal> &beside, const std::vector<std::pair<Side, Side>> &sides)
{
    std::stable_sort(ports.begin(), ports.end(), [](const Port &a, const Port &b) {
        return std::tie(a.order, a.other) < std::tie(b.order, b.other);
    });
    std::vector<std::size_t> begins; // of bundles
    for (std::size_t at = 0; at < ports.size(); ++at) {
        if (at == 0 || ports[at].other != ports[at - 1].other)
            begins.push_back(at);
    }
    const auto step = stepOn(rect, side, begins.size());
    for (std::size_t bundle = 0; bundle < begins.size(); ++bundle) {
        const auto end = bundle + 1 < begins.size() ? begins[bundle + 1] : ports.size();
        const auto count = static_cast<double>(end - begins[bundle]);
        const auto gap = std::min(kBeside, step / count);
        for (auto at = begins[bundle]; at < end; ++at) {
            const auto &port = ports[at];
            auto shift = (static_cast<double>(at - begins[bundle]) - (count - 1) / 2) * gap;
            const bool isArc = sides[port.line].first == sides[port.line].second;
            if (isArc && port.end == 1)
                shift = -shift;
            if (port.end == 0)
                beside[port.line] = shift;
            topology.lines[port.line].ends[port.end].at = pointOn(rect, side, bundle, begins.size(), shift);
        }
    }
}

} // namespace

void connectCards(Topology &topology)
{
    std::map<std::string, QRectF> rects;
    for (const auto &card : topology.nodes)
        rects[card.key] = card.rect;
    for (const auto &router : topology.routers)
        rects[router.key] = router.rect;

    std::map<std::pair<std::string, Side>, std::vector<Port>> ports;
    std::vector<std::pair<Side, Side>> sides;
    for (std::size_t index = 0; index < topology.lines.size(); ++index) {
        const auto &line = topology.lines[index];
        const auto &a = rects[line.ends[0].key];
        const auto &b = rects[line.ends[1].key];
        sides.push_back(facing(a, b, rects));
        const auto along = [](Side side, const QRectF &other) {
            return side == Side::Top || side == Side::Bottom ? other.center().x() : other.center().y();
        };
        const auto &[first, second] = sides.back();
        ports[{line.ends[0].key, first}].push_back({along(first, b), line.ends[1].key, index, 0});
        ports[{line.ends[1].key, second}].push_back({along(second, a), line.ends[0].key, index, 1});
    }
    std::vector<qreal> beside(topology.lines.size(), 0);
    for (auto &[where, list] : ports)
        placePorts(topology, rects[where.first], where.second, list, beside, sides);
    for (std::size_t index = 0; index < topology.lines.size(); ++index) {
        auto &line = topology.lines[index];
        const auto from = line.ends[0].at;
        const auto to = line.ends[1].at;
        const auto reach = reachOf(sides[index], from, to, beside[index]);
        line.curve = {from, from + outward(sides[index].first) * reach,
                      to + outward(sides[index].second) * reach, to};
    }
    leadAround(topology, sides, rects);
}

} // namespace podloom::app
