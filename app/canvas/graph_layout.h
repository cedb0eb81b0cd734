// app/canvas/graph_layout.h: other ways to place machines than racks beside each other.
#pragma once

#include "app/canvas/topology.h"

#include <QPointF>

#include <map>
#include <string>

namespace podloom::app {

enum class GraphLayout {
    RackGrid, ///< racks beside each other, routers above: how a drawing begins
    Layered,  ///< rows from the outermost routers down to nodes
    Radial,   ///< rings around the routers that most hangs on
    Force,    ///< connected machines near each other, others apart
};

/// Top left corners by key of the card, for all nodes and routers of `topology`, whose sizes are known. No
/// two cards overlap. Deterministic: the same drawing is laid out the same again. Force is O(n²) a round.
std::map<std::string, QPointF> placesOf(const Topology &topology, GraphLayout how);

} // namespace podloom::app
