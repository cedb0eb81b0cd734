// podloomctl status: what the nodes of a lab say of themselves.
#include "app/cli/lab_options.h"
#include "app/cli/table.h"
#include "app/cli/terminal_job.h"
#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/lab/lab_status.h"

#include <algorithm>

namespace podloom::cli {

namespace {

bool isEstablished(const Json &session)
{
    return session["state"].asString() == "Established";
}

bool isRunning(const Json &pod)
{
    return pod["state"].asString() == "running";
}

bool isUnreachable(const Json &node)
{
    return node["agent"]["state"].asString() == "unreachable";
}

struct Share {
    std::size_t good = 0;
    std::size_t all = 0;

    template <class Judge>
    void add(const Json &list, Judge judge)
    {
        all += list.items().size();
        good += static_cast<std::size_t>(std::count_if(list.items().begin(), list.items().end(), judge));
    }
    std::string text() const { return std::to_string(good) + '/' + std::to_string(all); }
};

void printNodes(const Json::Array &nodes)
{
    Table table({"node", "agent", "version", "generation", "BGP", "pods", "trouble"});
    for (const auto &node : nodes) {
        const auto &agent = node["agent"];
        Share sessions;
        Share pods;
        sessions.add(node["bgp"], isEstablished);
        pods.add(node["pods"], isRunning);
        table.add({node["name"].asString(), agent["state"].asString(), agent["version"].asString(),
                   agent["generation"].isInt() ? std::to_string(agent["generation"].asInt()) : "-",
                   sessions.text(), pods.text(), agent["trouble"].asString()});
    }
    table.print();
}

void printSessions(const Json::Array &nodes)
{
    Table table({"BGP session", "family", "state", "since", "imported", "exported", "flaps", "last error"});
    for (const auto &node : nodes) {
        for (const auto &session : node["bgp"].items())
            table.add({node["name"].asString() + " - " + session["peer"].asString(),
                       "IPv" + std::to_string(session["family"].asInt()), session["state"].asString(),
                       session["since"].asString(), std::to_string(session["imported"].asInt()),
                       std::to_string(session["exported"].asInt()), std::to_string(session["flaps"].asInt()),
                       session["lastError"].asString()});
    }
    table.print();
}

void printPods(const Json::Array &nodes)
{
    Table table({"pod", "node", "state", "addresses", "reason"});
    for (const auto &node : nodes) {
        for (const auto &pod : node["pods"].items()) {
            std::vector<std::string> ips;
            for (const auto &ip : pod["ips"].items())
                ips.push_back(ip.asString());
            table.add({pod["name"].asString(), node["name"].asString(), pod["state"].asString(),
                       join(ips, ", "), pod["reason"].asString()});
        }
    }
    table.print();
}

void printStatus(const Json::Array &nodes)
{
    printNodes(nodes);
    printSessions(nodes);
    printPods(nodes);
    Share ready;
    Share sessions;
    Share pods;
    for (const auto &node : nodes) {
        ready.add(Json(Json::Array{node}),
                  [](const Json &each) { return each["agent"]["state"].asString() == "ready"; });
        sessions.add(node["bgp"], isEstablished);
        pods.add(node["pods"], isRunning);
    }
    printLine(ready.text() + " nodes ready, " + sessions.text() + " BGP sessions established, " + pods.text()
              + " pods running");
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addLabOption(parser);
    const QCommandLineOption watch{QStringLiteral("watch"),
                                   QStringLiteral("Goes on until Ctrl-C and tells every change.")};
    parser.addOptions({jsonOption(), watch});
    int exitStatus = kFine;
    if (!parseArguments(parser, kStatusVerb, arguments, exitStatus))
        return exitStatus;
    const auto folder = labFrom(parser);
    if (!folder)
        return failWith(folder.error());
    const TerminalJob job(parser);
    const bool asJson = parser.isSet(QStringLiteral("json"));
    if (parser.isSet(watch)) {
        const auto ended = watchLab(*folder, job.job(), [asJson](const Json &status) {
            asJson ? printJson(status) : printStatus(status["nodes"].items());
        });
        return ended ? kFine : failWith(ended.error());
    }
    const auto status = labStatus(*folder, job.job());
    if (!status)
        return failWith(status.error());
    const auto &nodes = (*status)["nodes"].items();
    if (std::any_of(nodes.begin(), nodes.end(), isUnreachable))
        sayHowToStartAgents(folder->name());
    if (asJson) {
        printJson(*status);
        return kFine;
    }
    printStatus(nodes);
    return kFine;
}

} // namespace

const Verb kStatusVerb{"status", "status [--lab LAB] [--watch] [--json]",
                       "Shows agents, BGP sessions and pods of a lab.", run};

} // namespace podloom::cli
