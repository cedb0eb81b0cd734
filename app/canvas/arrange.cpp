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

/// New beginnings with even gaps; the first and the last stay.
std::vector<qreal> distributed(const std::vector<Span> &spans)
{
    std::vector<qreal> out;
    for (const auto &span : spans)
        out.push_back(span.begin);
    if (spans.size() < 3)
        return out;
    std::vector<std::size_t> order(spans.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return spans[a].marks()[1] < spans[b].marks()[1]; });
    qreal filled = 0;
    for (const auto &span : spans)
        filled += span.end - span.begin;
    const auto from = spans[order.front()].begin;
    const auto gap = (spans[order.back()].end - from - filled) / static_cast<qreal>(spans.size() - 1);
    auto at = from;
    for (const auto index : order) {
        out[index] = at;
        at += spans[index].end - spans[index].begin + gap;
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

std::vector<QPointF> arranged(const std::vector<QRectF> &cards, Arrangement how)
{
    QRectF all;
    std::vector<Span> columns;
    std::vector<Span> rows;
    for (const auto &card : cards) {
        all = all.united(card);
        columns.push_back(across(card));
        rows.push_back(down(card));
    }
    const auto evenX = how == Arrangement::Across ? distributed(columns) : std::vector<qreal>();
    const auto evenY = how == Arrangement::Down ? distributed(rows) : std::vector<qreal>();
    std::vector<QPointF> out;
    for (std::size_t index = 0; index < cards.size(); ++index) {
        auto card = cards[index];
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
