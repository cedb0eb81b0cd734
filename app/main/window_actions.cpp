// What can be done in a window; the places themselves are in main_window.cpp.
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/canvas/note_editor.h"
#include "app/canvas/topology_scene.h"
#include "app/main/actions.h"
#include "app/main/add_tiles.h"
#include "app/main/bottom_panel.h"
#include "app/main/bulk_dialog.h"
#include "app/main/command_palette.h"
#include "app/main/editing.h"
#include "app/main/find_bar.h"
#include "app/main/help_dialogs.h"
#include "app/main/main_window.h"
#include "app/main/manual.h"
#include "app/main/rack_dialog.h"
#include "app/main/settings.h"
#include "app/main/side_bar.h"
#include "app/main/status_line.h"
#include "app/main/top_bar.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/lab_controller.h"
#include "app/panels/words.h"
#include "app/wizards/cluster_wizard.h"
#include "app/wizards/import_wizard.h"
#include "app/wizards/policy_wizard.h"
#include "core/model/rack.h"

#include <QApplication>
#include <QMenu>

#include <algorithm>
#include <tuple>
#include <utility>

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

void MainWindow::makeArrangeActions()
{
    const std::tuple<Arrangement, const char *, QString> all[] = {
        {Arrangement::Left, "align-left", tr("Align left edges")},
        {Arrangement::Centre, "align-centre", tr("Align centres")},
        {Arrangement::Right, "align-right", tr("Align right edges")},
        {Arrangement::Top, "align-top", tr("Align top edges")},
        {Arrangement::Middle, "align-middle", tr("Align middles")},
        {Arrangement::Bottom, "align-bottom", tr("Align bottom edges")},
        {Arrangement::Across, "spread-across", tr("Distribute across")},
        {Arrangement::Down, "spread-down", tr("Distribute down")}};
    m_actions->addSeparator(Group::Edit);
    for (const auto &[how, name, text] : all) {
        const bool isSpread = how == Arrangement::Across || how == Arrangement::Down;
        auto *action =
            m_actions->add(Group::Edit, QString::fromLatin1(name), text, {}, [this, how = how, isSpread] {
                if (!m_canvas->canvas()->arrange(how))
                    m_status->say(isSpread ? tr("Choose three cards or more of this drawing")
                                           : tr("Choose two cards or more of this drawing"));
            });
        Actions::setNeeds(*action, isSpread ? tr("Choose three cards or more of this drawing")
                                            : tr("Choose two cards or more of this drawing"));
        const auto follow = [this, action, isSpread] {
            action->setEnabled(m_selection.objects().size() >= (isSpread ? 3U : 2U));
        };
        connect(&m_selection, &Selection::changed, action, follow);
        follow();
    }
}

/// Groups, locks, notes, and links by the dozen.
void MainWindow::makeDrawingActions()
{
    auto &all = *m_actions;
    all.addSeparator(Group::Edit);
    auto *lock = all.add(Group::Edit, QStringLiteral("lock"), tr("Lock or unlock the place"),
                         QKeySequence(Qt::CTRL | Qt::Key_L), [this] {
                             if (!m_canvas->canvas()->toggleLocks())
                                 m_status->say(tr("Choose cards of this drawing"));
                         });
    auto *gather = all.add(Group::Edit, QStringLiteral("group"), tr("Group nodes as a rack…"),
                           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G), [this] { askForRack(); });
    auto *group = all.add(Group::Edit, QStringLiteral("collapse"), tr("Collapse or expand the group"),
                          QKeySequence(Qt::CTRL | Qt::Key_G), [this] {
                              auto *scene = qobject_cast<TopologyScene *>(m_canvas->canvas());
                              const auto &chosen = m_selection.primary();
                              if (!scene || !chosen || !scene->toggleGroupOf(*chosen))
                                  m_status->say(tr("Choose a cluster, or a machine of a rack or cluster"));
                          });
    Actions::setNeeds(*lock, tr("Choose cards of this drawing"));
    Actions::setNeeds(*group, tr("Choose a cluster, or a machine of a rack or cluster"));
    Actions::setNeeds(*gather, tr("Choose nodes first"));
    const auto follow = [this, lock, group, gather] {
        lock->setEnabled(!m_selection.objects().empty()
                         || (m_canvas->canvas() != nullptr && m_canvas->canvas()->hasChosenNotes()));
        group->setEnabled(!m_selection.objects().empty());
        const auto &chosen = m_selection.objects();
        gather->setEnabled(
            std::any_of(chosen.begin(), chosen.end(), [](const ObjectId &id) { return id.kind == "Node"; }));
    };
    connect(&m_selection, &Selection::changed, lock, follow);
    connect(this, &MainWindow::asideChosen, lock, follow);
    follow();
    all.add(Group::Edit, QStringLiteral("note"), tr("Add a note"), {}, [this] {
        const auto at =
            m_canvas->canvas()->freePlace(NoteEditor::newNote(), m_canvas->visibleArea().center());
        writeNote({}, {}, QRectF(at, NoteEditor::newNote()));
    });
    all.add(Group::Edit, QStringLiteral("link-pattern"), tr("Link by pattern…"), {}, [this] {
        auto *dialog = new BulkDialog(m_document, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &BulkDialog::said, m_status, &StatusLine::say);
        dialog->open();
    });
}

void MainWindow::askForRack()
{
    QString before;
    for (const auto &id : m_selection.objects()) {
        const auto *node = m_document.design().nodes.find(id);
        if (node != nullptr && before.isEmpty())
            before = QString::fromStdString(rackOf(node->meta.labels));
    }
    auto *dialog = new RackDialog(before, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RackDialog::chosen, m_editing, &Editing::group);
    dialog->open();
}

/// Without a key it becomes a new note, once it has words; without words a note goes.
void MainWindow::writeNote(const QString &key, const QString &text, const QRectF &place)
{
    if (!m_canvas->visibleArea().contains(place))
        m_canvas->ensureVisible(place);
    auto *scene = m_canvas->canvas();
    auto *editor = new NoteEditor(*m_canvas, place, text);
    connect(editor, &NoteEditor::written, scene, [scene, key, place](const QString &words) {
        if (!key.isEmpty() || !words.isEmpty())
            scene->setNote(key.isEmpty() ? scene->newNoteKey() : key.toStdString(), words, place.topLeft());
    });
}

/// Ways to place the machines of the drawing.
void MainWindow::makeLayoutActions()
{
    const std::tuple<GraphLayout, const char *, QString> all[] = {
        {GraphLayout::RackGrid, "layout-racks", tr("Lay out as racks")},
        {GraphLayout::Layered, "layout-layered", tr("Lay out in layers")},
        {GraphLayout::Radial, "layout-radial", tr("Lay out in rings")},
        {GraphLayout::Force, "layout-force", tr("Lay out by connections")}};
    m_actions->addSeparator(Group::View);
    for (const auto &[how, name, text] : all)
        m_actions->add(Group::View, QString::fromLatin1(name), text, {}, [this, how = how, text = text] {
            if (auto *scene = qobject_cast<TopologyScene *>(m_canvas->canvas())) {
                m_canvas->fit(); // and from now on, wherever the cards go
                scene->layOutBy(how, text);
            } else {
                m_status->say(tr("Policies are laid out by who may reach whom: Ctrl T tidies them up"));
            }
        });
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
    all.add(Group::View, QStringLiteral("table"), tr("The drawing as a table"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), [this] {
                m_bottom->show();
                m_bottom->raise(QStringLiteral("table"));
                m_bottom->focusPanel();
            });
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

void MainWindow::makeLabActions()
{
    auto &all = *m_actions;
    const auto raise = [this](const QString &panel) {
        m_bottom->show();
        m_bottom->raise(panel);
    };
    auto *plan = all.add(Group::Lab, QStringLiteral("plan"), tr("Plan: what deploying would do"),
                         QKeySequence(Qt::CTRL | Qt::Key_P), [this, raise] {
                             raise(QStringLiteral("plan"));
                             // Without a lab the panel says what deploying does.
                             if (m_controller->hasLab() || !m_controller->hasLooked())
                                 m_controller->refreshPlan();
                         });
    auto *deploy = all.add(Group::Lab, QStringLiteral("deploy"), tr("Deploy to lab"),
                           QKeySequence(Qt::CTRL | Qt::Key_D), [this, raise] {
                               raise(QStringLiteral("lab"));
                               m_controller->deploy();
                           });
    auto *verify =
        all.add(Group::Lab, QStringLiteral("verify"), tr("Verify: probe every predicted connection"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V), [this, raise] {
                    raise(QStringLiteral("lab"));
                    m_controller->verify();
                });
    auto *cancel = all.add(Group::Lab, QStringLiteral("cancel"), tr("Cancel what runs"), {},
                           [this] { m_controller->cancel(); });
    for (auto *action : {plan, deploy, verify})
        Actions::setNeeds(*action, tr("The lab is at work"));
    Actions::setNeeds(*cancel, tr("The lab is not at work"));
    const auto follow = [this, plan, deploy, verify, cancel] {
        const bool isBusy = m_controller->isBusy();
        for (auto *action : {plan, deploy, verify})
            action->setEnabled(!isBusy);
        cancel->setEnabled(isBusy);
    };
    connect(m_controller, &LabController::busyChanged, this, follow);
    connect(m_controller, &LabController::failed, this, [raise] { raise(QStringLiteral("lab")); });
    follow();
    makeWayBack();
    m_top->setLabActions(plan, deploy, m_actions->find(QStringLiteral("way-back")));
}

void MainWindow::makeWayBack()
{
    auto &all = *m_actions;
    auto *back = all.add(Group::Lab, QStringLiteral("way-back"), tr("Take back the last deployment"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B), [this] { takeBackDeployment(); });
    auto *down = all.add(Group::Lab, QStringLiteral("down"), tr("Take the lab down"), {}, [this] {
        m_bottom->show();
        m_bottom->raise(QStringLiteral("lab"));
        m_controller->down();
    });
    Actions::setNeeds(*back, tr("Nothing was deployed from this window"));
    Actions::setNeeds(*down, tr("No lab of this design runs, or it is at work"));
    const auto follow = [this, back, down] {
        // What was deployed of another design, or to another lab, is no way back of this one.
        if (std::exchange(m_wayBackLab, m_controller->lab()) != m_wayBackLab)
            m_wayBack.clear();
        back->setEnabled(m_wayBack.target() && !m_controller->isBusy());
        down->setEnabled(m_controller->hasLab() && !m_controller->isBusy());
    };
    connect(m_controller, &LabController::deployed, this,
            [this](const SnapshotPointer &design) { m_wayBack.reached(design); });
    connect(m_controller, &LabController::deploymentBroke, this, [this] { m_wayBack.brokeOff(); });
    connect(m_controller, &LabController::takenDown, this, [this] { m_wayBack.clear(); });
    connect(m_controller, &LabController::busyChanged, this, [this, follow](bool isBusy) {
        if (!isBusy)
            m_wayBack.end(); // failed or stopped before anything was changed: the way back is still there
        follow();
    });
    connect(m_controller, &LabController::changed, this, follow);
    connect(&m_document, &Document::opened, this, [this, follow] {
        m_wayBack.clear();
        follow();
    });
    follow();
}

void MainWindow::takeBackDeployment()
{
    const auto before = m_wayBack.target();
    if (!before)
        return;
    if (const auto done = m_document.becomeLike(*before, tr("Take back the last deployment")); !done) {
        m_status->say(sentence(done.error()));
        return;
    }
    m_bottom->show();
    m_bottom->raise(QStringLiteral("lab"));
    m_controller->deploy();
    if (m_controller->isBusy())
        m_wayBack.begin();
}

/// The way of a packet from the pod that was chosen first to the one that was chosen last.
void MainWindow::traceChosen()
{
    std::vector<ObjectId> pods;
    for (const auto &id : m_selection.objects()) {
        if (id.kind == "Pod")
            pods.push_back(id);
    }
    if (pods.size() != 2) {
        m_status->say(tr("Choose two pods: click the first, and the second with Ctrl"));
        return;
    }
    const auto to = m_selection.primary() == pods[0] ? pods[0] : pods[1];
    const auto from = to == pods[0] ? pods[1] : pods[0];
    Selection::Question question;
    question.traffic = {.protocol = Protocol::Tcp, .port = 80};
    for (const auto &endpoint : m_document.analysis()->program.endpoints) {
        if (endpoint.id == from)
            question.from = endpoint.name;
        if (endpoint.id != to)
            continue;
        question.to = endpoint.name;
        if (!endpoint.ports.empty())
            question.traffic = {.protocol = endpoint.ports.front().protocol,
                                .port = endpoint.ports.front().port};
    }
    m_bottom->show();
    m_bottom->raise(QStringLiteral("trace"));
    m_selection.ask(question);
}

void MainWindow::showMenu(QPoint at)
{
    QMenu menu;
    const bool isChosen = !m_selection.objects().empty();
    for (const auto *name : {"copy", "duplicate", "remove", "select-none"}) {
        if (isChosen)
            menu.addAction(m_actions->find(QString::fromLatin1(name)));
    }
    menu.addAction(m_actions->find(QStringLiteral("paste")));
    for (const auto *name : {"trace", "lock", "group", "collapse"}) {
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
