// How a design comes to the disk: saving, and what a journal keeps of it until then.
#include "app/document/background.h"
#include "app/document/document.h"
#include "core/os/files.h"

#include <QCryptographicHash>
#include <QEventLoop>

#include <algorithm>

namespace podloom::app {

namespace {

/// What lies on the disk; a missing file counts as empty.
Result<std::string> onDisk(const std::filesystem::path &file)
{
    auto now = readFile(file);
    if (!now && now.error().code == Errc::NotFound)
        return std::string();
    return now;
}

/// Whether what lies on the disk is still what was read; if not, notes it in `outcome`.
Status expectOnDisk(const std::filesystem::path &file, std::string_view expected, SaveOutcome &outcome)
{
    auto now = onDisk(file);
    if (!now)
        return Failure{std::move(now).error()};
    if (*now == expected)
        return {};
    outcome.conflicts[file.string()] = *std::move(now);
    return fail(Errc::Conflict, "changed-on-disk", "%1 was changed by another program since it was read",
                {file.string()});
}

std::string hashOf(std::string_view bytes)
{
    const auto view = QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex().toStdString();
}

bool isLayoutNew(const SaveJob &job)
{
    const auto saved = parseLayout(job.layoutBefore);
    return formatLayout(job.layout) != job.layoutBefore && !(saved && *saved == job.layout);
}

/// Every file that another program changed is known before the first one is written.
Status expectAll(const SaveJob &job, SaveOutcome &outcome)
{
    Status first;
    const auto expect = [&](const std::filesystem::path &file, std::string_view before) {
        auto same = expectOnDisk(file, before, outcome);
        if (first && !same)
            first = wrap(std::move(same).error(), "save " + file.string());
    };
    for (const auto &file : job.files)
        expect(file.name, file.before);
    if (isLayoutNew(job))
        expect(job.layoutFile, job.layoutBefore);
    return first;
}

Status saveLayout(const SaveJob &job, SaveOutcome &outcome)
{
    if (!isLayoutNew(job))
        return {};
    if (auto same = expectOnDisk(job.layoutFile, job.layoutBefore, outcome); !same)
        return same;
    auto text = formatLayout(job.layout);
    if (auto written = replaceFile(job.layoutFile, text); !written)
        return written;
    outcome.layoutText = std::move(text);
    return {};
}

} // namespace

SaveOutcome writeFiles(const SaveJob &job)
{
    SaveOutcome outcome{.layoutText = job.layoutBefore};
    outcome.status = expectAll(job, outcome);
    if (!outcome.status)
        return outcome;
    for (const auto &file : job.files) {
        auto done = expectOnDisk(file.name, file.before, outcome);
        if (done)
            done = replaceFile(file.name, file.bytes);
        if (!done) {
            outcome.status = wrap(std::move(done).error(), "save " + file.name);
            return outcome;
        }
        outcome.written.push_back(file.name);
    }
    if (auto done = saveLayout(job, outcome); !done)
        outcome.status = wrap(std::move(done).error(), "save the layout");
    return outcome;
}

std::string_view Document::savedBytes(const std::string &name) const
{
    const auto found = m_saved.find(name);
    return found == m_saved.end() || m_leftOut.contains(name) ? std::string_view() : found->second.bytes();
}

DiskState Document::diskState() const
{
    DiskState out{.number = m_diskNumber, .paths = m_paths, .files = m_saved, .layoutText = m_layoutText};
    if (!m_paths.isEmpty())
        out.layoutFile = layoutFileOf(m_paths.front().toStdString());
    else
        out.files.clear(); // names that stand for no file
    return out;
}

void Document::noteConflicts(std::map<std::string, std::string> conflicts)
{
    if (conflicts == m_conflicts)
        return;
    m_conflicts = std::move(conflicts);
    emit conflictsChanged();
}

std::vector<InputFile> Document::savedFiles() const
{
    std::vector<InputFile> out;
    for (const auto &[name, file] : m_saved)
        out.push_back({name, std::string(file.bytes())});
    return out;
}

void Document::setSaving(bool isSaving)
{
    if (std::exchange(m_isSaving, isSaving) != isSaving)
        emit savingChanged(isSaving);
}

void Document::endSave(Status status)
{
    m_lastSave = status;
    const auto overwrite = std::exchange(m_overwrite, std::nullopt);
    if (overwrite && std::ranges::includes(overwrite->seen, m_conflicts)) {
        m_isSaving = false;
        saveOverTheirs(overwrite->theirs, overwrite->mine);
        return;
    }
    if (std::exchange(m_savesAgain, false) && status) {
        m_isSaving = false;
        save();
        return;
    }
    setSaving(false);
    if (status)
        emit saved();
    else
        emit saveFailed(status.error());
}

void Document::save()
{
    if (m_isSaving) {
        m_savesAgain = true;
        return;
    }
    if (m_paths.isEmpty()) {
        endSave(
            fail(Errc::InvalidArgument, "no-file", "this design has no file yet; choose where to save it"));
        return;
    }
    setSaving(true);
    SaveJob job{.snapshot = m_snapshot,
                .layoutFile = layoutFileOf(m_paths.front().toStdString()),
                .layout = m_layout,
                .layoutBefore = m_layoutText};
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file) {
        const auto &name = m_snapshot->fileName(file);
        if (m_snapshot->bytes(file) != savedBytes(name))
            job.files.push_back({name, m_snapshot->bytes(file), std::string(savedBytes(name))});
    }
    auto compute = [job] { return writeFiles(job); };
    runInBackground(this, std::move(compute), [this, job, changes = m_changes](SaveOutcome outcome) {
        takeOutcome(job, std::move(outcome), changes);
    });
}

void Document::takeOutcome(const SaveJob &job, SaveOutcome outcome, quint64 changes)
{
    const auto isWritten = [&outcome](const std::string &name) {
        return std::find(outcome.written.begin(), outcome.written.end(), name) != outcome.written.end();
    };
    for (std::size_t file = 0; file < job.snapshot->fileCount(); ++file) {
        const auto &name = job.snapshot->fileName(file);
        if (isWritten(name))
            m_saved[name] = {job.snapshot, file};
    }
    for (const auto &file : job.files) {
        if (file.before.empty() && isWritten(file.name))
            m_leftOut.erase(file.name); // others' file has gone, and this is one's own
    }
    m_layoutText = std::move(outcome.layoutText);
    ++m_diskNumber;
    auto conflicts = m_conflicts;
    for (const auto &file : job.files)
        conflicts.erase(file.name); // they were looked at
    conflicts.erase(job.layoutFile.string());
    conflicts.merge(outcome.conflicts);
    noteConflicts(std::move(conflicts));
    if (outcome.status && changes == m_changes)
        m_undo.setClean();
    else if (outcome.status || !outcome.written.empty())
        m_undo.resetClean(); // no state of the stack is what lies on the disk
    endSave(std::move(outcome.status));
}

void Document::saveAs(const QString &path)
{
    if (m_isSaving) {
        m_savesAgain = true;
        return;
    }
    if (!m_paths.isEmpty()) {
        endSave(fail(Errc::Conflict, "has-file", "this design lies in %1 already",
                     {m_paths.front().toStdString()}));
        return;
    }
    setSaving(true);
    std::string bytes;
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file)
        bytes += m_snapshot->bytes(file);
    auto compute = [path, bytes, layout = m_layout, revision = m_revision + 1]() -> Result<LoadedDesign> {
        const auto file = path.toStdString();
        if (auto written = replaceFile(file, bytes); !written)
            return wrap(std::move(written).error(), "save " + file);
        // Where a file is replaced, its old drawing goes, too.
        const auto side = readFile(layoutFileOf(file));
        const SaveJob places{
            .layoutFile = layoutFileOf(file), .layout = layout, .layoutBefore = side ? *side : std::string()};
        if (auto saved = writeFiles(places).status; !saved)
            return Failure{std::move(saved).error()};
        auto loaded = loadDesign({path});
        if (loaded)
            loaded->analysis = analyse(loaded->snapshot, revision);
        return loaded;
    };
    runInBackground(this, std::move(compute), [this, path, changes = m_changes](Result<LoadedDesign> loaded) {
        if (loaded && changes != m_changes) {
            m_isSaving = false;
            saveAs(path); // edited meanwhile: once more, with that
            return;
        }
        Status status;
        if (loaded)
            take(*std::move(loaded), {path});
        else
            status = Failure{std::move(loaded).error()};
        endSave(std::move(status));
    });
}

namespace {

std::filesystem::path wholePath(const std::string &name)
{
    std::error_code failed;
    const auto whole = std::filesystem::absolute(name, failed);
    return (failed ? std::filesystem::path(name) : whole).lexically_normal();
}

/// The innermost folder that holds every file of a design.
std::filesystem::path commonFolder(const Snapshot &snapshot)
{
    auto common = wholePath(snapshot.fileName(0)).parent_path();
    for (std::size_t file = 1; file < snapshot.fileCount(); ++file) {
        const auto folder = wholePath(snapshot.fileName(file)).parent_path();
        const auto [end, unused] = std::mismatch(common.begin(), common.end(), folder.begin(), folder.end());
        std::filesystem::path shared;
        for (auto part = common.begin(); part != end; ++part)
            shared /= *part;
        common = shared;
    }
    return common;
}

Status writeCopy(const Snapshot &snapshot, const std::filesystem::path &to, const Layout &layout)
{
    std::error_code failed;
    const auto from = snapshot.fileCount() > 1 ? commonFolder(snapshot) : std::filesystem::path();
    if (snapshot.fileCount() > 1 && std::filesystem::exists(to, failed)
        && !std::filesystem::is_empty(to, failed))
        return fail(Errc::AlreadyExists, "copy-not-empty",
                    "%1 has something in it already: choose a new folder for the copy", {to.string()});
    for (std::size_t file = 0; file < snapshot.fileCount(); ++file) {
        const auto place =
            snapshot.fileCount() > 1 ? to / wholePath(snapshot.fileName(file)).lexically_relative(from) : to;
        if (place.has_parent_path())
            std::filesystem::create_directories(place.parent_path(), failed);
        if (auto written = replaceFile(place, snapshot.bytes(file)); !written)
            return wrap(std::move(written).error(), "save " + place.string());
    }
    if (layout == Layout{})
        return {};
    return replaceFile(layoutFileOf(to), formatLayout(layout));
}

} // namespace

void Document::saveCopy(const QString &path)
{
    auto compute = [snapshot = m_snapshot, layout = m_layout, to = path.toStdString()] {
        return writeCopy(*snapshot, to, layout);
    };
    runInBackground(this, std::move(compute), [this, path](const Status &written) {
        if (written)
            emit copySaved(path);
        else
            emit copyFailed(written.error());
    });
}

Status Document::waitForSave()
{
    QEventLoop loop;
    connect(this, &Document::savingChanged, &loop, [&loop](bool isSaving) {
        if (!isSaving)
            loop.quit();
    });
    if (m_isSaving)
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    return m_lastSave;
}

Unsaved Document::unsaved() const
{
    // The next start may stand in another folder. Where this one is gone, the path stays as it was given.
    const auto absolute = [](const std::string &path) {
        std::error_code failed;
        const auto whole = std::filesystem::absolute(path, failed);
        return failed ? path : whole.lexically_normal().string();
    };
    Unsaved out;
    for (const auto &path : m_paths)
        out.paths << QString::fromStdString(absolute(path.toStdString()));
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file) {
        const auto &name = m_snapshot->fileName(file);
        const auto before = savedBytes(name);
        if (m_snapshot->bytes(file) != before)
            out.files[m_paths.isEmpty() ? name : absolute(name)] = {hashOf(before),
                                                                    std::string(m_snapshot->bytes(file))};
    }
    const auto saved = parseLayout(m_layoutText);
    if (!saved || *saved != m_layout)
        out.layoutText = formatLayout(m_layout);
    for (const auto &[key, draft] : m_drafts.all()) {
        auto whole = key;
        if (!m_paths.isEmpty() && !key.file.empty())
            whole.file = absolute(key.file);
        out.drafts[whole] = draft;
    }
    return out;
}

Status Document::becomeLike(const Snapshot &earlier, const QString &text)
{
    std::map<std::string, std::string_view> wanted;
    for (std::size_t file = 0; file < earlier.fileCount(); ++file)
        wanted[earlier.fileName(file)] = earlier.bytes(file);
    std::vector<Splice> splices;
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file) {
        const auto found = wanted.find(m_snapshot->fileName(file));
        const auto after = found == wanted.end() ? std::string_view() : found->second;
        if (m_snapshot->bytes(file) != after)
            splices.push_back(
                spliceBetween(static_cast<std::uint32_t>(file), 0, m_snapshot->bytes(file), after));
        if (found != wanted.end())
            wanted.erase(found);
    }
    for (const auto &[name, bytes] : wanted) {
        if (!bytes.empty())
            return fail(Errc::Conflict, "file-gone",
                        "the design has no file %1 any more: open it again first", {name});
    }
    return applyText(splices, text);
}

void Document::restoreUnsaved(const Unsaved &unsaved)
{
    openAs(unsaved.paths, unsaved);
}

void Document::applyUnsaved(const Unsaved &unsaved)
{
    restoreEdits(unsaved);
    for (const auto &[key, draft] : unsaved.drafts)
        m_drafts.keep(key, draft);
}

void Document::restoreEdits(const Unsaved &unsaved)
{
    if (unsaved.files.empty() && unsaved.layoutText.empty())
        return;
    const auto text = tr("Restore unsaved edits");
    m_undo.beginMacro(text);
    std::vector<Splice> splices;
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file) {
        const auto found = unsaved.files.find(m_snapshot->fileName(file));
        if (found != unsaved.files.end() && m_snapshot->bytes(file) != found->second.bytes)
            splices.push_back(spliceBetween(static_cast<std::uint32_t>(file), 0, m_snapshot->bytes(file),
                                            found->second.bytes));
    }
    // The splices were made from these very bytes, so that they fit.
    const auto applied = applyText(splices, text);
    const auto layout = parseLayout(unsaved.layoutText);
    if (applied && layout && !unsaved.layoutText.empty())
        takeLayout(*layout, text);
    m_undo.endMacro();
}

bool isOutdated(const Unsaved &unsaved)
{
    // A design without a file has names that stand for no file.
    return !unsaved.paths.isEmpty()
        && std::any_of(unsaved.files.begin(), unsaved.files.end(), [](const auto &each) {
               const auto now = readFile(each.first);
               return hashOf(now ? std::string_view(*now) : std::string_view()) != each.second.baseHash;
           });
}

} // namespace podloom::app
