#include "core/store/sqlite_store.h"

namespace podloom {

namespace {

constexpr std::string_view kSchema = R"(
CREATE TABLE IF NOT EXISTS entries (
    key TEXT PRIMARY KEY, value TEXT NOT NULL, revision INTEGER NOT NULL, alive INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS clock (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL);
INSERT OR IGNORE INTO clock VALUES (1, 0);
)";

/// The smallest text above every text that begins with `prefix`; prefixes end in '/' or another ASCII letter.
std::string endOf(std::string_view prefix)
{
    std::string end(prefix);
    if (!end.empty())
        ++end.back();
    return end;
}

} // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path &file)
{
    auto database = SqliteDatabase::open(file, kSchema);
    if (!database)
        return Failure{std::move(database).error()};
    std::unique_ptr<SqliteStore> store(new SqliteStore(*std::move(database)));
    if (auto cleaned = store->m_database.execute("DELETE FROM entries WHERE alive = 1"); !cleaned)
        return Failure{std::move(cleaned).error()};
    return store;
}

SqliteStore::~SqliteStore()
{
    auto select = m_database.prepare("SELECT key FROM entries WHERE alive = 1");
    if (!select)
        return;
    std::vector<StoreChange> gone;
    for (auto row = select->step(); row && *row; row = select->step())
        gone.push_back({.key = select->text(0)});
    (void)putAll(gone); // what stays is removed by the next open()
}

Result<Revision> SqliteStore::revision()
{
    auto select = m_database.prepare("SELECT revision FROM clock");
    if (!select)
        return Failure{std::move(select).error()};
    if (auto row = select->step(); !row)
        return Failure{std::move(row).error()};
    return select->number(0);
}

Result<std::optional<StoreEntry>> SqliteStore::read(std::string_view key)
{
    auto select = m_database.prepare("SELECT value, revision FROM entries WHERE key = ?");
    if (!select)
        return Failure{std::move(select).error()};
    const auto row = select->bind(1, key).step();
    if (!row)
        return Failure{row.error()};
    if (!*row)
        return std::optional<StoreEntry>();
    return std::optional(StoreEntry{std::string(key), select->text(0), select->number(1)});
}

Result<StoreListing> SqliteStore::list(std::string_view prefix)
{
    const auto now = revision();
    if (!now)
        return Failure{now.error()};
    auto select = m_database.prepare(
        "SELECT key, value, revision FROM entries WHERE key >= ?1 AND (?2 = '' OR key < ?2) ORDER BY key");
    if (!select)
        return Failure{std::move(select).error()};
    select->bind(1, prefix).bind(2, endOf(prefix));
    StoreListing listing{.revision = *now};
    for (;;) {
        const auto row = select->step();
        if (!row)
            return Failure{row.error()};
        if (!*row)
            return listing;
        listing.entries.push_back({select->text(0), select->text(1), select->number(2)});
    }
}

Status SqliteStore::write(const StoreChange &change, bool isAlive, Revision &now,
                          std::vector<StoreChange> &told)
{
    const auto next = now + 1;
    auto statement = m_database.prepare(
        change.value ? "INSERT INTO entries VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE "
                       "SET value = excluded.value, revision = excluded.revision, alive = excluded.alive"
                     : "DELETE FROM entries WHERE key = ?1");
    if (!statement)
        return Failure{std::move(statement).error()};
    statement->bind(1, change.key);
    if (change.value)
        statement->bind(2, *change.value).bind(3, next).bind(4, isAlive ? 1 : 0);
    if (auto ran = statement->run(); !ran)
        return ran;
    if (m_database.changedRows() == 0)
        return {}; // removed what was not there
    now = next;
    told.push_back({change.key, change.value, next});
    return {};
}

Result<Revision> SqliteStore::writeAll(const std::vector<StoreChange> &changes, bool isAlive)
{
    auto now = revision();
    if (!now)
        return now;
    std::vector<StoreChange> told;
    auto done = m_database.transaction(Durability::Full, [&]() -> Status {
        for (const auto &change : changes) {
            if (auto written = write(change, isAlive, *now, told); !written)
                return written;
        }
        auto clock = m_database.prepare("UPDATE clock SET revision = ?1");
        if (!clock)
            return Failure{std::move(clock).error()};
        return clock->bind(1, *now).run();
    });
    if (!done)
        return Failure{std::move(done).error()};
    m_watchers.tell(told, *now);
    return now;
}

Result<Revision> SqliteStore::compareAndPut(std::string_view key, Revision expected,
                                            std::optional<std::string_view> value)
{
    // No other writer can come between: the file belongs to this process, the store to one thread.
    const auto present = read(key);
    if (!present)
        return Failure{present.error()};
    if ((*present ? (*present)->revision : 0) != expected)
        return fail(Errc::Conflict, "store-conflict", "%1 was changed meanwhile", {std::string(key)});
    StoreChange change{.key = std::string(key)};
    if (value)
        change.value = std::string(*value);
    return writeAll({change}, false);
}

Result<Revision> SqliteStore::putAll(const std::vector<StoreChange> &changes)
{
    return writeAll(changes, false);
}

Result<Revision> SqliteStore::putAlive(std::string_view key, std::string_view value)
{
    return writeAll({{.key = std::string(key), .value = std::string(value)}}, true);
}

Result<std::unique_ptr<Subscription>> SqliteStore::watch(std::string_view prefix, WatchSink sink)
{
    const auto snapshot = list(prefix);
    if (!snapshot)
        return Failure{snapshot.error()};
    return m_watchers.add(prefix, std::move(sink), *snapshot);
}

} // namespace podloom
