// How a design comes to the disk: saving, for the first time and later.
#include "app/document/background.h"
#include "app/document/document.h"
#include "core/os/files.h"

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
    runInBackground(this, std::move(compute),
                    [this, job, changes = m_changes, design = m_designNumber](SaveOutcome outcome) {
                        if (design == m_designNumber)
                            takeOutcome(job, std::move(outcome), changes);
                        else
                            endSave(std::move(outcome.status)); // of the design before
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
    runInBackground(this, std::move(compute),
                    [this, path, changes = m_changes, design = m_designNumber](Result<LoadedDesign> loaded) {
                        const bool isStillHere = design == m_designNumber;
                        if (loaded && isStillHere && changes != m_changes) {
                            m_isSaving = false;
                            saveAs(path); // edited meanwhile: once more, with that
                            return;
                        }
                        Status status;
                        const bool isOneFile =
                            m_snapshot->fileCount() < 2; // of several, places in the bytes are others now
                        if (!loaded)
                            status = Failure{std::move(loaded).error()};
                        else if (isStillHere)
                            take(*std::move(loaded), {path}, isOneFile);
                        endSave(std::move(status));
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

} // namespace podloom::app
