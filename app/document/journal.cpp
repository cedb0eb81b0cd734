#include "app/document/journal.h"

#include "app/document/background.h"
#include "core/os/files.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>

namespace podloom::app {

namespace {

constexpr int kPauseMs = 700;
constexpr unsigned kOwnerOnly = 0600;

QString ending()
{
    return QStringLiteral(".unsaved");
}

std::unique_ptr<QLockFile> lockOf(const QString &file)
{
    auto lock = std::make_unique<QLockFile>(file + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // only the end of its program frees it
    return lock;
}

/// What lies in `folder` and belongs to no program that runs; `own` is not looked at.
std::vector<LeftBehind> leftIn(const QString &folder, const QString &own)
{
    std::vector<LeftBehind> out;
    for (const auto &entry : QDir(folder).entryInfoList({QLatin1Char('*') + ending()}, QDir::Files)) {
        const auto file = entry.absoluteFilePath();
        auto lock = lockOf(file);
        if (file == own || !lock->tryLock(0))
            continue; // of a program that runs
        const auto bytes = readFile(file.toStdString());
        auto unsaved = bytes ? parseUnsaved(QByteArray::fromStdString(*bytes)) : Failure{bytes.error()};
        if (!unsaved) {
            // Not ours to delete: it may hold work that somebody can still read.
            QFile::rename(file, file + QStringLiteral(".damaged"));
            continue;
        }
        const bool isOld = isOutdated(*unsaved);
        out.push_back({*std::move(unsaved), file, std::move(lock), isOld});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto &a, const auto &b) { return a.unsaved.at > b.unsaved.at; });
    return out;
}

} // namespace

Journal::Journal(Document &document, QString folder, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_folder(std::move(folder)),
      m_file(m_folder + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces) + ending())
{
    m_worker.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kPauseMs);
    connect(&m_timer, &QTimer::timeout, this, &Journal::write);
    const auto later = [this] {
        if (!m_timer.isActive())
            m_timer.start();
    };
    connect(&document, &Document::snapshotChanged, this, later);
    connect(&document, &Document::layoutChanged, this, later);
    connect(&document, &Document::modifiedChanged, this, later);
    connect(&document, &Document::settled, this, later); // files may have been left out
    connect(&document.drafts(), &Drafts::edited, this, later);
}

Journal::~Journal()
{
    m_worker.waitForDone();
    if (m_lock)
        QFile::remove(m_file);
}

QString Journal::standardFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
         + QStringLiteral("/unsaved");
}

void Journal::write()
{
    if (m_waiting > 0) {
        m_timer.start(); // a slow disk: not faster than it writes
        return;
    }
    if (!m_document.isModified() && m_document.drafts().isEmpty()) {
        // Nothing is unsaved: what stood there before is safe in the files of the design.
        const auto remove = [file = m_file, revision = m_document.revision()] {
            QFile::remove(file);
            return revision;
        };
        runIn(m_worker, this, remove, [this](quint64 revision) { emit kept(revision); });
        return;
    }
    if (!m_lock) {
        QDir().mkpath(m_folder);
        m_lock = lockOf(m_file);
        m_lock->tryLock(0);
    }
    ++m_waiting;
    auto unsaved = m_document.unsaved();
    unsaved.at = QDateTime::currentDateTime();
    const auto revision = m_document.revision();
    // The journal waits for this thread before it goes.
    const auto keep = [this, file = m_file, unsaved = std::move(unsaved)] {
        const auto bytes = formatUnsaved(unsaved);
        auto written = replaceFile(
            file.toStdString(), std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())),
            kOwnerOnly);
        --m_waiting;
        return written;
    };
    runIn(m_worker, this, keep, [this, revision](const Status &written) { report(written, revision); });
}

void Journal::report(const Status &written, quint64 revision)
{
    const auto failure = written ? std::string() : written.error().text();
    if (std::exchange(m_lastFailure, failure) != failure && !written)
        emit failed(written.error());
    if (written)
        emit kept(revision);
}

void Journal::flush()
{
    m_worker.waitForDone();
    if (m_timer.isActive()) {
        m_timer.stop();
        write();
        m_worker.waitForDone();
    }
}

std::vector<LeftBehind> Journal::leftBehind() const
{
    return leftIn(m_folder, m_file);
}

void Journal::findLeftBehind(std::function<void(std::vector<LeftBehind>)> deliver)
{
    runInBackground(
        this, [folder = m_folder, file = m_file] { return leftIn(folder, file); }, std::move(deliver));
}

void Journal::discard(const LeftBehind &left)
{
    QFile::remove(left.file);
    left.lock->unlock();
}

} // namespace podloom::app
