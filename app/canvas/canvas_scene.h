// app/canvas/canvas_scene.h: what the scenes of all lenses share: the selection, and moves that can be
// undone.
#pragma once

#include "app/document/document.h"
#include "app/document/selection.h"

#include <QGraphicsScene>

#include <map>

namespace podloom::app {

class CanvasItem;

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
    /// Lets every place of this lens be decided anew, undoably.
    void tidyUp();

signals:
    void contentChanged();

protected:
    /// Makes every item anew from the values of the document.
    virtual void rebuild() = 0;
    /// Has that done: now, or once the scene is shown and no card is held by the mouse.
    void refresh();
    /// Prefix of the positions that belong to this scene, e.g. "topology/".
    virtual std::string lens() const = 0;
    /// Cards have another place while they are dragged.
    virtual void cardsMoved() {}
    /// Items that go along when `item` is dragged.
    virtual std::vector<CanvasItem *> companionsOf(QGraphicsItem *item) const;

    Document &document() { return m_document; }
    const Document &document() const { return m_document; }
    Selection &selection() { return m_selection; }
    std::vector<CanvasItem *> cards() const;
    /// Before items are made anew: what is chosen stays so.
    void clearItems();
    /// After that.
    void showSelection();

    void mousePressEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseMoveEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseReleaseEvent(QGraphicsSceneMouseEvent *event) override;

private:
    void takeSelection();
    void finishDrag();

    Document &m_document;
    Selection &m_selection;
    bool m_isSyncing = false;
    bool m_isDragging = false;
    bool m_isHeld = false; ///< the mouse is down on an item
    bool m_isShown = false;
    bool m_isStale = true;
    QPointF m_pressed;
    std::map<CanvasItem *, QPointF> m_dragged; ///< where they stood
};

} // namespace podloom::app
