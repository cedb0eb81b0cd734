#include "app/panels/plan_marks.h"

#include "app/panels/words.h"
#include "core/plan/machine_plan.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <string>

namespace podloom::app {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(podloom::app::LabController)
};

} // namespace

std::map<ObjectId, PlanMark> planMarks(const std::vector<PlanStep> &steps, const Design &design)
{
    std::map<ObjectId, PlanMark> out;
    std::map<std::string, std::vector<PlanStep>> ofNode;
    const auto markOf = [](const PlanStep &step) {
        return PlanMark{
            static_cast<PlanMark::Action>(step.action),
            (sentence(step.detail) + QStringLiteral(" · ") + disruptionText(step.disruption)).toStdString()};
    };
    std::set<ObjectId> machines; // what becomes of a machine says more than what its object becomes
    for (const auto &step : steps) {
        const bool isMachine = step.object && isMachineStep(step);
        if (isMachine && machines.insert(*step.object).second)
            out[*step.object] = markOf(step);
        else if (step.object && !isMachine && !machines.contains(*step.object))
            out[*step.object] = markOf(step);
        else if (!step.object)
            ofNode[step.node].push_back(step);
    }
    for (const auto &node : design.nodes) {
        const auto found = ofNode.find(node.meta.id.name);
        if (found == ofNode.end() || machines.contains(node.meta.id))
            continue;
        const auto &its = found->second;
        const bool isNew = std::all_of(
            its.begin(), its.end(), [](const PlanStep &step) { return step.action == StepAction::Create; });
        out[node.meta.id] = {isNew ? PlanMark::Action::Create : PlanMark::Action::Change,
                             countedSteps(its.size()).toStdString() + " · "
                                 + disruptionText(disruptionOf(its)).toStdString()};
    }
    return out;
}

QString countedSteps(std::size_t count)
{
    return count == 1 ? Words::tr("1 step") : Words::tr("%1 steps").arg(count);
}

QString disruptionText(Disruption disruption)
{
    switch (disruption) {
    case Disruption::Live: return Words::tr("the network changes under running pods");
    case Disruption::Restart: return Words::tr("restarts what runs");
    default: return Words::tr("no disruption");
    }
}

Disruption disruptionOf(const std::vector<PlanStep> &steps)
{
    auto out = Disruption::None;
    for (const auto &step : steps)
        out = std::max(out, step.disruption);
    return out;
}

} // namespace podloom::app
