#include "app/document/pool_use.h"

#include "core/address/pools.h"

#include <algorithm>
#include <cmath>

namespace podloom::app {

namespace {

double asDouble(const Uint128 &number)
{
    return std::ldexp(static_cast<double>(number.high), 64) + static_cast<double>(number.low);
}

} // namespace

double PoolUse::fill() const
{
    const auto share = [](double part, double whole) {
        return whole > 0 ? std::min(part / whole, 1.0) : 0.0;
    };
    return std::max(share(usedAddresses, addresses), share(claimedBlocks, blocks));
}

std::vector<PoolUse> poolUses(const Design &design, const std::vector<Block> &blocks)
{
    std::vector<PoolUse> out;
    for (const auto &cluster : design.clusterNames()) {
        for (auto &capacity : capacityOf(design, cluster)) {
            PoolUse use{.cluster = cluster, .pool = std::move(capacity.pool)};
            use.isWritten = design.ipPools.contains(use.pool.meta.id);
            use.addresses = asDouble(capacity.addresses);
            use.blocks = asDouble(capacity.blocks);
            out.push_back(std::move(use));
        }
    }
    for (const auto &block : blocks) {
        const auto owner = std::find_if(out.begin(), out.end(), [&](const PoolUse &use) {
            return use.pool.meta.id.name == block.pool && use.pool.cidr.contains(block.cidr);
        });
        if (owner == out.end())
            continue;
        ++owner->claimedBlocks;
        for (const auto &[node, ordinals] : block.used)
            owner->usedAddresses += static_cast<double>(ordinals.size());
    }
    return out;
}

int poolOf(const std::vector<PoolUse> &pools, const std::string &cluster, IpAddress address)
{
    const auto found = std::find_if(pools.begin(), pools.end(), [&](const PoolUse &use) {
        return use.cluster == cluster && use.pool.cidr.contains(address);
    });
    return found == pools.end() ? -1 : static_cast<int>(found - pools.begin());
}

} // namespace podloom::app
