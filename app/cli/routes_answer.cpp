#include "app/cli/routes_answer.h"

#include "app/cli/flow_arguments.h"

#include <algorithm>

namespace podloom::cli {

namespace {

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

Json toJson(const RoutesAnswer &answer, const BgpSession &session)
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

Json listOf(const std::vector<Prefix> &prefixes)
{
    auto list = Json::array();
    for (const auto &prefix : prefixes)
        list.append(prefix.toString());
    return list;
}

std::string toLine(const RoutesAnswer &answer, const BgpSession &session)
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

Json toJson(const RoutesAnswer &answer, const Impact &impact)
{
    return Json::object({{"from", answer.nameOf(impact.from)},
                         {"to", answer.nameOf(impact.owner)},
                         {"prefix", impact.prefix.toString()},
                         {"before", toString(impact.before)},
                         {"after", toString(impact.after)}});
}

Json toJson(const RoutesAnswer &answer, const std::vector<MachineId> &path)
{
    auto list = Json::array();
    for (const auto &machine : path)
        list.append(answer.nameOf(machine));
    return list;
}

Json whatIfToJson(const RoutesAnswer &answer)
{
    auto lost = Json::array();
    for (const auto index : answer.whatIf->lostSessions)
        lost.append(toJson(answer, answer.whatIf->after.sessions()[index]));
    auto impacts = Json::array();
    for (const auto &impact : answer.whatIf->impacts)
        impacts.append(toJson(answer, impact));
    return Json::object({{"lostSessions", std::move(lost)}, {"unreachable", std::move(impacts)}});
}

std::string toLine(const RoutesAnswer &answer, const std::vector<MachineId> &path)
{
    std::string line;
    for (const auto &machine : path)
        line += (line.empty() ? "" : " > ") + answer.nameOf(machine);
    return line;
}

/// Impacts of one pair of nodes and one outcome on one line.
void printImpacts(const RoutesAnswer &answer, const std::vector<Impact> &impacts, bool isWhatIf)
{
    for (std::size_t index = 0; index < impacts.size();) {
        const auto &first = impacts[index];
        auto line = "  " + answer.nameOf(first.from) + " -> " + answer.nameOf(first.owner) + ": "
                  + (isWhatIf ? toString(first.before) + ", then " : "") + toString(first.after) + " (";
        const auto start = index;
        for (; index < impacts.size() && impacts[index].from == first.from
               && impacts[index].owner == first.owner && impacts[index].before == first.before
               && impacts[index].after == first.after;
             ++index)
            line += (index > start ? ", " : "") + impacts[index].prefix.toString();
        printLine(line + ')');
    }
}

void printFindings(const RoutesAnswer &answer)
{
    for (const auto &prefix : answer.prediction.restless())
        printLine(prefix.toString() + " never comes to rest: its routes change for ever");
    for (const auto &prefix : answer.prediction.ambiguous())
        printLine(prefix.toString() + " has more than one outcome: it depends on who speaks first");
    if (!answer.unreachable.empty() && !answer.whatIf) {
        printLine("Blocks that nodes do not reach:");
        printImpacts(answer, answer.unreachable, false);
    }
    if (!answer.asymmetric.empty())
        printLine("Ways that differ from the way back:");
    for (const auto &each : answer.asymmetric)
        printLine("  " + toLine(answer, each.there) + "; back " + toLine(answer, each.back));
    if (!answer.whatIf)
        return;
    printLine("Sessions that are lost: " + std::to_string(answer.whatIf->lostSessions.size()));
    if (answer.whatIf->impacts.empty())
        printLine("Every node that remains reaches the blocks of all others, before BGP notices and after.");
    else
        printLine("Unreachable until BGP has noticed, and after that:");
    printImpacts(answer, answer.whatIf->impacts, true);
}

} // namespace

bool RoutesAnswer::concerns(const MachineId &machine) const
{
    return std::find(machines.begin(), machines.end(), machine) != machines.end();
}

Json toJson(const RoutesAnswer &answer)
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
    auto unreachable = Json::array();
    for (const auto &impact : answer.unreachable)
        unreachable.append(Json::object({{"from", answer.nameOf(impact.from)},
                                         {"to", answer.nameOf(impact.owner)},
                                         {"prefix", impact.prefix.toString()},
                                         {"fate", toString(impact.after)}}));
    auto asymmetric = Json::array();
    for (const auto &each : answer.asymmetric)
        asymmetric.append(
            Json::object({{"there", toJson(answer, each.there)}, {"back", toJson(answer, each.back)}}));
    auto json = Json::object({{"sessions", std::move(sessions)},
                              {"tables", std::move(tables)},
                              {"restless", listOf(answer.prediction.restless())},
                              {"ambiguous", listOf(answer.prediction.ambiguous())},
                              {"unreachable", std::move(unreachable)},
                              {"asymmetric", std::move(asymmetric)}});
    if (answer.whatIf)
        json.set("whatIf", whatIfToJson(answer));
    return json;
}

void print(const RoutesAnswer &answer)
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
    printFindings(answer);
}

Json toJson(const RouteReason &reason)
{
    const auto &files = reason.snapshot.design().files;
    auto steps = Json::array();
    for (const auto &step : reason.explanation.steps) {
        const bool hasPlace = step.at.line > 0 && step.at.file < files.size();
        steps.append(Json::object(
            {{"node", machineName(step.machine, reason.hasSeveralClusters)},
             {"peer", step.peer ? Json(machineName(*step.peer, reason.hasSeveralClusters)) : Json()},
             {"reason", step.sentence.id},
             {"sentence", step.sentence.text()},
             {"object", step.object ? objectToJson(*step.object, reason.snapshot) : Json()},
             {"file", hasPlace ? Json(files[step.at.file]) : Json()},
             {"line", hasPlace ? Json(step.at.line) : Json()}}));
    }
    const auto mtu = reason.mtu ? Json::object({{"bytes", std::int64_t{reason.mtu->bytes}},
                                                {"wireBytes", std::int64_t{reason.mtu->wireBytes}},
                                                {"link", reason.mtu->link},
                                                {"overheadBytes", std::int64_t{reason.mtu->overheadBytes}}})
                                : Json();
    return Json::object({{"prefix", reason.explanation.prefix.toString()},
                         {"node", reason.node},
                         {"present", reason.explanation.isPresent},
                         {"steps", std::move(steps)},
                         {"mtu", mtu}});
}

void print(const RouteReason &reason)
{
    const auto &files = reason.snapshot.design().files;
    printLine(reason.node + (reason.explanation.isPresent ? " has a route to " : " has no route to ")
              + reason.explanation.prefix.toString() + ':');
    for (const auto &step : reason.explanation.steps) {
        auto line = "  " + step.sentence.text();
        if (step.at.line > 0 && step.at.file < files.size())
            line += " (" + files[step.at.file] + ':' + std::to_string(step.at.line) + ')';
        printLine(line);
    }
    if (reason.mtu)
        printLine("Packets of up to " + std::to_string(reason.mtu->bytes) + " bytes fit: the link "
                  + reason.mtu->link + " carries " + std::to_string(reason.mtu->wireBytes)
                  + (reason.mtu->overheadBytes > 0
                         ? ", of which VXLAN takes " + std::to_string(reason.mtu->overheadBytes)
                         : std::string()));
}

} // namespace podloom::cli
