// agentd/ipam/block_claims.h: taking ordinals from the shared store, one compare-and-put at a time.
#pragma once

#include "core/address/claims.h"
#include "core/store/keys.h"
#include "core/store/store.h"

namespace podloom {

/// Claims more ordinals for `wish.node` and returns the block that gave them. When it fails or the process
/// dies meanwhile, ordinals may be held that nobody uses: blocksHeldBy() finds them again. Errors: Exhausted
/// (nothing is left), Conflict (others were faster a hundred times), as Store.
Result<Block> claimOrdinals(Store &store, const StoreKeys &keys, const ClaimWish &wish);

/// Every block of which `node` holds ordinals. Errors: as Store.
Result<std::vector<Block>> blocksHeldBy(Store &store, const StoreKeys &keys, const std::string &node);

/// Brings what the store says of `node`'s use of the block up to date. A mirror only: nothing depends on it.
/// Errors: as Store.
Status mirrorUse(Store &store, const StoreKeys &keys, const std::string &node, const Block &block);

} // namespace podloom
