// agentd/ipam/address_book.h: the node's own truth about its addresses.
#pragma once

#include "agentd/ipam/attachment_key.h"
#include "core/address/block.h"
#include "core/address/pools.h"
#include "core/store/sqlite_database.h"

#include <map>
#include <set>
#include <vector>

namespace podloom {

/// Which ordinals this node holds, and which of them its pods have. Kept in SQLite: blocks survive a power
/// cut, addresses survive a crash of the process (no pod survives the power cut). Belongs to one thread.
class AddressBook {
public:
    /// Reads what is there. `database` must outlive the book. Errors: Io.
    static Result<AddressBook> open(SqliteDatabase &database, std::string node);

    /// Notes what this node holds of `block`; on the disk when it returns. What the node held before stays.
    Status adopt(const Block &block);

    /// Gives `key` one address of `family` out of `pools` that nobody has and `reserved` does not hold; the
    /// one that was free for longest, roughly. Errors: Exhausted, id "no-local-address": claim more.
    Result<IpAddress> take(const AttachmentKey &key, Family family, const std::vector<IpPool> &pools,
                           const PrefixSet &reserved);
    /// Gives `key` this very address. Errors: AlreadyExists (somebody has it), NotFound (not held here).
    Status takeFixed(const AttachmentKey &key, IpAddress address);
    /// Nothing to release is no error.
    Status release(const AttachmentKey &key);

    std::vector<IpAddress> addressesOf(const AttachmentKey &key) const;
    const std::map<IpAddress, AttachmentKey> &taken() const { return m_taken; }
    /// Ordinals of `family` within `pools` that could be taken now.
    std::size_t freeCount(Family family, const std::vector<IpPool> &pools, const PrefixSet &reserved) const;
    /// What this node holds, with `used` of this node filled in.
    std::vector<Block> blocks() const;

private:
    AddressBook(SqliteDatabase &database, std::string node) : m_database(&database), m_node(std::move(node))
    {}
    Status load();
    Status record(IpAddress address, const AttachmentKey &key);
    OrdinalSet freeOf(const Block &block, const PrefixSet &reserved) const;

    SqliteDatabase *m_database;
    std::string m_node;
    std::map<Prefix, Block> m_blocks;
    std::map<IpAddress, AttachmentKey> m_taken;
    std::map<Prefix, Ordinal> m_next; ///< where the next search in a block begins
};

} // namespace podloom
