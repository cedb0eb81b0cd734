#include "app/panels/routes_panel.h"

#include "app/document/background.h"
#include "app/panels/fact_list.h"
#include "app/panels/fact_model.h"
#include "app/panels/lab_controller.h"
#include "app/panels/panel_frame.h"
#include "app/panels/panel_stack.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"
#include "core/routing/explain_route.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace podloom::app {

namespace {

using Match = RouteRow::Match;

std::optional<State> markOf(Match match)
{
    switch (match) {
    case Match::Same: return State::Up;
    case Match::Other:
    case Match::Surplus: return State::Changing;
    case Match::Missing: return State::Down;
    case Match::Predicted:
    case Match::Absent: break;
    }
    return State::Unknown;
}

QString subOf(const RouteRow &row)
{
    switch (row.match) {
    case Match::Predicted: return row.way;
    case Match::Same: return RoutesPanel::tr("%1 · as predicted").arg(row.way);
    case Match::Other: return RoutesPanel::tr("predicted %1 · the kernel has %2").arg(row.way, row.real);
    case Match::Missing: return RoutesPanel::tr("predicted %1 · not in the kernel").arg(row.way);
    case Match::Surplus: return RoutesPanel::tr("%1 · was not predicted").arg(row.way);
    case Match::Absent: break;
    }
    return {};
}

} // namespace

RoutesPanel::RoutesPanel(Document &document, Selection &selection, LabController &lab, LabState &state,
                         QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_lab(lab),
      m_state(state),
      m_model(new FactModel(this)),
      m_steps(new FactModel(this)),
      m_list(new FactList),
      m_stepList(new FactList),
      m_title(label({}, "strong")),
      m_summary(label({}, "dim")),
      m_why(label({}, "dim")),
      m_read(withRole(new QPushButton(tr("Compare with the lab")), "link"))
{
    const auto [content, bar, column] = makePanelFrame();
    for (auto *text : {m_title, m_summary})
        text->setWordWrap(false);
    bar->addWidget(m_title);
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_read);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Routes"));
    m_stepList->setModel(m_steps);
    m_stepList->setAccessibleName(tr("Why it is so"));
    m_stepList->setMostLines(3);
    auto *why = new QVBoxLayout;
    why->setSpacing(2);
    m_why->setContentsMargins(14, 6, 14, 0);
    why->addWidget(m_why);
    why->addWidget(m_stepList, 1);
    auto *lists = new QHBoxLayout;
    lists->addWidget(m_list, 1);
    lists->addLayout(why, 1);
    column->addLayout(lists, 1);
    m_stack = new PanelStack(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_list, &FactList::chosen, this, [this](const QModelIndex &index) { explain(index.row()); });
    connect(m_stepList, &FactList::chosen, this, [this](const QModelIndex &index) {
        if (const auto object = m_steps->fact(index.row()).object)
            m_selection.reveal(*object);
        const auto at = m_places[static_cast<std::size_t>(index.row())];
        if (at.line > 0)
            m_selection.showSource(at);
    });
    connect(m_read, &QPushButton::clicked, &m_lab, &LabController::readRoutes);
    connect(&m_lab, &LabController::routesRead, this, &RoutesPanel::takeReal);
    connect(&m_selection, &Selection::changed, this, &RoutesPanel::followSelection);
    connect(&m_document, &Document::analysisChanged, this, &RoutesPanel::refresh);
    connect(&m_state, &LabState::changed, this, [this] {
        if (!m_state.picture().isUp && !m_real.isNull())
            takeReal({}, {});
        m_read->setVisible(m_state.picture().isUp);
    });
    m_read->setVisible(m_state.picture().isUp);
    refresh();
}

void RoutesPanel::followSelection()
{
    const auto &chosen = m_selection.primary();
    if (!chosen)
        return;
    std::optional<MachineId> machine;
    if (chosen->kind == "Node")
        machine = MachineId::node(chosen->cluster, chosen->name);
    else if (chosen->kind == "Router")
        machine = MachineId::router(chosen->name);
    else if (const auto *pod = m_document.analysis()->placed.pods.find(*chosen);
             pod && !pod->spec.nodeName.empty())
        machine = MachineId::node(chosen->cluster, pod->spec.nodeName);
    if (!machine || machine == m_machine)
        return;
    m_machine = machine;
    refresh();
}

void RoutesPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void RoutesPanel::takeReal(const Json &routes, const QString &why)
{
    m_real = routes;
    refresh();
    if (!why.isEmpty())
        m_summary->setText(why);
}

void RoutesPanel::refresh()
{
    const auto &analysis = *m_document.analysis();
    const auto &machines = analysis.routes->wires().machines;
    const bool isThere = m_machine
                      && std::any_of(machines.begin(), machines.end(),
                                     [&](const Machine &machine) { return machine.id == *m_machine; });
    if (!isThere)
        m_machine = machines.empty() ? std::nullopt : std::optional(machines.front().id);
    if (!m_machine) {
        m_stack->showNotice(QStringLiteral("empty"),
                            {QStringLiteral("router"),
                             tr("No machines yet"),
                             tr("Add a node or a router, and what it will know stands "
                                "here."),
                             {}});
        return;
    }
    if (!analysis.routes->areTablesReady()) {
        m_stack->showNotice(QStringLiteral("busy"),
                            {QStringLiteral("refresh"), tr("Following every route…"), {}, {}});
        // Behind another tab nobody waits for them.
        if (isVisible() && std::exchange(m_awaited, analysis.routes) != analysis.routes)
            whenTablesAreReady(this, analysis.routes, [this] { refresh(); });
        return;
    }
    m_stack->showContent();
    const auto name = machineName(*m_machine, analysis.placed.clusterNames().size() > 1);
    m_rows = routeRows(analysis, *m_machine, m_real.isNull() ? Json() : m_real["tables"][name]);
    std::vector<Fact> facts;
    m_rowOf.clear();
    std::size_t own = 0;
    std::size_t same = 0;
    bool hasHead = false;
    for (std::size_t index = 0; index < m_rows.size(); ++index) {
        const auto &row = m_rows[index];
        if (row.match == Match::Absent && !std::exchange(hasHead, true)) {
            facts.push_back({.text = tr("Not here"), .isHead = true});
            m_rowOf.push_back(-1);
        }
        own += row.match == Match::Absent ? 0 : 1;
        same += row.match == Match::Same ? 1 : 0;
        facts.push_back({.mark = markOf(row.match),
                         .text = QString::fromStdString(row.prefix.toString()),
                         .sub = subOf(row),
                         .link = row.match == Match::Absent ? tr("Why not here?") : QString(),
                         .note = row.from});
        m_rowOf.push_back(static_cast<int>(index));
    }
    m_title->setText(QString::fromStdString(name));
    m_summary->setText(m_real.isNull() ? tr("%1 routes predicted").arg(own)
                                       : tr("%1 of %2 routes as predicted").arg(same).arg(own));
    m_model->setFacts(std::move(facts));
    m_steps->setFacts({});
    showWhy(tr("Click a route to see where it comes from, or where it was lost"), "dim");
}

void RoutesPanel::showWhy(const QString &words, const char *role)
{
    withRole(m_why, role);
    repolish(m_why);
    m_why->setText(words);
}

void RoutesPanel::explain(int row)
{
    const auto number = m_rowOf[static_cast<std::size_t>(row)];
    if (number >= 0)
        showSteps(m_rows[static_cast<std::size_t>(number)].prefix);
}

void RoutesPanel::showSteps(const Prefix &prefix)
{
    const auto analysis = m_document.analysis();
    const auto machine = *m_machine;
    runInBackground(
        this,
        [analysis, machine, prefix] {
            return explainRoute(analysis->placed, analysis->nodeBlocks, machine, prefix);
        },
        [this, analysis, machine, prefix](Result<RouteExplanation> explained) {
            if (machine != m_machine || analysis != m_document.analysis())
                return;
            const auto shown = QString::fromStdString(prefix.toString());
            if (!explained) {
                showWhy(sentence(explained.error()), "bad");
                return;
            }
            showWhy((explained->isPresent ? tr("Why %1 is here") : tr("Why %1 is not here")).arg(shown),
                    "strong");
            std::vector<Fact> facts;
            m_places.clear();
            for (const auto &step : explained->steps) {
                const auto &files = analysis->snapshot->design().files;
                facts.push_back({.mark = explained->isPresent ? State::Up : State::Down,
                                 .text = sentence(step.sentence),
                                 .link = placeText(step.at, files),
                                 .object = step.object});
                m_places.push_back(step.at);
            }
            m_steps->setFacts(std::move(facts));
        });
}

} // namespace podloom::app
