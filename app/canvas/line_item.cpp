#include "app/canvas/line_item.h"

#include "app/canvas/canvas_item.h"
#include "app/theme/state_mark.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace podloom::app {

namespace {

constexpr qreal kEndMark = 10;

QPointF between(QPointF a, QPointF b)
{
    return (a + b) / 2;
}

/// Where the longest of its curves begins, or the only one.
std::size_t longestOf(const Curve &curve)
{
    std::size_t out = 0;
    qreal longest = -1;
    for (std::size_t at = 0; at + 3 < curve.size(); at += 3) {
        const auto length = (curve[at + 3] - curve[at]).manhattanLength();
        if (length > longest) {
            longest = length;
            out = at;
        }
    }
    return out;
}

/// The line cut where the longest of its curves has its middle (de Casteljau).
std::array<QPainterPath, 2> halvesOf(const Curve &curve)
{
    if (curve.size() < 4)
        return {};
    const auto cut = longestOf(curve);
    const auto ab = between(curve[cut], curve[cut + 1]);
    const auto bc = between(curve[cut + 1], curve[cut + 2]);
    const auto cd = between(curve[cut + 2], curve[cut + 3]);
    const auto abc = between(ab, bc);
    const auto bcd = between(bc, cd);
    const auto middle = between(abc, bcd);
    QPainterPath first(curve.front());
    for (std::size_t at = 0; at < cut; at += 3)
        first.cubicTo(curve[at + 1], curve[at + 2], curve[at + 3]);
    first.cubicTo(ab, abc, middle);
    QPainterPath second(curve.back());
    for (auto at = curve.size() - 1; at > cut + 3; at -= 3)
        second.cubicTo(curve[at - 1], curve[at - 2], curve[at - 3]);
    second.cubicTo(cd, bcd, middle);
    return {first, second};
}

/// What the end shows: measured, or a fault that is known without a lab.
State shownState(const ConnectionLine &line, const ConnectionLine::End &end)
{
    if (!line.isLive && !line.willComeUp)
        return State::Down;
    return end.state;
}

} // namespace

QPen halfLinePen(const ConnectionLine &line, State state)
{
    if (!line.isSession)
        return QPen(colors().unknown, 1.4);
    if (line.isLive || !line.willComeUp) {
        const bool isUp = state == State::Up;
        QPen pen(stateColor(state), 1.8, isUp ? Qt::SolidLine : Qt::CustomDashLine, Qt::FlatCap);
        if (!isUp)
            pen.setDashPattern({4, 2.5});
        return pen;
    }
    return QPen(colors().unknown, 1.8);
}

LineItem::LineItem(ConnectionLine line) : m_line(std::move(line))
{
    setZValue(1);
    setFlag(ItemIsSelectable, m_line.object.has_value());
    setToolTip(m_line.words);
    measure();
}

void LineItem::setLine(ConnectionLine line)
{
    if (line == m_line)
        return;
    prepareGeometryChange();
    setFlag(ItemIsSelectable, line.object.has_value());
    if (line.words != m_line.words)
        setToolTip(line.words);
    m_line = std::move(line);
    measure();
    update();
}

void LineItem::measure()
{
    m_halves = halvesOf(m_line.curve);
    m_bounds = m_halves[0].boundingRect().united(m_halves[1].boundingRect()).adjusted(-10, -10, 10, 10);
}

QPainterPath LineItem::shape() const
{
    QPainterPath whole = m_halves[0];
    whole.connectPath(m_halves[1].toReversed());
    QPainterPathStroker stroker;
    stroker.setWidth(10);
    return stroker.createStroke(whole);
}

void LineItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const bool isDetailed = option->levelOfDetailFromTransform(painter->worldTransform()) >= kDetailZoom / 2;
    painter->setRenderHint(QPainter::Antialiasing, isDetailed);
    painter->setBrush(Qt::NoBrush);
    for (const auto side : {0U, 1U}) {
        auto pen = halfLinePen(m_line, shownState(m_line, m_line.ends[side]));
        if (isSelected()) {
            pen.setColor(colors().accent);
            pen.setWidthF(2.6);
        }
        painter->setPen(pen);
        painter->drawPath(m_halves[side]);
    }
}

LineEnds::LineEnds(LineItem &line) : m_line(line)
{
    setZValue(3);
    setAcceptedMouseButtons(Qt::NoButton);
}

void LineEnds::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    if (option->levelOfDetailFromTransform(painter->worldTransform()) < kDetailZoom)
        return;
    const auto &line = m_line.line();
    painter->setRenderHint(QPainter::Antialiasing);
    for (const auto &end : line.ends) {
        if (line.isSession) {
            paintState(*painter, end.at, kEndMark, shownState(line, end), colors().panel);
            continue;
        }
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors().unknown);
        painter->drawEllipse(end.at, 2.5, 2.5);
    }
}

} // namespace podloom::app
