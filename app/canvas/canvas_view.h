// app/canvas/canvas_view.h: the window onto a scene: grid, zoom, pan, rubber band, minimap.
#pragma once

#include "app/canvas/tile_cache.h"
#include "core/model/object.h"

#include <QElapsedTimer>
#include <QGraphicsView>
#include <QPointer>
#include <QRegion>
#include <QTimer>

#include <map>
#include <set>

class QVariantAnimation;

namespace podloom::app {

class CanvasScene;
class Minimap;

/// Wheel zooms at the pointer (a touch pad scrolls, and zooms with Ctrl); the middle button, or Space with
/// the left one, pans; the left one on the ground draws a rubber band. What was drawn is kept in squares, so
/// that a view that moves draws only what was never seen, and never longer than a frame may take: the rest
/// follows.
class CanvasView : public QGraphicsView {
    Q_OBJECT

public:
    explicit CanvasView(QWidget *parent = nullptr);

    /// Not owned. Each scene keeps its own place and zoom.
    void setCanvas(CanvasScene *scene);
    /// Another design is shown: every scene is fitted when it is seen next, this one now.
    void forgetPlaces();
    CanvasScene *canvas() const;
    QRectF visibleArea() const;
    qreal zoom() const { return transform().m11(); }

    void zoomBy(qreal factor);
    void zoomTo(qreal zoom);
    /// Everything, at 100 % at most.
    void fit();
    /// The same of the objects that this lens shows. False when it shows none of them.
    bool fitTo(const std::set<ObjectId> &objects);
    /// The point in the middle, at the zoom of now.
    void lookAt(QPointF centre);
    /// Brings the object into view, when this lens shows it.
    void reveal(const ObjectId &id);
    /// For pictures: no animation, and everything is drawn anew into whatever it is drawn on.
    void setStill(bool isStill) { m_isStill = isStill; }
    bool isStill() const { return m_isStill; }
    /// Whether nothing in view is stood in for by something that was drawn before.
    bool isWhole() const { return m_isWhole; }
    /// Whether it was moved or zoomed a moment ago.
    bool isMoving() const;
    /// Drags with this kind of data may be dropped here; see dropped().
    void acceptDrops(const QString &mimeType);

signals:
    void zoomChanged(qreal zoom);
    /// Something from outside was dropped at that place of the scene.
    void dropped(const QByteArray &data, QPointF at);
    /// What can be done with what is chosen is asked for, at that place of the screen.
    void menuRequested(QPoint at);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;

private:
    struct Place {
        QPointF centre{};
        qreal zoom = 1;
    };
    struct Left {
        Place place{};
        bool isFitted = false;
    };
    QRect pixelsInView() const;
    void drawArea(QPainter &painter, const QRectF &area) const;
    void drawDots(QPainter &painter, const QRectF &area) const;
    void paintHandle(QPainter &painter);
    void drawRubberBand(QPainter &painter) const;
    void drawMissing();
    void sceneChanged(const QList<QRectF> &areas);
    void goTo(const Place &place);
    void glideTo(const Place &place);
    Place placeFor(const QRectF &area) const;
    void updateMap();
    void placeMap();

    QPointer<CanvasScene> m_scene;
    std::map<const CanvasScene *, Left> m_places; ///< of scenes that were shown before
    Minimap *m_minimap;
    QVariantAnimation *m_motion;
    TileCache m_tiles;
    QTimer m_missing;      ///< runs while squares in view, or around it, are not drawn
    QElapsedTimer m_moved; ///< since the view was moved last
    bool m_isWhole = true;
    QString m_mimeType;
    QRegion m_exposed; ///< what is painted at the moment
    QRect m_handleAt;  ///< where the handle of the scene was painted last
    QPoint m_panFrom;
    bool m_isPanning = false;
    bool m_isSpaceDown = false;
    bool m_isStill = false;
    bool m_isEmpty = true;   ///< the scene had nothing to show when it was asked last
    bool m_isFitted = false; ///< nobody has moved the view yet: it follows the size of the window
};

} // namespace podloom::app
