// What the mouse does on a drawing: choosing, moving with guides, connecting.
#include "app/canvas/canvas_item.h"
#include "app/canvas/canvas_scene.h"
#include "app/canvas/connect_handle.h"

#include <QApplication>
#include <QGraphicsSceneMouseEvent>
#include <QGraphicsView>
#include <QPainter>
#include <QVariantAnimation>

#include <cmath>
#include <utility>

namespace podloom::app {

namespace {

/// Positions snap to the dots of the grid's finer half.
constexpr qreal kSnap = 4;

QPointF snapped(QPointF at)
{
    return {std::round(at.x() / kSnap) * kSnap, std::round(at.y() / kSnap) * kSnap};
}

} // namespace

void CanvasScene::mousePressEvent(QGraphicsSceneMouseEvent *event)
{
    if (m_motion) { // what is pressed stands where it shall
        endMotion();
        refresh();
    }
    const auto transform = views().isEmpty() ? QTransform() : views().front()->transform();
    auto *item = event->button() == Qt::LeftButton ? itemAt(event->scenePos(), transform) : nullptr;
    if (item != nullptr && item == m_handle) {
        const auto chosen = chosenCards();
        m_connected = chosen.empty() ? nullptr : chosen.front();
        m_isHeld = m_connected != nullptr;
        event->accept();
        return;
    }
    if (auto *card = qgraphicsitem_cast<CanvasItem *>(item)) {
        const auto object = card->objectAt(event->scenePos() - card->pos());
        if (object && *object != card->id()) {
            if (event->modifiers().testFlag(Qt::ControlModifier))
                m_selection.toggle(*object);
            else
                m_selection.select(*object);
            event->accept();
            return;
        }
    }
    QGraphicsScene::mousePressEvent(event);
    m_dragged.clear();
    m_isDragging = false;
    m_pressed = event->scenePos();
    if (item == nullptr && event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier)
        m_selection.clear(); // what no item stands for, too
    if (item == nullptr || event->button() != Qt::LeftButton)
        return;
    m_isHeld = true;
    if (auto *card = qgraphicsitem_cast<CanvasItem *>(item)) {
        m_dragged[card] = card->pos();
        for (auto *selected : selectedItems()) {
            if (auto *other = qgraphicsitem_cast<CanvasItem *>(selected))
                m_dragged[other] = other->pos();
        }
    }
    for (auto *companion : companionsOf(item))
        m_dragged[companion] = companion->pos();
    std::erase_if(m_dragged, [](const auto &each) { return each.first->isLocked(); });
}

void CanvasScene::mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event)
{
    const auto transform = views().isEmpty() ? QTransform() : views().front()->transform();
    auto *item = event->button() == Qt::LeftButton ? itemAt(event->scenePos(), transform) : nullptr;
    if (const auto *note = dynamic_cast<NoteItem *>(item)) {
        emit noteEditRequested(QString::fromStdString(note->key()), note->text());
        event->accept();
        return;
    }
    if (item == nullptr || !toggleGroup(item))
        QGraphicsScene::mouseDoubleClickEvent(event);
}

void CanvasScene::mouseMoveEvent(QGraphicsSceneMouseEvent *event)
{
    if (m_connected != nullptr) {
        setLines({QLineF(m_handle->pos(), event->scenePos())});
        return;
    }
    const auto far = event->screenPos() - event->buttonDownScreenPos(Qt::LeftButton);
    if (m_dragged.empty() || !(event->buttons() & Qt::LeftButton)) {
        QGraphicsScene::mouseMoveEvent(event);
        return;
    }
    if (!m_isDragging && far.manhattanLength() < QApplication::startDragDistance())
        return;
    m_isDragging = true;
    dragTo(event->scenePos(), event->modifiers() & Qt::AltModifier);
}

/// Edges and middles of other cards hold what comes near them, else the grid does; nothing does when
/// `isFree`.
void CanvasScene::dragTo(QPointF at, bool isFree)
{
    constexpr qreal kReach = 6; // pixels
    const auto zoom = views().isEmpty() ? 1 : views().front()->transform().m11();
    const auto way = at - m_pressed;
    QRectF moving;
    std::vector<QRectF> others;
    for (auto *card : m_cards) {
        const auto from = m_dragged.find(card);
        if (from != m_dragged.end())
            moving = moving.united(card->card().translated(from->second + way));
        else
            others.push_back(card->card().translated(card->pos()));
    }
    auto guides = isFree ? Guides{} : guidesFor(moving, others, kReach / zoom);
    for (const auto &[card, from] : m_dragged) {
        const auto exact = from + way + guides.shift;
        const auto grid = isFree ? exact : snapped(exact);
        card->setPos({guides.isAcross ? exact.x() : grid.x(), guides.isDown ? exact.y() : grid.y()});
    }
    setLines(std::move(guides.lines));
    showHandle();
    cardsMoved();
    emit placesChanged();
}

void CanvasScene::mouseReleaseEvent(QGraphicsSceneMouseEvent *event)
{
    QGraphicsScene::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton)
        return;
    const bool isClick = std::exchange(m_isHeld, false) && event->modifiers() == Qt::NoModifier;
    setLines({});
    if (m_connected != nullptr)
        finishConnection(event->scenePos());
    else if (m_isDragging)
        finishDrag();
    else if (isClick)
        takeSelection(); // a card that was chosen already is now the only thing that is
    if (m_isStale)
        refresh();
}

void CanvasScene::setLines(std::vector<QLineF> lines)
{
    const auto refreshLines = [this] {
        for (const auto &line : m_lines)
            update(QRectF(line.p1(), line.p2()).normalized().adjusted(-20, -20, 20, 20));
    };
    refreshLines();
    m_lines = std::move(lines);
    refreshLines();
}

void CanvasScene::drawForeground(QPainter *painter, const QRectF &)
{
    QPen pen(colors().accent, m_connected ? 2 : 1);
    pen.setCosmetic(true);
    painter->setPen(pen);
    for (const auto &line : m_lines)
        painter->drawLine(line);
}

void CanvasScene::showHandle()
{
    if (m_connected != nullptr)
        return;
    const auto chosen = chosenCards();
    const bool isWanted = chosen.size() == 1 && chosen.front()->isConnectable();
    if (isWanted && m_handle == nullptr) {
        m_handle = new ConnectHandle;
        addItem(m_handle);
    }
    if (m_handle == nullptr)
        return;
    m_handle->setVisible(isWanted);
    if (isWanted)
        m_handle->setPos(chosen.front()->mapToScene(chosen.front()->card().topRight() + QPointF(0, 4)));
}

void CanvasScene::finishConnection(QPointF at)
{
    const auto from = std::exchange(m_connected, nullptr)->id();
    for (const auto *item : items(at)) {
        const auto *card = qgraphicsitem_cast<const CanvasItem *>(item);
        if (card == nullptr || !card->isConnectable() || card->id() == from)
            continue;
        emit connectRequested(from, ObjectId(card->id()));
        return;
    }
}

void CanvasScene::finishDrag()
{
    m_isDragging = false;
    Document::Moves moves;
    for (const auto &[card, from] : m_dragged) {
        if (card->pos() != from && !card->key().empty())
            moves[card->key()] = card->pos();
    }
    const auto count = moves.size();
    m_dragged.clear(); // the document's answer makes items anew
    m_document.move(moves, count == 1 ? tr("Move") : tr("Move %1 things").arg(count));
}

} // namespace podloom::app
