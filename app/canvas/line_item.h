// app/canvas/line_item.h: a wire, or a BGP session as two half-lines, each with the state of its own end.
#pragma once

#include "app/canvas/topology.h"

#include <QGraphicsItem>

namespace podloom::app {

/// The line itself, below cards.
class LineItem : public QGraphicsItem {
public:
    enum { Type = UserType + 3 };

    explicit LineItem(ConnectionLine line);

    const ConnectionLine &line() const { return m_line; }
    void setLine(ConnectionLine line);

    int type() const override { return Type; }
    QRectF boundingRect() const override { return m_bounds; }
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void measure();

    ConnectionLine m_line;
    std::array<QPainterPath, 2> m_halves;
    QRectF m_bounds;
};

/// The marks at its ends, above cards. Goes with its line.
class LineEnds : public QGraphicsItem {
public:
    explicit LineEnds(LineItem &line);

    QRectF boundingRect() const override { return m_line.boundingRect(); }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    void follow() { prepareGeometryChange(); }

private:
    LineItem &m_line;
};

/// The pen of a half-line whose end has `state`.
QPen halfLinePen(const ConnectionLine &line, State state);

} // namespace podloom::app
