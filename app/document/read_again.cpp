// Reading the files of a design that is open once more.
#include "app/document/background.h"
#include "app/document/document.h"
#include "core/os/files.h"

namespace podloom::app {

namespace {

/// What lies there now: every file of the design, `names` that are gone (empty), and its layout.
Result<std::map<std::string, std::string>> filesOnDisk(const QStringList &paths, std::set<std::string> names)
{
    std::map<std::string, std::string> out;
    for (const auto &path : paths) {
        const auto files = manifestFiles(path.toStdString());
        if (!files)
            return wrap(files.error(), "open " + path.toStdString());
        for (const auto &file : *files)
            names.insert(file.string());
    }
    names.insert(layoutFileOf(paths.front().toStdString()).string());
    for (const auto &name : names) {
        auto bytes = readFile(name);
        if (!bytes && bytes.error().code != Errc::NotFound)
            return wrap(std::move(bytes).error(), "open " + name);
        out[name] = bytes ? *std::move(bytes) : std::string();
    }
    return out;
}

} // namespace

void Document::whenSaved(std::function<void()> go)
{
    if (!m_isSaving) {
        go();
        return;
    }
    // One save may begin where another one ends.
    connect(
        this, &Document::savingChanged, this, [this, go = std::move(go)] { whenSaved(go); },
        Qt::SingleShotConnection);
}

void Document::reload(const QString &text)
{
    const auto number = ++m_openNumber;
    setLoading(true);
    // Of a save that runs, some files are written already and others are not.
    whenSaved([this, number, text] { readAgain(number, text); });
}

/// Nothing when something else is read since `number`.
void Document::readAgain(quint64 number, const QString &text)
{
    if (number != m_openNumber)
        return;
    std::set<std::string> names;
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file)
        names.insert(m_snapshot->fileName(file));
    runInBackground(
        this,
        [paths = m_paths, names = std::move(names)]() mutable {
            return filesOnDisk(paths, std::move(names));
        },
        [this, number, text, disk = m_diskNumber](Result<std::map<std::string, std::string>> files) {
            if (number != m_openNumber)
                return;
            if (m_isSaving || disk != m_diskNumber) {
                whenSaved([this, number, text] { readAgain(number, text); });
                return;
            }
            if (files) {
                takeFiles(number, *std::move(files), text);
                return;
            }
            setLoading(false);
            emit settleFailed(files.error());
        });
}

} // namespace podloom::app
