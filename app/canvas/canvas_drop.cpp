// What comes onto the drawing from outside: what is dropped there, and the wish for a menu.
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"

#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QMimeData>

namespace podloom::app {

void CanvasView::acceptDrops(const QString &mimeType)
{
    m_mimeType = mimeType;
    setAcceptDrops(true);
}

/// What lies on the view takes no drops: they are handed to the view itself, which has the same corner as its
/// viewport.
bool CanvasView::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::DragLeave:
    case QEvent::Drop: return viewportEvent(event);
    default: return QGraphicsView::event(event);
    }
}

void CanvasView::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasFormat(m_mimeType))
        event->acceptProposedAction();
}

void CanvasView::dragMoveEvent(QDragMoveEvent *event)
{
    if (event->mimeData()->hasFormat(m_mimeType))
        event->acceptProposedAction();
}

void CanvasView::dropEvent(QDropEvent *event)
{
    if (!event->mimeData()->hasFormat(m_mimeType))
        return;
    event->acceptProposedAction();
    emit dropped(event->mimeData()->data(m_mimeType), mapToScene(event->position().toPoint()));
}

/// The menu is about what is below the pointer; that of a key about what is chosen, and stands there.
void CanvasView::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    if (!m_scene)
        return;
    if (event->reason() == QContextMenuEvent::Mouse) {
        m_scene->chooseAt(mapToScene(event->pos()));
        emit menuRequested(event->globalPos());
        return;
    }
    const auto chosen = m_scene->rectOfChosen();
    const auto at = chosen.isEmpty() ? viewport()->rect().center() : mapFromScene(chosen.center());
    emit menuRequested(viewport()->mapToGlobal(at));
}

} // namespace podloom::app
