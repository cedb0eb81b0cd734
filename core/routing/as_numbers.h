// core/routing/as_numbers.h: which BGPConfiguration holds for a node, and the AS number that follows.
#pragma once

#include "core/model/design.h"

namespace podloom {

/// What the BGPConfigurations "default" and "node.NAME" say together; the node's own wins field by field.
/// Source: CA-05.
BgpConfiguration bgpConfigurationOf(const Design &design, const std::string &cluster,
                                    const std::string &node);

/// The Calico Node's asNumber, else the BGPConfiguration's, else the Cluster's.
std::uint32_t asNumberOf(const Design &design, const Node &node);

} // namespace podloom
