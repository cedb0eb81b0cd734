#include "app/canvas/trace_item.h"

#include "app/theme/colors.h"
#include "app/theme/state_mark.h"

#include <QFont>
#include <QPainter>

namespace podloom::app {

namespace {

constexpr qreal kStop = 20;    ///< diameter of a numbered stop
constexpr qreal kPodStop = 16; ///< of one before the name of a pod
constexpr int kTwoDigits = 10;

} // namespace

TraceItem::TraceItem(std::vector<Stop> stops, std::vector<QPainterPath> legs)
    : m_stops(std::move(stops)),
      m_legs(std::move(legs))
{
    setZValue(5);
    setAcceptedMouseButtons(Qt::NoButton);
    for (const auto &leg : m_legs)
        m_bounds = m_bounds.united(leg.boundingRect());
    for (const auto &stop : m_stops)
        m_bounds = m_bounds.united(QRectF(stop.at, QSizeF(1, 1)));
    m_bounds.adjust(-kStop, -kStop, kStop, kStop);
}

void TraceItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const auto &theme = colors();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    for (std::size_t leg = 0; leg < m_legs.size(); ++leg) {
        // A leg is travelled when what stands before it let the packet on.
        const bool isTravelled = m_stops[leg].state == State::Up;
        QPen pen(isTravelled ? theme.accent : theme.unknown, isTravelled ? 3.2 : 2, Qt::SolidLine,
                 Qt::RoundCap);
        if (!isTravelled)
            pen.setStyle(Qt::DashLine);
        painter->setPen(pen);
        painter->drawPath(m_legs[leg]);
    }
    auto face = painter->font();
    face.setWeight(QFont::DemiBold);
    for (std::size_t index = 0; index < m_stops.size(); ++index) {
        const auto &stop = m_stops[index];
        const auto size = stop.isPod ? kPodStop : kStop;
        const QRectF disc(stop.at - QPointF(size / 2, size / 2), QSizeF(size, size));
        painter->setPen(QPen(theme.panel, 2));
        painter->setBrush(stop.state == State::Up     ? theme.up
                          : stop.state == State::Down ? theme.down
                                                      : theme.unknown);
        // A refusal is square, as everywhere.
        if (stop.state == State::Down)
            painter->drawRoundedRect(disc, 4, 4);
        else
            painter->drawEllipse(disc);
        face.setPixelSize(stop.isPod && index + 1 >= kTwoDigits ? 9 : stop.isPod ? 10 : 11);
        painter->setFont(face);
        painter->setPen(theme.onState);
        painter->drawText(disc, Qt::AlignCenter, QString::number(index + 1));
    }
}

} // namespace podloom::app
