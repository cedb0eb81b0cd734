// app/cli/export_topology.h: the wires of a design as files of other tools.
#pragma once

#include "core/model/design.h"

#include <string>

namespace podloom::cli {

/// A topology file of containerlab. Nodes and routers are containers of kind linux that get their addresses;
/// a segment with two ends is a link, any other a bridge, which containerlab expects on the host. Interfaces
/// are numbered from eth1: eth0 is containerlab's own.
std::string containerlabText(const Design &design, const std::string &name);

/// A graph for Graphviz: clusters as boxes around their nodes, routers, segments, and BGP sessions as dashed
/// lines, green where they come up and red where they do not.
std::string dotText(const Design &design, const std::string &name);

} // namespace podloom::cli
