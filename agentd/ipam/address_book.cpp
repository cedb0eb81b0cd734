#include "agentd/ipam/address_book.h"

#include <algorithm>
#include <iterator>

namespace podloom {

namespace {

constexpr std::string_view kSchema = R"(
CREATE TABLE IF NOT EXISTS blocks (cidr TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS addresses (
    address TEXT PRIMARY KEY, container TEXT NOT NULL, interface TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS returns (cidr TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS released (address TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
)";

/// The longest rest that a design can ask for.
constexpr std::int64_t kLongestCooldown = 1200;

std::int64_t secondsNow()
{
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

bool isIn(const std::vector<IpPool> &pools, const Prefix &block)
{
    return std::any_of(pools.begin(), pools.end(),
                       [&](const IpPool &pool) { return pool.cidr.contains(block); });
}

bool isMadeBy(const std::vector<IpPool> &pools, const Prefix &block)
{
    return std::any_of(pools.begin(), pools.end(), [&](const IpPool &pool) { return makes(pool, block); });
}

} // namespace

Result<AddressBook> AddressBook::open(SqliteDatabase &database, std::string node)
{
    AddressBook book(database, std::move(node));
    book.m_clock = secondsNow;
    if (auto made = database.execute(std::string(kSchema)); !made)
        return Failure{std::move(made).error()};
    if (auto loaded = book.load(); !loaded)
        return wrap(std::move(loaded).error(), "read the address book");
    return book;
}

Status AddressBook::load()
{
    auto blocks = m_database->prepare("SELECT record FROM blocks");
    if (!blocks)
        return Failure{std::move(blocks).error()};
    for (;;) {
        const auto row = blocks->step();
        if (!row)
            return Failure{row.error()};
        if (!*row)
            break;
        const auto json = parseJson(blocks->text(0));
        auto block = json ? blockFromJson(*json) : Result<Block>(Failure{json.error()});
        if (!block)
            return Failure{std::move(block).error()};
        m_blocks.emplace(block->cidr, *block);
    }
    auto addresses = m_database->prepare("SELECT address, container, interface FROM addresses");
    if (!addresses)
        return Failure{std::move(addresses).error()};
    for (;;) {
        const auto row = addresses->step();
        if (!row)
            return Failure{row.error()};
        if (!*row)
            return loadResting();
        if (const auto address = IpAddress::parse(addresses->text(0)))
            m_taken[*address] = {addresses->text(1), addresses->text(2)};
    }
}

Status AddressBook::loadResting()
{
    auto released = m_database->prepare("SELECT address, at FROM released");
    if (!released)
        return Failure{std::move(released).error()};
    for (;;) {
        const auto row = released->step();
        if (!row)
            return Failure{row.error()};
        if (!*row)
            return loadReturning();
        if (const auto address = IpAddress::parse(released->text(0)))
            m_released[*address] = released->number(1);
    }
}

Status AddressBook::loadReturning()
{
    auto returning = m_database->prepare("SELECT cidr FROM returns");
    if (!returning)
        return Failure{std::move(returning).error()};
    for (;;) {
        const auto row = returning->step();
        if (!row)
            return Failure{row.error()};
        if (!*row)
            return {};
        if (const auto cidr = Prefix::parse(returning->text(0)))
            m_returning.insert(*cidr);
    }
}

bool AddressBook::isIdle(const Prefix &cidr) const
{
    const auto taken = m_taken.lower_bound(cidr.first());
    if (taken != m_taken.end() && cidr.contains(taken->first))
        return false;
    for (auto at = m_released.lower_bound(cidr.first()); at != m_released.end() && cidr.contains(at->first);
         ++at) {
        if (isResting(at->first))
            return false;
    }
    return true;
}

Status AddressBook::beginReturn(const Prefix &cidr)
{
    if (!isIdle(cidr))
        return fail(Errc::Conflict, "block-in-use", "addresses of %1 are in use", {cidr.toString()});
    auto written = m_database->transaction(Durability::Full, [&]() -> Status {
        for (const auto *sql :
             {"DELETE FROM blocks WHERE cidr = ?1", "INSERT OR REPLACE INTO returns VALUES (?1)"}) {
            auto statement = m_database->prepare(sql);
            if (!statement)
                return Failure{std::move(statement).error()};
            if (auto done = statement->bind(1, cidr.toString()).run(); !done)
                return done;
        }
        return {};
    });
    if (!written)
        return wrap(std::move(written).error(), "give back " + cidr.toString());
    m_blocks.erase(cidr);
    m_next.erase(cidr);
    m_returning.insert(cidr);
    return {};
}

Status AddressBook::endReturn(const Prefix &cidr)
{
    if (!m_returning.contains(cidr))
        return {};
    auto written = m_database->transaction(Durability::Full, [&]() -> Status {
        auto remove = m_database->prepare("DELETE FROM returns WHERE cidr = ?1");
        if (!remove)
            return Failure{std::move(remove).error()};
        return remove->bind(1, cidr.toString()).run();
    });
    if (!written)
        return wrap(std::move(written).error(), "give back " + cidr.toString());
    m_returning.erase(cidr);
    return {};
}

/// Within the caller's transaction. Those that have rested for long are forgotten.
Status AddressBook::noteResting(const std::vector<IpAddress> &addresses)
{
    const auto now = m_clock();
    std::vector<IpAddress> rested;
    for (const auto &[address, at] : m_released) {
        if (at > now || now - at > kLongestCooldown) // the clock may have been set back
            rested.push_back(address);
    }
    for (const auto &address : rested) {
        auto remove = m_database->prepare("DELETE FROM released WHERE address = ?1");
        if (!remove)
            return Failure{std::move(remove).error()};
        if (auto removed = remove->bind(1, address.toString()).run(); !removed)
            return removed;
        m_released.erase(address);
    }
    for (const auto &address : addresses) {
        auto insert = m_database->prepare("INSERT OR REPLACE INTO released VALUES (?1, ?2)");
        if (!insert)
            return Failure{std::move(insert).error()};
        if (auto noted = insert->bind(1, address.toString()).bind(2, now).run(); !noted)
            return noted;
        m_released[address] = now;
    }
    return {};
}

bool AddressBook::isResting(IpAddress address) const
{
    if (m_cooldown.count() == 0)
        return false;
    const auto found = m_released.find(address);
    if (found == m_released.end())
        return false;
    const auto age = m_clock() - found->second;
    return age >= 0 && age < m_cooldown.count(); // no rest of what a clock set back calls the future
}

Status AddressBook::adopt(const Block &block)
{
    Block mine = block;
    mine.used.clear();
    std::erase_if(mine.held, [&](const auto &entry) { return entry.first != m_node; });
    if (const auto known = m_blocks.find(block.cidr); known != m_blocks.end()) {
        if (const auto &before = known->second.heldBy(m_node); !before.isEmpty())
            mine.held[m_node] = mine.heldBy(m_node).united(before);
        if (known->second == mine)
            return {};
    }
    if (mine.held.empty())
        return {};
    auto written = m_database->transaction(Durability::Full, [&]() -> Status {
        auto insert = m_database->prepare("INSERT INTO blocks VALUES (?1, ?2) ON CONFLICT (cidr) DO UPDATE "
                                          "SET record = excluded.record");
        if (!insert)
            return Failure{std::move(insert).error()};
        return insert->bind(1, mine.cidr.toString()).bind(2, toJson(mine).dump()).run();
    });
    if (!written)
        return wrap(std::move(written).error(), "adopt block " + mine.cidr.toString());
    m_blocks.insert_or_assign(mine.cidr, std::move(mine));
    return {};
}

Status AddressBook::disown(const Prefix &cidr, const OrdinalSet &lost)
{
    const auto known = m_blocks.find(cidr);
    if (known == m_blocks.end())
        return {};
    auto rest = known->second;
    rest.held = {{m_node, rest.heldBy(m_node).without(lost)}};
    const bool isEmpty = rest.heldBy(m_node).isEmpty();
    auto written = m_database->transaction(Durability::Full, [&]() -> Status {
        auto change = m_database->prepare(isEmpty ? "DELETE FROM blocks WHERE cidr = ?1"
                                                  : "UPDATE blocks SET record = ?2 WHERE cidr = ?1");
        if (!change)
            return Failure{std::move(change).error()};
        change->bind(1, cidr.toString());
        if (!isEmpty)
            change->bind(2, toJson(rest).dump());
        return change->run();
    });
    if (!written)
        return wrap(std::move(written).error(), "disown addresses of " + cidr.toString());
    if (isEmpty)
        m_blocks.erase(known);
    else
        known->second = std::move(rest);
    return {};
}

OrdinalSet AddressBook::freeOf(const Block &block, const PrefixSet &reserved) const
{
    OrdinalSet free;
    for (const auto ordinal : block.heldBy(m_node).members()) {
        const auto address = block.addressAt(ordinal);
        if (!m_taken.contains(address) && !reserved.contains(address) && !isResting(address))
            free.insert(ordinal);
    }
    return free;
}

Result<IpAddress> AddressBook::take(const AttachmentKey &key, Family family, const std::vector<IpPool> &pools,
                                    const PrefixSet &reserved)
{
    bool isFreeUnwanted = false; // claiming more would bring more of the kind
    for (const auto &[cidr, block] : m_blocks) {
        if (cidr.family() != family || !isMadeBy(pools, cidr))
            continue;
        const auto taken = takeFrom(block, key, reserved);
        if (!taken)
            return Failure{taken.error()};
        if (*taken)
            return **taken;
        isFreeUnwanted = isFreeUnwanted || !freeOf(block, {}).isEmpty();
    }
    std::vector<IpPool> others;
    std::copy_if(pools.begin(), pools.end(), std::back_inserter(others), [&](const IpPool &pool) {
        return isFreeUnwanted || m_otherSizes.contains(pool.meta.id.name);
    });
    for (const auto &[cidr, block] : m_blocks) {
        if (cidr.family() != family || !isIn(others, cidr))
            continue;
        const auto taken = takeFrom(block, key, reserved);
        if (!taken)
            return Failure{taken.error()};
        if (*taken)
            return **taken;
    }
    return fail(Errc::Exhausted, "no-local-address", "the node %1 holds no free IPv%2 address",
                {m_node, std::to_string(static_cast<int>(family))});
}

Result<std::optional<IpAddress>> AddressBook::takeFrom(const Block &block, const AttachmentKey &key,
                                                       const PrefixSet &reserved)
{
    const auto ordinal = freeOf(block, reserved).nextFrom(m_next[block.cidr]);
    if (!ordinal)
        return std::optional<IpAddress>();
    const auto address = block.addressAt(*ordinal);
    if (auto recorded = record(address, key); !recorded)
        return Failure{std::move(recorded).error()};
    m_next[block.cidr] = *ordinal + 1;
    return std::optional(address);
}

void AddressBook::allowOtherSizes(const std::vector<IpPool> &pools)
{
    for (const auto &pool : pools)
        m_otherSizes.insert(pool.meta.id.name);
}

Status AddressBook::takeFixed(const AttachmentKey &key, IpAddress address)
{
    if (const auto taken = m_taken.find(address); taken != m_taken.end() && taken->second == key)
        return {};
    else if (taken != m_taken.end())
        return fail(Errc::Conflict, "address-taken", "%1 belongs to %2",
                    {address.toString(), taken->second.toString()});
    const bool isHeld = std::any_of(m_blocks.begin(), m_blocks.end(), [&](const auto &entry) {
        const Block &block = entry.second;
        return block.cidr.contains(address) && block.heldBy(m_node).contains(block.ordinalOf(address));
    });
    if (!isHeld)
        return fail(Errc::NotFound, "address-elsewhere", "the node %1 does not hold the address %2",
                    {m_node, address.toString()});
    return record(address, key);
}

Status AddressBook::record(IpAddress address, const AttachmentKey &key)
{
    auto written = m_database->transaction(Durability::Normal, [&]() -> Status {
        auto insert = m_database->prepare("INSERT INTO addresses VALUES (?1, ?2, ?3)");
        if (!insert)
            return Failure{std::move(insert).error()};
        return insert->bind(1, address.toString()).bind(2, key.containerId).bind(3, key.ifName).run();
    });
    if (!written)
        return wrap(std::move(written).error(), "take " + address.toString());
    m_taken[address] = key;
    return {};
}

Status AddressBook::release(const AttachmentKey &key)
{
    const auto addresses = addressesOf(key);
    if (addresses.empty())
        return {};
    auto written = m_database->transaction(Durability::Normal, [&]() -> Status {
        if (m_cooldown.count() > 0) {
            if (auto noted = noteResting(addresses); !noted)
                return noted;
        }
        auto remove = m_database->prepare("DELETE FROM addresses WHERE container = ?1 AND interface = ?2");
        if (!remove)
            return Failure{std::move(remove).error()};
        return remove->bind(1, key.containerId).bind(2, key.ifName).run();
    });
    if (!written)
        return wrap(std::move(written).error(), "release the addresses of " + key.toString());
    std::erase_if(m_taken, [&](const auto &entry) { return entry.second == key; });
    return {};
}

std::vector<IpAddress> AddressBook::addressesOf(const AttachmentKey &key) const
{
    std::vector<IpAddress> addresses;
    for (const auto &[address, owner] : m_taken) {
        if (owner == key)
            addresses.push_back(address);
    }
    return addresses;
}

std::size_t AddressBook::freeCount(Family family, const std::vector<IpPool> &pools,
                                   const PrefixSet &reserved) const
{
    std::size_t count = 0;
    for (const auto &[cidr, block] : m_blocks) {
        if (cidr.family() == family && isIn(pools, cidr))
            count += freeOf(block, reserved).size();
    }
    return count;
}

bool AddressBook::mayGiveOtherSizes(const std::vector<IpPool> &pools) const
{
    return std::all_of(pools.begin(), pools.end(),
                       [&](const IpPool &pool) { return m_otherSizes.contains(pool.meta.id.name); });
}

std::size_t AddressBook::fitCount(Family family, const std::vector<IpPool> &pools,
                                  const PrefixSet &reserved) const
{
    std::size_t count = 0;
    for (const auto &[cidr, block] : m_blocks) {
        if (cidr.family() == family && isMadeBy(pools, cidr))
            count += freeOf(block, reserved).size();
    }
    return count;
}

std::vector<Block> AddressBook::blocks() const
{
    std::vector<Block> out;
    for (const auto &[cidr, block] : m_blocks) {
        out.push_back(block);
        OrdinalSet used;
        for (auto at = m_taken.lower_bound(cidr.first()); at != m_taken.end() && cidr.contains(at->first);
             ++at)
            used.insert(block.ordinalOf(at->first));
        if (!used.isEmpty())
            out.back().used[m_node] = used;
    }
    return out;
}

} // namespace podloom
