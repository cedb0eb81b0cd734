#include "core/address/claims.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace podloom {

namespace {

/// Ordinals of the block that are never handed out.
OrdinalSet reservedOrdinals(const Block &block, const AddressRules &rules)
{
    OrdinalSet out;
    if (!rules.reserved.overlaps(block.cidr))
        return out;
    for (Ordinal ordinal = 0; ordinal < block.size(); ++ordinal) {
        if (rules.reserved.contains(block.addressAt(ordinal)))
            out.insert(ordinal);
    }
    return out;
}

Block blockOf(const IpPool &pool, const Prefix &cidr, const std::string &node)
{
    return {.cidr = cidr,
            .pool = pool.meta.id.name,
            .affinity = node,
            .isNatOutgoing = pool.isNatOutgoing,
            .isBgpExportDisabled = pool.isBgpExportDisabled};
}

/// `block` with more ordinals for the node, or nothing when none is free.
std::optional<Claim> claimFrom(const Block &block, const ClaimWish &wish, std::size_t limit)
{
    const auto free = block.free().without(reservedOrdinals(block, wish.rules));
    if (free.isEmpty())
        return std::nullopt;
    Claim claim{.block = block, .gained = free.lowest(limit)};
    auto &held = claim.block.held[wish.node];
    held = held.united(claim.gained);
    return claim;
}

std::size_t reservationLimit(const ClaimWish &wish)
{
    return wish.rules.isStrictAffinity ? kMaxBlockSize : kReservationSize;
}

/// Whether an address of `cidr` lies in a block already: pools may have changed the size of theirs.
bool isTaken(const Prefix &cidr, const std::map<Prefix, Block> &blocks)
{
    const auto next = blocks.lower_bound(cidr);
    return (next != blocks.end() && cidr.contains(next->first))
        || (next != blocks.begin() && std::prev(next)->first.contains(cidr)); // no two of them overlap
}

std::optional<Claim> newBlock(const ClaimWish &wish, const IpPool &pool,
                              const std::map<Prefix, Block> &blocks)
{
    // A walk over the whole of a /48 would never end; among more places than there are blocks one is free,
    // unless reservations cover very many.
    constexpr std::uint64_t kMaxReservedBlocks = 65'536;
    const int bits = pool.blockSize - pool.cidr.length();
    const Uint128 count = Uint128{0, 1} << std::min(bits, 62);
    const auto steps = std::min<std::uint64_t>(count.low, blocks.size() + kMaxReservedBlocks);
    for (std::uint64_t step = 0; step < steps; ++step) {
        const auto number = (wish.startBlock + step) % count.low;
        const auto offset = Uint128{0, number} << (bitsOf(pool.cidr.family()) - pool.blockSize);
        const auto cidr = Prefix::of(pool.cidr.address().plus(offset), pool.blockSize);
        if (isTaken(cidr, blocks))
            continue;
        const auto fresh = blockOf(pool, cidr, wish.node);
        if (auto claim = claimFrom(fresh, wish, reservationLimit(wish))) {
            claim->isNew = true;
            return claim;
        }
    }
    return std::nullopt;
}

} // namespace

Result<Claim> nextClaim(const ClaimWish &wish, const std::map<Prefix, Block> &blocks)
{
    std::vector<const Block *> own;
    for (const auto &[cidr, block] : blocks) {
        if (block.affinity == wish.node)
            own.push_back(&block);
    }
    return nextClaim(wish, blocks, own);
}

Result<Claim> nextClaim(const ClaimWish &wish, const std::map<Prefix, Block> &blocks,
                        const std::vector<const Block *> &own)
{
    const auto ownBlocks = std::count_if(
        own.begin(), own.end(), [&](const Block *block) { return block->cidr.family() == wish.family; });
    const auto moreOfOwn = [&](const IpPool &pool, bool isOfOtherSize) -> std::optional<Claim> {
        for (const auto *block : own) {
            if (!pool.cidr.contains(block->cidr) || makes(pool, block->cidr) == isOfOtherSize)
                continue;
            if (auto claim = claimFrom(*block, wish, reservationLimit(wish)))
                return claim;
        }
        return std::nullopt;
    };
    const auto oneOfOthers = [&](const IpPool &pool) -> std::optional<Claim> {
        for (const auto &[cidr, block] : blocks) {
            if (block.affinity == wish.node || !pool.cidr.contains(cidr))
                continue;
            if (auto claim = claimFrom(block, wish, 1))
                return claim;
        }
        return std::nullopt;
    };
    const auto firstOfPools = [&](const auto &attempt) -> std::optional<Claim> {
        for (const auto &pool : wish.pools) {
            if (pool.cidr.family() != wish.family)
                continue;
            if (auto claim = attempt(pool))
                return claim;
        }
        return std::nullopt;
    };

    auto claim = firstOfPools([&](const IpPool &pool) { return moreOfOwn(pool, false); });
    if (!claim && std::cmp_less(ownBlocks, wish.rules.maxBlocksPerNode))
        claim = firstOfPools([&](const IpPool &pool) { return newBlock(wish, pool, blocks); });
    if (!claim && !wish.mustFit) // a block from before the pool changed its size is to empty, if there is
                                 // another way
        claim = firstOfPools([&](const IpPool &pool) { return moreOfOwn(pool, true); });
    if (!claim && !wish.mustFit && !wish.rules.isStrictAffinity)
        claim = firstOfPools(oneOfOthers);
    if (!claim)
        return fail(Errc::Exhausted, "no-address", "no IPv%1 address is left for pods on the node %2",
                    {std::to_string(static_cast<int>(wish.family)), wish.node});
    return *std::move(claim);
}

namespace {

Failure inTheWay(IpAddress address, const Prefix &cidr)
{
    return fail(Errc::Conflict, "address-other-sizes",
                "%1 can be had when the blocks of another size are empty that are in the way of %2",
                {address.toString(), cidr.toString()});
}

Result<Claim> claimFromKnown(const AddressClaimWish &wish, const Block &block)
{
    const auto ordinal = block.ordinalOf(wish.address);
    Claim claim{.block = block};
    if (block.heldBy(wish.node).contains(ordinal))
        return claim;
    for (const auto &[node, ordinals] : block.held) {
        if (!ordinals.contains(ordinal))
            continue;
        if (node.empty())
            return inTheWay(wish.address, block.cidr);
        const auto used = block.used.find(node);
        if (used != block.used.end() && used->second.contains(ordinal))
            return fail(Errc::Conflict, "address-used", "%1 belongs to a pod of the node %2",
                        {wish.address.toString(), node});
        return fail(Errc::Conflict, "address-held", "the node %2 holds %1 for pods of its own",
                    {wish.address.toString(), node});
    }
    if (wish.isStrictAffinity && !block.affinity.empty() && block.affinity != wish.node)
        return fail(Errc::Conflict, "address-strict",
                    "%1 is of the block %2 of the node %3, and under strictAffinity no node lends addresses",
                    {wish.address.toString(), block.cidr.toString(), block.affinity});
    claim.gained.insert(ordinal);
    claim.block.held[wish.node].insert(ordinal);
    if (claim.block.affinity.empty())
        claim.block.affinity = wish.node;
    return claim;
}

} // namespace

Result<Claim> claimOf(const AddressClaimWish &wish, const std::map<Prefix, Block> &blocks)
{
    for (const auto &[cidr, block] : blocks) {
        if (cidr.contains(wish.address))
            return claimFromKnown(wish, block);
    }
    const auto cidr = Prefix::of(wish.address, wish.pool.blockSize);
    if (isTaken(cidr, blocks))
        return inTheWay(wish.address, cidr);
    auto claim = claimFromKnown(wish, blockOf(wish.pool, cidr, wish.node));
    claim->isNew = true;
    return claim;
}

} // namespace podloom
