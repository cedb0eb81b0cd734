// podloomctl status: what the nodes of a lab say of themselves.
#include "app/cli/lab_options.h"
#include "app/cli/verbs.h"
#include "core/lab/lab_status.h"

namespace podloom::cli {

namespace {

void printNode(const Json &node)
{
    const auto &agent = node["agent"];
    printLine(node["name"].asString() + ": " + agent["state"].asString()
              + (agent["trouble"].asString().empty() ? "" : " (" + agent["trouble"].asString() + ')'));
    for (const auto &session : node["bgp"].items())
        printLine("  bgp " + session["peer"].asString() + "  " + session["state"].asString());
    for (const auto &pod : node["pods"].items()) {
        std::string ips;
        for (const auto &ip : pod["ips"].items())
            ips += ' ' + ip.asString();
        printLine("  pod " + pod["name"].asString() + "  " + pod["state"].asString() + ips);
    }
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    parser.addOption(jsonOption());
    int exitStatus = kFine;
    if (!parseArguments(parser, kStatusVerb, arguments, exitStatus))
        return exitStatus;
    const auto folder = labFrom(parser);
    if (!folder)
        return failWith(folder.error());
    const TerminalJob job;
    const auto status = labStatus(*folder, job.job());
    if (!status)
        return failWith(status.error());
    if (parser.isSet(QStringLiteral("json"))) {
        printJson(*status);
        return kFine;
    }
    for (const auto &node : (*status)["nodes"].items())
        printNode(node);
    return kFine;
}

} // namespace

const Verb kStatusVerb{"status", "status [--lab LAB] [--json]",
                       "shows agents, BGP sessions and pods of a lab", run};

} // namespace podloom::cli
