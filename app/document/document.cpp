#include "app/document/document.h"

#include "app/document/background.h"
#include "core/os/files.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QUndoCommand>

#include <filesystem>

namespace podloom::app {

namespace {

std::string_view bytesOf(const SnapshotPointer &snapshot, std::size_t file)
{
    return snapshot->bytes(file);
}

Failure changedOnDisk(const std::string &file)
{
    return fail(Errc::Conflict, "changed-on-disk",
                "%1 was changed by another program since it was read; save a copy of your work elsewhere, or "
                "open the design again to see that change",
                {file});
}

/// Whether what lies on the disk is still what was read; a missing file counts as empty.
Status expectOnDisk(const std::filesystem::path &file, std::string_view expected)
{
    const auto now = readFile(file);
    if (!now && now.error().code != Errc::NotFound)
        return Failure{now.error()};
    if ((now ? std::string_view(*now) : std::string_view()) != expected)
        return changedOnDisk(file.string());
    return {};
}

} // namespace

/// A change of bytes; undone by the inverse splices, which give exactly the bytes from before.
class Document::TextCommand : public QUndoCommand {
public:
    TextCommand(Document &document, Applied applied, const QString &text, QString mergeKey)
        : QUndoCommand(text),
          m_document(document),
          m_forward(std::move(applied.splices)),
          m_inverse(std::move(applied.inverse)),
          m_mergeKey(std::move(mergeKey))
    {}

    void undo() override { m_document.restore(m_inverse); }
    void redo() override
    {
        // The first time, the change has been applied already: it had to be, to know whether it can be.
        if (std::exchange(m_isApplied, true))
            m_document.restore(m_forward);
    }
    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand *next) override
    {
        const auto &other = static_cast<const TextCommand &>(*next);
        if (other.m_mergeKey != m_mergeKey)
            return false;
        m_forward.insert(m_forward.end(), other.m_forward.begin(), other.m_forward.end());
        m_inverse.insert(m_inverse.begin(), other.m_inverse.begin(), other.m_inverse.end());
        return true;
    }

private:
    Document &m_document;
    std::vector<Splice> m_forward;
    std::vector<Splice> m_inverse;
    QString m_mergeKey;
    bool m_isApplied = false;
};

class Document::MoveCommand : public QUndoCommand {
public:
    MoveCommand(Document &document, Moves moves, const QString &text)
        : QUndoCommand(text),
          m_document(document),
          m_forward(std::move(moves))
    {
        for (const auto &[key, position] : m_forward) {
            const auto &old = document.m_layout.positions;
            const auto found = old.find(key);
            m_inverse[key] = found == old.end() ? std::nullopt : std::optional(found->second);
        }
    }

    void undo() override { m_document.setPositions(m_inverse); }
    void redo() override { m_document.setPositions(m_forward); }

private:
    Document &m_document;
    Moves m_forward;
    Moves m_inverse;
};

Document::Document(QObject *parent) : QObject(parent), m_snapshot(parseFiles({}))
{
    m_analysis = analyse(m_snapshot, m_revision);
    connect(&m_undo, &QUndoStack::cleanChanged, this,
            [this](bool isClean) { emit modifiedChanged(!isClean); });
}

Document::~Document()
{
    // The commands refer to this document, and clearing says cleanChanged.
    m_undo.disconnect(this);
}

QString Document::name() const
{
    const QFileInfo first(title());
    return first.completeBaseName().isEmpty() ? first.fileName() : first.completeBaseName();
}

QString Document::title() const
{
    if (m_paths.isEmpty())
        return tr("untitled");
    const auto name = QFileInfo(QDir::cleanPath(m_paths.front())).fileName();
    return name.isEmpty() || name == QLatin1String(".") ? QDir(m_paths.front()).dirName() : name;
}

Result<LoadedDesign> loadDesign(const QStringList &paths)
{
    std::vector<InputFile> inputs;
    for (const auto &path : paths) {
        const auto files = manifestFiles(path.toStdString());
        if (!files)
            return wrap(files.error(), "open " + path.toStdString());
        for (const auto &file : *files) {
            auto bytes = readFile(file);
            if (!bytes)
                return wrap(std::move(bytes).error(), "open " + file.string());
            inputs.push_back({file.string(), *std::move(bytes)});
        }
    }
    LoadedDesign loaded{.snapshot = parseFiles(std::move(inputs))};
    if (paths.isEmpty())
        return loaded;
    const auto side = layoutFileOf(paths.front().toStdString());
    auto text = readFile(side);
    if (!text && text.error().code != Errc::NotFound)
        return wrap(std::move(text).error(), "open " + side.string());
    if (text) {
        auto layout = parseLayout(*text);
        if (!layout)
            return wrap(std::move(layout).error(), "open " + side.string());
        loaded.layout = *std::move(layout);
        loaded.layoutText = *std::move(text);
    }
    return loaded;
}

void Document::open(const QStringList &paths)
{
    const auto number = ++m_openNumber;
    setLoading(true);
    const auto revision = m_revision + 1;
    auto compute = [paths, revision]() -> Result<LoadedDesign> {
        auto loaded = loadDesign(paths);
        if (loaded)
            loaded->analysis = analyse(loaded->snapshot, revision);
        return loaded;
    };
    runInBackground(this, std::move(compute), [this, number, paths](Result<LoadedDesign> loaded) {
        if (number != m_openNumber)
            return;
        setLoading(false);
        if (!loaded) {
            emit openFailed(loaded.error());
            return;
        }
        take(*std::move(loaded), paths);
    });
}

Status Document::openNow(const QStringList &paths)
{
    auto loaded = loadDesign(paths);
    if (!loaded)
        return Failure{std::move(loaded).error()};
    loaded->analysis = analyse(loaded->snapshot, m_revision + 1);
    ++m_openNumber;
    setLoading(false);
    take(*std::move(loaded), paths);
    return {};
}

void Document::take(LoadedDesign loaded, const QStringList &paths)
{
    m_undo.clear();
    m_paths = paths;
    m_layout = std::move(loaded.layout);
    m_layoutText = std::move(loaded.layoutText);
    m_snapshot = std::move(loaded.snapshot);
    ++m_revision;
    if (loaded.analysis->revision == m_revision) {
        m_analysis = std::move(loaded.analysis);
    } else {
        startAnalysis(); // an edit came in between
    }
    rememberSaved();
    emit snapshotChanged();
    emit layoutChanged();
    emit analysisChanged();
    emit modifiedChanged(false);
    emit opened();
}

void Document::rememberSaved()
{
    m_saved.clear();
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file)
        m_saved[m_snapshot->fileName(file)] = {m_snapshot, file};
}

void Document::setLoading(bool isLoading)
{
    if (std::exchange(m_isLoading, isLoading) != isLoading)
        emit loadingChanged(isLoading);
}

void Document::setSnapshot(SnapshotPointer snapshot)
{
    m_snapshot = std::move(snapshot);
    ++m_revision;
    startAnalysis();
    emit snapshotChanged();
}

void Document::startAnalysis()
{
    if (m_isAnalysing)
        return; // the next one starts when this one ends
    m_isAnalysing = true;
    auto compute = [snapshot = m_snapshot, revision = m_revision] { return analyse(snapshot, revision); };
    runInBackground(this, std::move(compute), [this](const AnalysisPointer &analysis) {
        m_isAnalysing = false;
        if (analysis->revision != m_revision) {
            if (m_analysis->revision != m_revision)
                startAnalysis();
            return;
        }
        m_analysis = analysis;
        emit analysisChanged();
    });
}

void Document::waitForAnalysis()
{
    QEventLoop loop;
    connect(this, &Document::analysisChanged, &loop, [&] {
        if (m_analysis->revision == m_revision)
            loop.quit();
    });
    if (m_analysis->revision != m_revision)
        loop.exec();
}

Status Document::apply(const Edit &edit, const QString &text, const QString &mergeKey)
{
    auto applied = podloom::apply(*m_snapshot, edit);
    if (!applied)
        return Failure{std::move(applied).error()};
    push(*std::move(applied), text, mergeKey);
    return {};
}

Status Document::applyText(const std::vector<Splice> &splices, const QString &text, const QString &mergeKey)
{
    auto applied = applySplices(*m_snapshot, splices);
    if (!applied)
        return Failure{std::move(applied).error()};
    push(*std::move(applied), text, mergeKey);
    return {};
}

void Document::push(Applied applied, const QString &text, const QString &mergeKey)
{
    if (applied.splices.empty())
        return;
    const auto snapshot = applied.snapshot;
    m_undo.push(new TextCommand(*this, std::move(applied), text, mergeKey));
    setSnapshot(snapshot);
}

void Document::restore(const std::vector<Splice> &splices)
{
    // Commands are undone and done in order, so that the bytes they were made for are always there.
    auto applied = applySplices(*m_snapshot, splices);
    if (applied)
        setSnapshot(std::move(applied->snapshot));
}

void Document::move(const Moves &moves, const QString &text)
{
    const bool changes = std::any_of(moves.begin(), moves.end(), [&](const auto &each) {
        const auto found = m_layout.positions.find(each.first);
        const auto old = found == m_layout.positions.end() ? std::nullopt : std::optional(found->second);
        return old != each.second;
    });
    if (changes)
        m_undo.push(new MoveCommand(*this, moves, text));
}

void Document::setPositions(const Moves &moves)
{
    for (const auto &[key, position] : moves) {
        if (position)
            m_layout.positions[key] = *position;
        else
            m_layout.positions.erase(key);
    }
    emit layoutChanged();
}

Status Document::save()
{
    if (m_paths.isEmpty())
        return fail(Errc::InvalidArgument, "no-file", "this design has no file yet; choose where to save it");
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file) {
        if (auto saved = saveFile(file); !saved)
            return wrap(std::move(saved).error(), "save " + m_snapshot->fileName(file));
    }
    if (auto saved = saveLayout(); !saved)
        return wrap(std::move(saved).error(), "save the layout");
    m_undo.setClean();
    return {};
}

Status Document::saveFile(std::size_t file)
{
    const auto &name = m_snapshot->fileName(file);
    const auto bytes = bytesOf(m_snapshot, file);
    const auto found = m_saved.find(name);
    const auto before =
        found == m_saved.end() ? std::string_view() : bytesOf(found->second.snapshot, found->second.file);
    if (bytes == before)
        return {};
    if (auto same = expectOnDisk(name, before); !same)
        return same;
    if (auto written = replaceFile(name, bytes); !written)
        return written;
    m_saved[name] = {m_snapshot, file};
    return {};
}

Status Document::saveLayout()
{
    const auto text = formatLayout(m_layout);
    const auto saved = parseLayout(m_layoutText);
    if (text == m_layoutText || (saved && *saved == m_layout))
        return {};
    const auto side = layoutFileOf(m_paths.front().toStdString());
    if (auto same = expectOnDisk(side, m_layoutText); !same)
        return same;
    if (auto written = replaceFile(side, text); !written)
        return written;
    m_layoutText = text;
    return {};
}

Status Document::saveAs(const QString &path)
{
    if (!m_paths.isEmpty())
        return fail(Errc::Conflict, "has-file", "this design lies in %1 already",
                    {m_paths.front().toStdString()});
    std::string bytes;
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file)
        bytes += bytesOf(m_snapshot, file);
    if (auto written = replaceFile(path.toStdString(), bytes); !written)
        return wrap(std::move(written).error(), "save " + path.toStdString());
    const auto layout = m_layout;
    if (auto opened = openNow({path}); !opened)
        return opened;
    m_layout = layout;
    if (auto saved = saveLayout(); !saved)
        return wrap(std::move(saved).error(), "save the layout");
    emit layoutChanged();
    return {};
}

} // namespace podloom::app
