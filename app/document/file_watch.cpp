#include "app/document/file_watch.h"

#include "app/document/background.h"
#include "app/document/document.h"

#include <QGuiApplication>

#include <algorithm>
#include <utility>

namespace podloom::app {

namespace {

constexpr int kPauseMs = 200;
constexpr int kGonePauseMs = 800;

} // namespace

FileWatch::FileWatch(Document &document, QObject *parent) : QObject(parent), m_document(document)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &FileWatch::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &FileWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileWatch::look);
    connect(&document, &Document::opened, this, &FileWatch::look);
    connect(&document, &Document::loadingChanged, this, &FileWatch::look);
    connect(&document, &Document::savingChanged, this, &FileWatch::look);
    connect(&document, &Document::settled, this, &FileWatch::look);
    if (auto *program = qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        connect(program, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
            if (state == Qt::ApplicationActive)
                look();
        });
    look();
}

void FileWatch::look()
{
    if (!m_pause.isActive())
        m_pause.start(kPauseMs);
}

void FileWatch::check()
{
    // What is read or written just now is looked at when that has ended.
    if (m_document.isLoading() || m_document.isSaving())
        return;
    if (std::exchange(m_isChecking, true)) {
        m_looksAgain = true;
        return;
    }
    const auto state = m_document.diskState();
    runInBackground(
        this, [state] { return changesOnDisk(state); },
        [this, state](DiskChanges changes) { take(state, std::move(changes)); });
}

void FileWatch::take(const DiskState &state, DiskChanges changes)
{
    m_isChecking = false;
    const bool isOld = state.number != m_document.diskNumber() || m_document.isSaving();
    if (isOld || std::exchange(m_looksAgain, false))
        look();
    if (isOld)
        return;
    if (follow(changes.places))
        look(); // something may have happened before it was followed
    const bool isNews =
        !std::includes(m_gone.begin(), m_gone.end(), changes.gone.begin(), changes.gone.end());
    m_gone = changes.gone;
    if (isNews) {
        m_pause.start(kGonePauseMs);
        return;
    }
    m_document.noteConflicts(std::move(changes.files));
    emit looked();
}

/// Whether there is something that was not followed before.
bool FileWatch::follow(const QSet<QString> &places)
{
    const auto list = m_watcher.files() + m_watcher.directories();
    const QSet<QString> followed(list.begin(), list.end());
    const auto over = (followed - places).values();
    const auto more = (places - followed).values();
    if (!over.isEmpty())
        m_watcher.removePaths(over);
    // What the system has no room for is looked at when the program comes to the front.
    return !more.isEmpty() && m_watcher.addPaths(more).size() < more.size();
}

} // namespace podloom::app
