#include "app/canvas/router_item.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace podloom::app {

RouterItem::RouterItem(RouterCard card)
    : CanvasItem(card.id, card.key, card.rect.size()),
      m_card(std::move(card))
{
    setPos(m_card.rect.topLeft());
}

void RouterItem::setCard(RouterCard card)
{
    if (card != m_card) {
        m_card = std::move(card);
        setSize(m_card.rect.size());
        update();
    }
    setPos(m_card.rect.topLeft());
}

void RouterItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const auto zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    if (zoom < kPlainZoom) {
        paintPlain(*painter, colors().unknown);
        return;
    }
    paintCard(*painter, radius());
    const bool isDetailed = zoom >= kDetailZoom;
    const QRectF badge(12, card().center().y() - 13, 26, 26);
    painter->setPen(Qt::NoPen);
    if (m_card.pool >= 0) {
        painter->setBrush(poolColor(static_cast<std::size_t>(m_card.pool)));
        painter->drawRoundedRect(badge.adjusted(6, 0, -6, 0), 3, 3);
    } else {
        painter->setBrush(colors().accentWash);
        painter->drawEllipse(badge);
        paintIcon(*painter, badge.adjusted(2, 2, -2, -2), QStringLiteral("plus"), IconTint::Accent);
    }
    const auto width = card().right() - 46 - 12;
    if (!isDetailed) {
        auto large = font(TextRole::Strong);
        large.setPixelSize(22);
        paintText(*painter, {46, 0, width, card().height()}, m_card.name, large, colors().text);
        return;
    }
    const qreal top = m_card.pool < 0 ? 6 : 3; // a pool has a bar below its words
    paintText(*painter, {46, top, width, 18}, m_card.name, font(TextRole::Strong), colors().text);
    paintText(*painter, {46, top + 17.5, width, 16}, m_card.detail, font(TextRole::Tiny), colors().dim);
    if (m_card.pool < 0)
        return;
    const QRectF bar(46, 38, width, 3);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors().hairline);
    painter->drawRoundedRect(bar, 1.5, 1.5);
    painter->setBrush(poolColor(static_cast<std::size_t>(m_card.pool)));
    painter->drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(bar.width() * m_card.fill, 3.0), 3)), 1.5,
                             1.5);
}

} // namespace podloom::app
