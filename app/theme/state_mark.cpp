#include "app/theme/state_mark.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace podloom::app {

namespace {

QPainterPath shapeOf(State state, QPointF centre, qreal size)
{
    QPainterPath path;
    const auto half = size / 2;
    switch (state) {
    case State::Up:
    case State::Unknown: path.addEllipse(centre, half, half); break;
    case State::Down: {
        const auto side = half * 0.9;
        path.addRect(QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side));
        break;
    }
    case State::Changing: {
        const auto top = half * 1.1;
        path.moveTo(centre.x(), centre.y() - top);
        path.lineTo(centre.x() + half * 1.1, centre.y() + half * 0.9);
        path.lineTo(centre.x() - half * 1.1, centre.y() + half * 0.9);
        path.closeSubpath();
        break;
    }
    }
    return path;
}

} // namespace

void paintState(QPainter &painter, QPointF centre, qreal size, State state, const QColor &ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const auto shape = shapeOf(state, centre, size);
    const auto color = stateColor(state);
    if (ground.isValid()) {
        painter.setPen(QPen(ground, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(ground);
        painter.drawPath(shape);
    }
    if (state == State::Unknown) {
        painter.setPen(QPen(color, 1.8));
        painter.setBrush(ground.isValid() ? QBrush(ground) : QBrush(Qt::NoBrush));
        painter.drawEllipse(centre, size / 2 - 0.9, size / 2 - 0.9);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPath(shape);
    }
    painter.restore();
}

QString stateName(State state)
{
    switch (state) {
    case State::Up: return QCoreApplication::translate("State", "up");
    case State::Changing: return QCoreApplication::translate("State", "changing");
    case State::Down: return QCoreApplication::translate("State", "down");
    case State::Unknown: break;
    }
    return QCoreApplication::translate("State", "unknown");
}

StateMark::StateMark(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(stateName(m_state));
}

void StateMark::setState(State state)
{
    m_state = state;
    setAccessibleName(stateName(state));
    setToolTip(stateName(state));
    update();
}

void StateMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintState(painter, QRectF(rect()).center(), 10, m_state);
}

} // namespace podloom::app
