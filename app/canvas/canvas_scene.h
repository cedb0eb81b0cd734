// app/canvas/canvas_scene.h: what the scenes of all lenses share: the selection, and moves that can be
// undone.
#pragma once

#include "app/canvas/arrange.h"
#include "app/canvas/note_item.h"
#include "app/document/background.h"
#include "app/document/document.h"
#include "app/document/selection.h"

#include <QGraphicsScene>
#include <QPointer>
#include <QTimer>

#include <map>
#include <optional>
#include <utility>
#include <vector>

class QKeyEvent;
class QVariantAnimation;

namespace podloom::app {

class CanvasItem;
class ConnectHandle;

/// A scene shows values of a Document; it changes them through the Document only.
class CanvasScene : public QGraphicsScene {
    Q_OBJECT

public:
    CanvasScene(Document &document, Selection &selection, QObject *parent = nullptr);
    ~CanvasScene() override;

    /// A scene that nobody sees is made anew only when it is shown.
    void setShown(bool isShown);

    /// What "zoom to fit" shows; empty when there is nothing.
    virtual QRectF contentRect() const;
    /// Where the object is drawn; empty when this lens does not show it.
    virtual QRectF rectOf(const ObjectId &id) const;
    /// Plain rectangles for the minimap: what things there are and whether they are frames.
    virtual std::vector<std::pair<QRectF, bool>> outline() const = 0;
    /// A sentence when there is nothing to draw.
    virtual QString emptyText() const = 0;
    /// The dot beside the chosen card, which has the size of the pointer at every zoom; null without one.
    QGraphicsItem *handle() const;
    /// The pointer rests on that object, or on none: shows what it has to do with others.
    void hover(const std::optional<ObjectId> &object);
    /// Lets every place of this lens be decided anew, undoably.
    void tidyUp();
    /// Moves cards to places by their keys, undoably.
    void moveCards(const std::map<std::string, QPointF> &places, const QString &text);
    /// Chooses what is at that place, unless it is chosen already; nothing on the ground.
    void chooseAt(QPointF at);
    /// Where the object that was chosen last is drawn; empty when it is not.
    QRectF rectOfChosen() const;
    /// An arrow moves what is chosen: by a step of the grid, with Shift by ten, with Alt by a pixel; with
    /// Ctrl it chooses the next card in that direction. `centre`: where the view looks. False for keys that
    /// mean nothing here.
    bool takeKey(const QKeyEvent &event, QPointF centre);
    /// Whether cards that a layout places elsewhere are seen on their way there; at first they are not.
    void setMotion(bool hasMotion) { m_hasMotion = hasMotion; }
    /// Has the chosen cards stay where they are, undoably, or lets them move again. False when none is
    /// chosen.
    bool toggleLocks();
    /// Whether something is chosen that is no object and may be removed.
    bool hasChosenNotes() const;
    /// Takes the chosen notes off the drawing, undoably. False when none is chosen.
    bool removeChosenNotes();
    /// Where a note is drawn; empty without such a note.
    QRectF rectOfNote(const std::string &key) const;
    /// The place nearest to `near` where something of that size covers no card, line or title.
    QPointF freePlace(QSizeF size, QPointF near) const;
    /// Adds a note at that place, or changes one, undoably; without text it goes.
    void setNote(const std::string &key, const QString &text, QPointF at);
    /// A key that no note of this lens has.
    std::string newNoteKey() const;
    /// Brings the chosen cards in line, undoably. False when there are too few of them.
    bool arrange(Arrangement how);

signals:
    void contentChanged();
    /// Cards have other places: they are on their way, dragged or put in line.
    void placesChanged();
    /// The handle of a card was dragged onto another one.
    void connectRequested(const podloom::ObjectId &from, const podloom::ObjectId &to);
    /// The note with that key was double-clicked: it wants other words.
    void noteEditRequested(const QString &key, const QString &text);
    /// Something is chosen that is no object, as a note or a rack; empty when that is over.
    void asideChosen(const QString &title, const QString &words);
    /// A sentence about what the pointer rests on; empty when that is over.
    void said(const QString &sentence);

protected:
    /// Has the items show the values of the document.
    virtual void rebuild() = 0;
    /// Shows what `compute` gives: at once, or, for a large design, from another thread once it is there and
    /// still of the newest values. `compute` must own all that it reads.
    template <class Compute, class Show>
    void workOut(bool isLarge, Compute compute, Show show)
    {
        if (!isLarge && !m_isComputing) {
            show(compute());
            return;
        }
        if (std::exchange(m_isComputing, true)) {
            m_isOutdated = true; // the next one starts when this one ends
            return;
        }
        runInBackground(this, std::move(compute), [this, show = std::move(show)](auto result) mutable {
            m_isComputing = false;
            if (std::exchange(m_isOutdated, false) || m_isHeld || !m_isShown)
                refresh();
            else
                show(std::move(result));
        });
    }
    /// Has that done: now, or once the scene is shown and no card is held by the mouse.
    void refresh();
    /// Prefix of the positions that belong to this scene, e.g. "topology/".
    virtual std::string lens() const = 0;
    /// Cards have another place while they are dragged.
    virtual void cardsMoved() {}
    /// The pointer has rested on it for a moment; nothing when it has left.
    virtual void showHovered(const std::optional<ObjectId> &) {}
    /// Shows one card for all of the cluster or rack, or all of them again. False for what is none.
    virtual bool toggleGroup(QGraphicsItem *) { return false; }
    /// Items that go along when `item` is dragged.
    virtual std::vector<CanvasItem *> companionsOf(QGraphicsItem *item) const;

    Document &document() { return m_document; }
    const Document &document() const { return m_document; }
    Selection &selection() { return m_selection; }
    const std::optional<ObjectId> &hovered() const { return m_hovered; }
    const std::vector<CanvasItem *> &cards() const { return m_cards; }
    std::vector<QRectF> noteRects() const;
    /// Before items are made anew: what is chosen stays so.
    void clearItems();
    /// After that, and after items have come to stand for something else.
    void showItems();
    /// Marks what belongs to what is chosen: as the selection changes, and the design.
    void showRelated();

    void mousePressEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseMoveEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseReleaseEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    std::vector<CanvasItem *> chosenCards() const;
    bool nudge(QPointF way);
    bool chooseNext(QPointF direction, QPointF from);
    void showHandle();
    std::vector<Note> notes() const;
    void followLayout();
    void glideFrom(const std::map<std::string, QPointF> &before);
    void endMotion();
    void showNotes();
    void followNotes();
    void showLocks();
    bool isLocked(const std::string &key) const;
    void dragTo(QPointF at, bool isFree);
    void setLines(std::vector<QLineF> lines);
    void finishConnection(QPointF at);
    void showSelection();
    void showParts();
    void markRelated(const std::set<ObjectId> &parts);
    void takeSelection();
    void tellAside();
    void finishDrag();

    Document &m_document;
    Selection &m_selection;
    bool m_isSyncing = false;
    bool m_isDragging = false;
    bool m_isHeld = false; ///< the mouse is down on an item
    bool m_isShown = false;
    bool m_isStale = true;
    bool m_isComputing = false;
    bool m_isOutdated = false;
    std::vector<CanvasItem *> m_cards;
    std::vector<Note> m_notes; ///< that are shown
    std::multimap<ObjectId, QGraphicsItem *> m_itemsOf;
    QPointF m_pressed;
    std::map<CanvasItem *, QPointF> m_dragged; ///< where they stood
    ConnectHandle *m_handle = nullptr;         ///< an item of this scene, while one card is chosen
    CanvasItem *m_connected = nullptr;         ///< whose handle is being dragged
    std::vector<QLineF> m_lines;               ///< guides, or the connection to be
    std::optional<ObjectId> m_hovered;         ///< what the pointer is on
    QTimer m_rest;                             ///< until it has rested there
    bool m_hasMotion = false;
    QPointer<QVariantAnimation> m_motion; ///< while cards are on their way
};

} // namespace podloom::app
