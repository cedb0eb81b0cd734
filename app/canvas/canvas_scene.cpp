#include "app/canvas/canvas_scene.h"

#include "app/canvas/arrow_item.h"
#include "app/canvas/canvas_item.h"
#include "app/canvas/connect_handle.h"
#include "app/canvas/frame_item.h"
#include "app/canvas/line_item.h"

#include <QGraphicsView>
#include <QVariantAnimation>

#include <algorithm>
#include <set>
#include <tuple>

namespace podloom::app {

namespace {

/// A pointer that only passes asks nothing.
constexpr int kRestMs = 180;
constexpr int kMotionMs = 140;

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
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, [this] { showHovered(m_hovered); });
    connect(this, &QGraphicsScene::selectionChanged, this, &CanvasScene::takeSelection);
    connect(&selection, &Selection::changed, this, &CanvasScene::showSelection);
    connect(&document, &Document::analysisChanged, this, [this] {
        endMotion();
        refresh();
    });
    connect(&document, &Document::layoutChanged, this, &CanvasScene::followLayout);
    connect(&document, &Document::layoutChanged, this, &CanvasScene::followNotes);
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
    const auto found = m_itemsOf.find(id);
    return found == m_itemsOf.end() ? QRectF() : found->second->sceneBoundingRect();
}

void CanvasScene::hover(const std::optional<ObjectId> &object)
{
    if (object == m_hovered)
        return;
    m_hovered = object;
    m_rest.start();
}

QGraphicsItem *CanvasScene::handle() const
{
    return m_handle;
}

std::vector<CanvasItem *> CanvasScene::companionsOf(QGraphicsItem *) const
{
    return {};
}

void CanvasScene::tidyUp()
{
    Document::Moves moves;
    for (const auto &[key, position] : m_document.layout().positions) {
        if (key.starts_with(lens()) && !key.starts_with(lens() + "note/") && !isLocked(key))
            moves[key] = std::nullopt;
    }
    m_document.move(moves, tr("Tidy up"));
}

void CanvasScene::setShown(bool isShown)
{
    m_isShown = isShown;
    if (!isShown) {
        m_isStale = m_isStale || m_motion; // cards are where they were on their way
        endMotion();
        // Who lets go of the mouse now does so somewhere else.
        m_isHeld = false;
        m_isDragging = false;
        m_connected = nullptr;
        m_dragged.clear();
        m_lines.clear();
    }
    if (m_isStale)
        refresh();
    showRelated();
}

void CanvasScene::refresh()
{
    m_isStale = m_isHeld || !m_isShown;
    if (!m_isStale)
        rebuild();
}

void CanvasScene::clearItems()
{
    endMotion(); // its cards go
    m_isSyncing = true;
    m_dragged.clear();
    m_cards.clear();
    m_itemsOf.clear();
    m_notes.clear();
    m_handle = nullptr;
    m_connected = nullptr;
    m_lines.clear();
    clear();
    m_isSyncing = false;
}

void CanvasScene::showItems()
{
    showNotes();
    m_cards.clear();
    m_itemsOf.clear();
    for (auto *item : items(Qt::AscendingOrder)) {
        if (auto *card = qgraphicsitem_cast<CanvasItem *>(item))
            m_cards.push_back(card);
        if (auto object = objectOf(item))
            m_itemsOf.emplace(*std::move(object), item);
    }
    showLocks();
    showSelection();
    tellAside();
}

void CanvasScene::showSelection()
{
    if (m_isSyncing)
        return;
    m_isSyncing = true;
    for (auto *item : selectedItems()) {
        const auto object = objectOf(item);
        if (!object || !m_selection.contains(*object))
            item->setSelected(false);
    }
    for (const auto &id : m_selection.objects()) {
        const auto [from, to] = m_itemsOf.equal_range(id);
        for (auto each = from; each != to; ++each)
            each->second->setSelected(true);
    }
    showParts();
    m_isSyncing = false;
    showHandle();
}

void CanvasScene::showParts()
{
    std::set<ObjectId> parts;
    for (const auto &id : m_selection.objects()) {
        if (id.kind == "Pod" || id.kind == "IPPool" || id.kind == "Service")
            parts.insert(id);
    }
    for (auto *card : m_cards)
        card->setChosenParts(parts);
    showRelated();
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
    showParts();
    m_isSyncing = false;
    tellAside();
    showHandle();
}

void CanvasScene::chooseAt(QPointF at)
{
    auto *item = itemAt(at, views().isEmpty() ? QTransform() : views().front()->transform());
    if (item == nullptr) {
        m_selection.clear();
        clearSelection();
        return;
    }
    auto object = objectOf(item);
    if (const auto *card = qgraphicsitem_cast<const CanvasItem *>(item))
        object = card->objectAt(at - card->pos());
    if (object && !m_selection.contains(*object)) {
        m_selection.select(*object);
    } else if (!object && item->flags().testFlag(QGraphicsItem::ItemIsSelectable) && !item->isSelected()) {
        clearSelection(); // a note, or a rack
        item->setSelected(true);
    } else if (!object && dynamic_cast<const LineItem *>(item)) { // which stands for no object
        m_selection.clear();
        clearSelection();
    }
}

QRectF CanvasScene::rectOfChosen() const
{
    return m_selection.primary() ? rectOf(*m_selection.primary()) : QRectF();
}

std::vector<CanvasItem *> CanvasScene::chosenCards() const
{
    std::vector<CanvasItem *> out;
    for (auto *card : m_cards) {
        if (card->isSelected() && !card->key().empty())
            out.push_back(card);
    }
    return out;
}

void CanvasScene::moveCards(const std::map<std::string, QPointF> &places, const QString &text)
{
    Document::Moves moves;
    for (const auto *card : m_cards) {
        const auto place = places.find(card->key());
        if (place != places.end() && !card->isLocked())
            moves[card->key()] = place->second;
    }
    m_document.move(moves, text);
}

/// Cards that another layout places elsewhere go there before the eyes, whether it is new, undone or redone.
void CanvasScene::followLayout()
{
    std::map<std::string, QPointF> before;
    if (m_hasMotion && m_isShown) {
        for (const auto *card : m_cards)
            before.emplace(card->key(), card->pos());
    }
    endMotion();
    refresh();
    if (!before.empty() && !m_isStale && !m_isComputing)
        glideFrom(before);
    emit placesChanged();
}

void CanvasScene::glideFrom(const std::map<std::string, QPointF> &before)
{
    std::vector<std::tuple<CanvasItem *, QPointF, QPointF>> ways;
    for (auto *card : m_cards) {
        const auto place = before.find(card->key());
        if (place != before.end() && place->second != card->pos())
            ways.emplace_back(card, place->second, card->pos());
    }
    constexpr std::size_t kMany = 300; // a picture of so many things jumps
    if (ways.empty() || ways.size() > kMany)
        return;
    m_isHeld = true; // nothing is made anew on the way
    m_motion = new QVariantAnimation(this);
    m_motion->setDuration(kMotionMs);
    m_motion->setEasingCurve(QEasingCurve::OutCubic);
    m_motion->setStartValue(0.0);
    m_motion->setEndValue(1.0);
    const auto show = [this, ways](double progress) {
        for (const auto &[card, from, to] : ways)
            card->setPos(from + (to - from) * progress);
        cardsMoved();
        emit placesChanged();
    };
    show(0); // the beginning is no change of value
    connect(m_motion, &QVariantAnimation::valueChanged, this,
            [show](const QVariant &value) { show(value.toDouble()); });
    connect(m_motion, &QVariantAnimation::finished, this, [this] {
        endMotion();
        refresh();
    });
    m_motion->start(QAbstractAnimation::DeleteWhenStopped);
}

/// Cards stay where they are on their way: whoever calls this has them placed anew.
void CanvasScene::endMotion()
{
    auto *motion = m_motion.data();
    if (motion == nullptr)
        return;
    m_motion.clear();
    motion->stop();
    m_isHeld = false;
}

bool CanvasScene::arrange(Arrangement how)
{
    const auto cards = chosenCards();
    const bool isSpread = how == Arrangement::Across || how == Arrangement::Down;
    if (cards.size() < (isSpread ? 3U : 2U))
        return false;
    std::vector<QRectF> rects;
    std::set<std::size_t> locked;
    for (std::size_t index = 0; index < cards.size(); ++index) {
        rects.push_back(cards[index]->card().translated(cards[index]->pos()));
        if (cards[index]->isLocked())
            locked.insert(index);
    }
    const auto places = arranged(rects, how, locked);
    Document::Moves moves;
    for (std::size_t index = 0; index < cards.size(); ++index) {
        if (!locked.contains(index))
            moves[cards[index]->key()] = places[index];
    }
    m_document.move(moves, isSpread ? tr("Distribute %1 cards").arg(cards.size())
                                    : tr("Align %1 cards").arg(cards.size()));
    return true;
}

} // namespace podloom::app
