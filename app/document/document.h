// app/document/document.h: one open design: its snapshot, its edits with undo, its files and its layout.
#pragma once

#include "app/document/analysis.h"
#include "app/document/disk_state.h"
#include "app/document/drafts.h"
#include "app/document/layout.h"
#include "app/document/unsaved.h"
#include "core/manifest/edit.h"

#include <QObject>
#include <QStringList>
#include <QUndoStack>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace podloom::app {

/// Files and folders as they were read.
struct LoadedDesign {
    SnapshotPointer snapshot{};
    AnalysisPointer analysis{};
    Layout layout{};
    std::string layoutText{}; ///< bytes of the side file; empty when there is none
};

/// What is to be written, and what lay there when it was read.
struct SaveJob {
    struct File {
        std::string name{};
        std::string_view bytes{}; ///< of `snapshot`
        std::string before{};
    };
    SnapshotPointer snapshot{};
    std::vector<File> files{};
    std::filesystem::path layoutFile{};
    Layout layout{};
    std::string layoutBefore{};
};

/// What was written of a SaveJob until its end or its first error.
struct SaveOutcome {
    Status status{};
    std::vector<std::string> written{}; ///< names of files
    /// What lies there instead of what was read, by name of the file, the layout's too; empty when it is
    /// gone.
    std::map<std::string, std::string> conflicts{};
    std::string layoutText{}; ///< as it lies on the disk now
};

/// Writes each file whole or not at all, the layout last and only when it says something new. Errors:
/// Conflict when a file was changed by somebody else meanwhile, and then none is written; Io and others from
/// the system. For a worker thread.
SaveOutcome writeFiles(const SaveJob &job);

/// Owner of one design on the window's thread. Everything that is shown is a view of `snapshot()` and
/// `analysis()`; everything that changes it is an Edit. Reading and analyses run on other threads.
class Document : public QObject {
    Q_OBJECT

public:
    /// New positions by layoutKey(); nothing = laid out by itself again.
    using Moves = std::map<std::string, std::optional<QPointF>>;

    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    /// Never null.
    const SnapshotPointer &snapshot() const { return m_snapshot; }
    const Design &design() const { return m_snapshot->design(); }
    /// Grows with every new snapshot.
    quint64 revision() const { return m_revision; }
    /// Never null; may be of an older revision for a moment.
    const AnalysisPointer &analysis() const { return m_analysis; }
    const Layout &layout() const { return m_layout; }

    /// As given to open(); empty for a design that has no file yet.
    const QStringList &paths() const { return m_paths; }
    /// Where the first object of a design without any file goes; empty when there are files.
    std::string fileForFirst() const;
    /// What the design and its lab are called: "shop" for shop.yaml and for the folder shop.
    QString name() const;
    /// The file or folder without the way to it.
    QString title() const;
    bool isModified() const { return !m_undo.isClean(); }
    bool isLoading() const { return m_isLoading; }
    bool isSaving() const { return m_isSaving; }
    QUndoStack *undoStack() { return &m_undo; }
    /// What was typed over manifests and is not applied yet. A design that is opened has none.
    Drafts &drafts() { return m_drafts; }
    const Drafts &drafts() const { return m_drafts; }

    /// Reads files and folders (as every command does) and the layout beside the first of them on another
    /// thread; ends with opened() or openFailed(). What was open stays until then.
    void open(const QStringList &paths);
    /// The same before it returns, with the analysis; for pictures and tests.
    Status openNow(const QStringList &paths);
    /// A design without a file that begins with these manifests; nothing of it is unsaved until it is edited.
    void openText(std::string manifests);
    /// Returns when analysis() is of revision(); runs the event loop. For pictures and tests.
    void waitForAnalysis();

    /// One undoable change, called `text` in the menu. Changes with the same non-empty `mergeKey` that follow
    /// each other are undone together (typing). Errors as podloom::apply; then nothing has changed.
    Status apply(const Edit &edit, const QString &text, const QString &mergeKey = {});
    /// The same for changes to the text of the files.
    Status applyText(const std::vector<Splice> &splices, const QString &text, const QString &mergeKey = {});
    /// The same for what was worked out from snapshot() on another thread.
    void applyMade(Applied made, const QString &text) { push(std::move(made), text, {}); }
    /// One undoable change that gives every file the bytes that it had in an earlier snapshot of this
    /// document. Files that it did not have leave the design and stay on the disk as they are. Errors:
    /// Conflict when that had a file that is not here any more.
    Status becomeLike(const Snapshot &earlier, const QString &text);
    /// Moves things in the drawing, undoably; touches no manifest. `mergeKey` as in apply().
    void move(const Moves &moves, const QString &text, const QString &mergeKey = {});

    /// Gives the drawing these facts in place of those it has, undoably; several commands.
    void takeLayout(const Layout &layout, const QString &text);

    /// Changes a fact of the drawing that is no position (a member of Layout::other), undoably; null takes it
    /// away.
    void setFact(const std::string &key, const Json &value, const QString &text);

    /// Writes the files that changed on another thread; ends with saved() or saveFailed(). What is edited
    /// meanwhile stays modified. Called while it saves, it saves once more. Errors: those of writeFiles;
    /// InvalidArgument when the design has no file yet (see saveAs). Files that were written before an error
    /// stay written.
    void save();
    /// What lies on the disk in place of what was read or saved, by name of the file (new ones and the
    /// layout's too), empty for what is gone: as the last save or a FileWatch found it.
    const std::map<std::string, std::string> &conflicts() const { return m_conflicts; }
    void noteConflicts(std::map<std::string, std::string> conflicts);
    /// Brings conflicts() into this design as one undoable change called `text`: undo brings one's own
    /// version of those files back, and leaves those out that only the disk had. What it becomes is worked
    /// out on another thread; ends with settled() or settleFailed(). Errors: as applyText.
    void takeTheirs(const QString &text);
    /// Reads the files again, new ones too, and takes what lies there as one undoable change called `text`:
    /// undo brings back what was here. What is typed over manifests stays a draft. Ends as takeTheirs().
    void reload(const QString &text);
    /// Goes on with one's own version: conflicts() come into the undo history below it, so that undo brings
    /// them back, and the next save writes over them. Files that only the disk has are left alone. Ends as
    /// takeTheirs().
    void keepMine(const QString &theirs, const QString &mine);
    /// keepMine() and then save(). Ends as save() does, with a Conflict when the files were changed once
    /// more. Called while it saves, it waits for that save, and then writes
    /// over the conflicts() of now only.
    void saveOverTheirs(const QString &theirs, const QString &mine);
    DiskState diskState() const;
    /// Grows with every change of what is taken for what lies on the disk.
    quint64 diskNumber() const { return m_diskNumber; }
    /// Gives a design without a file its place and saves it there, on another thread; ends as save() does.
    /// While it saves, it saves once more to where that goes. Errors: Conflict when it has a file.
    void saveAs(const QString &path);
    /// Writes the design as it is now to another place, a file or (for a design of several files) a folder,
    /// on another thread; this document stays where it is. Ends with copySaved() or copyFailed(). Errors:
    /// AlreadyExists when the folder has something in it.
    void saveCopy(const QString &path);
    /// Returns when nothing is being saved, with how the last save ended. Runs the event loop, without what
    /// the user does: for closing and for tests.
    Status waitForSave();

    /// The files as they lie on the disk, as far as this document knows.
    std::vector<InputFile> savedFiles() const;
    /// What is not saved, for the journal: bytes by name of the file, nothing when all is saved.
    Unsaved unsaved() const;
    /// Reads the design again and does to it what the journal says, as one undoable change; drafts are drafts
    /// again. Ends as open(), and with restored() behind opened().
    void restoreUnsaved(const Unsaved &unsaved);

signals:
    void snapshotChanged();
    void analysisChanged();
    void layoutChanged();
    void modifiedChanged(bool isModified);
    void loadingChanged(bool isLoading);
    void opened();
    void openFailed(const podloom::Error &error);
    void restored();
    void savingChanged(bool isSaving);
    void saved();
    void copySaved(const QString &path);
    void copyFailed(const podloom::Error &error);
    void saveFailed(const podloom::Error &error);
    void conflictsChanged();
    /// takeTheirs() is done, or reload(), or keepMine(). `isStep`: there is something to undo.
    void settled(bool isTheirs, bool isStep);
    void settleFailed(const podloom::Error &error);

private:
    class TextCommand;
    class MoveCommand;
    class FactCommand;
    class NewsCommand;
    struct Theirs;
    /// What saveOverTheirs() was asked for while a save was under way.
    struct Overwrite {
        std::map<std::string, std::string> seen{}; ///< conflicts() then
        QString theirs{};
        QString mine{};
    };

    /// `isSame`: it has the bytes that there are now, so what can be undone stays.
    void take(LoadedDesign loaded, const QStringList &paths, bool isSame = false);
    void setSnapshot(SnapshotPointer snapshot);
    void setPositions(const Moves &moves);
    void putFact(const std::string &key, const Json &value);
    void setLoading(bool isLoading);
    void startAnalysis();
    void push(Applied applied, const QString &text, const QString &mergeKey);
    void restore(const std::vector<Splice> &splices);
    void rememberSaved();
    void setSaving(bool isSaving);
    void endSave(Status status);
    void takeOutcome(const SaveJob &job, SaveOutcome outcome, quint64 changes);
    void openAs(const QStringList &paths, const Unsaved &unsaved);
    /// Calls `found`, or `again` when that is about another state than there is then.
    void findTheirs(std::map<std::string, std::string> conflicts, bool isKept,
                    std::function<void(const Result<Theirs> &)> found, std::function<void()> again);
    void settle(std::map<std::string, std::string> conflicts, bool isKept,
                std::function<bool(const Theirs &)> push);
    void overwrite(std::map<std::string, std::string> conflicts, const QString &theirs, const QString &mine);
    std::map<std::string, std::string> stillOf(std::map<std::string, std::string> conflicts) const;
    void whenSaved(std::function<void()> go);
    void readAgain(quint64 number, const QString &text);
    void takeFiles(quint64 number, std::map<std::string, std::string> files, const QString &text);
    bool pushTheirs(const Theirs &theirs, const QString &text);
    bool pushMine(const Theirs &theirs, const QString &theirText, const QString &mineText);
    void leaveOut(std::set<std::string> names, const QString &text);
    void applyUnsaved(const Unsaved &unsaved);
    void restoreEdits(const Unsaved &unsaved);
    /// Empty for files that are not there, as far as this design goes.
    std::string_view savedBytes(const std::string &name) const;

    SnapshotPointer m_snapshot;
    AnalysisPointer m_analysis;
    Layout m_layout;
    std::string m_layoutText; ///< as it lies on the disk
    QStringList m_paths;
    std::map<std::string, DiskFile> m_saved; ///< what lies on the disk, by name of the file
    std::set<std::string> m_leftOut; ///< of `m_saved`: files of others that are no part of this design
    std::map<std::string, std::string> m_conflicts;
    QUndoStack m_undo;
    Drafts m_drafts;
    quint64 m_revision = 0;
    quint64 m_openNumber = 0;
    quint64 m_designNumber = 0; ///< grows with every design that is opened
    quint64 m_diskNumber = 0;
    quint64 m_changes = 0; ///< grows with every change of text or layout
    Status m_lastSave{};
    std::optional<Overwrite> m_overwrite;
    bool m_isSaving = false;
    bool m_savesAgain = false;
    bool m_isLoading = false;
    bool m_isAnalysing = false;
};

/// What Document::open does on its thread. Files of `added` that do not exist are there, empty. Errors: what
/// could not be read.
Result<LoadedDesign> loadDesign(const QStringList &paths, const std::vector<std::string> &added = {});

} // namespace podloom::app
