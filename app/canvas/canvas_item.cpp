#include "app/canvas/canvas_item.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace podloom::app {

CanvasItem::CanvasItem(ObjectId id, std::string key, QSizeF size)
    : m_id(std::move(id)),
      m_key(std::move(key)),
      m_size(size)
{
    setFlags(ItemIsSelectable | ItemIsMovable);
    setZValue(2);
}

std::optional<ObjectId> CanvasItem::objectAt(QPointF) const
{
    return m_id;
}

void CanvasItem::setLocked(bool isLocked)
{
    if (m_isLocked == isLocked)
        return;
    m_isLocked = isLocked;
    setFlag(ItemIsMovable, !isLocked);
    update();
}

void CanvasItem::setSize(QSizeF size)
{
    if (m_size == size)
        return;
    prepareGeometryChange();
    m_size = size;
}

void CanvasItem::paintPlain(QPainter &painter, const QColor &fill) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(card(), isSelected() ? colors().accent : fill);
}

void CanvasItem::paintCard(QPainter &painter, qreal radius, bool isDashed) const
{
    const auto &theme = colors();
    const auto box = card();
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isDashed) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.shadow);
        painter.drawRoundedRect(box.translated(0, 1.5), radius, radius);
    }
    painter.setPen(isDashed ? QPen(theme.unknown, 1.4, Qt::DashLine) : QPen(theme.hairline, 1.2));
    painter.setBrush(isDashed ? QBrush(theme.clusterFill) : QBrush(theme.panel));
    painter.drawRoundedRect(box, radius, radius);
    if (isSelected()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, radius, radius);
    }
    paintLock(painter, radius);
}

/// At the corner that the handle of a chosen card leaves free, on a ground of its own.
void CanvasItem::paintLock(QPainter &painter, qreal radius) const
{
    if (!m_isLocked)
        return;
    const auto &theme = colors();
    const QPointF at(card().left() + std::max(14.0, radius + 3), card().top());
    painter.setPen(QPen(isSelected() ? theme.accent : theme.hairline, 1.2));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(at.x() - 9, at.y() - 9, 18, 18), 6, 6);
    painter.setPen(QPen(theme.text, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(at.x() - 3, at.y() - 6, 6, 8), 0, 180 * 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawRoundedRect(QRectF(at.x() - 5, at.y() - 2, 10, 7), 1.5, 1.5);
}

QFont readable(QFont font, qreal zoom)
{
    constexpr qreal kSmall = 0.75;
    constexpr qreal kMore = 1.22;
    if (zoom < kSmall)
        font.setPixelSize(qRound(font.pixelSize() * kMore));
    return font;
}

void paintText(QPainter &painter, const QRectF &box, const QString &text, const QFont &font,
               const QColor &color, Qt::Alignment alignment)
{
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine,
                     metrics.elidedText(text, Qt::ElideRight, box.width() + 1));
}

} // namespace podloom::app
