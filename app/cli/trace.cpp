// podloomctl trace: the way of a connection's first packet, machine by machine.
#include "core/trace/trace.h"
#include "app/cli/flow_arguments.h"
#include "app/cli/lab_options.h"
#include "app/cli/table.h"
#include "app/cli/terminal_job.h"
#include "app/cli/verbs.h"
#include "core/lab/lab_trace.h"
#include "core/policy/prediction.h"
#include "core/routing/predict.h"
#include "core/routing/session.h"

#include <algorithm>

namespace podloom::cli {

namespace {

std::string word(const std::optional<bool> &verdict)
{
    return !verdict ? "not asked" : *verdict ? "allow" : "deny";
}

void print(const Trace &trace, const TraceQuestion &question, bool hasSeveralClusters)
{
    printLine(question.from + " -> " + question.to + ", " + toString(question.traffic)
              + (trace.family == Family::V4 ? ", IPv4" : ", IPv6"));
    Table table({"machine", "interface", "handed to", "predicted", "kernel"});
    for (const auto &hop : trace.hops)
        table.add({machineName(hop.machine, hasSeveralClusters), hop.interface,
                   hop.address ? hop.address->toString() : std::string(), hop.predicted, hop.kernel});
    table.print();
    printLine("predicted: " + word(trace.predicted)
              + (trace.reason.id.empty() ? "" : " (" + trace.reason.text() + ')')
              + "; kernel: " + word(trace.kernel) + "; probe: " + word(trace.probe));
}

/// On paper: the design alone.
Result<Trace> traceOnPaper(const SnapshotPointer &snapshot, const TraceQuestion &question)
{
    const auto placed = policy::predicted(snapshot->design());
    return predictedTrace(placed, plannedBlocks(placed), question);
}

/// Whether there is a lab that is called like the design.
bool isLabUp(const QStringList &paths)
{
    const auto labs = labNames();
    return std::find(labs.begin(), labs.end(), labNameOf(paths)) != labs.end();
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    addTrafficOptions(parser);
    parser.addOptions(
        {{QStringLiteral("from"), QStringLiteral("The source, a pod."), QStringLiteral("name")},
         {QStringLiteral("to"), QStringLiteral("The destination, a pod."), QStringLiteral("name")},
         jsonOption()});
    int exitStatus = kFine;
    if (!parseArguments(parser, kTraceVerb, arguments, exitStatus))
        return exitStatus;
    const auto traffic = readTraffic(parser);
    if (!traffic)
        return failWith(traffic.error());
    if (!parser.isSet(QStringLiteral("from")) || !parser.isSet(QStringLiteral("to")))
        return failWith("trace needs --from and --to");
    const auto paths = parser.positionalArguments();
    const bool isOnPaper = !paths.isEmpty() && !parser.isSet(QStringLiteral("lab")) && !isLabUp(paths);
    const auto snapshot = paths.isEmpty() ? SnapshotPointer() : readWholeDesign(paths, exitStatus);
    if (!snapshot && !paths.isEmpty())
        return exitStatus;
    const TraceQuestion question{parser.value(QStringLiteral("from")).toStdString(),
                                 parser.value(QStringLiteral("to")).toStdString(), *traffic};
    bool hasSeveralClusters = snapshot && snapshot->design().clusterNames().size() > 1;
    TerminalJob job(parser);
    auto trace = isOnPaper ? traceOnPaper(snapshot, question) : [&]() -> Result<Trace> {
        const auto folder = labFrom(parser, paths.isEmpty() ? std::string() : labNameOf(paths));
        if (!folder)
            return Failure{folder.error()};
        const auto inventory = folder->load();
        hasSeveralClusters = inventory && inventory->clusters().size() > 1;
        return traceInLab(*folder, snapshot, question, job.job());
    }();
    job.endProgress();
    if (!trace)
        return failWith(trace.error());
    if (parser.isSet(QStringLiteral("json")))
        printJson(toJson(*trace, question, hasSeveralClusters));
    else
        print(*trace, question, hasSeveralClusters);
    return kFine;
}

} // namespace

const Verb kTraceVerb{
    "trace",
    "trace [PATH...] [--lab LAB] --from POD --to POD --protocol P [--port P] [--family 4|6] [--json]",
    "Follows a packet from pod to pod: as predicted, by the kernels' tables, and by a probe.", run};

} // namespace podloom::cli
