// podloomctl verify: prediction against measurement.
#include "app/cli/input.h"
#include "app/cli/lab_options.h"
#include "app/cli/verbs.h"

namespace podloom::cli {

namespace {

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    addQuestionOptions(parser);
    parser.addOption(jsonOption());
    int exitStatus = kFine;
    if (!parseArguments(parser, kVerifyVerb, arguments, exitStatus))
        return exitStatus;
    if (parser.positionalArguments().isEmpty())
        return failWith("verify needs a design");
    const auto question = questionFrom(parser);
    if (!question)
        return failWith(question.error());
    const auto design = readWholeDesign(parser.positionalArguments(), exitStatus);
    if (!design)
        return exitStatus;
    const auto folder = labFrom(parser);
    if (!folder)
        return failWith(folder.error());
    const TerminalJob job;
    const auto report = verifyLab(*folder, design, *question, job.job());
    if (!report)
        return failWith(report.error());
    if (parser.isSet(QStringLiteral("json"))) {
        printJson(toJson(*report));
    } else {
        for (const auto &each : report->mismatches)
            printLine(each.from + " -> " + each.to + "  " + toString(each.protocol) + ' '
                      + std::to_string(each.port) + (each.family == Family::V4 ? "  IPv4" : "  IPv6")
                      + "  predicted " + (each.predicted ? "allowed" : "denied") + ", measured "
                      + (each.measured ? "allowed" : "denied"));
        printLine(std::to_string(report->checked) + " connections checked, "
                  + std::to_string(report->mismatches.size()) + " mismatches");
    }
    return report->mismatches.empty() ? kFine : kFindings;
}

} // namespace

const Verb kVerifyVerb{"verify", "verify PATH... [--lab LAB] [protocol options as probe] [--json]",
                       "proves that a lab behaves as its design predicts", run};

} // namespace podloom::cli
