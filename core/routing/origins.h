// core/routing/origins.h: what a design brings into BGP, and who passes it on.
#pragma once

#include "core/routing/propagation.h"

#include <map>

namespace podloom {

/// The blocks of each node.
using NodeBlocks = std::map<MachineId, std::vector<Prefix>>;

/// Private to this folder.
class Origins {
public:
    Origins(const Design &design, const NodeBlocks &blocks, const Underlay &wires,
            const std::vector<BgpSession> &sessions);

    /// Sorted by prefix.
    const std::map<Prefix, std::vector<Propagation::Origin>> &all() const { return m_all; }
    /// By machine: a node passes on only what is inside an exported pool of its cluster.
    Propagation::PassesOn passesOn(const Prefix &prefix) const;
    bool isExported(const std::string &cluster, const Prefix &prefix) const;

private:
    void addConnected(const std::vector<BgpSession> &sessions);

    const Underlay &m_wires;
    std::map<std::string, std::vector<Prefix>> m_pools; ///< exported ones, by cluster
    std::map<Prefix, std::vector<Propagation::Origin>> m_all;
};

} // namespace podloom
