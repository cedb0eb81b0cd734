// podloomctl plan: what apply would do.
#include "app/cli/input.h"
#include "app/cli/lab_options.h"
#include "app/cli/table.h"
#include "app/cli/terminal_job.h"
#include "app/cli/verbs.h"
#include "core/lab/deployment.h"

#include <array>

namespace podloom::cli {

namespace {

Json stepJson(const PlanStep &step, const Snapshot &design)
{
    Json object;
    if (step.object) {
        object = objectToJson(*step.object, design);
        if (object["apiVersion"].isNull() && step.object->group.empty())
            object.set("apiVersion", "v1");
        if (object["apiVersion"].isNull() && step.object->group == "projectcalico.org")
            object.set("apiVersion", "projectcalico.org/v3");
    }
    return Json::object({{"id", step.id},
                         {"node", step.node.empty() ? Json() : Json(step.node)},
                         {"action", toString(step.action)},
                         {"object", std::move(object)},
                         {"detail", step.detail.text()},
                         {"disruption", toString(step.disruption)}});
}

void printPlan(const std::vector<PlanStep> &steps, const std::string &lab)
{
    if (steps.empty())
        return printLine("nothing to do: the lab " + lab + " is as the design says");
    Table table({"node", "action", "step", "disruption"});
    std::array<std::size_t, 3> counts{};
    std::size_t restarts = 0;
    for (const auto &step : steps) {
        ++counts[static_cast<std::size_t>(step.action)];
        restarts += step.disruption == Disruption::Restart ? 1 : 0;
        table.add({step.node.empty() ? "(cluster)" : step.node, std::string(toString(step.action)),
                   step.detail.text(),
                   step.disruption == Disruption::None ? "" : std::string(toString(step.disruption))});
    }
    table.print();
    printLine(counted(steps.size(), "step") + ": " + std::to_string(counts[0]) + " create, "
              + std::to_string(counts[1]) + " change, " + std::to_string(counts[2]) + " remove"
              + (restarts > 0 ? "; " + counted(restarts, "restart") + " of something that runs" : ""));
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    parser.addOption(jsonOption());
    int exitStatus = kFine;
    if (!parseArguments(parser, kPlanVerb, arguments, exitStatus))
        return exitStatus;
    const auto subject = designAndLabFrom(parser, kPlanVerb, exitStatus);
    if (!subject)
        return exitStatus;
    const auto &[design, folder] = *subject;
    const TerminalJob job(parser);
    Deployment deployment(folder, design, job.job());
    if (auto surveyed = deployment.surveyWithMachines(); !surveyed)
        return failWith(surveyed.error());
    if (!deployment.unreachable().empty())
        return failUnreachable(deployment.unreachable());
    if (!deployment.unseen().empty())
        return failUnreachable(deployment.unseen());
    if (parser.isSet(QStringLiteral("json"))) {
        Json steps = Json::array();
        for (const auto &step : deployment.steps())
            steps.append(stepJson(step, *design));
        printJson(Json::object({{"steps", std::move(steps)}}));
        return kFine;
    }
    printPlan(deployment.steps(), folder.name());
    if (!deployment.steps().empty())
        sayNext(deployment.changesMachines() ? "lab up" : "apply", parser.positionalArguments(),
                folder.name());
    return kFine;
}

} // namespace

const Verb kPlanVerb{"plan", "plan PATH... [--lab LAB] [--json]", "Shows what apply would do to a lab.", run};

} // namespace podloom::cli
