// agentd/ipam/address_book.h: the node's own truth about its addresses.
#pragma once

#include "agentd/ipam/attachment_key.h"
#include "core/address/block.h"
#include "core/address/pools.h"
#include "core/store/sqlite_database.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace podloom {

/// Which ordinals this node holds, and which of them its pods have. Kept in SQLite: blocks survive a power
/// cut, addresses survive a crash of the process (no pod survives the power cut). Belongs to one thread.
class AddressBook {
public:
    /// Reads what is there. `database` must outlive the book. Errors: Io.
    static Result<AddressBook> open(SqliteDatabase &database, std::string node);

    /// From now on a released address rests for so long before take() gives it to somebody; a restart does
    /// not shorten that.
    void setCooldown(std::chrono::seconds cooldown) { m_cooldown = cooldown; }
    /// Seconds since the epoch; for tests.
    using Clock = std::function<std::int64_t()>;
    void setClock(Clock clock) { m_clock = std::move(clock); }

    /// Notes what this node holds of `block`; on the disk when it returns. What the node held before stays.
    Status adopt(const Block &block);

    /// Nothing of these ordinals is handed out any more: the store has them back, although this node did not
    /// give them. Who has one of their addresses keeps it. On the disk when it returns.
    Status disown(const Prefix &cidr, const OrdinalSet &lost);

    /// Gives `key` one address of `family` out of `pools` that nobody has and `reserved` does not hold; the
    /// one that was free for longest, roughly. Blocks that are not of the size their pool makes now are to
    /// empty: they give only where allowOtherSizes() was called, or where blocks of that size have free
    /// addresses and all of them are reserved. Errors: Exhausted, id "no-local-address": claim more.
    Result<IpAddress> take(const AttachmentKey &key, Family family, const std::vector<IpPool> &pools,
                           const PrefixSet &reserved);
    /// From now on, until forbidOtherSizes(), take() gives of blocks of other sizes too, after all others:
    /// there is no more of these pools.
    void allowOtherSizes(const std::vector<IpPool> &pools);
    void forbidOtherSizes() { m_otherSizes.clear(); }
    /// Whether that was called for all of them.
    bool mayGiveOtherSizes(const std::vector<IpPool> &pools) const;
    /// Gives `key` this very address, rested or not, if it does not have it already. Errors: Conflict
    /// (somebody else has it), NotFound (not held here).
    Status takeFixed(const AttachmentKey &key, IpAddress address);
    /// Nothing to release is no error.
    Status release(const AttachmentKey &key);

    /// Whether nobody has an address of the block, and none rests.
    bool isIdle(const Prefix &cidr) const;
    /// From now on nothing of the block is handed out, so that it can be given back to the store; on the disk
    /// when it returns. Errors: Conflict (it is in use).
    Status beginReturn(const Prefix &cidr);
    /// The store has it back.
    Status endReturn(const Prefix &cidr);
    /// Blocks of which nobody knows whether the store has them back already.
    const std::set<Prefix> &returning() const { return m_returning; }

    std::vector<IpAddress> addressesOf(const AttachmentKey &key) const;
    const std::map<IpAddress, AttachmentKey> &taken() const { return m_taken; }
    /// Ordinals of `family` within `pools` that could be taken now.
    std::size_t freeCount(Family family, const std::vector<IpPool> &pools, const PrefixSet &reserved) const;
    /// Of those, the ones in blocks of the size that their pool makes.
    std::size_t fitCount(Family family, const std::vector<IpPool> &pools, const PrefixSet &reserved) const;
    /// What this node holds, with `used` of this node filled in.
    std::vector<Block> blocks() const;

private:
    AddressBook(SqliteDatabase &database, std::string node) : m_database(&database), m_node(std::move(node))
    {}
    Status load();
    Status loadResting();
    Status loadReturning();
    Status noteResting(const std::vector<IpAddress> &addresses);
    bool isResting(IpAddress address) const;
    /// Nothing when the block has none free. Errors: as SqliteDatabase.
    Result<std::optional<IpAddress>> takeFrom(const Block &block, const AttachmentKey &key,
                                              const PrefixSet &reserved);
    Status record(IpAddress address, const AttachmentKey &key);
    OrdinalSet freeOf(const Block &block, const PrefixSet &reserved) const;

    SqliteDatabase *m_database;
    std::string m_node;
    std::map<Prefix, Block> m_blocks;
    std::map<IpAddress, AttachmentKey> m_taken;
    std::map<IpAddress, std::int64_t> m_released; ///< when, of those that may be resting
    std::set<Prefix> m_returning;
    std::set<std::string> m_otherSizes; ///< names of pools
    std::chrono::seconds m_cooldown{0};
    Clock m_clock;
    std::map<Prefix, Ordinal> m_next; ///< where the next search in a block begins
};

} // namespace podloom
