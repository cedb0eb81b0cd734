#include "app/canvas/minimap.h"

#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/theme/colors.h"

#include <QMouseEvent>
#include <QPainter>

namespace podloom::app {

Minimap::Minimap(CanvasView &view) : QWidget(&view), m_view(view)
{
    setFixedSize(132, 108);
    setAccessibleName(tr("Overview"));
    setToolTip(tr("Drag to move the view"));
}

QTransform Minimap::toMap() const
{
    auto content = m_view.canvas() ? m_view.canvas()->contentRect() : QRectF();
    content = content.united(m_view.visibleArea());
    const QRectF room = QRectF(rect()).adjusted(8, 8, -8, -8);
    if (content.isEmpty())
        return {};
    const auto scale = std::min(room.width() / content.width(), room.height() / content.height());
    QTransform transform;
    transform.translate(room.center().x(), room.center().y());
    transform.scale(scale, scale);
    transform.translate(-content.center().x(), -content.center().y());
    return transform;
}

void Minimap::paintEvent(QPaintEvent *)
{
    const auto &theme = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.hairline, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (!m_view.canvas())
        return;
    const auto transform = toMap();
    for (const auto &[rect, isFrame] : m_view.canvas()->outline()) {
        painter.setPen(isFrame ? QPen(theme.clusterEdge, 1) : Qt::NoPen);
        painter.setBrush(isFrame ? theme.clusterFill : theme.clusterEdge);
        painter.drawRoundedRect(transform.mapRect(rect), 1.5, 1.5);
    }
    painter.setPen(QPen(theme.accent, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(transform.mapRect(m_view.visibleArea()), 2, 2);
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    goTo(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        goTo(event->position());
}

void Minimap::goTo(QPointF at)
{
    bool canInvert = false;
    const auto back = toMap().inverted(&canInvert);
    if (canInvert)
        m_view.centerOn(back.map(at));
}

} // namespace podloom::app
