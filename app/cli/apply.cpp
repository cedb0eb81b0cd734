// podloomctl apply: makes a lab what the design says.
#include "app/cli/input.h"
#include "app/cli/lab_options.h"
#include "app/cli/verbs.h"
#include "core/lab/deployment.h"

#include <algorithm>

namespace podloom::cli {

namespace {

const char *nameOf(StepResult::State state)
{
    switch (state) {
    case StepResult::State::Done: return "done";
    case StepResult::State::Failed: return "failed";
    case StepResult::State::Skipped: break;
    }
    return "skipped";
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    parser.addOption(jsonOption());
    int exitStatus = kFine;
    if (!parseArguments(parser, kApplyVerb, arguments, exitStatus))
        return exitStatus;
    if (parser.positionalArguments().isEmpty())
        return failWith("apply needs a design");
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
    const auto results = deployment.execute();
    Json steps = Json::array();
    for (const auto &result : results)
        steps.append(Json::object({{"id", result.id},
                                   {"state", nameOf(result.state)},
                                   {"error", result.error ? Json(result.error->text()) : Json()}}));
    const bool isWhole = std::all_of(results.begin(), results.end(), [](const StepResult &result) {
        return result.state == StepResult::State::Done;
    });
    if (parser.isSet(QStringLiteral("json")))
        printJson(Json::object({{"steps", std::move(steps)}}));
    else
        printLine(std::to_string(results.size()) + (results.size() == 1 ? " step" : " steps")
                  + (isWhole ? "" : ", not all of them done"));
    return isWhole ? kFine : kFindings;
}

} // namespace

const Verb kApplyVerb{"apply", "apply PATH... [--lab LAB] [--json]", "makes a lab what the design says", run};

} // namespace podloom::cli
