// The panels below the drawing and the parts of the inspector: what they are, and the ways to them.
#include "app/canvas/canvas_view.h"
#include "app/main/actions.h"
#include "app/main/bottom_panel.h"
#include "app/main/main_window.h"
#include "app/main/status_line.h"
#include "app/panels/address_panel.h"
#include "app/panels/apply_draft.h"
#include "app/panels/explain_panel.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/lab_controller.h"
#include "app/panels/lab_panel.h"
#include "app/panels/object_table.h"
#include "app/panels/plan_panel.h"
#include "app/panels/problems_panel.h"
#include "app/panels/reachability_panel.h"
#include "app/panels/routes_panel.h"
#include "app/panels/trace_panel.h"

#include <QSplitter>

#include <tuple>
#include <utility>

namespace podloom::app {

using Group = Actions::Group;

void MainWindow::makePanels()
{
    m_problems = new ProblemsPanel(m_document, m_selection, m_bottom);
    m_reachability = new ReachabilityPanel(m_document, m_selection, m_bottom);
    m_tracing = new TracePanel(m_document, m_selection, *m_trace, *m_controller, m_lab, m_bottom);
    auto *plan = new PlanPanel(m_document, m_selection, *m_controller, m_lab, m_bottom);
    m_bottom->add(QStringLiteral("problems"), tr("Problems"), m_problems);
    m_bottom->add(QStringLiteral("reachability"), tr("Reachability"), m_reachability);
    m_bottom->add(QStringLiteral("explain"), tr("Explain"),
                  new ExplainPanel(m_document, m_selection, m_bottom));
    m_bottom->add(QStringLiteral("trace"), tr("Trace"), m_tracing);
    m_bottom->add(QStringLiteral("routes"), tr("Routes"),
                  new RoutesPanel(m_document, m_selection, *m_controller, m_lab, m_bottom));
    m_bottom->add(QStringLiteral("addresses"), tr("Addresses"),
                  new AddressPanel(m_document, m_selection, m_bottom));
    m_bottom->add(QStringLiteral("plan"), plan->title(), plan);
    m_bottom->add(QStringLiteral("lab"), tr("Lab"),
                  new LabPanel(m_document, m_selection, *m_controller, m_lab, m_bottom));
    auto *table = new ObjectTable(m_document, m_selection, m_lab, m_bottom);
    m_bottom->add(QStringLiteral("table"), tr("Table"), table);
    connect(table, &ObjectTable::menuRequested, this, &MainWindow::showMenu);
    connect(m_problems, &ProblemsPanel::titleChanged, this,
            [this](const QString &title) { m_bottom->setTitle(QStringLiteral("problems"), title); });
    connect(m_problems, &ProblemsPanel::said, m_status, &StatusLine::say);
    connect(plan, &PlanPanel::titleChanged, this,
            [this](const QString &title) { m_bottom->setTitle(QStringLiteral("plan"), title); });
    connect(m_reachability, &ReachabilityPanel::problemsRequested, this,
            [this] { m_bottom->raise(QStringLiteral("problems")); });
    connect(&m_selection, &Selection::asked, this, [this] {
        m_bottom->show();
        if (m_bottom->current() != QLatin1String("trace")) // which is about the same question
            m_bottom->raise(QStringLiteral("explain"));
    });
}

/// The panel comes to the front and has the keys.
void MainWindow::goToPanel(const QString &name)
{
    m_bottom->show();
    m_bottom->raise(name);
    m_bottom->focusPanel();
}

/// Ways to every panel and every part of the inspector, and what their buttons do.
void MainWindow::makePanelActions()
{
    auto &all = *m_actions;
    int number = 0;
    for (const auto &name : m_bottom->names()) {
        ++number;
        if (name == QLatin1String("table"))
            continue; // which has an action of its own, as the drawing for the keys
        all.add(Group::Panels, QStringLiteral("panel-") + name,
                tr("Open panel %1").arg(m_bottom->title(name)),
                QKeySequence(Qt::CTRL | Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number)),
                [this, name] { goToPanel(name); });
    }
    all.add(Group::Panels, QStringLiteral("table"), tr("The drawing as a table"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), [this] { goToPanel(QStringLiteral("table")); });
    all.add(Group::Panels, QStringLiteral("to-drawing"), tr("Go to the drawing"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_0), [this] { m_canvas->setFocus(); });
    all.addSeparator(Group::Panels);
    makeInspectorActions();
    all.addSeparator(Group::Panels);
    const std::tuple<ReachBase, const char *, QString> bases[] = {
        {ReachBase::Saved, "compare-saved", tr("Compare reachability with the saved files")},
        {ReachBase::Staged, "compare-staged", tr("Compare reachability with staged policies")},
        {ReachBase::None, "compare-none", tr("Show reachability without a comparison")}};
    for (const auto &[base, name, text] : bases)
        all.add(Group::Panels, QString::fromLatin1(name), text, {}, [this, base = base] {
            m_reachability->setBase(base);
            goToPanel(QStringLiteral("reachability"));
        });
    all.add(Group::Panels, QStringLiteral("reach-group"),
            tr("Group reachability by labels, or show each pod"), {}, [this] {
                m_reachability->setGrouped(!m_reachability->isGrouped());
                goToPanel(QStringLiteral("reachability"));
            });
    all.add(Group::Panels, QStringLiteral("mend"), tr("Mend the chosen problem"),
            QKeySequence(Qt::CTRL | Qt::Key_Period), [this] {
                goToPanel(QStringLiteral("problems"));
                m_problems->mendChosen();
            });
    makeMeasuringActions();
}

void MainWindow::makeInspectorActions()
{
    const std::pair<InspectorPanel::Tab, const char *> parts[] = {
        {InspectorPanel::Properties, "inspector-properties"},
        {InspectorPanel::Pods, "inspector-pods"},
        {InspectorPanel::Bgp, "inspector-bgp"},
        {InspectorPanel::Routes, "inspector-routes"},
        {InspectorPanel::Yaml, "inspector-yaml"}};
    auto &all = *m_actions;
    for (const auto &[tab, name] : parts) {
        const auto key = tab == InspectorPanel::Yaml ? QKeySequence(Qt::CTRL | Qt::Key_M) : QKeySequence();
        auto *action = all.add(Group::Panels, QString::fromLatin1(name),
                               tr("Inspector: %1").arg(m_inspector->tabTitle(tab)), key, [this, tab = tab] {
                                   m_inspector->show();
                                   m_inspector->goToTab(tab);
                               });
        Actions::setNeeds(*action, tr("Choose something that has it"));
        const auto follow = [this, action, tab = tab] { action->setEnabled(m_inspector->hasTab(tab)); };
        connect(&m_selection, &Selection::changed, action, follow);
        connect(&m_document, &Document::analysisChanged, action, follow);
        follow();
    }
    auto *apply =
        all.add(Group::Panels, QStringLiteral("apply-typed"), tr("Apply what is typed in YAML"), {}, [this] {
            const auto fault = applyDrafts(m_document);
            if (!fault)
                return;
            m_inspector->show();
            m_inspector->showText(fault->key, fault->line);
            m_status->say(fault->sentence);
        });
    Actions::setNeeds(*apply, tr("No manifest is being typed over"));
    const auto follow = [this, apply] { apply->setEnabled(!m_document.drafts().isEmpty()); };
    connect(&m_document.drafts(), &Drafts::changed, apply, follow);
    follow();
}

/// What asks a lab that runs.
void MainWindow::makeMeasuringActions()
{
    auto &all = *m_actions;
    auto *routes = all.add(Group::Panels, QStringLiteral("lab-routes"), tr("Compare the routes with the lab"),
                           {}, [this] {
                               goToPanel(QStringLiteral("routes"));
                               m_controller->readRoutes();
                           });
    auto *again =
        all.add(Group::Panels, QStringLiteral("lab-trace"), tr("Measure the trace again"), {}, [this] {
            goToPanel(QStringLiteral("trace"));
            m_tracing->measure();
        });
    Actions::setNeeds(*routes, tr("The lab is not running"));
    Actions::setNeeds(*again, tr("Trace between two pods while the lab is running"));
    const auto follow = [this, routes, again] {
        const bool isUp = m_lab.picture().isUp;
        routes->setEnabled(isUp);
        again->setEnabled(isUp && m_selection.question());
    };
    connect(&m_lab, &LabState::changed, this, follow);
    connect(&m_selection, &Selection::asked, this, follow);
    follow();
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

void MainWindow::giveRoomBelow()
{
    const auto heights = m_rows->sizes();
    const auto all = heights.value(0) + heights.value(1);
    const auto wanted = all * 45 / 100;
    if (heights.value(1) < wanted)
        m_rows->setSizes({all - wanted, wanted});
}

} // namespace podloom::app
