// agentd/ipam/block_claims.h: taking ordinals from the shared store, one compare-and-put at a time.
#pragma once

#include "core/address/claims.h"
#include "core/store/keys.h"
#include "core/store/store.h"

namespace podloom {

/// Claims more ordinals for `wish.node` and returns the block that gave them. A new block is written with
/// nothing held, and ordinals are taken of it only once a listing shows that it overlaps no other; of blocks
/// that overlap and hold nothing, whoever claims next removes all but the first. So the process may die at
/// any step: what is left is a block that the node's next claim goes on with, or ordinals that nobody uses,
/// which blocksHeldBy() finds again. Errors: Exhausted (nothing is left), Conflict (others were faster a
/// hundred times), as Store.
Result<Block> claimOrdinals(Store &store, const StoreKeys &keys, const ClaimWish &wish);

/// The same for one address; the block that is returned has what the node holds of it, the address included.
/// Errors: as claimOf(), Conflict (others were faster a hundred times), as Store.
Result<Block> claimAddress(Store &store, const StoreKeys &keys, const AddressClaimWish &wish);

/// Every block of which `node` holds ordinals. Errors: as Store.
Result<std::vector<Block>> blocksHeldBy(Store &store, const StoreKeys &keys, const std::string &node);

/// Those and the ones that are affine to it. Errors: as Store.
Result<std::vector<Block>> blocksOf(Store &store, const StoreKeys &keys, const std::string &node);

/// Gives back all that `node` holds of the block, and returns a revision at which the store says so. A block
/// that others have borrowed from goes over to the one that holds most of it; one that nobody holds is
/// removed. The caller hands nothing of it out any more (AddressBook::beginReturn()). When it fails it is
/// unknown whether it happened: it can be asked again as long as the node claims nothing meanwhile. Errors:
/// Conflict, as Store.
Result<Revision> returnBlock(Store &store, const StoreKeys &keys, const std::string &node,
                             const Prefix &cidr);

/// Has the store say that a block of `node`'s is of `pool`, and what that gives: the pools have changed. A
/// block that is another node's by now stays as it is. Errors: Conflict, as Store.
Status notePool(Store &store, const StoreKeys &keys, const std::string &node, const Prefix &cidr,
                const IpPool &pool);

/// Brings what the store says of `node`'s use of the block up to date. A mirror only: nothing depends on it.
/// Errors: as Store.
Status mirrorUse(Store &store, const StoreKeys &keys, const std::string &node, const Block &block);

} // namespace podloom
