// app/canvas/trace_way.h: where the way of a packet is drawn: along wires, and along the borders of what it
// passes, so that it covers no words.
#pragma once

#include "app/canvas/topology.h"
#include "app/canvas/trace_item.h"

#include <QRectF>

#include <optional>
#include <string>
#include <vector>

namespace podloom::app {

/// What a number of the way stands at: a machine, or a pod on it.
struct PassedStop {
    std::string key{}; ///< of the card
    QRectF card{};
    qreal radius = 0;            ///< of its corners
    std::optional<QRectF> pod{}; ///< its place on the card; the card itself where it has no room there
    State state = State::Unknown;
};

struct TraceWay {
    std::vector<TraceItem::Stop> stops{};
    std::vector<QPainterPath> legs{}; ///< from each stop to the next one
};

/// Between two cards along the line that joins them, else the straight way or one around other cards.
TraceWay traceWay(const Topology &topology, const std::vector<PassedStop> &passed);

} // namespace podloom::app
