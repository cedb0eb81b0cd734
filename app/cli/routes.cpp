// podloomctl routes: which BGP sessions a design makes, and the routes that every node and router will have.
#include "app/cli/flow_arguments.h"
#include "app/cli/verbs.h"
#include "core/model/placement.h"
#include "core/routing/predict.h"

#include <algorithm>

namespace podloom::cli {

namespace {

/// Everything that the answer is made of.
struct Answer {
    const RoutePrediction &prediction;
    bool hasSeveralClusters = false;
    std::vector<MachineId> machines{}; ///< those asked for

    bool concerns(const MachineId &machine) const
    {
        return std::find(machines.begin(), machines.end(), machine) != machines.end();
    }
    std::string nameOf(const MachineId &machine) const { return machineName(machine, hasSeveralClusters); }
};

std::string toString(RouteSource source)
{
    switch (source) {
    case RouteSource::Local: return "local";
    case RouteSource::Bgp: return "bgp";
    case RouteSource::Static: return "static";
    case RouteSource::Vxlan: return "vxlan";
    }
    return {};
}

std::string typeOf(const BgpSession &session)
{
    return session.isInternal() ? "ibgp" : "ebgp";
}

Json orNull(const std::optional<IpAddress> &address)
{
    return address ? Json(address->toString()) : Json();
}

Json toJson(const Answer &answer, const BgpSession &session)
{
    return Json::object({{"node", answer.nameOf(session.local)},
                         {"peer", session.peerName},
                         {"family", familyToJson(session.family)},
                         {"localAS", session.localAs},
                         {"peerAS", session.peerAs},
                         {"type", typeOf(session)},
                         {"origin", session.origin},
                         {"localAddress", orNull(session.localAddress)},
                         {"peerAddress", orNull(session.peerAddress)},
                         {"up", session.isUp},
                         {"reason", session.reason ? Json(session.reason->text()) : Json()}});
}

Json toJson(const PredictedRoute &route)
{
    auto asPath = Json::array();
    for (const auto number : route.asPath)
        asPath.append(number);
    return Json::object({{"prefix", route.prefix.toString()},
                         {"nextHop", orNull(route.nextHop)},
                         {"interface", route.interface},
                         {"source", toString(route.source)},
                         {"asPath", std::move(asPath)},
                         {"from", route.from.empty() ? Json() : Json(route.from)}});
}

Json toJson(const std::vector<Prefix> &prefixes)
{
    auto list = Json::array();
    for (const auto &prefix : prefixes)
        list.append(prefix.toString());
    return list;
}

Json toJson(const Answer &answer)
{
    auto sessions = Json::array();
    for (const auto &session : answer.prediction.sessions()) {
        if (answer.concerns(session.local))
            sessions.append(toJson(answer, session));
    }
    auto tables = Json::object();
    for (const auto &machine : answer.machines) {
        auto table = Json::array();
        for (const auto &route : answer.prediction.tableOf(machine))
            table.append(toJson(route));
        tables.set(answer.nameOf(machine), std::move(table));
    }
    return Json::object({{"sessions", std::move(sessions)},
                         {"tables", std::move(tables)},
                         {"restless", toJson(answer.prediction.restless())},
                         {"ambiguous", toJson(answer.prediction.ambiguous())}});
}

std::string toLine(const Answer &answer, const BgpSession &session)
{
    auto line = "  " + answer.nameOf(session.local) + " (AS " + std::to_string(session.localAs) + ") -> "
              + session.peerName + " (AS " + std::to_string(session.peerAs) + "), IPv"
              + (session.family == Family::V4 ? "4" : "6") + ", " + typeOf(session) + " by " + session.origin
              + ": ";
    return line + (session.reason ? "down: " + session.reason->text() : "up");
}

std::string toLine(const PredictedRoute &route)
{
    auto line = "  " + route.prefix.toString();
    if (route.nextHop)
        line += " via " + route.nextHop->toString() + " dev " + route.interface;
    else
        line += ' ' + route.interface;
    line += ", " + toString(route.source);
    if (!route.from.empty())
        line += " from " + route.from;
    if (!route.asPath.empty())
        line += ", path";
    for (const auto number : route.asPath)
        line += ' ' + std::to_string(number);
    return line;
}

void print(const Answer &answer)
{
    printLine("Sessions:");
    for (const auto &session : answer.prediction.sessions()) {
        if (answer.concerns(session.local))
            printLine(toLine(answer, session));
    }
    for (const auto &machine : answer.machines) {
        printLine("Routes of " + answer.nameOf(machine) + ':');
        for (const auto &route : answer.prediction.tableOf(machine))
            printLine(toLine(route));
    }
    for (const auto &prefix : answer.prediction.restless())
        printLine(prefix.toString() + " never comes to rest: its routes change for ever");
    for (const auto &prefix : answer.prediction.ambiguous())
        printLine(prefix.toString() + " has more than one outcome: it depends on who speaks first");
}

/// The machine that is called so, every machine without a name. Errors: NotFound.
Result<std::vector<MachineId>> machinesFor(const Underlay &wires, const QString &name,
                                           bool hasSeveralClusters)
{
    std::vector<MachineId> machines;
    for (const auto &machine : wires.machines) {
        const auto own = QString::fromStdString(machineName(machine.id, hasSeveralClusters));
        if (name.isEmpty() || own == name)
            machines.push_back(machine.id);
    }
    if (machines.empty() && !name.isEmpty())
        return fail(Errc::NotFound, "no-such-machine", "the design has no node or router \"%1\"",
                    {name.toStdString()});
    return machines;
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Answers in JSON."));
    const QCommandLineOption node(QStringLiteral("node"),
                                  QStringLiteral("Only this node or router ([CLUSTER:]NAME)."),
                                  QStringLiteral("name"));
    parser.addOptions({node, json});
    int exitStatus = kFine;
    if (!parseArguments(parser, kRoutesVerb, arguments, exitStatus))
        return exitStatus;
    if (parser.positionalArguments().isEmpty())
        return failWith("usage: podloomctl " + std::string(kRoutesVerb.usage));
    const auto snapshot = readWholeDesign(parser.positionalArguments(), exitStatus);
    if (!snapshot)
        return exitStatus;
    const auto design = place(snapshot->design());
    const RoutePrediction prediction(design, plannedBlocks(design));
    const bool hasSeveralClusters = design.clusterNames().size() > 1;
    auto machines = machinesFor(prediction.wires(), parser.value(node), hasSeveralClusters);
    if (!machines)
        return failWith(machines.error());
    const Answer answer{prediction, hasSeveralClusters, *std::move(machines)};
    if (parser.isSet(json))
        printJson(toJson(answer));
    else
        print(answer);
    return kFine;
}

} // namespace

const Verb kRoutesVerb{.name = "routes",
                       .usage = "routes PATH... [--node NAME] [--json]",
                       .summary = "says which BGP sessions come up, and the routes of every node and router",
                       .run = run};

} // namespace podloom::cli
