// What can be done with the cards of the drawing: lines, locks, groups, notes, layouts, links by the dozen.
#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/canvas/note_editor.h"
#include "app/canvas/topology_scene.h"
#include "app/main/actions.h"
#include "app/main/bulk_dialog.h"
#include "app/main/editing.h"
#include "app/main/main_window.h"
#include "app/main/manual.h"
#include "app/main/rack_dialog.h"
#include "app/main/status_line.h"
#include "core/model/rack.h"

#include <algorithm>
#include <tuple>

namespace podloom::app {

using Group = Actions::Group;

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
                              if (!scene || !scene->toggleChosenGroup())
                                  m_status->say(tr("Choose a cluster, or a machine of a rack or cluster"));
                          });
    Actions::setNeeds(*lock, tr("Choose cards of this drawing"));
    Actions::setNeeds(*group, tr("Choose a cluster, or a machine of a rack or cluster"));
    Actions::setNeeds(*gather, tr("Choose nodes first"));
    const auto follow = [this, lock, group, gather] {
        lock->setEnabled(!m_selection.objects().empty()
                         || (m_canvas->canvas() != nullptr && m_canvas->canvas()->hasChosenNotes()));
        const auto *scene = qobject_cast<TopologyScene *>(m_canvas->canvas());
        group->setEnabled(!m_selection.objects().empty() || (scene != nullptr && scene->hasChosenGroup()));
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
        setManualPage(dialog, QStringLiteral("guide/02-drawing"));
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
    setManualPage(dialog, QStringLiteral("guide/02-drawing"));
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

} // namespace podloom::app
