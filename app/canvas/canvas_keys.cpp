// What the keys do on a drawing: cards are moved, and the next one is chosen.
#include "app/canvas/canvas_item.h"
#include "app/canvas/canvas_scene.h"

#include <QGraphicsView>
#include <QKeyEvent>
#include <QVariantAnimation>

#include <cmath>
#include <limits>
#include <map>

namespace podloom::app {

bool CanvasScene::takeKey(const QKeyEvent &event, QPointF centre)
{
    constexpr qreal kStep = 4;
    constexpr qreal kFar = 10 * kStep;
    const std::map<int, QPointF> directions{
        {Qt::Key_Left, {-1, 0}}, {Qt::Key_Right, {1, 0}}, {Qt::Key_Up, {0, -1}}, {Qt::Key_Down, {0, 1}}};
    const auto found = directions.find(event.key());
    if (found == directions.end())
        return false;
    if (event.modifiers().testFlag(Qt::ControlModifier))
        return chooseNext(found->second, centre);
    const auto step = event.modifiers().testFlag(Qt::AltModifier)   ? 1
                    : event.modifiers().testFlag(Qt::ShiftModifier) ? kFar
                                                                    : kStep;
    return nudge(found->second * step);
}

/// Steps that follow each other are undone as one. False when nothing is chosen that has a place.
bool CanvasScene::nudge(QPointF way)
{
    endMotion();
    auto chosen = chosenCards();
    for (auto *item : selectedItems()) {
        for (auto *companion : companionsOf(item))
            chosen.push_back(companion);
    }
    Document::Moves moves;
    QString key;
    for (const auto *card : chosen) {
        if (card->isLocked() || card->key().empty())
            continue;
        // A card that is still on its way stands where it shall.
        const auto &places = m_document.layout().positions;
        const auto place = places.find(card->key());
        moves[card->key()] = (place == places.end() ? card->pos() : place->second) + way;
    }
    for (const auto &[card, place] : moves)
        key += QString::fromStdString(card) + QLatin1Char('\n');
    m_document.move(moves, moves.size() == 1 ? tr("Move") : tr("Move %1 things").arg(moves.size()), key);
    return !chosen.empty();
}

/// The card that comes next in that direction (a unit vector) after the one that is chosen; without one that
/// nearest to `from`. False when there is none.
bool CanvasScene::chooseNext(QPointF direction, QPointF from)
{
    const auto &chosen = m_selection.primary();
    auto start = chosen ? rectOf(*chosen) : QRectF();
    if (const auto cards = chosenCards(); !chosen && cards.size() == 1)
        start = cards.front()->card().translated(cards.front()->pos());
    CanvasItem *best = nullptr;
    auto least = std::numeric_limits<qreal>::max();
    for (auto *card : m_cards) {
        const bool isNote = dynamic_cast<const NoteItem *>(card) != nullptr;
        const bool isChosen = chosen ? card->id() == chosen : card->isSelected();
        if (isNote || isChosen || (card->id().name.empty() && card->key().empty()))
            continue;
        const auto way =
            card->card().translated(card->pos()).center() - (start.isEmpty() ? from : start.center());
        const auto along = QPointF::dotProduct(way, direction);
        const auto beside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        // Without a beginning it is the nearest one; else one that lies there rather than beside.
        const bool isThere = start.isEmpty() || (along > 0 && along >= beside / 2);
        const auto distance = start.isEmpty() ? std::hypot(way.x(), way.y()) : along + 2 * beside;
        if (isThere && distance < least) {
            least = distance;
            best = card;
        }
    }
    if (best == nullptr)
        return false;
    if (!best->id().name.empty()) {
        m_selection.reveal(ObjectId(best->id()));
        return true;
    }
    m_selection.clear(); // a card for several
    clearSelection();
    best->setSelected(true);
    for (auto *view : views())
        view->ensureVisible(best);
    return true;
}

} // namespace podloom::app
