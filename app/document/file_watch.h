// app/document/file_watch.h: notices at once what other programs do to the files of a design.
#pragma once

#include "app/document/disk_state.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <set>
#include <string>

namespace podloom::app {

class Document;

/// Tells the document (Document::noteConflicts) what lies on the disk in place of what it read or saved
/// itself: a moment after the system reports a change, after the document was opened or saved, and when the
/// program comes to the front, as some file systems report nothing. Files are read on another thread. A file
/// that is gone counts only when it stays so for a moment: many editors replace files.
class FileWatch : public QObject {
    Q_OBJECT

public:
    explicit FileWatch(Document &document, QObject *parent = nullptr);

    /// Looks a moment later.
    void look();

signals:
    /// What lies on the disk now is what the document knows or has been told of.
    void looked();

private:
    void check();
    void take(const DiskState &state, DiskChanges changes);
    bool follow(const QSet<QString> &places);

    Document &m_document;
    QFileSystemWatcher m_watcher;
    QTimer m_pause;
    std::set<std::string> m_gone; ///< that were missing when it looked last
    bool m_isChecking = false;
    bool m_looksAgain = false;
};

} // namespace podloom::app
