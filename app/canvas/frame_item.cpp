#include "app/canvas/frame_item.h"

#include "app/canvas/card_size.h"
#include "app/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace podloom::app {

FrameItem::FrameItem(Frame frame) : m_frame(std::move(frame))
{
    setFlag(ItemIsSelectable);
    setZValue(m_frame.isRack ? -2 : -3);
    setCursor(Qt::SizeAllCursor);
    setFlag(ItemUsesExtendedStyleOption);
}

void FrameItem::setFrame(Frame frame)
{
    if (frame == m_frame)
        return;
    prepareGeometryChange();
    m_frame = std::move(frame);
    update();
}

QPainterPath FrameItem::shape() const
{
    QPainterPath path;
    const auto &rect = m_frame.rect;
    path.addRect(
        QRectF(rect.topLeft(), QSizeF(rect.width(), m_frame.isRack ? kRackHeader - 8 : kClusterHeader - 8)));
    return path;
}

void FrameItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const auto &theme = colors();
    painter->setRenderHint(QPainter::Antialiasing,
                           option->levelOfDetailFromTransform(painter->worldTransform()) >= kPlainZoom);
    if (m_frame.isRack) {
        painter->setPen(isSelected() ? QPen(theme.accent, 2) : QPen(theme.clusterEdge, 1.2, Qt::DashLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(m_frame.rect, 9, 9);
        return;
    }
    constexpr qreal kRim = 16;
    if (m_frame.rect.adjusted(kRim, kRim, -kRim, -kClusterFooter).contains(option->exposedRect)) {
        painter->fillRect(option->exposedRect, theme.clusterFill); // its border is nowhere near
        return;
    }
    painter->setPen(isSelected() ? QPen(theme.accent, 2) : QPen(theme.clusterEdge, 1.4));
    painter->setBrush(theme.clusterFill);
    painter->drawRoundedRect(m_frame.rect, 12, 12);
    if (option->levelOfDetailFromTransform(painter->worldTransform()) < kDetailZoom)
        return;
    const auto &rect = m_frame.rect;
    paintText(*painter,
              {rect.left() + kClusterInset, rect.bottom() - 29, rect.width() - 2 * kClusterInset, 22},
              m_frame.detail, app::font(TextRole::Small), theme.dim);
}

FrameTitle::FrameTitle(FrameItem &frame) : m_frame(frame)
{
    setZValue(1.5);
    setAcceptedMouseButtons(Qt::NoButton);
    follow();
}

QFont FrameTitle::face(bool isFar) const
{
    auto out = font(m_frame.frame().isRack ? TextRole::Small : TextRole::Title);
    if (m_frame.frame().isRack) {
        out.setWeight(QFont::DemiBold);
        if (isFar)
            out.setPixelSize(20);
        return out;
    }
    out.setPixelSize(isFar ? 26 : 15);
    return out;
}

/// What is read from far away needs more room than what is read from near; both lie in the head of the frame.
QRectF FrameTitle::boxFor(bool isFar) const
{
    const auto &frame = m_frame.frame();
    const auto width = QFontMetricsF(face(isFar)).horizontalAdvance(frame.title) + 14;
    const auto height = frame.isRack ? (isFar ? 26.0 : 20.0) : (isFar ? 32.0 : 26.0);
    return {0, 0, std::min(width, std::max(frame.rect.width() - 28, 40.0)), height};
}

void FrameTitle::follow()
{
    const auto inset = m_frame.frame().isRack ? QPointF(10, 9) : QPointF(14, 11);
    setPos(m_frame.frame().rect.topLeft() + inset);
    const auto near = boxFor(false);
    const auto far = boxFor(true);
    if (near == m_near && far == m_far)
        return;
    prepareGeometryChange();
    m_near = near;
    m_far = far;
}

void FrameTitle::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const auto zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    if (zoom < kPlainZoom)
        return;
    const bool isFar = zoom < kDetailZoom;
    const auto &frame = m_frame.frame();
    const auto &theme = colors();
    const auto &box = isFar ? m_far : m_near;
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.clusterFill);
    painter->drawRoundedRect(box, 6, 6);
    paintText(*painter, box.adjusted(6, 0, -6, 0), frame.title, face(isFar),
              frame.isRack ? theme.dim : theme.text);
}

} // namespace podloom::app
