#include "app/canvas/canvas_view.h"

#include "app/canvas/canvas_scene.h"
#include "app/canvas/minimap.h"
#include "app/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QVariantAnimation>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace podloom::app {

namespace {

constexpr qreal kMinZoom = 0.05;
constexpr qreal kMaxZoom = 4;
constexpr qreal kMargin = 36;
constexpr int kMotionMs = 140;

} // namespace

CanvasView::CanvasView(QWidget *parent)
    : QGraphicsView(parent),
      m_minimap(new Minimap(*this)),
      m_motion(new QVariantAnimation(this)),
      m_tiles([this](QPainter &painter, const QRectF &area) { drawArea(painter, area); })
{
    m_missing.setInterval(0);
    connect(&m_missing, &QTimer::timeout, this, &CanvasView::drawMissing);
    setFrameShape(NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(AnchorViewCenter);
    setDragMode(RubberBandDrag);
    setRubberBandSelectionMode(Qt::ContainsItemShape);
    setViewportUpdateMode(MinimalViewportUpdate);
    setCacheMode(CacheNone);
    // Every pixel is painted, so that scrolling may move what is there.
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Drawing"));
    m_motion->setDuration(kMotionMs);
    m_motion->setEasingCurve(QEasingCurve::OutCubic);
}

void CanvasView::setCanvas(CanvasScene *scene)
{
    if (m_scene)
        m_places[m_scene] = {{mapToScene(viewport()->rect().center()), zoom()}, m_isFitted};
    if (m_scene)
        m_scene->disconnect(this);
    if (m_scene)
        m_scene->setShown(false);
    m_scene = scene;
    scene->setShown(true);
    setScene(scene);
    m_tiles.clear();
    connect(scene, &QGraphicsScene::changed, this, &CanvasView::sceneChanged);
    connect(scene, &CanvasScene::contentChanged, this, [this] {
        const auto content = m_scene->contentRect();
        if (m_isFitted && std::exchange(m_isEmpty, content.isEmpty())) {
            m_motion->stop();        // towards what was there before
            goTo(placeFor(content)); // from nothing there is no way to show
        } else if (m_isFitted) {
            fit();
        }
        m_minimap->refresh();
        updateMap();
        viewport()->update();
    });
    connect(scene, &CanvasScene::placesChanged, this, [this] {
        m_minimap->refresh();
        updateMap();
    });
    m_isEmpty = scene->contentRect().isEmpty();
    m_minimap->refresh();
    m_motion->stop(); // it was about the other scene
    const auto known = m_places.find(scene);
    m_isFitted = known == m_places.end() || known->second.isFitted;
    goTo(m_isFitted ? placeFor(scene->contentRect()) : known->second.place);
    updateMap();
}

void CanvasView::forgetPlaces()
{
    m_places.clear();
    fit();
}

CanvasScene *CanvasView::canvas() const
{
    return m_scene;
}

QRectF CanvasView::visibleArea() const
{
    return mapToScene(viewport()->rect()).boundingRect();
}

CanvasView::Place CanvasView::placeFor(const QRectF &area) const
{
    if (area.isEmpty())
        return {area.center(), 1};
    const auto room = QRectF(viewport()->rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const auto zoom = std::min({room.width() / area.width(), room.height() / area.height(), 1.0});
    return {area.center(), std::clamp(zoom, kMinZoom, kMaxZoom)};
}

void CanvasView::goTo(const Place &place)
{
    setTransform(QTransform::fromScale(place.zoom, place.zoom));
    centerOn(place.centre);
    emit zoomChanged(place.zoom);
    updateMap();
}

void CanvasView::fit()
{
    if (!m_scene)
        return;
    m_isFitted = true;
    glideTo(placeFor(m_scene->contentRect()));
}

bool CanvasView::fitTo(const std::set<ObjectId> &objects)
{
    QRectF area;
    for (const auto &id : objects)
        area = m_scene ? area.united(m_scene->rectOf(id)) : area;
    if (area.isEmpty())
        return false;
    m_isFitted = false;
    glideTo(placeFor(area));
    return true;
}

void CanvasView::glideTo(const Place &target)
{
    m_motion->stop();
    const bool isQuiet =
        m_isStill || !isVisible() || style()->styleHint(QStyle::SH_Widget_Animate, nullptr, this) == 0;
    if (isQuiet) {
        goTo(target);
        return;
    }
    const Place from{visibleArea().center(), zoom()};
    m_motion->disconnect(this);
    m_motion->setStartValue(0.0);
    m_motion->setEndValue(1.0);
    connect(m_motion, &QVariantAnimation::valueChanged, this, [this, from, target](const QVariant &value) {
        const auto part = value.toDouble();
        goTo({from.centre + (target.centre - from.centre) * part,
              from.zoom * std::pow(target.zoom / from.zoom, part)});
    });
    m_motion->start();
}

void CanvasView::zoomTo(qreal wanted)
{
    zoomBy(wanted / zoom());
}

void CanvasView::zoomBy(qreal factor)
{
    m_isFitted = false;
    m_motion->stop(); // from where the view is now, whatever way it was on
    const auto target = std::clamp(zoom() * factor, kMinZoom, kMaxZoom);
    goTo({visibleArea().center(), target});
}

void CanvasView::lookAt(QPointF centre)
{
    m_isFitted = false;
    m_motion->stop();
    centerOn(centre);
}

void CanvasView::reveal(const ObjectId &id)
{
    if (!m_scene)
        return;
    const auto rect = m_scene->rectOf(id);
    if (rect.isEmpty() || visibleArea().contains(rect))
        return;
    m_isFitted = false;
    m_motion->stop();
    const auto fitting = placeFor(rect);
    goTo({rect.center(), std::min(std::max(zoom(), 0.6), fitting.zoom)});
}

void CanvasView::drawForeground(QPainter *painter, const QRectF &rect)
{
    QGraphicsView::drawForeground(painter, rect); // guides
    const auto text = m_scene ? m_scene->emptyText() : QString();
    if (text.isEmpty())
        return;
    painter->save();
    painter->resetTransform();
    painter->setFont(app::font(TextRole::Body));
    painter->setPen(colors().dim);
    painter->drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, text);
    painter->restore();
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    const bool isTouchPad = !event->pixelDelta().isNull();
    const bool hasControl = event->modifiers() & Qt::ControlModifier;
    m_isFitted = false;
    m_motion->stop();
    if (isTouchPad && !hasControl) {
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - event->pixelDelta().x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - event->pixelDelta().y());
        event->accept();
        return;
    }
    if (event->modifiers() & Qt::ShiftModifier) {
        const auto delta = event->angleDelta().x() + event->angleDelta().y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta);
        event->accept();
        return;
    }
    const auto wanted = std::pow(1.0015, event->angleDelta().y());
    const auto target = std::clamp(zoom() * wanted, kMinZoom, kMaxZoom);
    const auto under = mapToScene(event->position().toPoint());
    const auto centre = visibleArea().center();
    // The point under the pointer stays where it is.
    goTo({under + (centre - under) * (zoom() / target), target});
    event->accept();
}

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    m_motion->stop();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_isSpaceDown)) {
        m_isPanning = true;
        m_isFitted = false;
        m_panFrom = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
        event->accept();
        return;
    }
    QGraphicsView::mousePressEvent(event);
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_isPanning) {
        const auto way = event->pos() - m_panFrom;
        m_panFrom = event->pos();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - way.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - way.y());
        event->accept();
        return;
    }
    QGraphicsView::mouseMoveEvent(event);
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_isPanning) {
        m_isPanning = false;
        viewport()->setCursor(m_isSpaceDown ? Qt::OpenHandCursor : Qt::ArrowCursor);
        event->accept();
        return;
    }
    QGraphicsView::mouseReleaseEvent(event);
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceDown = true;
        viewport()->setCursor(Qt::OpenHandCursor);
        event->accept();
        return;
    }
    if (m_scene && m_scene->takeKey(*event, visibleArea().center())) {
        event->accept();
        return;
    }
    QGraphicsView::keyPressEvent(event);
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceDown = false;
        viewport()->setCursor(Qt::ArrowCursor);
        event->accept();
        return;
    }
    QGraphicsView::keyReleaseEvent(event);
}

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    placeMap();
    if (m_isFitted && m_scene) {
        m_motion->stop(); // towards what filled the view before
        goTo(placeFor(m_scene->contentRect()));
    }
    updateMap();
}

void CanvasView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    m_handleAt.translate(dx, dy); // with all the pixels
    if (m_scene && !m_scene->emptyText().isEmpty())
        viewport()->update(); // the words stay in the middle
    m_moved.start();
    placeMap(); // it is a child of what was scrolled
    updateMap();
}

void CanvasView::placeMap()
{
    m_minimap->move(viewport()->width() - m_minimap->width() - 12,
                    viewport()->height() - m_minimap->height() - 12);
}

void CanvasView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_scene) {
        m_minimap->refresh();
        m_tiles.clear();
        m_scene->update();
    }
    QGraphicsView::changeEvent(event);
}

void CanvasView::updateMap()
{
    // In a small view the drawing needs the room itself.
    constexpr QSize kLeastRoom(560, 380);
    const auto room = viewport()->size();
    const bool hasRoom = room.width() >= kLeastRoom.width() && room.height() >= kLeastRoom.height();
    // With everything in view it would only cover something.
    const bool isNeeded =
        m_scene && m_scene->emptyText().isEmpty() && !visibleArea().contains(m_scene->contentRect());
    m_minimap->setVisible(hasRoom && isNeeded);
    m_minimap->update();
}

} // namespace podloom::app
