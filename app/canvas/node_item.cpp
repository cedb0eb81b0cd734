#include "app/canvas/node_item.h"

#include "app/canvas/canvas_scene.h"
#include "app/canvas/card_size.h"
#include "app/theme/state_mark.h"
#include "app/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGraphicsSceneHoverEvent>
#include <QGraphicsView>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace podloom::app {

namespace {

constexpr qreal kBarHeight = 4;
constexpr qreal kFaded = 0.35; ///< what has nothing to do with the pod below the pointer

QColor planColor(PlanMark::Action action)
{
    switch (action) {
    case PlanMark::Action::Create: return colors().up;
    case PlanMark::Action::Change: return colors().changing;
    case PlanMark::Action::Remove: break;
    }
    return colors().down;
}

} // namespace

NodeItem::NodeItem(NodeCard card)
    : CanvasItem(card.isGhost ? ObjectId{} : card.id, card.key, card.rect.size()),
      m_card(std::move(card))
{
    setAcceptHoverEvents(true);
    showWords();
}

void NodeItem::setCard(const NodeCard &card)
{
    if (card == m_card) {
        setPos(m_card.rect.topLeft());
        return;
    }
    m_card = card;
    setSize(m_card.rect.size());
    showWords();
    update();
}

void NodeItem::showWords()
{
    setPos(m_card.rect.topLeft());
    QStringList lines;
    for (const auto &bar : m_card.bars)
        lines << bar.words;
    if (m_card.plan)
        lines << QString::fromStdString(m_card.plan->text);
    setToolTip(lines.join(QLatin1Char('\n')));
}

std::optional<ObjectId> NodeItem::objectAt(QPointF at) const
{
    for (const auto &pod : m_card.pods) {
        if (pod.rect.contains(at))
            return pod.id;
    }
    return id();
}

std::set<ObjectId> NodeItem::among(const std::set<ObjectId> &parts) const
{
    std::set<ObjectId> out;
    if (parts.empty())
        return out;
    for (const auto &pod : m_card.pods) {
        if (parts.contains(pod.id))
            out.insert(pod.id);
    }
    return out;
}

void NodeItem::setChosenParts(const std::set<ObjectId> &parts)
{
    auto chosen = among(parts);
    if (m_chosen == chosen)
        return;
    m_chosen = std::move(chosen);
    update();
}

void NodeItem::setRelatedParts(const std::set<ObjectId> &parts)
{
    auto related = among(parts);
    if (m_related == related)
        return;
    m_related = std::move(related);
    update();
}

QRectF NodeItem::rectOfPart(const ObjectId &pod) const
{
    for (const auto &chip : m_card.pods) {
        if (chip.id == pod)
            return chip.rect.translated(pos());
    }
    return CanvasItem::rectOfPart(pod);
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const auto zoom = option->levelOfDetailFromTransform(painter->worldTransform());
    if (zoom < kPlainZoom) {
        paintPlain(*painter, m_card.plan ? planColor(m_card.plan->action)
                             : m_card.state && *m_card.state != State::Unknown ? stateColor(*m_card.state)
                                                                               : colors().clusterEdge);
        return;
    }
    const bool isDetailed = zoom >= kDetailZoom;
    if (m_card.isCollapsed) { // what is below it looks out
        painter->setPen(QPen(colors().clusterEdge, 1.2));
        painter->setBrush(colors().clusterFill);
        painter->drawRoundedRect(card().translated(4, 4), radius(), radius());
    }
    paintCard(*painter, radius(), m_card.isUnplaced);
    if (m_card.plan)
        paintPlan(*painter);
    if (isDetailed) {
        paintHeader(*painter);
        paintPods(*painter);
        paintBars(*painter);
        return;
    }
    // From far away: the name as large as the card lets it, and the state.
    auto large = font(TextRole::Strong);
    large.setPixelSize(26);
    paintText(*painter, card().adjusted(12, 8, -12, -8), m_card.name, large, colors().text, Qt::AlignCenter);
    if (m_card.state)
        paintState(*painter, {card().right() - 16, 16}, 16, *m_card.state);
}

void NodeItem::paintHeader(QPainter &painter) const
{
    const auto &theme = colors();
    const auto right = card().right() - kCardInset;
    const auto strong = font(TextRole::Strong);
    const auto nameWidth = right - kCardInset - (m_card.state ? 20 : 0);
    paintText(painter, {kCardInset, 9, nameWidth, 20}, m_card.name, strong,
              m_card.plan ? planColor(m_card.plan->action) : theme.text);
    if (!m_card.tag.isEmpty()) {
        const auto x = kCardInset + QFontMetricsF(strong).horizontalAdvance(m_card.name) + 8;
        const auto width = QFontMetricsF(font(TextRole::Tiny)).horizontalAdvance(m_card.tag) + 10;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accentWash);
        painter.drawRoundedRect(QRectF(x, 11, width, 16), 5, 5);
        paintText(painter, {x, 11, width, 16}, m_card.tag, font(TextRole::Tiny), theme.accent,
                  Qt::AlignCenter);
    }
    if (m_card.state)
        paintState(painter, {right - 5, 19}, 10, *m_card.state);
    const auto tiny = font(TextRole::Tiny);
    const bool isAddress = !m_card.isUnplaced && !m_card.isSpeaker && !m_card.isLive && !m_card.isCollapsed;
    const auto sessions = QFontMetricsF(tiny).horizontalAdvance(m_card.sessions);
    if (m_card.plan) {
        paintPlanWords(painter);
        return;
    }
    paintText(painter, {kCardInset, 30, right - kCardInset - sessions - 8, 18}, m_card.address,
              isAddress ? font(TextRole::MonoSmall) : tiny, theme.dim);
    paintText(painter, {right - sessions - 2, 30, sessions + 2, 18}, m_card.sessions, tiny, theme.dim,
              Qt::AlignRight | Qt::AlignVCenter);
}

/// On one line above pods; without any on as many as the card has room for.
void NodeItem::paintPlanWords(QPainter &painter) const
{
    const auto words = QString::fromStdString(m_card.plan->text);
    const auto tiny = font(TextRole::Tiny);
    const QRectF room(kCardInset, 32, card().width() - 2 * kCardInset,
                      card().height() - 32 - (m_card.bars.empty() ? 8 : kCardFooter));
    if (!m_card.pods.empty() || room.height() < 2 * QFontMetricsF(tiny).lineSpacing()) {
        paintText(painter, {room.left(), 30, room.width(), 18}, words, tiny, colors().dim);
        return;
    }
    painter.setFont(tiny);
    painter.setPen(colors().dim);
    painter.drawText(room, static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, words);
}

void NodeItem::paintPod(QPainter &painter, const PodChip &pod) const
{
    const auto &theme = colors();
    const auto tiny = font(TextRole::Tiny);
    const bool isChosen = m_chosen.contains(pod.id);
    const bool isRelated = m_related.contains(pod.id);
    painter.setPen(isChosen    ? QPen(theme.accent, 1.6)
                   : pod.plan  ? QPen(planColor(*pod.plan), 1.4, Qt::DashLine)
                   : isRelated ? QPen(theme.accent, 1)
                               : QPen(Qt::NoPen));
    painter.setBrush(isChosen || isRelated ? theme.accentWash : pod.plan ? theme.panel : theme.hover);
    painter.drawRoundedRect(pod.rect, 4, 4);
    painter.setPen(Qt::NoPen);
    if (m_card.isLive && pod.state) {
        paintState(painter, {pod.rect.left() + 9, pod.rect.center().y()}, 8, *pod.state);
        paintText(painter, pod.rect.adjusted(18, 0, -2, 0), pod.text, tiny, theme.text);
        return;
    }
    if (pod.fill && *pod.fill > 0) {
        auto wash = poolColor(static_cast<std::size_t>(pod.pool));
        wash.setAlphaF(0.3F);
        const auto filled = std::max(pod.rect.width() * *pod.fill, 6.0);
        QPainterPath chip;
        chip.addRoundedRect(pod.rect, 4, 4);
        QPainterPath part;
        part.addRect(QRectF(pod.rect.topLeft(), QSizeF(filled, pod.rect.height())));
        painter.fillPath(chip.intersected(part), wash);
    }
    painter.setBrush(pod.pool >= 0 ? poolColor(static_cast<std::size_t>(pod.pool)) : theme.unknown);
    painter.drawRoundedRect(QRectF(pod.rect.topLeft(), QSizeF(4, pod.rect.height())), 1.5, 1.5);
    auto text = pod.rect.adjusted(10, 0, -4, 0);
    if (pod.state && *pod.state != State::Up) {
        paintState(painter, {pod.rect.right() - 9, pod.rect.center().y()}, 7, *pod.state);
        text.setRight(pod.rect.right() - 16);
    }
    paintText(painter, text, pod.text, tiny, theme.text);
}

/// Arrows for those who may come in and those who are reached: the direction is a shape, not only a colour.
void NodeItem::paintReach(QPainter &painter, const PodChip &pod) const
{
    const auto &theme = colors();
    const auto found = m_around->marks.find(pod.id);
    if (pod.id != m_around->pod && found == m_around->marks.end())
        return;
    const bool isCutOff = pod.id != m_around->pod && found->second.isCutOff;
    const auto color = isCutOff ? theme.changing : theme.up;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(pod.id == m_around->pod ? theme.accent : color, 1.6, isCutOff ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(pod.rect, 4, 4);
    if (pod.id == m_around->pod)
        return;
    const auto &mark = found->second;
    const auto sign = mark.mayReachIt && mark.isReached ? QStringLiteral("⇄")
                    : mark.mayReachIt                   ? QStringLiteral("→")
                                                        : QStringLiteral("←");
    // On the border: the name stays to be read.
    const QRectF box(pod.rect.right() - 8, pod.rect.top() + 3, 8 + kChipGap, pod.rect.height() - 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(box, 3, 3);
    painter.setFont(font(TextRole::Strong));
    painter.setPen(color);
    painter.drawText(box, static_cast<int>(Qt::AlignCenter) | Qt::TextDontClip, sign);
}

void NodeItem::setAround(std::shared_ptr<const ReachAround> around)
{
    if (m_around == around)
        return;
    m_around = std::move(around);
    update();
}

void NodeItem::hoverMoveEvent(QGraphicsSceneHoverEvent *event)
{
    auto *canvas = qobject_cast<CanvasScene *>(scene());
    const auto *view = canvas && !canvas->views().isEmpty() ? canvas->views().front() : nullptr;
    if (!view)
        return;
    const bool isReadable = view->transform().m11() >= kDetailZoom;
    const auto object = isReadable ? objectAt(event->pos()) : std::nullopt;
    canvas->hover(object && object->kind == "Pod" ? object : std::nullopt);
}

void NodeItem::hoverLeaveEvent(QGraphicsSceneHoverEvent *)
{
    if (auto *canvas = qobject_cast<CanvasScene *>(scene()))
        canvas->hover({});
}

void NodeItem::paintPods(QPainter &painter) const
{
    for (const auto &pod : m_card.pods) {
        const bool isFaded = m_around && pod.id != m_around->pod && !m_around->marks.contains(pod.id);
        painter.setOpacity(isFaded ? kFaded : 1);
        paintPod(painter, pod);
        painter.setOpacity(1);
        if (m_around)
            paintReach(painter, pod);
    }
    const auto &theme = colors();
    const auto tiny = font(TextRole::Tiny);
    if (m_card.hiddenPods > 0) {
        const auto last =
            m_card.pods.empty() ? QRectF(kCardInset, kCardHeader, 0, kChipHeight) : m_card.pods.back().rect;
        auto x = last.right() + kChipGap;
        paintText(painter, {x + 2, last.top(), card().right() - kCardInset - x, kChipHeight},
                  QCoreApplication::translate("NodeItem", "+%1 more").arg(m_card.hiddenPods), tiny,
                  theme.dim);
    }
}

void NodeItem::paintBars(QPainter &painter) const
{
    if (m_card.bars.empty())
        return;
    const auto count = static_cast<double>(m_card.bars.size());
    const auto width = std::min(56.0, (card().width() - 2 * kCardInset - (count - 1) * 8) / count);
    auto x = kCardInset;
    const auto y = card().bottom() - 16;
    painter.setPen(Qt::NoPen);
    for (const auto &bar : m_card.bars) {
        painter.setBrush(colors().hairline);
        painter.drawRoundedRect(QRectF(x, y, width, kBarHeight), 2, 2);
        painter.setBrush(poolColor(static_cast<std::size_t>(bar.pool)));
        painter.drawRoundedRect(QRectF(x, y, std::max(width * bar.fill, kBarHeight), kBarHeight), 2, 2);
        x += width + 8;
    }
}

void NodeItem::paintPlan(QPainter &painter) const
{
    painter.setPen(QPen(planColor(m_card.plan->action), 1.8, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(card(), radius(), radius());
}

} // namespace podloom::app
