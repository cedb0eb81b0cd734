// podloomctl verify: prediction against measurement.
#include "app/cli/lab_options.h"
#include "app/cli/table.h"
#include "app/cli/terminal_job.h"
#include "app/cli/verbs.h"

namespace podloom::cli {

namespace {

std::string verdict(bool isAllowed)
{
    return isAllowed ? "allowed" : "denied";
}

void printReport(const VerifyReport &report)
{
    Table table({"from", "to", "traffic", "family", "predicted", "measured"});
    for (const auto &each : report.mismatches) {
        const auto traffic = toString(each.protocol)
                           + (hasPorts(each.protocol) ? ' ' + std::to_string(each.port) : std::string());
        table.add({each.from, each.to, traffic, each.family == Family::V4 ? "IPv4" : "IPv6",
                   verdict(each.predicted), verdict(each.measured)});
    }
    table.print();
    const auto &tables = report.tables;
    for (const auto &each : differenceErrors(tables))
        printLine(each.text());
    if (!tables.undecided.empty())
        printLine("not compared, because no single outcome is predicted: "
                  + counted(tables.undecided.size(), "prefix", "prefixes"));
    printLine(counted(report.checked, "connection") + " checked, "
              + counted(report.mismatches.size(), "mismatch", "mismatches"));
    if (report.withoutWay > 0)
        printLine(counted(report.withoutWay, "connection")
                  + " that policies allow cannot be made, as predicted: no routes lead there and back "
                    "(routes PATH, and trace, say "
                    "where they end)");
    printLine(counted(tables.checkedRoutes, "route") + " compared, " + std::to_string(tables.missing.size())
              + " missing, " + std::to_string(tables.surplus.size()) + " surplus; "
              + counted(tables.checkedSessions, "BGP session end") + " compared, "
              + counted(tables.sessions.size(), "mismatch", "mismatches")
              + (tables.unread.empty()
                     ? std::string()
                     : "; " + counted(tables.unread.size(), "machine") + " could not be asked"));
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    addQuestionOptions(parser);
    parser.addOption(jsonOption());
    int exitStatus = kFine;
    if (!parseArguments(parser, kVerifyVerb, arguments, exitStatus))
        return exitStatus;
    const auto question = questionFrom(parser);
    if (!question)
        return failWith(question.error());
    const auto subject = designAndLabFrom(parser, kVerifyVerb, exitStatus);
    if (!subject)
        return exitStatus;
    const auto &[design, folder] = *subject;
    TerminalJob job(parser);
    const auto report = verifyLab(folder, design, *question, job.job());
    job.endProgress();
    if (!report)
        return failWith(report.error());
    if (parser.isSet(QStringLiteral("json")))
        printJson(toJson(*report));
    else
        printReport(*report);
    if (report->isProof())
        return kFine;
    return failWith("the lab " + folder.name() + " does not behave as the design predicts", kFindings);
}

} // namespace

const Verb kVerifyVerb{"verify", "verify PATH... [--lab LAB] [protocol options as probe] [--json]",
                       "Proves that a lab behaves as its design predicts.", run};

} // namespace podloom::cli
