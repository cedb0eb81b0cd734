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

/// The curve cut in the middle (de Casteljau).
std::array<QPainterPath, 2> halvesOf(const std::array<QPointF, 4> &curve)
{
    const auto ab = between(curve[0], curve[1]);
    const auto bc = between(curve[1], curve[2]);
    const auto cd = between(curve[2], curve[3]);
    const auto abc = between(ab, bc);
    const auto bcd = between(bc, cd);
    const auto middle = between(abc, bcd);
    QPainterPath first(curve[0]);
    first.cubicTo(ab, abc, middle);
    QPainterPath second(curve[3]);
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
