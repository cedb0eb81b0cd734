#include "app/canvas/group_item.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace podloom::app {

namespace {

constexpr qreal kGateWidth = 9;
constexpr qreal kTextInset = 22;
constexpr qreal kLine = 20;
constexpr std::size_t kMostServices = 3; ///< more are counted
constexpr qreal kLeastPixels = 8;        ///< of letters that can be read

} // namespace

GroupItem::GroupItem(PolicyGroup group)
    : CanvasItem(group.id, group.key, group.rect.size()),
      m_group(std::move(group))
{
    setPos(m_group.rect.topLeft());
}

int GroupItem::extraLines(const PolicyGroup &group)
{
    const auto services = std::min(group.services.size(), kMostServices + 1);
    return (group.among.isEmpty() ? 0 : 1) + static_cast<int>(services);
}

qreal GroupItem::textTop() const
{
    return card().center().y() - 32 - extraLines(m_group) * kLine / 2;
}

QRectF GroupItem::serviceRect(std::size_t index) const
{
    const auto line = static_cast<qreal>(index) + (m_group.among.isEmpty() ? 0 : 1);
    return {kTextInset - 4, textTop() + 63 + line * kLine, card().width() - 2 * kTextInset + 12, kLine};
}

std::optional<ObjectId> GroupItem::objectAt(QPointF at) const
{
    for (std::size_t index = 0; index < std::min(m_group.services.size(), kMostServices); ++index) {
        if (serviceRect(index).contains(at))
            return m_group.services[index].id;
    }
    return CanvasItem::objectAt(at);
}

void GroupItem::setChosenParts(const std::set<ObjectId> &parts)
{
    std::set<ObjectId> chosen;
    for (const auto &service : m_group.services) {
        if (parts.contains(service.id))
            chosen.insert(service.id);
    }
    if (chosen == m_chosen)
        return;
    m_chosen = std::move(chosen);
    update();
}

QRectF GroupItem::rectOfPart(const ObjectId &part) const
{
    for (std::size_t index = 0; index < std::min(m_group.services.size(), kMostServices); ++index) {
        if (m_group.services[index].id == part)
            return serviceRect(index).translated(pos());
    }
    return CanvasItem::rectOfPart(part);
}

void GroupItem::paintServices(QPainter &painter, const QFont &face) const
{
    for (std::size_t index = 0; index < m_group.services.size(); ++index) {
        const auto box = serviceRect(index);
        if (index == kMostServices) {
            const auto rest = m_group.services.size() - kMostServices;
            paintText(painter, box.adjusted(20, 0, 0, 0),
                      QCoreApplication::translate("PolicyPicture", "and %1 more").arg(rest), face,
                      colors().dim);
            return;
        }
        const auto &service = m_group.services[index];
        if (m_chosen.contains(service.id)) {
            painter.setPen(QPen(colors().accent, 1.2));
            painter.setBrush(colors().accentWash);
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 5, 5);
        }
        paintIcon(painter, QRectF(box.left() + 3, box.center().y() - 6.5, 13, 13), QStringLiteral("service"),
                  IconTint::Dim);
        paintText(painter, box.adjusted(20, 0, -2, 0), service.text, face, colors().text);
    }
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

/// A plain card with its gates, and as many words as pixels have room for: the name, else how many pods.
void GroupItem::paintFromFar(QPainter &painter, qreal zoom) const
{
    const auto &theme = colors();
    paintPlain(painter, m_group.isInGated || m_group.isOutGated ? theme.accentWash : theme.clusterFill);
    const auto gate = 2 / zoom; // pixels
    const auto &gates = isSelected() ? theme.onAccent : theme.accent;
    if (m_group.isInGated)
        painter.fillRect(QRectF(card().topLeft(), QSizeF(gate, card().height())), gates);
    if (m_group.isOutGated)
        painter.fillRect(QRectF(card().topRight() - QPointF(gate, 0), QSizeF(gate, card().height())), gates);
    constexpr int kLeastLetters = 5;
    auto face = app::font(TextRole::Small);
    face.setPixelSize(qRound(kLeastPixels / zoom));
    const QFontMetricsF metrics(face);
    if (metrics.ascent() > card().height())
        return;
    const auto room = card().adjusted(gate, 0, -gate, 0);
    const auto shown = metrics.elidedText(m_group.name, Qt::ElideRight, room.width());
    const bool hasName = shown == m_group.name || shown.size() > kLeastLetters || m_group.members.empty();
    painter.setFont(face);
    painter.setPen(isSelected() ? theme.onAccent : theme.text);
    painter.drawText(room, static_cast<int>(Qt::AlignCenter) | Qt::TextSingleLine | Qt::TextDontClip,
                     hasName ? shown : QString::number(m_group.members.size()));
}

void GroupItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const auto &theme = colors();
    const auto zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    if (zoom < kPlainZoom) {
        paintFromFar(*painter, zoom);
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
        const auto least = std::clamp(kLeastPixels / zoom, 16.0, 40.0);
        large.setPixelSize(static_cast<int>(std::max(24.0, least)));
        if (const auto needed = QFontMetricsF(large).horizontalAdvance(m_group.name); needed > room.width())
            large.setPixelSize(static_cast<int>(std::max(least, large.pixelSize() * room.width() / needed)));
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
    const auto top = textTop();
    paintText(*painter, {kTextInset, top, width, 20}, m_group.name, strong, theme.text);
    paintText(*painter, {kTextInset, top + 22, width, 17}, m_group.labels, mono, theme.dim);
    paintText(*painter, {kTextInset, top + 44, width, 17}, m_group.count, tiny, theme.dim);
    paintText(*painter, {kTextInset, top + 63, width, 17}, m_group.among, tiny, theme.up);
    paintServices(*painter, tiny);
}

} // namespace podloom::app
