// core/store/sqlite_store.h: the store of one node: a file, no server.
#pragma once

#include "core/store/sqlite_database.h"
#include "core/store/store.h"
#include "core/store/watchers.h"

#include <set>

namespace podloom {

/// Keeps everything in one SQLite file that this process owns. Every write is on the disk when it returns.
/// Entries of putAlive() that a writer left behind are removed when the file is opened again.
class SqliteStore final : public Store {
public:
    /// Errors: Conflict (another process has it open), PermissionDenied, Io.
    static Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path &file);
    ~SqliteStore() override;

    Result<std::optional<StoreEntry>> read(std::string_view key) override;
    Result<StoreListing> list(std::string_view prefix) override;
    Result<Revision> compareAndPut(std::string_view key, Revision expected,
                                   std::optional<std::string_view> value) override;
    Result<Revision> putAll(const std::vector<StoreChange> &changes) override;
    Result<Revision> putAlive(std::string_view key, std::string_view value) override;
    Status keepAlive() override { return {}; }
    Result<std::unique_ptr<Subscription>> watch(std::string_view prefix, WatchSink sink) override;

private:
    explicit SqliteStore(SqliteDatabase database) : m_database(std::move(database)) {}
    Result<Revision> revision();
    /// One write within a transaction; appends to `told` what changed.
    Status write(const StoreChange &change, bool isAlive, Revision &now, std::vector<StoreChange> &told);
    Result<Revision> writeAll(const std::vector<StoreChange> &changes, bool isAlive);

    SqliteDatabase m_database;
    Watchers m_watchers;
};

} // namespace podloom
