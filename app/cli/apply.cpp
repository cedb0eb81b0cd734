// podloomctl apply: makes a lab what the design says.
#include "app/cli/lab_options.h"
#include "app/cli/table.h"
#include "app/cli/terminal_job.h"
#include "app/cli/verbs.h"
#include "core/lab/deployment.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

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

std::size_t countOf(const std::vector<StepResult> &results, StepResult::State state)
{
    return static_cast<std::size_t>(std::count_if(
        results.begin(), results.end(), [&](const StepResult &each) { return each.state == state; }));
}

void printResults(const std::vector<StepResult> &results, const std::string &lab,
                  std::chrono::milliseconds took)
{
    const auto failed = countOf(results, StepResult::State::Failed);
    const auto skipped = countOf(results, StepResult::State::Skipped);
    if (results.empty())
        return printLine("nothing to do: the lab " + lab + " is as the design says");
    Table table({"failed step", "reason"});
    for (const auto &each : results) {
        if (each.state == StepResult::State::Failed)
            table.add({each.id, each.error ? each.error->text() : std::string()});
    }
    table.print();
    std::array<char, 32> seconds{};
    std::snprintf(seconds.data(), seconds.size(), "%.1f s", static_cast<double>(took.count()) / 1000.0);
    printLine(counted(countOf(results, StepResult::State::Done), "step") + " done"
              + (failed > 0 ? ", " + std::to_string(failed) + " failed" : "")
              + (skipped > 0 ? ", " + std::to_string(skipped) + " skipped" : "") + " in " + seconds.data());
    if (failed > 0)
        std::fprintf(stderr, "next: mend what failed and apply again; what is done stays done\n");
}

/// Nodes that only the lab has join the design; whoever took them out of it is told how they end.
void saySurplus(const Snapshot &design, const LabFolder &folder)
{
    const auto inventory = folder.load();
    const auto &nodes = design.design().nodes;
    if (!inventory || nodes.empty())
        return;
    for (const auto &member : inventory->members) {
        if (!nodes.find({member.cluster, "", "Node", "", member.node}))
            std::fprintf(stderr,
                         "note: %s is no node of the design and stays in the lab; \"podloomctl lab up\" with "
                         "this design ends it\n",
                         member.node.c_str());
    }
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    parser.addOption(jsonOption());
    int exitStatus = kFine;
    if (!parseArguments(parser, kApplyVerb, arguments, exitStatus))
        return exitStatus;
    const auto subject = designAndLabFrom(parser, kApplyVerb, exitStatus);
    if (!subject)
        return exitStatus;
    TerminalJob job(parser);
    return applyToLab(*subject, job, parser.positionalArguments(), parser.isSet(QStringLiteral("json")));
}

} // namespace

int applyToLab(const DesignAndLab &subject, TerminalJob &job, const QStringList &paths, bool asJson)
{
    const auto &[design, folder] = subject;
    const auto began = std::chrono::steady_clock::now();
    Deployment deployment(folder, design, job.job());
    if (auto surveyed = deployment.survey(); !surveyed)
        return failWith(surveyed.error());
    saySurplus(*design, folder);
    job.expectSteps(deployment.steps().size());
    const auto results = deployment.execute();
    job.endProgress();
    Json steps = Json::array();
    for (const auto &result : results)
        steps.append(Json::object({{"id", result.id},
                                   {"state", nameOf(result.state)},
                                   {"error", result.error ? Json(result.error->text()) : Json()}}));
    const bool isWhole = std::all_of(results.begin(), results.end(), [](const StepResult &result) {
        return result.state == StepResult::State::Done;
    });
    if (asJson)
        printJson(Json::object({{"steps", std::move(steps)}}));
    else
        printResults(
            results, folder.name(),
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began));
    if (isWhole && !results.empty() && !asJson)
        sayNext("verify", paths, folder.name());
    if (!isWhole)
        return failWith("the lab " + folder.name() + " is not as the design says: not every step was done",
                        kFindings);
    return kFine;
}

const Verb kApplyVerb{"apply", "apply PATH... [--lab LAB] [--json]", "Makes a lab what the design says.",
                      run};

} // namespace podloom::cli
