#include "core/store/sqlite_database.h"

#include <sqlite3.h>

#include <sys/stat.h>

namespace podloom {

namespace {

Failure failSqlite(sqlite3 *database, std::string doing)
{
    Errc code = Errc::Io;
    switch (sqlite3_errcode(database)) {
    case SQLITE_CONSTRAINT:
    case SQLITE_BUSY:
    case SQLITE_LOCKED: code = Errc::Conflict; break;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH: code = Errc::PermissionDenied; break;
    default: break;
    }
    const int primary = sqlite3_extended_errcode(database) & 0xff;
    const auto *file = sqlite3_db_filename(database, "main");
    if (file && (primary == SQLITE_FULL || primary == SQLITE_IOERR || primary == SQLITE_READONLY))
        return fail(code, "sqlite-file", "the file %1 cannot be written: %2",
                    {file, sqlite3_errmsg(database)});
    return fail(code, "sqlite", "%1: %2", {std::move(doing), sqlite3_errmsg(database)});
}

} // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

SqliteStatement &SqliteStatement::bind(int index, std::string_view value)
{
    sqlite3_bind_text(m_statement.get(), index, value.data(), static_cast<int>(value.size()),
                      SQLITE_TRANSIENT);
    return *this;
}

SqliteStatement &SqliteStatement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), index, value);
    return *this;
}

Result<bool> SqliteStatement::step()
{
    switch (sqlite3_step(m_statement.get())) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: return failSqlite(sqlite3_db_handle(m_statement.get()), sqlite3_sql(m_statement.get()));
    }
}

Status SqliteStatement::run()
{
    auto stepped = step();
    sqlite3_reset(m_statement.get());
    if (!stepped)
        return Failure{std::move(stepped).error()};
    return {};
}

std::string SqliteStatement::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return bytes ? std::string(bytes, size) : std::string();
}

std::int64_t SqliteStatement::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

void SqliteDatabase::Close::operator()(sqlite3 *database) const
{
    sqlite3_close_v2(database);
}

Result<SqliteDatabase> SqliteDatabase::open(const std::filesystem::path &file, std::string_view schema)
{
    sqlite3 *raw = nullptr;
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const auto old = ::umask(0077);
    const int opened = sqlite3_open_v2(file.c_str(), &raw, kFlags, nullptr);
    ::umask(old);
    SqliteDatabase database(raw);
    const auto doing = "open the database " + file.string();
    if (opened != SQLITE_OK)
        return raw ? failSqlite(raw, doing) : fail(Errc::Io, "sqlite", "%1: %2", {doing, "out of memory"});
    // Exclusive: one process owns a file, and its WAL needs no shared memory.
    const auto old2 = ::umask(0077);
    auto ready = database.execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; "
                                  "PRAGMA foreign_keys = ON; BEGIN IMMEDIATE; COMMIT;");
    if (ready)
        ready = database.execute(std::string(schema));
    ::umask(old2);
    if (!ready)
        return wrap(std::move(ready).error(), doing);
    return database;
}

Result<SqliteStatement> SqliteDatabase::prepare(std::string_view sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(m_database.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr)
        != SQLITE_OK)
        return failSqlite(m_database.get(), std::string(sql));
    return SqliteStatement(statement);
}

Status SqliteDatabase::execute(const std::string &sql)
{
    if (sqlite3_exec(m_database.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failSqlite(m_database.get(), sql);
    return {};
}

Status SqliteDatabase::transaction(Durability durability, const std::function<Status()> &work)
{
    if (m_isInTransaction) {
        if (durability == Durability::Full && m_durability != durability)
            return fail(Errc::Internal, "sqlite-durability",
                        "what must survive a power cut is written inside of a transaction that need not");
        return work();
    }
    if (m_durability != durability) {
        const std::string mode = durability == Durability::Full ? "FULL" : "NORMAL";
        if (auto told = execute("PRAGMA synchronous = " + mode); !told)
            return told;
        m_durability = durability;
    }
    if (auto begun = execute("BEGIN IMMEDIATE"); !begun)
        return begun;
    m_isInTransaction = true;
    auto done = work();
    m_isInTransaction = false;
    if (done)
        done = execute("COMMIT");
    if (!done)
        (void)execute("ROLLBACK"); // the first failure is the one to report
    return done;
}

std::int64_t SqliteDatabase::changedRows() const
{
    return sqlite3_changes(m_database.get());
}

} // namespace podloom
