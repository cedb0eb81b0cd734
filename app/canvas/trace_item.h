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
    };
    struct Leg {
        QPainterPath path{};
        bool isInside = false; ///< of one card, over its words: drawn quietly
    };
    /// `legs` lead from each stop to the next one: one fewer than stops.
    TraceItem(std::vector<Stop> stops, std::vector<Leg> legs);

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    std::vector<Stop> m_stops;
    std::vector<Leg> m_legs;
    QRectF m_bounds;
};

} // namespace podloom::app
