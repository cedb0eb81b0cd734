// app/canvas/tile_cache.h: what has been drawn of a scene, in squares that are moved instead of drawn again.
#pragma once

#include <QDeadlineTimer>
#include <QPainter>
#include <QPixmap>
#include <QRect>

#include <functional>
#include <map>
#include <utility>

namespace podloom::app {

/// Coordinates are pixels of the scene at the current zoom: the viewport is a rectangle of them. A square
/// that is not there yet when the time is up is stood in for by what was drawn at the zoom before.
class TileCache {
public:
    /// Draws an area of the scene; the painter has the coordinates of the scene.
    using Draw = std::function<void(QPainter &painter, const QRectF &area)>;
    static constexpr int kSize = 256;

    explicit TileCache(Draw draw) : m_draw(std::move(draw)) {}

    /// Another scene or other colours: nothing that was drawn is of use any more.
    void clear();
    /// Nothing is as it was, but it stands in for itself until it is drawn again.
    void invalidate();
    /// An area of the scene is not as it was.
    void invalidate(const QRectF &area);
    /// `ratio`: pixels of the device by one of ours.
    void setZoom(qreal zoom, qreal ratio);

    /// Paints `area`; the painter's origin is the top left corner of `view`. Draws what is missing until the
    /// time is up. False when something is stood in for.
    bool paint(QPainter &painter, const QRect &view, const QRect &area, const QDeadlineTimer &deadline,
               const QColor &ground);
    /// Draws what is missing within `area`, at least one square. Gives what is new, empty when all is there.
    QRect fill(const QRect &area, const QDeadlineTimer &deadline);
    /// Forgets squares far away from `view`.
    void trim(const QRect &view);
    std::size_t size() const { return m_tiles.size(); }

private:
    using Place = std::pair<int, int>; ///< column, row
    struct Tile {
        QPixmap pixmap{};
        QRect stale{0, 0, kSize, kSize}; ///< within the square; empty: all of it is drawn
    };
    struct Layer {
        qreal zoom = 1;
        std::map<Place, Tile> tiles{};
    };

    static QRect rectOf(const Place &place);
    static QRect placesIn(const QRect &area);
    void render(const Place &place, Tile &tile) const;
    void standIn(QPainter &painter, const QRect &view, const QRect &rect) const;

    Draw m_draw;
    qreal m_zoom = 1;
    qreal m_ratio = 1;
    std::map<Place, Tile> m_tiles;
    Layer m_before;
};

} // namespace podloom::app
