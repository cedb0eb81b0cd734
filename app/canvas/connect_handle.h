// app/canvas/connect_handle.h: the dot beside a chosen card that is dragged to what the card is to be
// connected with.
#pragma once

#include <QGraphicsItem>

namespace podloom::app {

class ConnectHandle : public QGraphicsItem {
public:
    enum { Type = UserType + 5 };

    ConnectHandle();

    int type() const override { return Type; }
    QRectF boundingRect() const override { return {-12, -12, 24, 24}; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
};

} // namespace podloom::app
