#include "app/main/main_window.h"

#include "app/canvas/canvas_scene.h"
#include "app/canvas/canvas_view.h"
#include "app/canvas/policy_scene.h"
#include "app/canvas/topology_scene.h"
#include "app/document/journal.h"
#include "app/document/packet_trace.h"
#include "app/main/actions.h"
#include "app/main/add_tiles.h"
#include "app/main/bottom_panel.h"
#include "app/main/command_palette.h"
#include "app/main/dialog_help.h"
#include "app/main/editing.h"
#include "app/main/find_bar.h"
#include "app/main/manual.h"
#include "app/main/notice_bar.h"
#include "app/main/settings.h"
#include "app/main/side_bar.h"
#include "app/main/start_page.h"
#include "app/main/status_line.h"
#include "app/main/top_bar.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/lab_controller.h"
#include "app/theme/theme.h"
#include "app/theme/widgets.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace podloom::app {

MainWindow::MainWindow(bool isStill, QWidget *host)
    : QMainWindow(host),
      m_trace(new PacketTrace(m_document, m_selection, this)),
      m_actions(new Actions(*this)),
      m_controller(new LabController(m_document, m_lab, this)),
      m_editing(new Editing(m_document, m_selection, this)),
      m_isStill(isStill),
      m_isHosted(host != nullptr)
{
    if (m_isHosted)
        setWindowFlags(Qt::Widget); // a QMainWindow is a window of its own unless it is told otherwise
    setMinimumSize(800, 520);
    resize(1440, 900);
    helpInDialogs();
    makePlaces();
    makePanels();
    m_palette = new CommandPalette(m_document, m_selection, *m_actions, this);
    m_find = new FindBar(m_document, m_selection, *m_canvas);
    makeFileActions();
    makeEditActions();
    makeArrangeActions();
    makeViewActions();
    makeLayoutActions();
    makeDrawingActions();
    makePanelActions();
    makeLabActions();
    makeHelpActions();
    makeLenses();
    m_start = new StartPage(m_document, *m_actions, m_canvas);
    connectPlaces();
    connect(m_palette, &CommandPalette::keysLeft, m_canvas, qOverload<>(&QWidget::setFocus));
    connectFiles();
    m_status->setZoom(1);
    updateTitle();
    restorePlaces();
    m_canvas->setFocus(); // keys are about the drawing until another place is chosen
}

MainWindow::~MainWindow()
{
    delete m_journal;
    // Views go before what they show.
    delete takeCentralWidget();
    for (const auto &[name, scene] : m_scenes)
        delete scene;
    delete m_palette;
    delete m_editing;
    delete m_controller;
}

void MainWindow::makePlaces()
{
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_top = new TopBar(m_document, m_lab, *m_actions, centre);
    m_columns = new QSplitter(Qt::Horizontal, centre);
    m_side = new SideBar(m_document, m_selection, m_lab, m_columns);
    m_rows = new QSplitter(Qt::Vertical, m_columns);
    m_canvas = new CanvasView(m_rows);
    m_canvas->setStill(m_isStill || readSettings().hasLessMotion);
    m_canvas->acceptDrops(QLatin1String(kNewObjectMime));
    m_bottom = new BottomPanel(m_rows);
    m_inspector = new InspectorPanel(m_document, m_selection, m_lab, m_columns);
    m_inspector->setMinimumWidth(280);
    setManualPage(m_side, QStringLiteral("guide/02-drawing"));
    setManualPage(m_inspector, QStringLiteral("guide/02-drawing"));
    for (auto *splitter : {m_columns, m_rows}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    m_rows->setStretchFactor(0, 1);
    m_rows->setSizes({680, 240});
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({220, 1040, 340});
    m_status = new StatusLine(m_lab, centre);
    column->addWidget(m_top);
    column->addWidget(hairline(Qt::Horizontal, centre));
    m_notices = new NoticeBar(centre);
    column->addWidget(m_notices);
    column->addWidget(m_columns, 1);
    column->addWidget(hairline(Qt::Horizontal, centre));
    column->addWidget(m_status);
    setCentralWidget(centre);
}

void MainWindow::connectPlaces()
{
    connect(&m_document, &Document::opened, &m_selection, &Selection::clear);
    connect(&m_document, &Document::analysisChanged, this, &MainWindow::dropGone);
    connect(&m_selection, &Selection::changed, this, &MainWindow::dropGone);
    connect(&m_document, &Document::modifiedChanged, this, &MainWindow::updateTitle);
    connect(&m_document.drafts(), &Drafts::changed, this, &MainWindow::updateTitle);
    connect(&m_document, &Document::opened, this, &MainWindow::updateTitle);
    connect(&m_selection, &Selection::revealRequested, m_canvas, &CanvasView::reveal);
    connect(m_canvas, &CanvasView::zoomChanged, m_status, &StatusLine::setZoom);
    connect(m_canvas, &CanvasView::menuRequested, this, &MainWindow::showMenu);
    connect(m_canvas, &CanvasView::dropped, this, [this](const QByteArray &kind, QPointF at) {
        m_editing->add(static_cast<NewKind>(kind.toInt()), m_lens.toStdString(), at);
    });
    connect(m_top, &TopBar::lensChosen, this, &MainWindow::showLens);
    connect(m_top, &TopBar::findRequested, m_palette, &CommandPalette::popUp);
    connect(m_side, &SideBar::addRequested, this, [this](NewKind kind) { m_editing->add(kind); });
    connect(this, &MainWindow::asideChosen, m_inspector, &InspectorPanel::showAside);
    connect(m_editing, &Editing::said, m_status, &StatusLine::say);
    connect(m_start, &StartPage::exampleChosen, this, &MainWindow::openExample);
}

void MainWindow::makeLenses()
{
    auto *topology = new TopologyScene(m_document, m_selection, m_lab, kTopologyLens, this);
    topology->showWayOf(*m_trace);
    addLens(QStringLiteral("topology"), tr("Topology"), topology);
    addLens(QStringLiteral("addresses"), tr("Addresses"),
            new TopologyScene(m_document, m_selection, m_lab, kAddressesLens, this));
    addLens(QStringLiteral("bgp"), tr("BGP"),
            new TopologyScene(m_document, m_selection, m_lab, kBgpLens, this));
    addLens(QStringLiteral("policies"), tr("Policies"), new PolicyScene(m_document, m_selection, this));
    addLens(QStringLiteral("live"), tr("Live"),
            new TopologyScene(m_document, m_selection, m_lab, kLiveLens, this));
    showLens(QStringLiteral("topology"));
}

void MainWindow::addLens(const QString &name, const QString &text, CanvasScene *scene)
{
    m_scenes[name] = scene;
    scene->setMotion(!m_canvas->isStill());
    connect(scene, &CanvasScene::connectRequested, this,
            [this, name](const ObjectId &from, const ObjectId &to) {
                m_editing->connectCards(name.toStdString(), from, to);
            });
    connect(scene, &CanvasScene::noteEditRequested, this,
            [this, scene](const QString &key, const QString &words) {
                writeNote(key, words, scene->rectOfNote(key.toStdString()));
            });
    connect(scene, &CanvasScene::asideChosen, this, &MainWindow::asideChosen);
    connect(scene, &CanvasScene::said, m_status, &StatusLine::say);
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
    setManualPage(m_canvas, manualPageOfLens(name));
    return true;
}

void MainWindow::togglePlace(QWidget *place)
{
    place->setVisible(place->isHidden());
}

bool MainWindow::mayStopJob()
{
    if (!m_controller->isBusy())
        return true;
    QMessageBox question(QMessageBox::NoIcon, tr("Podloom"),
                         tr("The lab is at work: %1").arg(m_controller->jobText()), QMessageBox::Cancel,
                         this);
    question.setInformativeText(tr("Steps that are done stay done; deploying again does the rest."));
    const auto *stop = question.addButton(tr("Stop it and close"), QMessageBox::DestructiveRole);
    question.exec();
    return question.clickedButton() == stop;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayClose() || !mayStopJob()) {
        event->ignore();
        return;
    }
    endRestore();
    rememberPlaces();
    event->accept();
}

void MainWindow::toggleTheme()
{
    const auto next = currentTheme() == ThemeKind::Light ? ThemeKind::Dark : ThemeKind::Light;
    applyTheme(*qApp, next);
    if (m_isStill)
        return;
    auto settings = readSettings();
    settings.theme = next;
    writeSettings(settings);
}

void MainWindow::restorePlaces()
{
    if (m_isStill)
        return;
    const QSettings settings;
    if (!m_isHosted)
        restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    m_columns->restoreState(settings.value(QStringLiteral("window/columns")).toByteArray());
    m_rows->restoreState(settings.value(QStringLiteral("window/rows")).toByteArray());
    m_bottom->raise(settings.value(QStringLiteral("window/panel")).toString());
    const auto hidden = settings.value(QStringLiteral("window/hidden")).toStringList();
    m_side->setHidden(hidden.contains(QStringLiteral("left")));
    m_bottom->setHidden(hidden.contains(QStringLiteral("bottom")));
    m_inspector->setHidden(hidden.contains(QStringLiteral("right")));
}

void MainWindow::rememberPlaces() const
{
    if (m_isStill)
        return;
    QSettings settings;
    if (!m_isHosted)
        settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/columns"), m_columns->saveState());
    settings.setValue(QStringLiteral("window/rows"), m_rows->saveState());
    settings.setValue(QStringLiteral("window/panel"), m_bottom->current());
    QStringList hidden;
    if (m_side->isHidden())
        hidden << QStringLiteral("left");
    if (m_bottom->isHidden())
        hidden << QStringLiteral("bottom");
    if (m_inspector->isHidden())
        hidden << QStringLiteral("right");
    settings.setValue(QStringLiteral("window/hidden"), hidden);
}

void MainWindow::updateTitle()
{
    setWindowTitle(tr("%1[*] – Podloom").arg(m_document.title()));
    setWindowModified(m_document.isModified() || !m_document.drafts().isEmpty());
}

} // namespace podloom::app
