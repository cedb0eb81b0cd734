// What can be done in a window; the places themselves are in main_window.cpp.
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/main/actions.h"
#include "app/main/add_tiles.h"
#include "app/main/bottom_panel.h"
#include "app/main/command_palette.h"
#include "app/main/editing.h"
#include "app/main/find_bar.h"
#include "app/main/help_dialogs.h"
#include "app/main/main_window.h"
#include "app/main/manual.h"
#include "app/main/settings.h"
#include "app/main/side_bar.h"
#include "app/main/status_line.h"
#include "app/panels/inspector_panel.h"
#include "app/wizards/cluster_wizard.h"
#include "app/wizards/import_wizard.h"
#include "app/wizards/policy_wizard.h"

#include <QApplication>
#include <QMenu>

namespace podloom::app {

using Group = Actions::Group;

void MainWindow::openWizard(WizardDialog *wizard, const QString &page)
{
    setManualPage(wizard, page);
    connect(wizard, &WizardDialog::said, m_status, &StatusLine::say);
    connect(wizard, &QDialog::accepted, m_canvas, &CanvasView::fit);
    wizard->open();
}

void MainWindow::openImport(const QStringList &paths)
{
    auto *wizard = new ImportWizard(m_document, this);
    openWizard(wizard, QStringLiteral("guide/07-import"));
    if (!paths.isEmpty())
        wizard->read(paths);
}

void MainWindow::makeWizardActions()
{
    auto &all = *m_actions;
    all.add(Group::Edit, QStringLiteral("new-cluster"), tr("New cluster…"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), [this] {
                openWizard(new ClusterWizard(m_document, this), QStringLiteral("guide/01-first-cluster"));
            });
    all.add(Group::Edit, QStringLiteral("new-policy"), tr("New policy…"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), [this] {
                openWizard(new PolicyWizard(m_document, m_selection, this),
                           QStringLiteral("guide/05-policies"));
            });
    all.add(Group::Edit, QStringLiteral("import"), tr("Import…"), QKeySequence(Qt::CTRL | Qt::Key_I),
            [this] { openImport({}); });
    all.addSeparator(Group::Edit);
}

void MainWindow::makeEditActions()
{
    auto &all = *m_actions;
    auto *undo = m_document.undoStack()->createUndoAction(this, tr("Undo"));
    undo->setShortcut(QKeySequence::Undo);
    all.take(Group::Edit, QStringLiteral("undo"), undo);
    auto *redo = m_document.undoStack()->createRedoAction(this, tr("Redo"));
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    all.take(Group::Edit, QStringLiteral("redo"), redo);
    all.addSeparator(Group::Edit);
    makeWizardActions();
    for (const auto kind : kNewKinds)
        all.add(Group::Edit, QStringLiteral("add-") + QString::number(static_cast<int>(kind)),
                tr("Add %1").arg(nameOf(kind)), {}, [this, kind] { m_editing->add(kind); });
    all.addSeparator(Group::Edit);
    auto *copy = all.add(Group::Edit, QStringLiteral("copy"), tr("Copy"), QKeySequence::Copy,
                         [this] { m_editing->copyChosen(); });
    all.add(Group::Edit, QStringLiteral("paste"), tr("Paste"), QKeySequence::Paste,
            [this] { m_editing->paste(); });
    auto *duplicate =
        all.add(Group::Edit, QStringLiteral("duplicate"), tr("Duplicate"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), [this] { m_editing->duplicateChosen(); });
    auto *rename =
        all.add(Group::Edit, QStringLiteral("rename"), tr("Rename…"), QKeySequence(Qt::Key_F2), [this] {
            m_inspector->show();
            m_inspector->editName();
        });
    auto *remove = all.add(Group::Edit, QStringLiteral("remove"), tr("Remove"), QKeySequence::Delete, [this] {
        if (!m_selection.objects().empty() || !m_canvas->canvas()->removeChosenNotes())
            m_editing->removeChosen();
    });
    all.add(Group::Edit, QStringLiteral("select-all"), tr("Select all"), QKeySequence::SelectAll,
            [this] { m_editing->chooseAll(); });
    auto *none = all.add(Group::Edit, QStringLiteral("select-none"), tr("Select nothing"),
                         QKeySequence(Qt::Key_Escape), [this] { m_selection.clear(); });
    for (auto *action : {copy, duplicate, remove, none})
        Actions::setNeeds(*action, tr("Choose something first"));
    Actions::setNeeds(*rename, tr("Choose something that stands in a file"));
    Actions::setNeeds(*undo, tr("There is nothing to undo"));
    Actions::setNeeds(*redo, tr("There is nothing to redo"));
    const auto follow = [this, copy, duplicate, rename, remove, none] {
        const auto &primary = m_selection.primary();
        rename->setEnabled(primary && m_document.snapshot()->meta(*primary) != nullptr);
        const bool isAny = !m_selection.objects().empty();
        for (auto *action : {copy, duplicate, none})
            action->setEnabled(isAny);
        remove->setEnabled(isAny || m_canvas->canvas()->hasChosenNotes());
    };
    connect(&m_selection, &Selection::changed, this, follow);
    connect(this, &MainWindow::asideChosen, this, follow);
    for (auto *action : {copy, duplicate, rename, remove, none})
        action->setEnabled(false);
}

void MainWindow::makeViewActions()
{
    auto &all = *m_actions;
    all.add(Group::View, QStringLiteral("find"), tr("Find or run…"), QKeySequence(Qt::CTRL | Qt::Key_K),
            [this] { m_palette->popUp(); });
    all.add(Group::View, QStringLiteral("find-here"), tr("Find in the drawing"), QKeySequence::Find,
            [this] { m_find->popUp(); });
    all.addSeparator(Group::View);
    all.add(Group::View, QStringLiteral("fit"), tr("Zoom to fit"), QKeySequence(Qt::CTRL | Qt::Key_0),
            [this] { m_canvas->fit(); });
    auto *chosen = all.add(Group::View, QStringLiteral("fit-chosen"), tr("Zoom to what is chosen"),
                           QKeySequence(Qt::CTRL | Qt::Key_2), [this] {
                               if (!m_canvas->fitTo(m_selection.objects()))
                                   m_status->say(tr("This drawing does not show what is chosen"));
                           });
    Actions::setNeeds(*chosen, tr("Choose something first"));
    const auto follow = [this, chosen] { chosen->setEnabled(!m_selection.objects().empty()); };
    connect(&m_selection, &Selection::changed, chosen, follow);
    follow();
    all.add(Group::View, QStringLiteral("zoom-100"), tr("Zoom to 100 %"), QKeySequence(Qt::CTRL | Qt::Key_1),
            [this] { m_canvas->zoomTo(1); });
    all.add(Group::View, QStringLiteral("zoom-in"), tr("Zoom in"), QKeySequence(Qt::CTRL | Qt::Key_Plus),
            [this] { m_canvas->zoomBy(1.25); });
    all.add(Group::View, QStringLiteral("zoom-out"), tr("Zoom out"), QKeySequence(Qt::CTRL | Qt::Key_Minus),
            [this] { m_canvas->zoomBy(0.8); });
    all.add(Group::View, QStringLiteral("tidy-up"), tr("Tidy up the drawing"),
            QKeySequence(Qt::CTRL | Qt::Key_T), [this] {
                m_canvas->fit(); // and from now on, wherever the cards go
                m_canvas->canvas()->tidyUp();
            });
    all.addSeparator(Group::View);
    all.add(Group::View, QStringLiteral("trace"), tr("Trace between two pods"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this] { traceChosen(); });
    all.addSeparator(Group::View);
    all.add(Group::View, QStringLiteral("left"), tr("Show or hide the left side"), QKeySequence(Qt::Key_F6),
            [this] { togglePlace(m_side); });
    all.add(Group::View, QStringLiteral("bottom"), tr("Show or hide the panels below"),
            QKeySequence(Qt::Key_F7), [this] { togglePlace(m_bottom); });
    all.add(Group::View, QStringLiteral("right"), tr("Show or hide the inspector"), QKeySequence(Qt::Key_F8),
            [this] { togglePlace(m_inspector); });
    all.add(Group::View, QStringLiteral("theme"), tr("Switch between light and dark"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), [this] { toggleTheme(); });
    all.add(Group::View, QStringLiteral("settings"), tr("Settings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma),
            [this] {
                auto *dialog = makeSettingsDialog(this);
                setManualPage(dialog, QStringLiteral("designer"));
                dialog->open();
            });
    all.addSeparator(Group::View);
}

Manual &MainWindow::manual()
{
    if (m_manual == nullptr)
        m_manual = new Manual(this);
    return *m_manual;
}

void MainWindow::makeHelpActions()
{
    auto &all = *m_actions;
    all.add(Group::Help, QStringLiteral("manual"), tr("Help about this place"), QKeySequence(Qt::Key_F1),
            [this] {
                const auto page = manualPageOf(QApplication::focusWidget());
                manual().showPage(page.isEmpty() ? manualPageOf(m_canvas) : page);
            });
    all.add(Group::Help, QStringLiteral("guide"), tr("Manual: ten short pages"), {},
            [this] { manual().showPage(QStringLiteral("guide/01-first-cluster")); });
    all.add(Group::Help, QStringLiteral("shortcuts"), tr("Keys and mouse"),
            QKeySequence(Qt::CTRL | Qt::Key_Slash), [this] { makeShortcutSheet(*m_actions, this)->open(); });
    all.addSeparator(Group::Help);
    all.add(Group::Help, QStringLiteral("about"), tr("About Podloom"), {},
            [this] { makeAboutDialog(this)->open(); });
}

void MainWindow::showMenu(QPoint at)
{
    QMenu menu;
    const bool isChosen = !m_selection.objects().empty();
    for (const auto *name : {"copy", "duplicate", "rename", "remove", "select-none"}) {
        if (isChosen)
            menu.addAction(m_actions->find(QString::fromLatin1(name)));
    }
    menu.addAction(m_actions->find(QStringLiteral("paste")));
    for (const auto *name :
         {"inspector-properties", "inspector-yaml", "fit-chosen", "trace", "lock", "group", "collapse"}) {
        if (isChosen)
            menu.addAction(m_actions->find(QString::fromLatin1(name)));
    }
    menu.addAction(m_actions->find(QStringLiteral("note")));
    if (m_selection.objects().size() > 1) {
        auto *line = menu.addMenu(tr("Align and distribute"));
        for (const auto *name : {"align-left", "align-centre", "align-right", "align-top", "align-middle",
                                 "align-bottom", "spread-across", "spread-down"})
            line->addAction(m_actions->find(QString::fromLatin1(name)));
    }
    menu.addAction(m_actions->find(QStringLiteral("new-policy")));
    auto *more = menu.addMenu(tr("Add"));
    for (const auto kind : kNewKinds)
        more->addAction(m_actions->find(QStringLiteral("add-") + QString::number(static_cast<int>(kind))));
    menu.addSeparator();
    for (const auto *name : {"undo", "redo", "fit", "tidy-up"})
        menu.addAction(m_actions->find(QString::fromLatin1(name)));
    menu.exec(at);
}

} // namespace podloom::app
