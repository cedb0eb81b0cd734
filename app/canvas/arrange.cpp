#include "app/canvas/arrange.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace podloom::app {

namespace {

/// A rectangle along one axis.
struct Span {
    qreal begin = 0;
    qreal end = 0;
    std::array<qreal, 3> marks() const { return {begin, (begin + end) / 2, end}; }
};

Span across(const QRectF &rect)
{
    return {rect.left(), rect.right()};
}

Span down(const QRectF &rect)
{
    return {rect.top(), rect.bottom()};
}

/// Has the gaps between the first and the last of a row be even; those two stay.
void spreadBetween(const std::vector<Span> &spans, const std::vector<std::size_t> &row,
                   std::vector<qreal> &begins)
{
    if (row.size() < 3)
        return;
    qreal filled = 0;
    for (const auto index : row)
        filled += spans[index].end - spans[index].begin;
    auto at = spans[row.front()].begin;
    const auto gap = (spans[row.back()].end - at - filled) / static_cast<qreal>(row.size() - 1);
    for (const auto index : row) {
        begins[index] = at;
        at += spans[index].end - spans[index].begin + gap;
    }
}

/// New beginnings with even gaps; the first, the last and those that are `fixed` stay.
std::vector<qreal> distributed(const std::vector<Span> &spans, const std::set<std::size_t> &fixed)
{
    std::vector<qreal> out;
    for (const auto &span : spans)
        out.push_back(span.begin);
    std::vector<std::size_t> order(spans.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return spans[a].marks()[1] < spans[b].marks()[1]; });
    std::vector<std::size_t> row;
    for (const auto index : order) {
        row.push_back(index);
        if (index != order.back() && !fixed.contains(index))
            continue;
        spreadBetween(spans, row, out);
        row = {index};
    }
    return out;
}

struct Match {
    qreal shift = 0;
    qreal mark = 0; ///< where both are in line
    bool isFound = false;
};

template <class Axis>
Match nearest(const QRectF &moving, const std::vector<QRectF> &others, qreal reach, Axis axis)
{
    Match best;
    for (const auto &other : others) {
        for (const auto theirs : axis(other).marks()) {
            for (const auto ours : axis(moving).marks()) {
                const auto shift = theirs - ours;
                if (std::abs(shift) <= reach && (!best.isFound || std::abs(shift) < std::abs(best.shift)))
                    best = {shift, theirs, true};
            }
        }
    }
    return best;
}

} // namespace

std::vector<QPointF> arranged(const std::vector<QRectF> &cards, Arrangement how,
                              const std::set<std::size_t> &fixed)
{
    QRectF all; // of what the others come in line with
    std::vector<Span> columns;
    std::vector<Span> rows;
    for (std::size_t index = 0; index < cards.size(); ++index) {
        if (fixed.empty() || fixed.contains(index))
            all = all.united(cards[index]);
        columns.push_back(across(cards[index]));
        rows.push_back(down(cards[index]));
    }
    const auto evenX = how == Arrangement::Across ? distributed(columns, fixed) : std::vector<qreal>();
    const auto evenY = how == Arrangement::Down ? distributed(rows, fixed) : std::vector<qreal>();
    std::vector<QPointF> out;
    for (std::size_t index = 0; index < cards.size(); ++index) {
        auto card = cards[index];
        if (fixed.contains(index)) {
            out.push_back(card.topLeft());
            continue;
        }
        switch (how) {
        case Arrangement::Left: card.moveLeft(all.left()); break;
        case Arrangement::Centre: card.moveCenter({all.center().x(), card.center().y()}); break;
        case Arrangement::Right: card.moveRight(all.right()); break;
        case Arrangement::Top: card.moveTop(all.top()); break;
        case Arrangement::Middle: card.moveCenter({card.center().x(), all.center().y()}); break;
        case Arrangement::Bottom: card.moveBottom(all.bottom()); break;
        case Arrangement::Across: card.moveLeft(evenX[index]); break;
        case Arrangement::Down: card.moveTop(evenY[index]); break;
        }
        out.push_back(card.topLeft());
    }
    return out;
}

Guides guidesFor(const QRectF &moving, const std::vector<QRectF> &others, qreal reach)
{
    const auto x = nearest(moving, others, reach, across);
    const auto y = nearest(moving, others, reach, down);
    Guides out{.shift = {x.shift, y.shift}, .isAcross = x.isFound, .isDown = y.isFound};
    const auto placed = moving.translated(out.shift);
    // A line goes from what is moved over everything that is in line with it.
    const auto touches = [](const Span &span, qreal mark) {
        const auto marks = span.marks();
        return std::any_of(marks.begin(), marks.end(),
                           [&](qreal each) { return std::abs(each - mark) < 0.01; });
    };
    auto vertical = placed;
    auto horizontal = placed;
    for (const auto &other : others) {
        if (x.isFound && touches(across(other), x.mark))
            vertical = vertical.united(other);
        if (y.isFound && touches(down(other), y.mark))
            horizontal = horizontal.united(other);
    }
    if (x.isFound)
        out.lines.emplace_back(x.mark, vertical.top(), x.mark, vertical.bottom());
    if (y.isFound)
        out.lines.emplace_back(horizontal.left(), y.mark, horizontal.right(), y.mark);
    return out;
}

} // namespace podloom::app
