#include "app/canvas/canvas_scene.h"

#include "app/canvas/arrow_item.h"
#include "app/canvas/canvas_item.h"
#include "app/canvas/frame_item.h"
#include "app/canvas/line_item.h"

#include <QApplication>
#include <QGraphicsSceneMouseEvent>

namespace podloom::app {

namespace {

/// Positions snap to the dots of the grid's finer half.
constexpr qreal kSnap = 4;

QPointF snapped(QPointF at)
{
    return {std::round(at.x() / kSnap) * kSnap, std::round(at.y() / kSnap) * kSnap};
}

std::optional<ObjectId> objectOf(const QGraphicsItem *item)
{
    if (const auto *card = qgraphicsitem_cast<const CanvasItem *>(item))
        return card->id().name.empty() ? std::nullopt : std::optional(card->id());
    if (const auto *frame = qgraphicsitem_cast<const FrameItem *>(item))
        return frame->frame().isRack ? std::nullopt : std::optional(frame->frame().id);
    if (const auto *line = qgraphicsitem_cast<const LineItem *>(item))
        return line->line().object;
    if (const auto *arrow = qgraphicsitem_cast<const ArrowItem *>(item))
        return arrow->arrow().policy;
    return std::nullopt;
}

} // namespace

CanvasScene::CanvasScene(Document &document, Selection &selection, QObject *parent)
    : QGraphicsScene(parent),
      m_document(document),
      m_selection(selection)
{
    setItemIndexMethod(BspTreeIndex);
    connect(this, &QGraphicsScene::selectionChanged, this, &CanvasScene::takeSelection);
    connect(&selection, &Selection::changed, this, &CanvasScene::showSelection);
    connect(&document, &Document::analysisChanged, this, &CanvasScene::refresh);
    connect(&document, &Document::layoutChanged, this, &CanvasScene::refresh);
}

CanvasScene::~CanvasScene()
{
    // Items that go tell of a changed selection, which nobody is left to take.
    disconnect();
    m_selection.disconnect(this);
    m_document.disconnect(this);
}

QRectF CanvasScene::contentRect() const
{
    return itemsBoundingRect();
}

QRectF CanvasScene::rectOf(const ObjectId &id) const
{
    for (const auto *item : items()) {
        if (objectOf(item) == id)
            return item->sceneBoundingRect();
    }
    return {};
}

std::vector<CanvasItem *> CanvasScene::cards() const
{
    std::vector<CanvasItem *> out;
    for (auto *item : items()) {
        if (auto *card = qgraphicsitem_cast<CanvasItem *>(item))
            out.push_back(card);
    }
    return out;
}

std::vector<CanvasItem *> CanvasScene::companionsOf(QGraphicsItem *) const
{
    return {};
}

void CanvasScene::tidyUp()
{
    Document::Moves moves;
    for (const auto &[key, position] : m_document.layout().positions) {
        if (key.starts_with(lens()))
            moves[key] = std::nullopt;
    }
    m_document.move(moves, tr("Tidy up"));
}

void CanvasScene::setShown(bool isShown)
{
    m_isShown = isShown;
    if (m_isStale)
        refresh();
}

void CanvasScene::refresh()
{
    m_isStale = m_isHeld || !m_isShown;
    if (!m_isStale)
        rebuild();
}

void CanvasScene::clearItems()
{
    m_isSyncing = true;
    m_dragged.clear();
    clear();
    m_isSyncing = false;
}

void CanvasScene::showSelection()
{
    if (m_isSyncing)
        return;
    m_isSyncing = true;
    const auto &primary = m_selection.primary();
    for (auto *item : items()) {
        const auto object = objectOf(item);
        item->setSelected(object && m_selection.contains(*object));
        if (auto *card = qgraphicsitem_cast<CanvasItem *>(item))
            card->setChosenPart(primary && primary->kind == "Pod" ? primary : std::nullopt);
    }
    m_isSyncing = false;
}

void CanvasScene::takeSelection()
{
    if (m_isSyncing)
        return;
    m_isSyncing = true;
    std::set<ObjectId> objects;
    std::optional<ObjectId> primary;
    for (const auto *item : selectedItems()) {
        if (auto object = objectOf(item)) {
            if (!m_selection.contains(*object))
                primary = object;
            objects.insert(*std::move(object));
        }
    }
    if (!primary && m_selection.primary() && objects.contains(*m_selection.primary()))
        primary = m_selection.primary();
    m_selection.set(std::move(objects), std::move(primary));
    m_isSyncing = false;
}

void CanvasScene::mousePressEvent(QGraphicsSceneMouseEvent *event)
{
    auto *item = event->button() == Qt::LeftButton ? itemAt(event->scenePos(), QTransform()) : nullptr;
    if (auto *card = qgraphicsitem_cast<CanvasItem *>(item)) {
        const auto object = card->objectAt(event->scenePos() - card->pos());
        if (object && *object != card->id()) {
            m_selection.select(*object);
            event->accept();
            return;
        }
    }
    QGraphicsScene::mousePressEvent(event);
    m_dragged.clear();
    m_isDragging = false;
    m_pressed = event->scenePos();
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
}

void CanvasScene::mouseMoveEvent(QGraphicsSceneMouseEvent *event)
{
    const auto far = event->screenPos() - event->buttonDownScreenPos(Qt::LeftButton);
    if (m_dragged.empty() || !(event->buttons() & Qt::LeftButton)) {
        QGraphicsScene::mouseMoveEvent(event);
        return;
    }
    if (!m_isDragging && far.manhattanLength() < QApplication::startDragDistance())
        return;
    m_isDragging = true;
    const auto way = event->scenePos() - m_pressed;
    for (const auto &[card, from] : m_dragged)
        card->setPos(snapped(from + way));
    cardsMoved();
}

void CanvasScene::mouseReleaseEvent(QGraphicsSceneMouseEvent *event)
{
    QGraphicsScene::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton)
        return;
    m_isHeld = false;
    if (m_isDragging)
        finishDrag();
    if (m_isStale)
        refresh();
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
