#include "app/canvas/tile_cache.h"

#include <cmath>

namespace podloom::app {

namespace {

/// Squares around the view that are kept, in each direction.
constexpr int kKept = 3;

int tileOf(int pixel)
{
    return static_cast<int>(std::floor(static_cast<double>(pixel) / TileCache::kSize));
}

} // namespace

QRect TileCache::rectOf(const Place &place)
{
    return {place.first * kSize, place.second * kSize, kSize, kSize};
}

/// Columns and rows of the squares that touch `area`.
QRect TileCache::placesIn(const QRect &area)
{
    return {QPoint(tileOf(area.left()), tileOf(area.top())),
            QPoint(tileOf(area.right()), tileOf(area.bottom()))};
}

void TileCache::clear()
{
    m_tiles.clear();
    m_before = {};
}

void TileCache::invalidate()
{
    for (auto &[place, tile] : m_tiles)
        tile.stale = {0, 0, kSize, kSize};
    m_before = {};
}

void TileCache::invalidate(const QRectF &area)
{
    // One pixel more on each side: lines are softened beyond their rectangle.
    const auto pixels =
        QRectF(area.topLeft() * m_zoom, area.size() * m_zoom).toAlignedRect().adjusted(-1, -1, 1, 1);
    const auto places = placesIn(pixels);
    const auto touch = [&](const Place &place, Tile &tile) {
        const auto rect = rectOf(place);
        if (rect.intersects(pixels))
            tile.stale |= pixels.intersected(rect).translated(-rect.topLeft());
    };
    for (auto column = m_tiles.lower_bound({places.left(), places.top()});
         column != m_tiles.end() && column->first.first <= places.right(); ++column)
        touch(column->first, column->second);
}

void TileCache::setZoom(qreal zoom, qreal ratio)
{
    if (zoom == m_zoom && ratio == m_ratio)
        return;
    // While the zoom goes on changing, hardly anything is drawn in between: what stood in goes on doing so.
    if (2 * m_tiles.size() >= m_before.tiles.size())
        m_before = {m_zoom, std::move(m_tiles)};
    m_tiles.clear();
    m_zoom = zoom;
    m_ratio = ratio;
}

void TileCache::render(const Place &place, Tile &tile) const
{
    if (tile.pixmap.isNull()) {
        tile.pixmap = QPixmap(QSize(kSize, kSize) * m_ratio);
        tile.pixmap.setDevicePixelRatio(m_ratio);
        tile.stale = {0, 0, kSize, kSize};
    }
    const auto rect = rectOf(place);
    const auto stale = tile.stale.translated(rect.topLeft());
    QPainter painter(&tile.pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(tile.stale);
    painter.translate(-rect.topLeft());
    painter.scale(m_zoom, m_zoom);
    m_draw(painter, {QPointF(stale.topLeft()) / m_zoom, QSizeF(stale.size()) / m_zoom});
    tile.stale = {};
}

bool TileCache::paint(QPainter &painter, const QRect &view, const QRect &area, const QDeadlineTimer &deadline,
                      const QColor &ground)
{
    bool isWhole = true;
    const auto places = placesIn(area);
    for (int row = places.top(); row <= places.bottom(); ++row) {
        for (int column = places.left(); column <= places.right(); ++column) {
            const Place place{column, row};
            auto found = m_tiles.find(place);
            const bool isThere = found != m_tiles.end() && found->second.stale.isEmpty();
            if (!isThere && !deadline.hasExpired()) {
                found = m_tiles.try_emplace(place).first;
                render(place, found->second);
            }
            const auto rect = rectOf(place);
            if (found != m_tiles.end()) {
                painter.drawPixmap(rect.topLeft() - view.topLeft(), found->second.pixmap);
                isWhole = isWhole && found->second.stale.isEmpty();
                continue;
            }
            isWhole = false;
            painter.fillRect(rect.translated(-view.topLeft()), ground);
            standIn(painter, view, rect);
        }
    }
    return isWhole;
}

void TileCache::standIn(QPainter &painter, const QRect &view, const QRect &rect) const
{
    const auto scale = m_zoom / m_before.zoom;
    const auto before = QRectF(QPointF(rect.topLeft()) / scale, QSizeF(rect.size()) / scale).toAlignedRect();
    const auto places = placesIn(before);
    painter.save();
    painter.setClipRect(rect.translated(-view.topLeft()), Qt::IntersectClip);
    for (int row = places.top(); row <= places.bottom(); ++row) {
        for (int column = places.left(); column <= places.right(); ++column) {
            const auto found = m_before.tiles.find({column, row});
            if (found == m_before.tiles.end() || found->second.pixmap.isNull())
                continue;
            const QRectF there(rectOf(found->first));
            painter.drawPixmap(QRectF(there.topLeft() * scale - view.topLeft(), there.size() * scale),
                               found->second.pixmap, QRectF({}, found->second.pixmap.size()));
        }
    }
    painter.restore();
}

QRect TileCache::fill(const QRect &area, const QDeadlineTimer &deadline)
{
    QRect news;
    const auto places = placesIn(area);
    for (int row = places.top(); row <= places.bottom(); ++row) {
        for (int column = places.left(); column <= places.right(); ++column) {
            const Place place{column, row};
            auto &tile = m_tiles[place];
            if (tile.stale.isEmpty())
                continue;
            if (!news.isNull() && deadline.hasExpired()) {
                if (tile.pixmap.isNull())
                    m_tiles.erase(place);
                return news;
            }
            render(place, tile);
            news |= rectOf(place);
        }
    }
    return news;
}

void TileCache::trim(const QRect &view)
{
    const auto kept = placesIn(view).adjusted(-kKept, -kKept, kKept, kKept);
    std::erase_if(m_tiles,
                  [&](const auto &each) { return !kept.contains(each.first.first, each.first.second); });
}

} // namespace podloom::app
