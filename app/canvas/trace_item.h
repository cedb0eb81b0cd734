// app/canvas/trace_item.h: the way of a packet over cards and lines.
#pragma once

#include "app/document/lab_state.h"

#include <QGraphicsItem>
#include <QPainterPath>

#include <vector>

namespace podloom::app {

/// Above everything; takes no clicks.
class TraceItem : public QGraphicsItem {
public:
    struct Stop {
        QPointF at{};
        State state = State::Unknown;
        bool isPod = false; ///< a smaller number, which leaves names beside it free
    };
    /// `legs` lead from each stop to the next one: one fewer than stops.
    TraceItem(std::vector<Stop> stops, std::vector<QPainterPath> legs);

    const std::vector<Stop> &stops() const { return m_stops; }
    const std::vector<QPainterPath> &legs() const { return m_legs; }

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    std::vector<Stop> m_stops;
    std::vector<QPainterPath> m_legs;
    QRectF m_bounds;
};

} // namespace podloom::app
