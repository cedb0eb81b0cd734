// What stands between Ctrl+S and the disk: text that is not applied yet, and files that others changed.
#include "app/canvas/note_editor.h"
#include "app/main/compare_dialog.h"
#include "app/main/main_window.h"
#include "app/main/notice_bar.h"
#include "app/main/save_dialog.h"
#include "app/main/status_line.h"
#include "app/panels/apply_draft.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/words.h"

#include <QDir>
#include <QFileInfo>

namespace podloom::app {

void MainWindow::save()
{
    NoteEditor::keepAll(*this);
    if (applyTyped())
        saveApplied();
}

bool MainWindow::applyTyped()
{
    const auto fault = applyDrafts(m_document);
    if (!fault)
        return true;
    const auto show = [this, key = fault->key, line = fault->line] {
        m_inspector->show();
        m_inspector->showText(key, line);
    };
    m_notices->add({.key = QStringLiteral("save"),
                    .sentence = tr("Not saved, as the text that you typed for %1 cannot be applied. %2")
                                    .arg(titleOf(fault->key), fault->sentence),
                    .isBad = true,
                    .answers = {{tr("Show it"), show}, {tr("Save without it"), [this] { saveApplied(); }}}});
    return false;
}

void MainWindow::saveApplied()
{
    // A design that is getting its first file is saved there once more.
    if (!m_document.paths().isEmpty() || m_document.isSaving()) {
        m_document.save();
        return;
    }
    const auto path =
        askWhereToSave(this, tr("Save the design"), QStringLiteral("design.yaml"), tr("Manifests (*.yaml)"));
    if (!path.isEmpty())
        m_document.saveAs(path);
}

void MainWindow::connectDisk()
{
    connect(&m_document, &Document::saveFailed, this, &MainWindow::sayNotSaved);
    connect(&m_document, &Document::saved, this, [this] {
        m_refusal.reset();
        m_notices->withdraw(QStringLiteral("save"));
        m_status->say(tr("Saved"));
        sayUndecided(); // other files than those that were saved
    });
    connect(&m_document, &Document::conflictsChanged, this, [this] {
        if (m_document.conflicts().empty())
            m_refusal.reset();
        sayUndecided();
    });
    const auto follow = [this] {
        if (m_notices->has(QStringLiteral("disk")))
            sayUndecided(); // with edits there is something to compare
    };
    connect(&m_document, &Document::modifiedChanged, this, follow);
    connect(&m_document.drafts(), &Drafts::changed, this, follow);
    connect(&m_document, &Document::settled, this, &MainWindow::saySettled);
    connect(&m_document, &Document::settleFailed, this, [this](const Error &error) {
        m_notices->add({.key = QStringLiteral("settle"), .sentence = sentence(error), .isBad = true});
        sayUndecided();
    });
}

void MainWindow::saySettled(bool isTheirs, bool isStep)
{
    m_notices->withdraw(QStringLiteral("settle"));
    if (!isStep)
        m_status->say(isTheirs ? tr("The files of the disk are what is here already")
                               : tr("Your version stays as it is"));
    else
        m_status->say(isTheirs ? tr("The files are those of the disk; Ctrl Z brings your version back")
                               : tr("Saving writes your version; Ctrl Z brings that of the disk here"));
}

void MainWindow::sayNotSaved(const Error &error)
{
    if (error.code == Errc::Conflict && !m_document.conflicts().empty()) {
        m_refusal = error;
        m_notices->withdraw(QStringLiteral("save"));
        sayUndecided();
        return;
    }
    m_notices->add({.key = QStringLiteral("save"),
                    .sentence = tr("Not saved: %1").arg(sentence(error)),
                    .isBad = true,
                    .answers = {{tr("Save again"), [this] { save(); }}}});
}

namespace {

/// "nodes.yaml", or "sites/nodes.yaml" of a folder.
QString shortName(const QStringList &paths, const std::string &file)
{
    const auto name = QString::fromStdString(file);
    const QFileInfo first(paths.value(0));
    return first.isDir() ? QDir(first.filePath()).relativeFilePath(name) : QFileInfo(name).fileName();
}

} // namespace

void MainWindow::sayChangedOnDisk()
{
    const auto &conflicts = m_document.conflicts();
    const auto &[file, bytes] = *conflicts.begin();
    const auto name = shortName(m_document.paths(), file);
    const auto isKnown = [this](const std::string &each) {
        const auto &snapshot = *m_document.snapshot();
        for (std::size_t at = 0; at < snapshot.fileCount(); ++at) {
            if (snapshot.fileName(at) == each)
                return true;
        }
        return each == layoutFileOf(m_document.paths().value(0).toStdString());
    };
    QString words;
    if (conflicts.size() > 2)
        words = tr("%1 and %2 other files were changed on the disk by another program.")
                    .arg(name)
                    .arg(conflicts.size() - 1);
    else if (conflicts.size() > 1)
        words = tr("%1 and %2 were changed on the disk by another program.")
                    .arg(name, shortName(m_document.paths(), conflicts.rbegin()->first));
    else if (!isKnown(file))
        words = tr("%1 was added to this design on the disk by another program.").arg(name);
    else if (bytes.empty())
        words = tr("%1 was removed from the disk by another program.").arg(name);
    else
        words = tr("%1 was changed on the disk by another program.").arg(name);
    const bool isEdited = m_document.isModified() || !m_document.drafts().isEmpty();
    Notice notice{.key = QStringLiteral("disk"),
                  .sentence = words,
                  .answers = {{tr("Reload"), [this] { takeDisk(); }},
                              {tr("Keep mine"), [this] {
                                   m_document.keepMine(tr("Change by another program"),
                                                       tr("Keep my version"));
                               }}}};
    if (isEdited) {
        notice.sentence += QLatin1Char(' ') + tr("You have edits that are not saved.");
        notice.answers.insert(notice.answers.begin(), {tr("Compare…"), [this] { compareWithDisk(); }});
    }
    m_notices->add(std::move(notice));
}

/// Nothing when the disk has what is known of it.
void MainWindow::sayUndecided()
{
    if (m_document.conflicts().empty()) {
        m_notices->withdraw(QStringLiteral("disk"));
        return;
    }
    if (!m_refusal) {
        sayChangedOnDisk();
        return;
    }
    m_notices->add({.key = QStringLiteral("disk"),
                    .sentence = tr("Not saved: %1").arg(sentence(*m_refusal)),
                    .isBad = true,
                    .answers = {{tr("Compare…"), [this] { compareWithDisk(); }},
                                {tr("Overwrite"), [this] { overwriteDisk(); }},
                                {tr("Save a copy…"), [this] {
                                     saveCopy();
                                     sayUndecided();
                                 }}}});
}

void MainWindow::compareWithDisk()
{
    CompareDialog dialog(m_document, this);
    switch (dialog.exec()) {
    case CompareDialog::Overwrite: overwriteDisk(); break;
    case CompareDialog::TakeTheirs: takeDisk(); break;
    default: sayUndecided();
    }
}

void MainWindow::takeDisk()
{
    m_document.takeTheirs(tr("Take the files of the disk"));
}

/// What was here is one step of undo away, so that nobody has to be asked.
void MainWindow::readAgain()
{
    NoteEditor::keepAll(*this);
    m_document.reload(tr("Read the files again"));
}

void MainWindow::overwriteDisk()
{
    m_document.saveOverTheirs(tr("Change by another program"), tr("Keep my version"));
}

bool MainWindow::isThere(const ObjectId &id) const
{
    const auto &analysis = *m_document.analysis();
    return m_document.snapshot()->meta(id) != nullptr || analysis.placed.pods.contains(id)
        || analysis.placed.namespaces.contains(id) || analysis.placed.clusters.contains(id)
        || analysis.placed.nodes.contains(id) || analysis.placed.ipPools.contains(id);
}

void MainWindow::dropGone()
{
    std::set<ObjectId> left;
    for (const auto &id : m_selection.objects()) {
        if (isThere(id) || !m_seen.contains(id))
            left.insert(id);
    }
    if (left.size() != m_selection.objects().size()) {
        const auto &primary = m_selection.primary();
        m_selection.set(left, primary && left.contains(*primary) ? primary : std::nullopt);
    }
    m_seen.clear();
    for (const auto &id : m_selection.objects()) {
        if (isThere(id))
            m_seen.insert(id);
    }
}

} // namespace podloom::app
