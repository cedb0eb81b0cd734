#include "app/canvas/group_item.h"

#include "app/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace podloom::app {

namespace {

constexpr qreal kGateWidth = 9;
constexpr qreal kTextInset = 22;

} // namespace

GroupItem::GroupItem(PolicyGroup group)
    : CanvasItem(group.id, group.key, group.rect.size()),
      m_group(std::move(group))
{
    setPos(m_group.rect.topLeft());
}

void GroupItem::paintGate(QPainter &painter, bool isLeft) const
{
    const auto x = isLeft ? card().left() : card().right();
    const auto inset = std::min(14.0, card().height() * 0.16);
    const bool isOpen = !isLeft && m_group.isOutOpen;
    painter.setPen(isOpen ? QPen(colors().accent, 1.6) : Qt::NoPen);
    painter.setBrush(isOpen ? colors().panel : colors().accent);
    painter.drawRoundedRect(QRectF(x - kGateWidth / 2, inset, kGateWidth, card().height() - 2 * inset), 2.5,
                            2.5);
}

void GroupItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const auto &theme = colors();
    const auto zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    if (zoom < kPlainZoom) {
        paintPlain(*painter, m_group.isInGated || m_group.isOutGated ? theme.accent : theme.clusterEdge);
        return;
    }
    const bool isDetailed = zoom >= kDetailZoom;
    const auto strong = readable(app::font(TextRole::Strong), zoom);
    const auto mono = readable(app::font(TextRole::MonoSmall), zoom);
    const auto tiny = readable(app::font(TextRole::Tiny), zoom);
    const bool isPods = m_group.kind == PolicyGroup::Kind::Pods || m_group.kind == PolicyGroup::Kind::Host;
    paintCard(*painter, isPods ? 9 : std::min(card().height() / 2, 30.0), !isPods);
    if (m_group.isInGated)
        paintGate(*painter, true);
    if (m_group.isOutGated)
        paintGate(*painter, false);
    if (!isDetailed) {
        auto large = app::font(TextRole::Strong);
        const auto room = card().adjusted(12, 0, -12, 0);
        large.setPixelSize(24);
        if (const auto needed = QFontMetricsF(large).horizontalAdvance(m_group.name); needed > room.width())
            large.setPixelSize(std::max(16, static_cast<int>(24 * room.width() / needed)));
        paintText(*painter, room, m_group.name, large, theme.text, Qt::AlignCenter);
        return;
    }
    if (!isPods) {
        const auto middle = card().center().y();
        paintText(*painter, {10, middle - 19, card().width() - 20, 18}, m_group.name, strong, theme.dim,
                  Qt::AlignCenter);
        // As wide as its words: larger ones have no room.
        paintText(*painter, {10, middle + 1, card().width() - 20, 16}, m_group.labels,
                  app::font(TextRole::MonoSmall), theme.dim, Qt::AlignCenter);
        return;
    }
    const auto width = card().width() - 2 * kTextInset + 8;
    const auto top = card().center().y() - (m_group.among.isEmpty() ? 32 : 42);
    paintText(*painter, {kTextInset, top, width, 20}, m_group.name, strong, theme.text);
    paintText(*painter, {kTextInset, top + 22, width, 17}, m_group.labels, mono, theme.dim);
    paintText(*painter, {kTextInset, top + 44, width, 17}, m_group.count, tiny, theme.dim);
    paintText(*painter, {kTextInset, top + 63, width, 17}, m_group.among, tiny, theme.up);
}

} // namespace podloom::app
