#include "agentd/cni/attachment_book.h"

namespace podloom {

namespace {

constexpr std::string_view kSchema = R"(
CREATE TABLE IF NOT EXISTS attachments (
    container TEXT NOT NULL, interface TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (container, interface)) WITHOUT ROWID;
)";

} // namespace

Result<AttachmentBook> AttachmentBook::open(SqliteDatabase &database)
{
    AttachmentBook book(database);
    if (auto made = database.execute(std::string(kSchema)); !made)
        return Failure{std::move(made).error()};
    auto select = database.prepare("SELECT record FROM attachments");
    if (!select)
        return Failure{std::move(select).error()};
    for (;;) {
        const auto row = select->step();
        if (!row)
            return Failure{row.error()};
        if (!*row)
            return book;
        const auto json = parseJson(select->text(0));
        auto attachment = json ? attachmentFromJson(*json) : Result<Attachment>(Failure{json.error()});
        if (!attachment)
            return wrap(std::move(attachment).error(), "read the attachments");
        book.m_all.emplace(attachment->key, *attachment);
    }
}

const Attachment *AttachmentBook::find(const AttachmentKey &key) const
{
    const auto found = m_all.find(key);
    return found == m_all.end() ? nullptr : &found->second;
}

Status AttachmentBook::put(const Attachment &attachment)
{
    auto written = m_database->transaction(Durability::Normal, [&]() -> Status {
        auto insert = m_database->prepare("INSERT INTO attachments VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE "
                                          "SET record = excluded.record");
        if (!insert)
            return Failure{std::move(insert).error()};
        return insert->bind(1, attachment.key.containerId)
            .bind(2, attachment.key.ifName)
            .bind(3, toJson(attachment).dump())
            .run();
    });
    if (!written)
        return wrap(std::move(written).error(), "note " + attachment.key.toString());
    m_all.insert_or_assign(attachment.key, attachment);
    return {};
}

Status AttachmentBook::tryWriting()
{
    return m_database->transaction(Durability::Normal, [&] {
        return m_database->execute("CREATE TABLE IF NOT EXISTS trials (id INTEGER PRIMARY KEY); DELETE FROM "
                                   "trials; INSERT INTO trials VALUES (1)");
    });
}

Status AttachmentBook::inOneTransaction(const std::function<Status()> &work)
{
    return m_database->transaction(Durability::Normal, work);
}

Status AttachmentBook::remove(const AttachmentKey &key)
{
    auto written = m_database->transaction(Durability::Normal, [&]() -> Status {
        auto remove = m_database->prepare("DELETE FROM attachments WHERE container = ?1 AND interface = ?2");
        if (!remove)
            return Failure{std::move(remove).error()};
        return remove->bind(1, key.containerId).bind(2, key.ifName).run();
    });
    if (!written)
        return wrap(std::move(written).error(), "forget " + key.toString());
    m_all.erase(key);
    return {};
}

} // namespace podloom
