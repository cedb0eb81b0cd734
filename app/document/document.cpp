#include "app/document/document.h"

#include "app/document/background.h"
#include "core/os/files.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QTimer>

#include <malloc.h>

#include <algorithm>

namespace podloom::app {

namespace {

/// Of so many pods on an analysis leaves much behind.
constexpr std::size_t kManyPods = 20'000;

/// What reading and analysing needed for a while, or the analysis before, lies between what is kept, and the
/// C library holds on to it. Later, since nobody gets memory from it meanwhile.
void giveBackMemory(QObject *context, const Analysis &analysis)
{
    constexpr int kMilliseconds = 1000;
    if (analysis.placed.pods.size() < kManyPods)
        return;
    QTimer::singleShot(kMilliseconds, context, [context] {
        runInBackground(
            context, [] { return ::malloc_trim(0); }, [](int) {});
    });
}

/// Ends what is perhaps the last share in a large analysis on another thread than the window's.
void letGo(QObject *context, AnalysisPointer analysis)
{
    if (analysis->placed.pods.size() < kManyPods)
        return;
    runInBackground(
        context,
        [analysis = std::move(analysis)]() mutable {
            analysis.reset();
            return true;
        },
        [](bool) {});
}

} // namespace

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

std::string Document::fileForFirst() const
{
    if (m_snapshot->fileCount() > 0)
        return {};
    if (m_paths.isEmpty())
        return "design.yaml";
    const QFileInfo first(m_paths.front());
    return (first.isDir() ? m_paths.front() + QStringLiteral("/design.yaml") : m_paths.front()).toStdString();
}

Result<LoadedDesign> loadDesign(const QStringList &paths, const std::vector<std::string> &added)
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
    for (const auto &name : added) {
        if (std::none_of(inputs.begin(), inputs.end(), [&](const auto &input) { return input.name == name; }))
            inputs.push_back({name, {}});
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
    openAs(paths, {});
}

void Document::openAs(const QStringList &paths, const Unsaved &unsaved)
{
    const auto number = ++m_openNumber;
    setLoading(true);
    const auto revision = m_revision + 1;
    auto compute = [paths, revision, unsaved]() -> Result<LoadedDesign> {
        std::vector<std::string> names;
        for (const auto &[name, file] : unsaved.files)
            names.push_back(name);
        auto loaded = loadDesign(paths, names);
        if (loaded)
            loaded->analysis = analyse(loaded->snapshot, revision);
        return loaded;
    };
    runInBackground(this, std::move(compute), [this, number, paths, unsaved](Result<LoadedDesign> loaded) {
        if (number != m_openNumber)
            return;
        setLoading(false);
        if (!loaded) {
            emit openFailed(loaded.error());
            return;
        }
        m_drafts.clear();
        take(*std::move(loaded), paths);
        if (unsaved.isEmpty())
            return;
        applyUnsaved(unsaved);
        emit restored();
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
    m_drafts.clear();
    take(*std::move(loaded), paths);
    return {};
}

void Document::openText(std::string manifests)
{
    LoadedDesign loaded{.snapshot = parseFiles({{"design.yaml", std::move(manifests)}})};
    loaded.analysis = analyse(loaded.snapshot, m_revision + 1);
    ++m_openNumber;
    setLoading(false);
    m_drafts.clear();
    take(std::move(loaded), {});
}

void Document::take(LoadedDesign loaded, const QStringList &paths, bool isSame)
{
    ++m_designNumber;
    noteConflicts({});
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
    if (isSame)
        m_undo.setClean();
    else
        m_undo.clear();
    emit snapshotChanged();
    emit layoutChanged();
    emit analysisChanged();
    emit modifiedChanged(false);
    emit opened();
    giveBackMemory(this, *m_analysis);
}

void Document::rememberSaved()
{
    ++m_diskNumber;
    m_saved.clear();
    m_leftOut.clear();
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
    ++m_changes;
    startAnalysis();
    emit snapshotChanged();
}

void Document::startAnalysis()
{
    if (m_isAnalysing)
        return; // the next one starts when this one ends
    m_isAnalysing = true;
    auto compute = [snapshot = m_snapshot, revision = m_revision, before = m_analysis] {
        return analyse(snapshot, revision, before);
    };
    runInBackground(this, std::move(compute), [this](const AnalysisPointer &analysis) {
        m_isAnalysing = false;
        if (analysis->revision != m_revision) {
            if (m_analysis->revision != m_revision)
                startAnalysis();
            return;
        }
        auto before = std::exchange(m_analysis, analysis);
        emit analysisChanged();
        letGo(this, std::move(before));
        giveBackMemory(this, *m_analysis);
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

} // namespace podloom::app
