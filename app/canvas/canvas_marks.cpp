// Marks on a drawing: notes, cards that stay where they are, and pods that belong to what is chosen.
#include "app/canvas/canvas_item.h"
#include "app/canvas/canvas_scene.h"
#include "app/canvas/card_size.h"
#include "app/canvas/frame_item.h"
#include "app/document/pods_of.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

namespace podloom::app {

namespace {

/// The member of Layout::other that lists keys of cards which stay where they are.
constexpr const char *kLocked = "locked";

} // namespace

bool CanvasScene::isLocked(const std::string &key) const
{
    const auto &keys = m_document.layout().other[kLocked].items();
    return std::find(keys.begin(), keys.end(), Json(key)) != keys.end();
}

std::vector<Note> CanvasScene::notes() const
{
    std::vector<Note> out;
    for (const auto &[key, text] : m_document.layout().other[kNotes].members()) {
        if (!key.starts_with(lens()))
            continue;
        const auto place = m_document.layout().positions.find(key);
        out.push_back({key, QString::fromStdString(text.asString()),
                       place == m_document.layout().positions.end() ? QPointF() : place->second});
    }
    return out;
}

void CanvasScene::showNotes()
{
    m_notes = notes();
    const bool wasSyncing = std::exchange(m_isSyncing, true); // a note that goes changes no selection
    for (auto *item : items()) {
        if (dynamic_cast<NoteItem *>(item) != nullptr)
            delete item;
    }
    for (const auto &note : m_notes)
        addItem(new NoteItem(note));
    m_isSyncing = wasSyncing;
}

std::vector<QRectF> CanvasScene::noteRects() const
{
    std::vector<QRectF> out;
    for (const auto *card : m_cards) {
        if (dynamic_cast<const NoteItem *>(card) != nullptr)
            out.push_back(card->card().translated(card->pos()));
    }
    return out;
}

/// After the layout has changed; a scene that was made anew shows them already.
void CanvasScene::followNotes()
{
    if (!m_isShown || m_isHeld)
        return;
    if (notes() != m_notes) {
        showItems();
        emit contentChanged();
    } else {
        showLocks();
    }
}

bool CanvasScene::hasChosenNotes() const
{
    const auto chosen = selectedItems();
    return std::any_of(chosen.begin(), chosen.end(), [](const QGraphicsItem *item) {
        return dynamic_cast<const NoteItem *>(item) != nullptr;
    });
}

bool CanvasScene::removeChosenNotes()
{
    auto all = m_document.layout().other[kNotes];
    bool isAny = false;
    for (const auto *item : selectedItems()) {
        const auto *note = dynamic_cast<const NoteItem *>(item);
        if (note == nullptr)
            continue;
        all.remove(note->key());
        isAny = true;
    }
    if (isAny)
        m_document.setFact(kNotes, all.members().empty() ? Json() : all, tr("Remove note"));
    return isAny;
}

QRectF CanvasScene::rectOfNote(const std::string &key) const
{
    for (const auto *card : m_cards) {
        if (card->key() == key && dynamic_cast<const NoteItem *>(card) != nullptr)
            return card->card().translated(card->pos());
    }
    return {};
}

/// In squares around the place, from the inside out; frames are ground except for borders, titles and words.
QPointF CanvasScene::freePlace(QSizeF size, QPointF near) const
{
    constexpr qreal kStep = 32;
    constexpr qreal kRoom = 12;
    constexpr int kFarthest = 12;
    const auto start = near - QPointF(size.width(), size.height()) / 2;
    const auto isFree = [&](QPointF at) {
        const auto area = QRectF(at, size).adjusted(-kRoom, -kRoom, kRoom, kRoom);
        const auto there = items(area, Qt::IntersectsItemBoundingRect);
        return std::none_of(there.begin(), there.end(), [&](const QGraphicsItem *item) {
            const auto *frame = qgraphicsitem_cast<const FrameItem *>(item);
            if (frame == nullptr)
                return item->shape().intersects(item->mapRectFromScene(area));
            const auto top = frame->shape().boundingRect().height();
            const auto bottom = frame->frame().isRack ? 0 : kClusterFooter;
            return !frame->frame().rect.adjusted(0, top, 0, -bottom).contains(area);
        });
    };
    for (int ring = 0; ring <= kFarthest; ++ring) {
        for (int row = -ring; row <= ring; ++row) {
            const bool isEdge = row == -ring || row == ring;
            for (int column = -ring; column <= ring; column += isEdge || ring == 0 ? 1 : 2 * ring) {
                const auto at = start + QPointF(column, row) * kStep;
                if (isFree(at))
                    return {std::round(at.x() / 4) * 4, std::round(at.y() / 4) * 4};
            }
        }
    }
    return contentRect().bottomLeft() + QPointF(0, kStep);
}

/// What of the chosen items is no object.
void CanvasScene::tellAside()
{
    QString title;
    QString words;
    const auto chosen = selectedItems();
    const auto *item = m_selection.objects().empty() && chosen.size() == 1 ? chosen.front() : nullptr;
    if (const auto *note = dynamic_cast<const NoteItem *>(item)) {
        title = tr("A note of this drawing");
        words = tr("%1\n\nDouble-click to write, Del removes it. It stands in the layout beside the design.")
                    .arg(note->text());
    } else if (const auto *frame = dynamic_cast<const FrameItem *>(item)) {
        const auto count = frame->frame().members.size();
        title = frame->frame().title;
        words =
            (count == 1 ? tr("One node stands here.") : tr("%1 nodes stand here.").arg(count))
            + QStringLiteral("\n\n")
            + tr("A rack is a label of its nodes: choose nodes and press Ctrl Shift G to have them stand in "
                 "another one. Double-click the title to draw it as one card.");
    }
    emit asideChosen(title, words);
}

void CanvasScene::showLocks()
{
    for (auto *card : m_cards)
        card->setLocked(!card->key().empty() && isLocked(card->key()));
}

bool CanvasScene::toggleLocks()
{
    const auto chosen = chosenCards();
    if (chosen.empty())
        return false;
    const bool isLocking =
        std::any_of(chosen.begin(), chosen.end(), [](const CanvasItem *card) { return !card->isLocked(); });
    std::set<std::string> keys;
    for (const auto &key : m_document.layout().other[kLocked].items())
        keys.insert(key.asString());
    // Of those that were laid out by themselves: what comes and goes moves them no more.
    Document::Moves places;
    for (const auto *card : chosen) {
        if (!isLocking) {
            keys.erase(card->key());
            continue;
        }
        keys.insert(card->key());
        if (!m_document.layout().positions.contains(card->key()))
            places[card->key()] = card->pos();
    }
    Json list = Json::array();
    for (const auto &key : keys)
        list.append(key);
    m_document.undoStack()->beginMacro(isLocking ? tr("Lock") : tr("Unlock"));
    m_document.move(places, {});
    m_document.setFact(kLocked, keys.empty() ? Json() : list, {});
    m_document.undoStack()->endMacro();
    return true;
}

std::string CanvasScene::newNoteKey() const
{
    int number = 1;
    while (m_document.layout().other[kNotes].contains(lens() + "note/" + std::to_string(number)))
        ++number;
    return lens() + "note/" + std::to_string(number);
}

void CanvasScene::setNote(const std::string &key, const QString &text, QPointF at)
{
    auto all = m_document.layout().other[kNotes];
    const bool isNew = !all.contains(key);
    if (text.trimmed().isEmpty())
        all.remove(key);
    else
        all.set(key, text.toStdString());
    m_document.undoStack()->beginMacro(text.trimmed().isEmpty() ? tr("Remove note")
                                       : isNew                  ? tr("Add note")
                                                                : tr("Edit note"));
    if (isNew)
        m_document.move({{key, at}}, {});
    m_document.setFact(kNotes, all.members().empty() ? Json() : all, {});
    m_document.undoStack()->endMacro();
}

void CanvasScene::showRelated()
{
    if (!m_isShown)
        return;
    // Where nearly everything has a mark, it says nothing.
    constexpr std::size_t kMost = 2000;
    constexpr std::size_t kMostChosen = 20;
    const auto &analysis = *m_document.analysis();
    std::vector<ObjectId> chosen;
    std::copy_if(m_selection.objects().begin(), m_selection.objects().end(), std::back_inserter(chosen),
                 [](const ObjectId &id) { // the others are drawn themselves
                     return id.kind != "Pod" && id.kind != "Node" && id.kind != "Router" && id.kind != "Link";
                 });
    std::set<ObjectId> related;
    if (chosen.size() > kMostChosen)
        chosen.clear();
    for (const auto &id : chosen) {
        for (const auto at : podsOf(analysis, id)) {
            if (related.size() == kMost)
                return markRelated({});
            related.insert(analysis.placed.pods[at].meta.id);
        }
    }
    markRelated(related);
}

void CanvasScene::markRelated(const std::set<ObjectId> &parts)
{
    for (auto *card : m_cards)
        card->setRelatedParts(parts);
}

} // namespace podloom::app
