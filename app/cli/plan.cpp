// podloomctl plan: what apply would do.
#include "app/cli/input.h"
#include "app/cli/lab_options.h"
#include "app/cli/verbs.h"
#include "core/lab/deployment.h"

namespace podloom::cli {

namespace {

Json stepJson(const PlanStep &step, const Snapshot &design)
{
    Json object;
    if (step.object) {
        object = objectToJson(*step.object, design);
        if (object["apiVersion"].isNull() && step.object->group.empty())
            object.set("apiVersion", "v1");
    }
    return Json::object({{"id", step.id},
                         {"node", step.node.empty() ? Json() : Json(step.node)},
                         {"action", toString(step.action)},
                         {"object", std::move(object)},
                         {"detail", step.detail},
                         {"disruption", toString(step.disruption)}});
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    parser.addOption(jsonOption());
    int exitStatus = kFine;
    if (!parseArguments(parser, kPlanVerb, arguments, exitStatus))
        return exitStatus;
    if (parser.positionalArguments().isEmpty())
        return failWith("plan needs a design");
    const auto design = readWholeDesign(parser.positionalArguments(), exitStatus);
    if (!design)
        return exitStatus;
    const auto folder = labFrom(parser);
    if (!folder)
        return failWith(folder.error());
    const TerminalJob job;
    Deployment deployment(*folder, design, job.job());
    if (auto surveyed = deployment.survey(); !surveyed)
        return failWith(surveyed.error());
    for (const auto &[node, error] : deployment.unreachable())
        return failWith(node + ": " + error.text());
    if (parser.isSet(QStringLiteral("json"))) {
        Json steps = Json::array();
        for (const auto &step : deployment.steps())
            steps.append(stepJson(step, *design));
        printJson(Json::object({{"steps", std::move(steps)}}));
        return kFine;
    }
    for (const auto &step : deployment.steps())
        printLine((step.node.empty() ? "cluster" : step.node) + ": " + step.detail
                  + (step.disruption == Disruption::None
                         ? ""
                         : " [" + std::string(toString(step.disruption)) + ']'));
    printLine(std::to_string(deployment.steps().size()) + " steps");
    return kFine;
}

} // namespace

const Verb kPlanVerb{"plan", "plan PATH... [--lab LAB] [--json]", "shows what apply would do to a lab", run};

} // namespace podloom::cli
