#include "app/main/main_window.h"

#include "app/canvas/canvas_view.h"
#include "app/canvas/policy_scene.h"
#include "app/canvas/topology_scene.h"
#include "app/main/actions.h"
#include "app/main/side_bar.h"
#include "app/main/status_line.h"
#include "app/main/top_bar.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace podloom::app {

MainWindow::MainWindow(bool isStill) : m_actions(new Actions(*this)), m_isStill(isStill)
{
    setMinimumSize(900, 560);
    resize(1440, 900);
    makeActions();
    makePlaces();
    makeLenses();
    connect(&m_document, &Document::openFailed, this, &MainWindow::say);
    connect(&m_document, &Document::opened, this, [this] { m_selection.clear(); });
    connect(&m_document, &Document::modifiedChanged, this, &MainWindow::updateTitle);
    connect(&m_document, &Document::opened, this, &MainWindow::updateTitle);
    connect(&m_selection, &Selection::revealRequested, m_canvas, &CanvasView::reveal);
    connect(m_canvas, &CanvasView::zoomChanged, m_status, &StatusLine::setZoom);
    m_status->setZoom(1);
    updateTitle();
    restorePlaces();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeActions()
{
    using Group = Actions::Group;
    auto &all = *m_actions;
    all.add(Group::File, QStringLiteral("open"), tr("Open…"), QKeySequence::Open, [this] { openPath(); });
    all.add(Group::File, QStringLiteral("reload"), tr("Read the files again"), QKeySequence(Qt::Key_F5),
            [this] {
                if (!m_document.paths().isEmpty() && mayClose())
                    m_document.open(m_document.paths());
            });
    all.add(Group::File, QStringLiteral("save"), tr("Save"), QKeySequence::Save, [this] { save(); });
    all.addSeparator(Group::File);
    all.add(Group::File, QStringLiteral("quit"), tr("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q),
            [this] { close(); });

    auto *undo = m_document.undoStack()->createUndoAction(this, tr("Undo"));
    undo->setShortcut(QKeySequence::Undo);
    all.take(Group::Edit, QStringLiteral("undo"), undo);
    auto *redo = m_document.undoStack()->createRedoAction(this, tr("Redo"));
    redo->setShortcuts({QKeySequence(QKeySequence::Redo), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    all.take(Group::Edit, QStringLiteral("redo"), redo);

    all.add(Group::View, QStringLiteral("fit"), tr("Zoom to fit"), QKeySequence(Qt::CTRL | Qt::Key_0),
            [this] { m_canvas->fit(); });
    all.add(Group::View, QStringLiteral("zoom-100"), tr("Zoom to 100 %"), QKeySequence(Qt::CTRL | Qt::Key_1),
            [this] { m_canvas->zoomTo(1); });
    all.add(Group::View, QStringLiteral("zoom-in"), tr("Zoom in"), QKeySequence::ZoomIn,
            [this] { m_canvas->zoomBy(1.25); });
    all.add(Group::View, QStringLiteral("zoom-out"), tr("Zoom out"), QKeySequence::ZoomOut,
            [this] { m_canvas->zoomBy(0.8); });
    all.add(Group::View, QStringLiteral("tidy-up"), tr("Tidy up the drawing"),
            QKeySequence(Qt::CTRL | Qt::Key_T), [this] {
                m_canvas->canvas()->tidyUp();
                m_canvas->fit();
            });
    all.addSeparator(Group::View);
    all.add(Group::View, QStringLiteral("theme"), tr("Switch between light and dark"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), [this] { toggleTheme(); });
}

void MainWindow::makePlaces()
{
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_top = new TopBar(m_document, m_lab, *m_actions, centre);
    m_columns = new QSplitter(Qt::Horizontal, centre);
    m_columns->setHandleWidth(1);
    m_columns->setChildrenCollapsible(false);
    m_side = new SideBar(m_document, m_selection, m_lab, m_columns);
    m_canvas = new CanvasView(m_columns);
    m_canvas->setStill(m_isStill);
    m_columns->addWidget(m_side);
    m_columns->addWidget(m_canvas);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({220, 1200});
    m_status = new StatusLine(m_lab, centre);
    column->addWidget(m_top);
    column->addWidget(hairline(Qt::Horizontal, centre));
    column->addWidget(m_columns, 1);
    column->addWidget(hairline(Qt::Horizontal, centre));
    column->addWidget(m_status);
    setCentralWidget(centre);
    connect(m_top, &TopBar::lensChosen, this, &MainWindow::showLens);
}

void MainWindow::makeLenses()
{
    addLens(QStringLiteral("topology"), tr("Topology"),
            new TopologyScene(m_document, m_selection, m_lab, this));
    addLens(QStringLiteral("policies"), tr("Policies"), new PolicyScene(m_document, m_selection, this));
    showLens(QStringLiteral("topology"));
}

void MainWindow::addLens(const QString &name, const QString &text, CanvasScene *scene)
{
    m_scenes[name] = scene;
    m_top->addLens(name, text);
    const auto number = static_cast<int>(m_scenes.size());
    m_actions->add(Actions::Group::View, QStringLiteral("lens-") + name, tr("Show %1").arg(text),
                   QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number)),
                   [this, name] { showLens(name); });
}

bool MainWindow::showLens(const QString &name)
{
    const auto found = m_scenes.find(name);
    if (found == m_scenes.end())
        return false;
    m_lens = name;
    m_top->setLens(name);
    m_canvas->setCanvas(found->second);
    return true;
}

void MainWindow::openPath()
{
    if (!mayClose())
        return;
    const auto path = QFileDialog::getExistingDirectory(this, tr("Open the folder of a design"));
    if (!path.isEmpty())
        m_document.open({path});
}

bool MainWindow::save()
{
    Status saved;
    if (m_document.paths().isEmpty()) {
        const auto path = QFileDialog::getSaveFileName(
            this, tr("Save the design"), QStringLiteral("design.yaml"), tr("Manifests (*.yaml)"));
        if (path.isEmpty())
            return false;
        saved = m_document.saveAs(path);
    } else {
        saved = m_document.save();
    }
    if (!saved) {
        say(saved.error());
        return false;
    }
    m_status->say(tr("Saved"));
    return true;
}

bool MainWindow::mayClose()
{
    if (!m_document.isModified())
        return true;
    const auto answer = QMessageBox::question(
        this, tr("Podloom"), tr("Save the changes to %1?").arg(m_document.title()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    return answer == QMessageBox::Discard || (answer == QMessageBox::Save && save());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayClose()) {
        event->ignore();
        return;
    }
    rememberPlaces();
    event->accept();
}

void MainWindow::say(const Error &error)
{
    m_status->say(QString::fromStdString(error.text()));
}

void MainWindow::toggleTheme()
{
    const auto next = currentTheme() == ThemeKind::Light ? ThemeKind::Dark : ThemeKind::Light;
    applyTheme(*qApp, next);
    if (!m_isStill)
        QSettings().setValue(QStringLiteral("theme"),
                             next == ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

void MainWindow::restorePlaces()
{
    if (m_isStill)
        return;
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    m_columns->restoreState(settings.value(QStringLiteral("window/columns")).toByteArray());
}

void MainWindow::rememberPlaces() const
{
    if (m_isStill)
        return;
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/columns"), m_columns->saveState());
}

void MainWindow::updateTitle()
{
    setWindowTitle(tr("%1[*] – Podloom").arg(m_document.title()));
    setWindowModified(m_document.isModified());
}

} // namespace podloom::app
