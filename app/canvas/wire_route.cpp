#include "app/canvas/wire_route.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <queue>

namespace podloom::app {

namespace {

constexpr qreal kDetour = 160;  ///< how far a way may leave the room between its ends
constexpr qreal kBendCost = 60; ///< as much longer may a way with a bend less be
constexpr qreal kCornerRadius = 12;
constexpr std::size_t kMostCards = 40; ///< between the ends
constexpr int kSamples = 24;           ///< of a curve that is looked at
constexpr qreal kTouch = 1;            ///< what ends at a border does not cross it

enum Axis : std::size_t { Level, Upright };

QPointF pointAt(const QPointF *curve, qreal t)
{
    const auto s = 1 - t;
    return curve[0] * (s * s * s) + curve[1] * (3 * s * s * t) + curve[2] * (3 * s * t * t)
         + curve[3] * (t * t * t);
}

/// In order, each once, and nothing outside of the room.
std::vector<qreal> within(std::vector<qreal> values, qreal begin, qreal end)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    std::erase_if(values, [&](qreal value) { return value < begin || value > end; });
    return values;
}

/// The lines along which ways may run: the borders of the cards, a distance away, and those of the ends.
class Grid {
public:
    Grid(const std::vector<QRectF> &blocks, const QRectF &room, QPointF from, QPointF to)
    {
        std::vector<qreal> xs{from.x(), to.x()};
        std::vector<qreal> ys{from.y(), to.y()};
        for (const auto &block : blocks) {
            xs.insert(xs.end(), {block.left(), block.right()});
            ys.insert(ys.end(), {block.top(), block.bottom()});
        }
        m_x = within(std::move(xs), room.left(), room.right());
        m_y = within(std::move(ys), room.top(), room.bottom());
        m_isBlocked.assign(2 * m_x.size() * m_y.size(), false);
        for (const auto &block : blocks)
            add(block);
    }

    /// From one end to the other by the points where the way bends; empty when there is none.
    std::vector<QPointF> way(QPointF from, QPointF to, Axis begins, Axis ends) const;

private:
    /// A crossing of two lines, and along which it was reached.
    struct Place {
        std::size_t column = 0;
        std::size_t row = 0;
        std::size_t axis = 0;
    };

    std::size_t indexOf(const Place &place) const
    {
        return (place.row * m_x.size() + place.column) * 2 + place.axis;
    }
    Place placeOf(std::size_t index) const
    {
        return {index / 2 % m_x.size(), index / 2 / m_x.size(), index % 2};
    }
    QPointF pointOf(const Place &place) const { return {m_x[place.column], m_y[place.row]}; }

    /// Pieces of lines inside of a block, each by its left or upper end.
    void add(const QRectF &block)
    {
        for (std::size_t row = 0; row < m_y.size(); ++row) {
            for (std::size_t column = 0; column < m_x.size(); ++column) {
                const auto x = m_x[column];
                const auto y = m_y[row];
                if (y > block.top() && y < block.bottom() && x >= block.left() && x < block.right())
                    m_isBlocked[indexOf({column, row, Level})] = true;
                if (x > block.left() && x < block.right() && y >= block.top() && y < block.bottom())
                    m_isBlocked[indexOf({column, row, Upright})] = true;
            }
        }
    }

    static std::size_t find(const std::vector<qreal> &values, qreal value)
    {
        return static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), value)
                                        - values.begin());
    }

    /// The neighbours that a free piece of a line leads to.
    std::vector<Place> next(const Place &place) const
    {
        std::vector<Place> out;
        const auto [column, row, axis] = place;
        if (column + 1 < m_x.size() && !m_isBlocked[indexOf({column, row, Level})])
            out.push_back({column + 1, row, Level});
        if (column > 0 && !m_isBlocked[indexOf({column - 1, row, Level})])
            out.push_back({column - 1, row, Level});
        if (row + 1 < m_y.size() && !m_isBlocked[indexOf({column, row, Upright})])
            out.push_back({column, row + 1, Upright});
        if (row > 0 && !m_isBlocked[indexOf({column, row - 1, Upright})])
            out.push_back({column, row - 1, Upright});
        return out;
    }

    std::vector<qreal> m_x;
    std::vector<qreal> m_y;
    std::vector<bool> m_isBlocked; ///< by the piece's left or upper end and its axis
};

std::vector<QPointF> Grid::way(QPointF from, QPointF to, Axis begins, Axis ends) const
{
    constexpr auto kFar = std::numeric_limits<qreal>::max();
    constexpr auto kNowhere = std::numeric_limits<std::size_t>::max();
    std::vector<qreal> costs(m_isBlocked.size(), kFar);
    std::vector<std::size_t> before(m_isBlocked.size(), kNowhere);
    const auto start = indexOf({find(m_x, from.x()), find(m_y, from.y()), begins});
    const auto goal = indexOf({find(m_x, to.x()), find(m_y, to.y()), ends});
    using Entry = std::pair<qreal, std::size_t>; // cost with what is left at least, place
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    costs[start] = 0;
    open.emplace(0, start);
    while (!open.empty() && open.top().second != goal) {
        const auto at = open.top().second;
        open.pop();
        const auto place = placeOf(at);
        const auto here = pointOf(place);
        for (const auto &each : next(place)) {
            const auto index = indexOf(each);
            const auto there = pointOf(each);
            const auto cost =
                costs[at] + (there - here).manhattanLength() + (each.axis == place.axis ? 0 : kBendCost);
            if (cost >= costs[index])
                continue;
            costs[index] = cost;
            before[index] = at;
            open.emplace(cost + (to - there).manhattanLength(), index);
        }
        // Where the way ends it may still turn into the card.
        if (at / 2 == goal / 2 && costs[at] + kBendCost < costs[goal]) {
            costs[goal] = costs[at] + kBendCost;
            before[goal] = at;
            open.emplace(costs[goal], goal);
        }
    }
    std::vector<QPointF> out;
    if (costs[goal] == kFar)
        return out;
    for (auto at = goal; at != kNowhere; at = before[at])
        out.push_back(pointOf(placeOf(at)));
    std::reverse(out.begin(), out.end());
    return out;
}

/// Without the points that lie on a straight line with their neighbours.
std::vector<QPointF> bendsOf(const std::vector<QPointF> &points)
{
    std::vector<QPointF> out;
    for (const auto &point : points) {
        if (!out.empty() && out.back() == point)
            continue;
        const auto count = out.size();
        if (count >= 2
            && ((out[count - 2].x() == out[count - 1].x() && out[count - 1].x() == point.x())
                || (out[count - 2].y() == out[count - 1].y() && out[count - 1].y() == point.y())))
            out.back() = point;
        else
            out.push_back(point);
    }
    return out;
}

void addLine(Curve &curve, QPointF to)
{
    const auto from = curve.back();
    curve.insert(curve.end(), {from + (to - from) / 3, from + (to - from) * 2 / 3, to});
}

QPointF towards(QPointF from, QPointF to, qreal length)
{
    const auto way = to - from;
    return from + way * (length / std::hypot(way.x(), way.y()));
}

Curve withRoundCorners(const std::vector<QPointF> &points)
{
    Curve curve{points.front()};
    for (std::size_t at = 1; at + 1 < points.size(); ++at) {
        const auto &corner = points[at];
        const auto lengthOf = [&](QPointF other) { return (other - corner).manhattanLength(); };
        const auto radius =
            std::min({kCornerRadius, lengthOf(points[at - 1]) / 2, lengthOf(points[at + 1]) / 2});
        const auto begin = towards(corner, points[at - 1], radius);
        const auto end = towards(corner, points[at + 1], radius);
        addLine(curve, begin);
        curve.insert(curve.end(), {begin + (corner - begin) * 0.55, end + (corner - end) * 0.55, end});
    }
    addLine(curve, points.back());
    return curve;
}

} // namespace

bool crossesCards(const Curve &curve, const std::vector<QRectF> &cards)
{
    for (std::size_t at = 0; at + 3 < curve.size(); at += 3) {
        QRectF bounds(curve[at], QSizeF());
        for (std::size_t point = 1; point <= 3; ++point)
            bounds = bounds.united(QRectF(curve[at + point], QSizeF(0.01, 0.01)));
        for (const auto &card : cards) {
            const auto inside = card.adjusted(kTouch, kTouch, -kTouch, -kTouch);
            if (!inside.intersects(bounds.adjusted(-0.01, -0.01, 0.01, 0.01)))
                continue;
            for (int sample = 0; sample <= kSamples; ++sample) {
                if (inside.contains(pointAt(&curve[at], static_cast<qreal>(sample) / kSamples)))
                    return true;
            }
        }
    }
    return false;
}

std::optional<Curve> wayAround(const WireEnd &from, const WireEnd &to, const std::vector<QRectF> &cards,
                               qreal distance)
{
    const auto start = from.at + from.outward * distance;
    const auto goal = to.at + to.outward * distance;
    const auto room = QRectF(start, QSizeF(1, 1))
                          .united(QRectF(goal, QSizeF(1, 1)))
                          .adjusted(-kDetour, -kDetour, kDetour, kDetour);
    std::vector<QRectF> blocks;
    for (const auto &card : cards) {
        if (card.intersects(room))
            blocks.push_back(card.adjusted(-distance, -distance, distance, distance));
    }
    if (blocks.size() > kMostCards)
        return std::nullopt;
    const auto axisOf = [](const WireEnd &end) { return end.outward.x() == 0 ? Upright : Level; };
    auto points = Grid(blocks, room, start, goal).way(start, goal, axisOf(from), axisOf(to));
    if (points.empty())
        return std::nullopt;
    points.insert(points.begin(), from.at);
    points.push_back(to.at);
    return withRoundCorners(bendsOf(points));
}

} // namespace podloom::app
