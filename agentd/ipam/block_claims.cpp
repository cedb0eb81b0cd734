#include "agentd/ipam/block_claims.h"

#include "core/os/fault_point.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace podloom {

namespace {

constexpr int kMaxAttempts = 100;
/// Holds what nobody may have; no node is called so.
constexpr std::string_view kNobody;

Result<Block> parseBlock(const StoreEntry &entry)
{
    const auto json = parseJson(entry.value);
    auto block = json ? blockFromJson(*json) : Result<Block>(Failure{json.error()});
    if (!block)
        return wrap(std::move(block).error(), "read " + entry.key);
    return block;
}

/// Every block, at one moment.
struct BlockListing {
    std::map<Prefix, Block> blocks{};
    std::map<Prefix, Revision> revisions{};
};

Result<BlockListing> listBlocks(Store &store, const StoreKeys &keys)
{
    const auto listing = store.list(keys.blocks());
    if (!listing)
        return Failure{listing.error()};
    BlockListing out;
    for (const auto &entry : listing->entries) {
        auto block = parseBlock(entry);
        if (!block)
            return Failure{std::move(block).error()}; // guessing would hand an address out twice
        out.revisions[block->cidr] = entry.revision;
        out.blocks.insert_or_assign(block->cidr, *std::move(block));
    }
    return out;
}

/// What blocks that overlap come to: nodes may write such ones at the same time, under different keys, while
/// pools change the size of theirs.
struct Overlaps {
    std::set<Prefix> giveWay{}; ///< nobody holds anything of them, and others hold or were first
    std::set<Prefix> isHeld{};  ///< the outer of two of which nodes hold something; no claim makes such ones
};

Overlaps overlapsOf(const BlockListing &listing)
{
    Overlaps out;
    std::vector<Prefix> around; // in the order of prefixes what is around a block comes before it
    for (const auto &[cidr, block] : listing.blocks) {
        while (!around.empty() && !around.back().contains(cidr))
            around.pop_back();
        for (const auto &outer : around) {
            const bool isOuterHeld = !listing.blocks.at(outer).held.empty();
            const bool isInnerHeld = !block.held.empty();
            if (isOuterHeld && isInnerHeld)
                out.isHeld.insert(around.front());
            else if (isInnerHeld || isOuterHeld)
                out.giveWay.insert(isInnerHeld ? outer : cidr);
            else
                out.giveWay.insert(listing.revisions.at(outer) < listing.revisions.at(cidr) ? cidr : outer);
        }
        around.push_back(cidr);
    }
    return out;
}

/// Removes blocks of which nobody holds anything, unless somebody has changed them since. Errors: as Store.
Status removeBlocks(Store &store, const StoreKeys &keys, const BlockListing &listing,
                    const std::set<Prefix> &cidrs)
{
    for (const auto &cidr : cidrs) {
        auto removed = store.compareAndPut(keys.block(cidr), listing.revisions.at(cidr), std::nullopt);
        if (!removed && removed.error().code != Errc::Conflict)
            return Failure{std::move(removed).error()};
        faultPoint("claim-given-way");
    }
    return {};
}

/// Has one block stand for all inside it, and nothing of it free.
void closeOff(std::map<Prefix, Block> &blocks, const std::set<Prefix> &cidrs)
{
    for (const auto &cidr : cidrs) {
        std::erase_if(blocks,
                      [&](const auto &entry) { return entry.first != cidr && cidr.contains(entry.first); });
        auto &block = blocks.at(cidr);
        block.held = {{std::string(kNobody), OrdinalSet::range(0, block.size())}};
    }
}

/// Decides what is claimed next, given all blocks.
using Choice = std::function<Result<Claim>(const std::map<Prefix, Block> &)>;

/// One step of a claim: a block with what the node holds of it then, when it gained some; nothing when the
/// next step has to see what others did meanwhile.
Result<std::optional<Block>> stepOfClaim(Store &store, const StoreKeys &keys, const Choice &choice)
{
    auto listing = listBlocks(store, keys);
    if (!listing)
        return wrap(std::move(listing).error(), "claim addresses");
    const auto overlaps = overlapsOf(*listing);
    if (!overlaps.giveWay.empty()) {
        if (auto removed = removeBlocks(store, keys, *listing, overlaps.giveWay); !removed)
            return wrap(std::move(removed).error(), "claim addresses");
        return std::optional<Block>();
    }
    closeOff(listing->blocks, overlaps.isHeld);
    auto claim = choice(listing->blocks);
    if (!claim)
        return Failure{std::move(claim).error()};
    auto &block = claim->block;
    if (!claim->isNew && claim->gained.isEmpty()) // the node has it already
        return std::optional(std::move(block));
    // Nobody takes of a block before a listing has shown that it is alone: a new one waits for the next step.
    if (claim->isNew)
        block.held.clear();
    const auto put = store.compareAndPut(
        keys.block(block.cidr), claim->isNew ? 0 : listing->revisions.at(block.cidr), toJson(block).dump());
    if (!put && put.error().code != Errc::Conflict)
        return wrap(put.error(), "claim " + block.cidr.toString());
    if (put)
        faultPoint(claim->isNew ? "claim-begun" : "claim-written");
    return put && !claim->isNew ? std::optional(std::move(block)) : std::nullopt;
}

Result<Block> claimBySteps(Store &store, const StoreKeys &keys, const Choice &choice)
{
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        auto block = stepOfClaim(store, keys, choice);
        if (!block)
            return Failure{std::move(block).error()};
        if (*block)
            return **std::move(block);
    }
    return fail(Errc::Conflict, "claim-contention",
                "other nodes were faster at every attempt to claim addresses");
}

} // namespace

Result<Block> claimOrdinals(Store &store, const StoreKeys &keys, const ClaimWish &wish)
{
    return claimBySteps(store, keys,
                        [&](const std::map<Prefix, Block> &blocks) { return nextClaim(wish, blocks); });
}

Result<Block> claimAddress(Store &store, const StoreKeys &keys, const AddressClaimWish &wish)
{
    return claimBySteps(store, keys,
                        [&](const std::map<Prefix, Block> &blocks) { return claimOf(wish, blocks); });
}

Result<std::vector<Block>> blocksOf(Store &store, const StoreKeys &keys, const std::string &node)
{
    const auto listing = store.list(keys.blocks());
    if (!listing)
        return Failure{listing.error()};
    std::vector<Block> blocks;
    for (const auto &entry : listing->entries) {
        auto block = parseBlock(entry);
        if (!block)
            return Failure{std::move(block).error()};
        if (block->affinity == node || !block->heldBy(node).isEmpty())
            blocks.push_back(*std::move(block));
    }
    return blocks;
}

Result<std::vector<Block>> blocksHeldBy(Store &store, const StoreKeys &keys, const std::string &node)
{
    auto blocks = blocksOf(store, keys, node);
    if (blocks)
        std::erase_if(*blocks, [&](const Block &block) { return block.heldBy(node).isEmpty(); });
    return blocks;
}

namespace {

/// Of the nodes that hold something of the block, the one that holds most.
std::string mainHolder(const Block &block)
{
    const auto most =
        std::max_element(block.held.begin(), block.held.end(),
                         [](const auto &a, const auto &b) { return a.second.size() < b.second.size(); });
    return most == block.held.end() ? std::string() : most->first;
}

} // namespace

Result<Revision> returnBlock(Store &store, const StoreKeys &keys, const std::string &node, const Prefix &cidr)
{
    const auto key = keys.block(cidr);
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        const auto listing = store.list(key);
        if (!listing)
            return wrap(listing.error(), "give back " + cidr.toString());
        const auto entry = std::find_if(listing->entries.begin(), listing->entries.end(),
                                        [&](const StoreEntry &each) { return each.key == key; });
        if (entry == listing->entries.end())
            return listing->revision;
        auto block = parseBlock(*entry);
        if (!block)
            return Failure{std::move(block).error()};
        if (block->heldBy(node).isEmpty() && block->affinity != node)
            return listing->revision;
        block->held.erase(node);
        block->used.erase(node);
        if (block->affinity == node)
            block->affinity = mainHolder(*block);
        const auto text = toJson(*block).dump();
        const auto put = block->held.empty() ? store.compareAndPut(key, entry->revision, std::nullopt)
                                             : store.compareAndPut(key, entry->revision, text);
        if (put) {
            faultPoint("return-written");
            return *put;
        }
        if (put.error().code != Errc::Conflict)
            return wrap(put.error(), "give back " + cidr.toString());
    }
    return fail(Errc::Conflict, "claim-contention", "other nodes were faster at every attempt to write %1",
                {cidr.toString()});
}

namespace {

/// Reads the block, changes it and writes it, until nobody came between. One that is not there, or that
/// `change` leaves as it is, is not written. Errors: Conflict, as Store.
Status update(Store &store, const StoreKeys &keys, const Prefix &cidr, const char *wroteFault,
              const std::function<void(Block &)> &change)
{
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        const auto entry = store.read(keys.block(cidr));
        if (!entry)
            return Failure{entry.error()};
        if (!*entry)
            return {}; // somebody removed it; the next claim will find out
        auto current = parseBlock(**entry);
        if (!current)
            return Failure{std::move(current).error()};
        auto next = *current;
        change(next);
        if (next == *current)
            return {};
        const auto put = store.compareAndPut(keys.block(cidr), (*entry)->revision, toJson(next).dump());
        if (put) {
            faultPoint(wroteFault);
            return {};
        }
        if (put.error().code != Errc::Conflict)
            return Failure{put.error()};
    }
    return fail(Errc::Conflict, "claim-contention", "other nodes were faster at every attempt to write %1",
                {cidr.toString()});
}

} // namespace

Status notePool(Store &store, const StoreKeys &keys, const std::string &node, const Prefix &cidr,
                const IpPool &pool)
{
    return update(store, keys, cidr, "pool-noted", [&](Block &block) {
        if (block.affinity != node)
            return;
        block.pool = pool.meta.id.name;
        block.isNatOutgoing = pool.isNatOutgoing;
        block.isBgpExportDisabled = pool.isBgpExportDisabled;
    });
}

Status mirrorUse(Store &store, const StoreKeys &keys, const std::string &node, const Block &block)
{
    return update(store, keys, block.cidr, "use-mirrored", [&](Block &next) {
        next.used.erase(node);
        if (const auto used = block.used.find(node); used != block.used.end())
            next.used.insert(*used);
    });
}

} // namespace podloom
