#include "agentd/ipam/block_claims.h"

#include "core/os/fault_point.h"

#include <algorithm>
#include <functional>

namespace podloom {

namespace {

constexpr int kMaxAttempts = 100;

Result<Block> parseBlock(const StoreEntry &entry)
{
    const auto json = parseJson(entry.value);
    auto block = json ? blockFromJson(*json) : Result<Block>(Failure{json.error()});
    if (!block)
        return wrap(std::move(block).error(), "read " + entry.key);
    return block;
}

/// Whether no other block has addresses of `cidr`.
Result<bool> isAlone(Store &store, const StoreKeys &keys, const Prefix &cidr)
{
    const auto listing = store.list(keys.blocks());
    if (!listing)
        return Failure{listing.error()};
    for (const auto &entry : listing->entries) {
        const auto block = parseBlock(entry);
        if (!block)
            return Failure{block.error()};
        if (block->cidr != cidr && (block->cidr.contains(cidr) || cidr.contains(block->cidr)))
            return false;
    }
    return true;
}

/// For a new block that was written: whether it may stay. While pools change the size of their blocks two
/// nodes may write overlapping ones, under different keys; whoever sees the other's, and of two that write in
/// turn the later one does, takes the own one back.
Result<bool> settle(Store &store, const StoreKeys &keys, const std::string &node, const Prefix &cidr)
{
    auto alone = isAlone(store, keys, cidr);
    if (alone && *alone)
        return true;
    if (auto returned = returnBlock(store, keys, node, cidr); !returned)
        return Failure{std::move(returned).error()};
    return alone;
}

} // namespace

Result<Block> claimOrdinals(Store &store, const StoreKeys &keys, const ClaimWish &wish)
{
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        const auto listing = store.list(keys.blocks());
        if (!listing)
            return wrap(listing.error(), "claim addresses");
        std::map<Prefix, Block> blocks;
        std::map<Prefix, Revision> revisions;
        for (const auto &entry : listing->entries) {
            auto block = parseBlock(entry);
            if (!block)
                return block; // guessing would hand an address out twice
            revisions[block->cidr] = entry.revision;
            blocks.emplace(block->cidr, *block);
        }
        auto claim = nextClaim(wish, blocks);
        if (!claim)
            return Failure{std::move(claim).error()};
        const auto &block = claim->block;
        const auto put = store.compareAndPut(keys.block(block.cidr), claim->isNew ? 0 : revisions[block.cidr],
                                             toJson(block).dump());
        if (put) {
            faultPoint("claim-written");
            const auto stays = claim->isNew ? settle(store, keys, wish.node, block.cidr) : Result<bool>(true);
            if (!stays)
                return wrap(stays.error(), "claim " + block.cidr.toString());
            if (*stays)
                return block;
            continue;
        }
        if (put.error().code != Errc::Conflict)
            return wrap(put.error(), "claim " + block.cidr.toString());
    }
    return fail(Errc::Conflict, "claim-contention",
                "other nodes were faster at every attempt to claim addresses");
}

Result<std::vector<Block>> blocksHeldBy(Store &store, const StoreKeys &keys, const std::string &node)
{
    const auto listing = store.list(keys.blocks());
    if (!listing)
        return Failure{listing.error()};
    std::vector<Block> held;
    for (const auto &entry : listing->entries) {
        auto block = parseBlock(entry);
        if (!block)
            return Failure{std::move(block).error()};
        if (!block->heldBy(node).isEmpty())
            held.push_back(*block);
    }
    return held;
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

Status namePool(Store &store, const StoreKeys &keys, const std::string &node, const Prefix &cidr,
                const std::string &pool)
{
    return update(store, keys, cidr, "pool-named", [&](Block &block) {
        if (block.affinity == node)
            block.pool = pool;
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
