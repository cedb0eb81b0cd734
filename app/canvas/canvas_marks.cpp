// What people put on a drawing themselves: notes, and cards that stay where they are.
#include "app/canvas/canvas_item.h"
#include "app/canvas/canvas_scene.h"

#include <algorithm>
#include <set>
#include <utility>

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
    if (notes() != m_notes)
        showItems();
    else
        showLocks();
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
    for (const auto *card : chosen) {
        if (isLocking)
            keys.insert(card->key());
        else
            keys.erase(card->key());
    }
    Json list = Json::array();
    for (const auto &key : keys)
        list.append(key);
    m_document.setFact(kLocked, keys.empty() ? Json() : list, isLocking ? tr("Lock") : tr("Unlock"));
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

} // namespace podloom::app
