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
    paintCard(*painter, card().height() / 2);
    const bool isDetailed = zoom >= kDetailZoom;
    const QRectF badge(12, card().center().y() - 13, 26, 26);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors().accentWash);
    painter->drawEllipse(badge);
    paintIcon(*painter, badge.adjusted(2, 2, -2, -2), QStringLiteral("plus"), IconTint::Accent);
    const auto width = card().right() - 46 - 12;
    if (!isDetailed) {
        auto large = font(TextRole::Strong);
        large.setPixelSize(22);
        paintText(*painter, {46, 0, width, card().height()}, m_card.name, large, colors().text);
        return;
    }
    paintText(*painter, {46, 6, width, 18}, m_card.name, font(TextRole::Strong), colors().text);
    paintText(*painter, {46, 24, width, 16}, m_card.detail, font(TextRole::Tiny), colors().dim);
}

} // namespace podloom::app
