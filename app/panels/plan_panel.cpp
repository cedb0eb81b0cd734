#include "app/panels/plan_panel.h"

#include "app/panels/fact_list.h"
#include "app/panels/lab_controller.h"
#include "app/panels/panel_frame.h"
#include "app/panels/panel_stack.h"
#include "app/panels/plan_marks.h"
#include "app/panels/words.h"
#include "app/theme/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace podloom::app {

namespace {

/// Colour and shape of a step: that of its outcome, before it that of what it does.
State markOf(const PlanStep &step, const LabProgress *outcome)
{
    if (!outcome)
        return step.action == StepAction::Create ? State::Unknown
             : step.action == StepAction::Change ? State::Changing
                                                 : State::Down;
    switch (outcome->state) {
    case LabProgress::State::Done: return State::Up;
    case LabProgress::State::Failed: return State::Down;
    case LabProgress::State::Running: return State::Changing;
    default: return State::Unknown;
    }
}

Fact factOf(const PlanStep &step, const LabProgress *outcome)
{
    Fact fact{.mark = markOf(step, outcome),
              .text = sentence(step.detail),
              .note = step.disruption == Disruption::None ? QString() : disruptionText(step.disruption),
              .isWarning = true,
              .object = step.object};
    if (outcome && outcome->state == LabProgress::State::Failed)
        fact.sub = outcome->error ? sentence(*outcome->error) : PlanPanel::tr("no reason was given");
    if (outcome && outcome->state == LabProgress::State::Skipped)
        fact.sub = PlanPanel::tr("skipped, because an earlier step of its node failed");
    return fact;
}

} // namespace

std::vector<Fact> planFacts(const LabController &controller)
{
    std::map<std::string, std::vector<Fact>> ofNode;
    for (const auto &step : controller.plan().value_or(std::vector<PlanStep>())) {
        const auto outcome = controller.outcomes().find(step.id);
        ofNode[step.node].push_back(
            factOf(step, outcome == controller.outcomes().end() ? nullptr : &outcome->second));
    }
    std::vector<Fact> out;
    const auto add = [&out](const QString &head, const std::vector<Fact> &facts) {
        out.push_back({.text = head, .isHead = true});
        out.insert(out.end(), facts.begin(), facts.end());
    };
    for (const auto &[node, facts] : ofNode) {
        if (!node.empty())
            add(QString::fromStdString(node), facts);
    }
    if (const auto whole = ofNode.find(""); whole != ofNode.end())
        add(PlanPanel::tr("Whole cluster"), whole->second);
    return out;
}

PlanPanel::PlanPanel(Document &document, Selection &selection, LabController &controller, LabState &state,
                     QWidget *parent)
    : QWidget(parent),
      m_selection(selection),
      m_controller(controller),
      m_state(state),
      m_model(new FactModel(this)),
      m_list(new FactList),
      m_summary(label({}, "dim")),
      m_compare(withRole(new QPushButton(tr("Compare again")), "secondary")),
      m_deploy(withRole(new QPushButton(tr("Deploy to lab")), "primary"))
{
    const auto [content, bar, column] = makePanelFrame();
    bar->setSpacing(8);
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_compare);
    bar->addWidget(m_deploy);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Steps of the plan"));
    m_list->setMostLines(2);
    column->addWidget(m_list, 1);
    m_stack = new PanelStack(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_compare, &QPushButton::clicked, &m_controller, &LabController::refreshPlan);
    connect(m_deploy, &QPushButton::clicked, &m_controller, &LabController::deploy);
    connect(m_stack, &PanelStack::actionClicked, this, [this](const QString &key) {
        if (key == QLatin1String("down"))
            m_controller.deploy();
        else
            m_controller.refreshPlan();
    });
    connect(m_list, &FactList::chosen, this, [this, &document](const QModelIndex &index) {
        const auto object = m_model->fact(index.row()).object;
        if (object && document.snapshot()->meta(*object))
            m_selection.reveal(*object);
    });
    connect(&m_controller, &LabController::changed, this, &PlanPanel::refresh);
    connect(&m_controller, &LabController::busyChanged, this, &PlanPanel::refresh);
    refresh();
}

QString PlanPanel::title() const
{
    const auto &plan = m_controller.plan();
    return plan && !plan->empty() ? tr("Plan %1").arg(plan->size()) : tr("Plan");
}

void PlanPanel::refresh()
{
    m_model->setFacts(planFacts(m_controller));
    m_compare->setEnabled(!m_controller.isBusy());
    m_deploy->setEnabled(!m_controller.isBusy());
    if (const auto &plan = m_controller.plan())
        m_summary->setText(m_controller.isBusy() ? m_controller.jobText()
                                                 : countedSteps(plan->size()) + QStringLiteral(" · ")
                                                       + disruptionText(disruptionOf(*plan)));
    showState();
    if (title() != m_title) {
        m_title = title();
        emit titleChanged(m_title);
    }
}

void PlanPanel::showState()
{
    const auto &plan = m_controller.plan();
    if (plan && !plan->empty()) {
        m_stack->showContent();
    } else if (m_controller.isBusy()) {
        m_stack->showNotice(QStringLiteral("busy"), {QStringLiteral("plan"), m_controller.jobText(), {}, {}});
    } else if (plan) {
        m_stack->showNotice(
            QStringLiteral("none"),
            {QStringLiteral("check"), tr("Nothing to do"),
             tr("The lab “%1” is as the design says.").arg(QString::fromStdString(m_controller.lab())),
             tr("Compare again")});
    } else if (m_state.picture().isUp) {
        m_stack->showNotice(
            QStringLiteral("unknown"),
            {QStringLiteral("plan"), tr("Not compared yet"),
             tr("Compare the design with the lab to see every step that deploying would take, and "
                "what running pods would notice of it."),
             tr("Compare now")});
    } else {
        m_stack->showNotice(QStringLiteral("down"),
                            {QStringLiteral("plan"), tr("The lab is not running"),
                             tr("Deploying brings it up and makes it what the design says."),
                             tr("Deploy to lab")});
    }
}

} // namespace podloom::app
