#include "app/canvas/minimap.h"

#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/theme/colors.h"

#include <QMouseEvent>
#include <QPainter>

namespace podloom::app {

Minimap::Minimap(CanvasView &view) : QWidget(view.viewport()), m_view(view)
{
    setFixedSize(132, 108);
    setAccessibleName(tr("Overview"));
    setToolTip(tr("Drag to move the view"));
}

void Minimap::refresh()
{
    m_picture = {};
    update();
}

QTransform Minimap::toMap() const
{
    const QRectF room = QRectF(rect()).adjusted(8, 8, -8, -8);
    if (m_content.isEmpty())
        return {};
    const auto scale = std::min(room.width() / m_content.width(), room.height() / m_content.height());
    QTransform transform;
    transform.translate(room.center().x(), room.center().y());
    transform.scale(scale, scale);
    transform.translate(-m_content.center().x(), -m_content.center().y());
    return transform;
}

void Minimap::draw()
{
    const auto &theme = colors();
    const auto *canvas = m_view.canvas();
    m_content = canvas ? canvas->contentRect() : QRectF();
    m_picture = QPixmap(size() * devicePixelRatioF());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.hairline, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (!canvas)
        return;
    const auto transform = toMap();
    const auto outline = canvas->outline();
    constexpr std::size_t kMany = 500; // rounded corners of a pixel are for nobody
    painter.setRenderHint(QPainter::Antialiasing, outline.size() < kMany);
    for (const auto &[rect, isFrame] : outline) {
        painter.setPen(isFrame ? QPen(theme.clusterEdge, 1) : Qt::NoPen);
        painter.setBrush(isFrame ? theme.clusterFill : theme.clusterEdge);
        if (outline.size() < kMany)
            painter.drawRoundedRect(transform.mapRect(rect), 1.5, 1.5);
        else
            painter.drawRect(transform.mapRect(rect));
    }
}

void Minimap::paintEvent(QPaintEvent *)
{
    if (m_picture.isNull() || m_picture.devicePixelRatio() != devicePixelRatioF())
        draw();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors().accent, 1.4));
    painter.setBrush(Qt::NoBrush);
    const auto room = QRectF(rect()).adjusted(3, 3, -3, -3);
    painter.drawRoundedRect(toMap().mapRect(m_view.visibleArea()).intersected(room), 2, 2);
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
        m_view.lookAt(back.map(at));
}

} // namespace podloom::app
