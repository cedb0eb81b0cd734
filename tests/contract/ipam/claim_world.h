// tests/contract/ipam/claim_world.h: what claimers and the test that judges them agree on.
#pragma once

#include "agentd/ipam/address_book.h"
#include "agentd/ipam/block_claims.h"

namespace podloom {

/// Fewer blocks than claimers: most have to borrow.
inline IpPool contestedPool(int blockSize = 27)
{
    IpPool pool;
    pool.meta.id.name = "contested";
    pool.cidr = *Prefix::parse("10.77.0.0/24");
    pool.blockSize = blockSize;
    return pool;
}

inline StoreKeys contestedKeys()
{
    return StoreKeys("contested");
}

} // namespace podloom
