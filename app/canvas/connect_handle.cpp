#include "app/canvas/connect_handle.h"

#include "app/theme/colors.h"

#include <QCoreApplication>
#include <QCursor>
#include <QPainter>

namespace podloom::app {

ConnectHandle::ConnectHandle()
{
    setZValue(6);
    setFlag(ItemIgnoresTransformations); // as large as a pointer needs it at every zoom
    setCursor(Qt::CrossCursor);
    setToolTip(QCoreApplication::translate("ConnectHandle", "Drag to another card to connect the two"));
}

void ConnectHandle::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colors().panel, 2));
    painter->setBrush(colors().accent);
    painter->drawEllipse(QPointF(), 8, 8);
    painter->setPen(QPen(colors().onAccent, 1.6));
    painter->drawLine(QPointF(-3.5, 0), QPointF(3.5, 0));
    painter->drawLine(QPointF(0, -3.5), QPointF(0, 3.5));
}

} // namespace podloom::app
