// agentd/cni/attachment_book.h: every attachment of this node, on disk.
#pragma once

#include "agentd/cni/attachment.h"
#include "core/store/sqlite_database.h"

#include <functional>
#include <map>

namespace podloom {

/// Attachments in SQLite: a crash at any moment loses none; none outlives a reboot in fact, only on paper.
class AttachmentBook {
public:
    /// `database` must outlive the book. Errors: Io.
    static Result<AttachmentBook> open(SqliteDatabase &database);

    const std::map<AttachmentKey, Attachment> &all() const { return m_all; }
    const Attachment *find(const AttachmentKey &key) const;
    Status put(const Attachment &attachment);
    Status remove(const AttachmentKey &key);

    /// What `work` changes here and in other books of the database reaches the disk in one transaction. What
    /// fails in `work` by itself does not undo the rest; when all of it fails, the books in memory are ahead
    /// of the disk, and the caller has to undo.
    /// Whether something can be written, which is tried. Errors: Io, with the file.
    Status tryWriting();
    Status inOneTransaction(const std::function<Status()> &work);

private:
    explicit AttachmentBook(SqliteDatabase &database) : m_database(&database) {}

    SqliteDatabase *m_database;
    std::map<AttachmentKey, Attachment> m_all;
};

} // namespace podloom
