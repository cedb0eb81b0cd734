// What stands between Ctrl+S and the disk: text that is not applied yet, and files that others changed.
#include "app/canvas/note_editor.h"
#include "app/main/compare_dialog.h"
#include "app/main/main_window.h"
#include "app/main/notice_bar.h"
#include "app/main/status_line.h"
#include "app/panels/apply_draft.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/words.h"

#include <QFileDialog>

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
    const auto path = QFileDialog::getSaveFileName(this, tr("Save the design"), QStringLiteral("design.yaml"),
                                                   tr("Manifests (*.yaml)"));
    if (!path.isEmpty())
        m_document.saveAs(path);
}

void MainWindow::sayNotSaved(const Error &error)
{
    Notice notice{.key = QStringLiteral("save"),
                  .sentence = tr("Not saved: %1").arg(sentence(error)),
                  .isBad = true,
                  .answers = {{tr("Save again"), [this] { save(); }}}};
    if (!m_document.conflicts().empty())
        notice.answers = {{tr("Compare…"), [this, error] { compareWithDisk(error); }},
                          {tr("Overwrite"), [this] { overwriteDisk(); }},
                          {tr("Save a copy…"), [this, error] {
                               saveCopy();
                               sayNotSaved(error); // it is still to be decided
                           }}};
    m_notices->add(std::move(notice));
}

void MainWindow::compareWithDisk(const Error &error)
{
    CompareDialog dialog(m_document, this);
    switch (dialog.exec()) {
    case CompareDialog::Overwrite: overwriteDisk(); break;
    case CompareDialog::TakeTheirs:
        if (const auto taken = m_document.takeTheirs(tr("Take the files of the disk")); !taken)
            m_notices->add(
                {.key = QStringLiteral("save"), .sentence = sentence(taken.error()), .isBad = true});
        else
            m_status->say(tr("The files are those of the disk; Ctrl Z brings your version back"));
        break;
    default: sayNotSaved(error); // it is still to be decided
    }
}

void MainWindow::overwriteDisk()
{
    m_document.saveOverTheirs(tr("Change by another program"), tr("Keep my version"));
}

void MainWindow::dropGone()
{
    const auto &analysis = *m_document.analysis();
    const auto isThere = [&](const ObjectId &id) {
        return m_document.snapshot()->meta(id) != nullptr || analysis.placed.pods.contains(id)
            || analysis.placed.namespaces.contains(id) || analysis.placed.clusters.contains(id)
            || analysis.placed.nodes.contains(id) || analysis.placed.ipPools.contains(id);
    };
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
