// app/document/journal.h: unsaved edits outlive a crash of the program, the machine's loss of power included.
#pragma once

#include "app/document/document.h"

#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

class QLockFile;

namespace podloom::app {

/// Edits that another run of the program left behind. Held until it is restored or discarded: no second
/// program offers them meanwhile.
struct LeftBehind {
    Unsaved unsaved{};
    QString file{};
    std::shared_ptr<QLockFile> lock{};
    bool isOutdated = false; ///< a file was changed on the disk since
};

/// Keeps what a document has not saved, drafts too, in a file of its own, written on another thread a moment
/// after each change; the file goes when everything is saved, or when the journal ends with its document.
class Journal : public QObject {
    Q_OBJECT

public:
    /// `folder` is made when it is needed.
    Journal(Document &document, QString folder, QObject *parent = nullptr);
    ~Journal() override;

    /// Where journals of this user lie.
    static QString standardFolder();

    /// What programs that are gone have left, newest first. Reads files.
    std::vector<LeftBehind> leftBehind() const;
    /// The same on another thread; `deliver` runs on this one, unless the journal is gone by then.
    void findLeftBehind(std::function<void(std::vector<LeftBehind>)> deliver);
    static void discard(const LeftBehind &left);

    /// Writes now what is not written yet, and waits for it. For tests.
    void flush();

signals:
    /// What was not saved at that revision of the document stands in the journal, or everything is saved.
    void kept(quint64 revision);
    /// Once for each reason: the edits are not safe.
    void failed(const podloom::Error &error);

private:
    void write();
    void report(const Status &written, quint64 revision);

    Document &m_document;
    QString m_folder;
    QString m_file;
    std::unique_ptr<QLockFile> m_lock;
    QTimer m_timer;
    QThreadPool m_worker; ///< one thread: what is asked for later is done later
    std::atomic<int> m_waiting = 0;
    std::string m_lastFailure;
};

} // namespace podloom::app
