// core/address/claims.h: which ordinals a node asks for next. Pure: the store decides who gets them.
#pragma once

#include "core/address/block.h"
#include "core/address/pools.h"

#include <optional>
#include <vector>

namespace podloom {

/// How many ordinals a node reserves at a time.
inline constexpr Ordinal kReservationSize = 16;

/// What a node may claim for.
struct ClaimWish {
    std::string node{};
    Family family = Family::V4;
    std::vector<IpPool> pools{}; ///< to be tried in this order; other families are passed over
    AddressRules rules{};
    /// Which block of a pool is tried first; nodes with different numbers get in each other's way less.
    std::uint64_t startBlock = 0;
    /// Only what comes from blocks of the node's own that are of the size their pool makes: there are
    /// addresses of others to fall back on.
    bool mustFit = false;
};

/// A block as it would be with the claim: to be written if the block is still as it was (or still absent).
struct Claim {
    Block block{};
    bool isNew = false;
    OrdinalSet gained{};
};

/// The next claim, given all blocks of the cluster: more ordinals of a block that the node has, else a new
/// block, else (without strict affinity) one free ordinal of another node's block.
/// Errors: Exhausted, id "no-address", when nothing is left.
Result<Claim> nextClaim(const ClaimWish &wish, const std::map<Prefix, Block> &blocks);
/// The same for who knows which of them, by prefix, are affine to the node: the others are then looked at
/// only when nothing else is left.
Result<Claim> nextClaim(const ClaimWish &wish, const std::map<Prefix, Block> &blocks,
                        const std::vector<const Block *> &own);

/// Somebody asks for this very address, whichever pools serve the node by themselves.
struct AddressClaimWish {
    std::string node{};
    IpAddress address = IpAddress::v4(0);
    IpPool pool{}; ///< has the address
    bool isStrictAffinity = false;
};

/// The claim of one ordinal, of the block that has it, else of a new block, however many the node has. A
/// reservation does not matter: it only keeps addresses from those who ask for any. Nothing is gained when
/// the node holds it already. Errors: Conflict (another node holds it, or does not lend of its block, or
/// blocks of another size are in the way of a new one).
Result<Claim> claimOf(const AddressClaimWish &wish, const std::map<Prefix, Block> &blocks);

} // namespace podloom
