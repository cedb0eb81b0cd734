// app/document/pool_use.h: how full the pools of a design are.
#pragma once

#include "core/address/block.h"
#include "core/model/design.h"

#include <string>
#include <vector>

namespace podloom::app {

/// A pool of a design, written or implied. Its number in Analysis::pools is that of its colour everywhere.
struct PoolUse {
    std::string cluster{};
    IpPool pool{};
    bool isWritten = false; ///< false: implied by the Cluster's podCIDRs
    double addresses = 0;   ///< that can be handed out; IPv6 counts do not fit into integers
    double usedAddresses = 0;
    double blocks = 0;
    double claimedBlocks = 0;

    /// Share of blocks that nodes have claimed or of addresses that pods have, whatever is larger: 0 … 1.
    double fill() const;
};

/// By cluster, then as poolsOf() gives them.
std::vector<PoolUse> poolUses(const Design &design, const std::vector<Block> &blocks);

/// The number of the pool of `cluster` that holds the address, or -1.
int poolOf(const std::vector<PoolUse> &pools, const std::string &cluster, IpAddress address);

} // namespace podloom::app
