// How a CanvasView paints: from squares that were drawn before (tile_cache.h), or anew for pictures.
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/canvas/connect_handle.h"
#include "app/theme/colors.h"

#include <QPaintEvent>
#include <QStyle>
#include <QStyleOptionGraphicsItem>
#include <QStyleOptionRubberBand>

#include <cmath>
#include <utility>

namespace podloom::app {

namespace {

constexpr qreal kGrid = 24;
/// What a frame may draw while the view moves; 60 a second leave 16 ms for everything.
constexpr int kFrameMs = 5;
/// After that the view has come to rest.
constexpr int kRestMs = 150;
/// More changes than that at once are one.
constexpr int kManyChanges = 200;

void drawItem(QPainter &painter, QGraphicsItem &item, const QRectF &area)
{
    QStyleOptionGraphicsItem option;
    option.exposedRect = item.mapRectFromScene(area).intersected(item.boundingRect());
    painter.save();
    painter.setTransform(item.sceneTransform(), true);
    item.paint(&painter, &option, nullptr);
    painter.restore();
}

} // namespace

/// The viewport in pixels of the scene at this zoom.
QRect CanvasView::pixelsInView() const
{
    const auto transform = viewportTransform();
    return {QPoint(-qRound(transform.dx()), -qRound(transform.dy())), viewport()->size()};
}

bool CanvasView::isMoving() const
{
    return m_moved.isValid() && m_moved.elapsed() < kRestMs;
}

void CanvasView::paintEvent(QPaintEvent *event)
{
    m_exposed = event->region();
    if (m_isStill || !m_scene) {
        QGraphicsView::paintEvent(event);
        return;
    }
    const auto view = pixelsInView();
    m_tiles.setZoom(zoom(), devicePixelRatioF());
    QPainter painter(viewport());
    const QDeadlineTimer deadline =
        isMoving() ? QDeadlineTimer(kFrameMs) : QDeadlineTimer(QDeadlineTimer::Forever);
    m_isWhole = true;
    painter.setClipRegion(m_exposed);
    for (const auto &part : m_exposed)
        m_isWhole = m_tiles.paint(painter, view, part.translated(view.topLeft()), deadline, colors().canvas)
                 && m_isWhole;
    painter.setRenderHint(QPainter::Antialiasing);
    paintHandle(painter);
    painter.setWorldTransform(viewportTransform());
    drawForeground(&painter, mapToScene(m_exposed.boundingRect()).boundingRect());
    painter.resetTransform();
    drawRubberBand(painter);
    if (!m_missing.isActive())
        m_missing.start();
}

/// It is in no square, so that what remains of it elsewhere is painted over here.
void CanvasView::paintHandle(QPainter &painter)
{
    auto *handle = m_scene->handle();
    QRect now;
    if (handle != nullptr && handle->isVisible()) {
        const auto place = handle->deviceTransform(viewportTransform());
        now = place.mapRect(handle->boundingRect()).toAlignedRect();
        painter.setWorldTransform(place);
        handle->paint(&painter, nullptr, nullptr);
    }
    const auto before = std::exchange(m_handleAt, now);
    if (before == now)
        return;
    for (const auto &part : {before, now}) {
        if (!part.isEmpty() && !QRegion(part).subtracted(m_exposed).isEmpty())
            viewport()->update(part);
    }
}

void CanvasView::drawRubberBand(QPainter &painter) const
{
    const auto band = rubberBandRect();
    if (band.isEmpty())
        return;
    QStyleOptionRubberBand option;
    option.initFrom(viewport());
    option.rect = band;
    option.shape = QRubberBand::Rectangle;
    style()->drawControl(QStyle::CE_RubberBand, &option, &painter, viewport());
}

void CanvasView::drawArea(QPainter &painter, const QRectF &area) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(area.adjusted(-1, -1, 1, 1), colors().canvas);
    drawDots(painter, area);
    painter.setRenderHint(QPainter::Antialiasing);
    for (auto *item : m_scene->items(area, Qt::IntersectsItemBoundingRect, Qt::AscendingOrder)) {
        if (item->type() != ConnectHandle::Type) // it has the size of the pointer at every zoom
            drawItem(painter, *item, area);
    }
}

void CanvasView::drawDots(QPainter &painter, const QRectF &within) const
{
    auto step = kGrid;
    while (step * zoom() < 14)
        step *= 2;
    const auto half = 1 / zoom();
    const auto area = within.adjusted(-half, -half, half, half);
    for (auto x = std::ceil(area.left() / step) * step; x < area.right(); x += step) {
        for (auto y = std::ceil(area.top() / step) * step; y < area.bottom(); y += step)
            painter.fillRect(QRectF(x - half, y - half, 2 * half, 2 * half), colors().dots);
    }
}

/// Dots only where something is painted: a view that is moved exposes strips.
void CanvasView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->fillRect(rect, colors().canvas);
    for (const auto &part : m_exposed)
        drawDots(*painter, mapToScene(part).boundingRect());
    painter->setRenderHint(QPainter::Antialiasing);
}

void CanvasView::sceneChanged(const QList<QRectF> &areas)
{
    if (areas.size() > kManyChanges) {
        m_tiles.invalidate();
        return;
    }
    for (const auto &area : areas)
        m_tiles.invalidate(area);
}

/// A little at a time: first what is in view, then what a move shows next.
void CanvasView::drawMissing()
{
    if (m_isStill || !m_scene || !isVisible()) {
        m_missing.stop();
        return;
    }
    const auto view = pixelsInView();
    m_tiles.setZoom(zoom(), devicePixelRatioF());
    const QDeadlineTimer deadline(kFrameMs);
    if (const auto news = m_tiles.fill(view, deadline); !news.isNull()) {
        viewport()->update(news.translated(-view.topLeft()));
        return;
    }
    m_isWhole = true;
    const auto around =
        view.adjusted(-TileCache::kSize, -TileCache::kSize, TileCache::kSize, TileCache::kSize);
    if (!m_tiles.fill(around, deadline).isNull())
        return;
    m_tiles.trim(view);
    m_missing.stop();
}

} // namespace podloom::app
