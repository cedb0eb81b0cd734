// What becomes of files that others changed on the disk: one's own version, theirs, or an earlier one.
#include "app/document/background.h"
#include "app/document/document.h"
#include "core/os/files.h"

#include <QUndoCommand>

#include <algorithm>

namespace podloom::app {

namespace {

/// What is worked out on another thread.
struct Question {
    SnapshotPointer own{};
    std::map<std::string, std::string> conflicts{};
    std::set<std::string> leftOut{};
    std::string layoutFile{};
    bool isKept = false; ///< one's own version goes on
};

std::optional<std::size_t> findFile(const Snapshot &snapshot, const std::string &name)
{
    for (std::size_t file = 0; file < snapshot.fileCount(); ++file) {
        if (snapshot.fileName(file) == name)
            return file;
    }
    return {};
}

/// Those of `names` that it does not have are there then, empty.
SnapshotPointer withFiles(const SnapshotPointer &own, const std::set<std::string> &names)
{
    std::vector<std::string> added;
    for (const auto &name : names) {
        if (!findFile(*own, name))
            added.push_back(name);
    }
    if (added.empty())
        return own;
    std::vector<InputFile> files;
    for (std::size_t file = 0; file < own->fileCount(); ++file)
        files.push_back({own->fileName(file), std::string(own->bytes(file))});
    for (const auto &name : added)
        files.push_back({name, {}});
    return parseFiles(std::move(files));
}

} // namespace

/// The design with the files of the disk in it.
struct Document::Theirs {
    SnapshotPointer base{};                 ///< one's own files, and those that only the disk has, empty
    Applied theirs{};                       ///< from `base`
    Applied mine{};                         ///< from there back to one's own bytes
    std::map<std::string, DiskFile> left{}; ///< files that only the disk has, and that shall stay out
    std::set<std::string> news{};           ///< files that only the disk had, and that come in
    std::set<std::string> names{};          ///< of all that was looked at
    std::optional<Layout> layout{};
    std::string layoutText{};

    static Result<Theirs> find(const Question &question);
    void sort(const Question &question, const std::string &name, const std::string &bytes);
};

/// Files come into the design or leave it: those that are left out stay on the disk, whatever is saved.
class Document::NewsCommand : public QUndoCommand {
public:
    NewsCommand(Document &document, std::set<std::string> names, bool isIn, const QString &text)
        : QUndoCommand(text),
          m_document(document),
          m_names(std::move(names)),
          m_isIn(isIn)
    {}

    void undo() override { put(!m_isIn); }
    void redo() override { put(m_isIn); }

private:
    void put(bool isIn)
    {
        for (const auto &name : m_names) {
            if (isIn)
                m_document.m_leftOut.erase(name);
            else
                m_document.m_leftOut.insert(name);
        }
    }

    Document &m_document;
    std::set<std::string> m_names;
    bool m_isIn;
};

/// Notes what becomes of a manifest file.
void Document::Theirs::sort(const Question &question, const std::string &name, const std::string &bytes)
{
    const auto own = findFile(*question.own, name);
    if (own && !question.leftOut.contains(name))
        return;
    const bool isOut = !own || question.own->bytes(*own).empty();
    if (question.isKept && isOut)
        left[name] = {parseFiles({{name, bytes}}), 0};
    else
        news.insert(name);
}

Result<Document::Theirs> Document::Theirs::find(const Question &question)
{
    Theirs out;
    for (const auto &[name, bytes] : question.conflicts) {
        out.names.insert(name);
        if (name == question.layoutFile) {
            auto layout = parseLayout(bytes);
            if (!layout)
                return wrap(std::move(layout).error(), name);
            out.layout = *std::move(layout);
            out.layoutText = bytes;
        } else {
            out.sort(question, name, bytes);
        }
    }
    out.base = withFiles(question.own, out.news);
    std::vector<Splice> splices;
    for (std::uint32_t file = 0; file < out.base->fileCount(); ++file) {
        const auto theirs = question.conflicts.find(out.base->fileName(file));
        if (out.left.contains(out.base->fileName(file)))
            continue;
        if (theirs != question.conflicts.end() && out.base->bytes(file) != theirs->second)
            splices.push_back(spliceBetween(file, 0, out.base->bytes(file), theirs->second));
    }
    auto applied = applySplices(*out.base, splices);
    if (!applied)
        return Failure{std::move(applied).error()};
    out.theirs = *std::move(applied);
    if (!question.isKept)
        return out;
    auto back = applySplices(*out.theirs.snapshot, out.theirs.inverse);
    if (!back)
        return Failure{std::move(back).error()};
    out.mine = *std::move(back);
    return out;
}

void Document::takeLayout(const Layout &layout, const QString &text)
{
    Moves moves;
    for (const auto &[key, position] : m_layout.positions)
        moves[key] = std::nullopt;
    for (const auto &[key, position] : layout.positions)
        moves[key] = position;
    move(moves, text);
    const auto before = m_layout.other;
    for (const auto &[key, value] : before.members()) {
        if (layout.other[key].isNull())
            setFact(key, {}, text);
    }
    for (const auto &[key, value] : layout.other.members())
        setFact(key, value, text);
}

void Document::findTheirs(std::map<std::string, std::string> conflicts, bool isKept,
                          std::function<void(const Result<Theirs> &)> found, std::function<void()> again)
{
    Question question{
        .own = m_snapshot, .conflicts = std::move(conflicts), .leftOut = m_leftOut, .isKept = isKept};
    if (!m_paths.isEmpty())
        question.layoutFile = layoutFileOf(m_paths.front().toStdString()).string();
    runInBackground(
        this, [question = std::move(question)] { return Theirs::find(question); },
        [this, revision = m_revision, disk = m_diskNumber, found = std::move(found),
         again = std::move(again)](const Result<Theirs> &theirs) {
            if (revision == m_revision && disk == m_diskNumber)
                found(theirs);
            else
                again(); // an edit came in between, a save, or another design
        });
}

/// Those that are still to be decided, as they were seen.
std::map<std::string, std::string> Document::stillOf(std::map<std::string, std::string> conflicts) const
{
    std::erase_if(conflicts, [this](const auto &each) {
        const auto now = m_conflicts.find(each.first);
        return now == m_conflicts.end() || now->second != each.second;
    });
    return conflicts;
}

/// One's own version of those files is below theirs in the undo history then. Whether that is news.
bool Document::pushTheirs(const Theirs &theirs, const QString &text)
{
    const bool isNews = !theirs.theirs.splices.empty() || (theirs.layout && *theirs.layout != m_layout);
    if (isNews)
        m_undo.beginMacro(text);
    m_snapshot = theirs.base;
    if (isNews && !theirs.news.empty())
        m_undo.push(new NewsCommand(*this, theirs.news, true, text));
    push(theirs.theirs, text, {});
    if (theirs.layout) {
        takeLayout(*theirs.layout, text);
        m_layoutText = theirs.layoutText;
    }
    if (isNews)
        m_undo.endMacro();
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file) {
        if (theirs.names.contains(m_snapshot->fileName(file)))
            m_saved[m_snapshot->fileName(file)] = {m_snapshot, file};
    }
    for (const auto &[name, file] : theirs.left) {
        m_saved[name] = file;
        m_leftOut.insert(name);
    }
    ++m_diskNumber;
    bool isSaved = true;
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file)
        isSaved = isSaved && savedBytes(m_snapshot->fileName(file)) == m_snapshot->bytes(file);
    const auto layout = parseLayout(m_layoutText);
    if (isSaved && layout && *layout == m_layout)
        m_undo.setClean();
    else
        m_undo.resetClean(); // no state of the stack is what lies on the disk
    auto conflicts = m_conflicts;
    for (const auto &name : theirs.names)
        conflicts.erase(name);
    noteConflicts(std::move(conflicts));
    return isNews;
}

void Document::settle(std::map<std::string, std::string> conflicts, bool isKept,
                      std::function<bool(const Theirs &)> push)
{
    findTheirs(
        conflicts, isKept,
        [this, isKept, push](const Result<Theirs> &theirs) {
            if (theirs)
                emit settled(!isKept, push(*theirs));
            else
                emit settleFailed(theirs.error());
        },
        [this, conflicts, isKept, push] {
            // What another answer settled, or is of another design, is none of this one any more.
            if (auto left = stillOf(conflicts); !left.empty())
                settle(std::move(left), isKept, push);
        });
}

void Document::takeTheirs(const QString &text)
{
    settle(m_conflicts, false, [this, text](const Theirs &theirs) { return pushTheirs(theirs, text); });
}

void Document::takeFiles(quint64 number, std::map<std::string, std::string> files, const QString &text)
{
    findTheirs(
        std::move(files), false,
        [this, number, text](const Result<Theirs> &theirs) {
            if (number != m_openNumber)
                return;
            if (m_isSaving) {
                whenSaved([this, number, text] { readAgain(number, text); });
                return;
            }
            setLoading(false);
            if (theirs)
                emit settled(true, pushTheirs(*theirs, text));
            else
                emit settleFailed(theirs.error());
        },
        [this, number, text] { whenSaved([this, number, text] { readAgain(number, text); }); });
}

/// Whether one's own version was another one.
bool Document::pushMine(const Theirs &theirs, const QString &theirText, const QString &mineText)
{
    const auto own = m_layout;
    const bool isNews = pushTheirs(theirs, theirText);
    if (theirs.mine.splices.empty() && own == m_layout)
        return isNews;
    m_undo.beginMacro(mineText);
    push(theirs.mine, mineText, {});
    takeLayout(own, mineText);
    m_undo.endMacro();
    return isNews;
}

void Document::keepMine(const QString &theirs, const QString &mine)
{
    settle(m_conflicts, true,
           [this, theirs, mine](const Theirs &found) { return pushMine(found, theirs, mine); });
}

void Document::saveOverTheirs(const QString &theirs, const QString &mine)
{
    if (m_isSaving) {
        m_overwrite = {.seen = m_conflicts, .theirs = theirs, .mine = mine};
        return;
    }
    setSaving(true);
    overwrite(m_conflicts, theirs, mine);
}

void Document::overwrite(std::map<std::string, std::string> conflicts, const QString &theirs,
                         const QString &mine)
{
    findTheirs(
        conflicts, true,
        [this, theirs, mine](const Result<Theirs> &found) {
            if (!found) {
                endSave(Failure{found.error()});
                return;
            }
            pushMine(*found, theirs, mine);
            m_isSaving = false;
            save();
        },
        [this, conflicts, theirs, mine, design = m_designNumber] {
            if (design == m_designNumber)
                overwrite(stillOf(conflicts), theirs, mine);
            else
                endSave(fail(Errc::Cancelled, "opened-meanwhile",
                             "another design was opened before this one was saved"));
        });
}

void Document::leaveOut(std::set<std::string> names, const QString &text)
{
    m_undo.push(new NewsCommand(*this, std::move(names), false, text));
}

Status Document::becomeLike(const Snapshot &earlier, const QString &text)
{
    std::map<std::string, std::string_view> wanted;
    for (std::size_t file = 0; file < earlier.fileCount(); ++file)
        wanted[earlier.fileName(file)] = earlier.bytes(file);
    std::vector<Splice> splices;
    std::set<std::string> others; // that lie on the disk and came later
    for (std::size_t file = 0; file < m_snapshot->fileCount(); ++file) {
        const auto found = wanted.find(m_snapshot->fileName(file));
        const auto after = found == wanted.end() ? std::string_view() : found->second;
        if (m_snapshot->bytes(file) != after)
            splices.push_back(
                spliceBetween(static_cast<std::uint32_t>(file), 0, m_snapshot->bytes(file), after));
        if (found != wanted.end())
            wanted.erase(found);
        else if (!savedBytes(m_snapshot->fileName(file)).empty())
            others.insert(m_snapshot->fileName(file));
    }
    for (const auto &[name, bytes] : wanted) {
        if (!bytes.empty())
            return fail(Errc::Conflict, "file-gone",
                        "the design has no file %1 any more: open it again first", {name});
    }
    auto applied = applySplices(*m_snapshot, splices);
    if (!applied)
        return Failure{std::move(applied).error()};
    if (others.empty()) {
        push(*std::move(applied), text, {});
        return {};
    }
    m_undo.beginMacro(text);
    leaveOut(std::move(others), text);
    push(*std::move(applied), text, {});
    m_undo.endMacro();
    return {};
}

} // namespace podloom::app
