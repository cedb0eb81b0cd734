// core/store/sqlite_database.h: SQLite with owners and Results; the only face of the library in this project.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace podloom {

/// How much of what is committed survives a power cut: everything, or all but the last moments. A crash of
/// the process never loses anything.
enum class Durability { Full, Normal };

/// A compiled statement. `bind` counts from 1, `text` and `number` from 0, as SQLite does.
class SqliteStatement {
public:
    SqliteStatement(SqliteStatement &&) noexcept = default;

    SqliteStatement &bind(int index, std::string_view value);
    SqliteStatement &bind(int index, std::int64_t value);
    /// True when there is a row, false at the end. Errors: Conflict (a constraint), Io.
    Result<bool> step();
    /// Runs a statement that gives no rows, and rewinds it.
    Status run();

    std::string text(int column) const;
    std::int64_t number(int column) const;
    bool isNull(int column) const;

private:
    friend class SqliteDatabase;
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };
    explicit SqliteStatement(sqlite3_stmt *statement) : m_statement(statement) {}
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// An open database in WAL mode. Belongs to one thread.
class SqliteDatabase {
public:
    SqliteDatabase(SqliteDatabase &&) noexcept = default;
    SqliteDatabase &operator=(SqliteDatabase &&) noexcept = default;

    /// Opens or makes `file` (mode 0600) for this process alone: a second opener gets Conflict.
    /// `schema` is run each time: it says CREATE … IF NOT EXISTS. Errors: Conflict, PermissionDenied, Io.
    static Result<SqliteDatabase> open(const std::filesystem::path &file, std::string_view schema);

    /// Errors: Io, with SQLite's sentence.
    Result<SqliteStatement> prepare(std::string_view sql);
    /// Statements without parameters and rows.
    Status execute(const std::string &sql);
    /// Runs `work` in one transaction: commits when it succeeds, rolls back when it fails. Inside of another
    /// one it is a part of that, which then decides. Errors: Internal (`durability` is more than the outer
    /// one's), and what `work` gives.
    Status transaction(Durability durability, const std::function<Status()> &work);
    /// Rows that the last statement inserted, changed or deleted.
    std::int64_t changedRows() const;

private:
    struct Close {
        void operator()(sqlite3 *database) const;
    };
    explicit SqliteDatabase(sqlite3 *database) : m_database(database) {}
    std::unique_ptr<sqlite3, Close> m_database;
    std::optional<Durability> m_durability{}; ///< what the library was told last
    bool m_isInTransaction = false;
};

} // namespace podloom
