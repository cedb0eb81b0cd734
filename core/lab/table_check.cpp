#include "core/lab/table_check.h"

#include "core/lab/missing_cause.h"

#include <algorithm>

namespace podloom {

namespace {

/// What is compared of an entry.
struct Way {
    std::optional<IpAddress> nextHop{};
    std::string interface {};
    auto operator<=>(const Way &) const = default;
};

enum class Writer { Bgp, Agent, Any };

struct Wanted {
    std::set<Way> ways{};
    Writer writer = Writer::Bgp;
    RouteSource source = RouteSource::Bgp;
    std::string from{};
};

bool isDrop(const std::string &interface)
{
    return interface == "blackhole" || interface == "unreachable" || interface == "prohibit";
}

std::string nameOf(Family family)
{
    return family == Family::V4 ? "IPv4" : "IPv6";
}

/// One machine of a comparison.
class MachineCheck {
public:
    MachineCheck(const Design &placed, const RoutePrediction &prediction, const MachineId &id,
                 const MachineTable &table, TableReport &report)
        : m_placed(placed),
          m_prediction(prediction),
          m_id(id),
          m_table(table),
          m_report(report)
    {}

    void compare()
    {
        if (!m_table.trouble.empty()) {
            m_report.unread.push_back({m_id.name, m_table.trouble});
            return;
        }
        collectWanted();
        for (const auto &[prefix, wanted] : m_wanted)
            compare(prefix, wanted);
        for (const auto &entry : m_table.kernel) {
            if (isSurplus(entry) || goesBefore(entry))
                m_report.surplus.push_back({m_id.name, entry});
        }
        compareSessions();
    }

private:
    bool isUndecided(const Prefix &prefix) const
    {
        return std::binary_search(m_report.undecided.begin(), m_report.undecided.end(), prefix);
    }

    /// Routers and BIRD drop what they originate in their own words; names of interfaces count where they are
    /// those of the design.
    Way wayOf(const std::optional<IpAddress> &nextHop, const std::string &interface) const
    {
        if (isDrop(interface))
            return {std::nullopt, m_id.isRouter() ? "unreachable" : interface};
        return {nextHop, m_table.hasOwnInterfaces ? std::string() : interface};
    }

    void collectWanted()
    {
        for (const auto &route : m_prediction.tableOf(m_id)) {
            const bool isLocal = route.source == RouteSource::Local;
            const bool isPod = isLocal && !m_id.isRouter()
                            && route.prefix.length() == bitsOf(route.prefix.family()); // a borrowed address
            if (isUndecided(route.prefix) || isPod)
                continue;
            auto &wanted = m_wanted[route.prefix];
            wanted.ways.insert(wayOf(route.nextHop, route.interface));
            wanted.source = route.source;
            wanted.from = route.from;
            wanted.writer = isLocal && m_id.isRouter()       ? Writer::Any
                          : route.source == RouteSource::Bgp ? Writer::Bgp
                                                             : Writer::Agent;
        }
    }

    static bool isBy(Writer writer, const KernelEntry &entry)
    {
        switch (writer) {
        case Writer::Bgp: return isOfBgp(entry);
        case Writer::Agent: return entry.owner == "agent";
        case Writer::Any: break;
        }
        return isDrop(entry.interface);
    }

    bool isConnected(const Prefix &prefix) const
    {
        return std::any_of(m_table.kernel.begin(), m_table.kernel.end(), [&](const KernelEntry &entry) {
            return entry.prefix == prefix && entry.owner == "kernel" && !entry.nextHop;
        });
    }

    void compare(const Prefix &prefix, const Wanted &wanted)
    {
        std::set<Way> found;
        for (const auto &entry : m_table.kernel) {
            if (entry.prefix == prefix && isBy(wanted.writer, entry))
                found.insert(wayOf(entry.nextHop, entry.interface));
        }
        m_report.checkedRoutes += wanted.ways.size();
        std::vector<Way> absent;
        std::set_difference(wanted.ways.begin(), wanted.ways.end(), found.begin(), found.end(),
                            std::back_inserter(absent));
        // A connected network wins over every peer; so does, where FRR runs, the lab's own route the same
        // way.
        if (absent.empty() || isConnected(prefix) || isLedByLab(prefix, wanted))
            return;
        std::vector<Way> others;
        std::set_difference(found.begin(), found.end(), wanted.ways.begin(), wanted.ways.end(),
                            std::back_inserter(others));
        m_report.missing.push_back({m_id.name,
                                    prefix,
                                    absent.front().nextHop,
                                    absent.front().interface,
                                    wanted.from,
                                    others.empty() ? std::nullopt : others.front().nextHop,
                                    {}});
        auto &last = m_report.missing.back();
        last.reason =
            m_id.isRouter() || wanted.source == RouteSource::Bgp
                ? std::string()
                : "its agent has not written it; `podloomctl status` tells what the agent complains of";
        m_told.insert(prefix);
    }

    /// The router that the machine is; null for a node.
    const Router *router() const
    {
        return m_id.isRouter() ? m_placed.routers.find({"", "podloom.dev", "Router", "", m_id.name})
                               : nullptr;
    }

    /// Zebra leaves a route to the kernel that was there before; BGP has to know the prefix all the same.
    bool isLedByLab(const Prefix &prefix, const Wanted &wanted) const
    {
        const auto *router = this->router();
        return router && router->engine == RouterEngine::Frr && wanted.writer == Writer::Bgp
            && std::any_of(m_table.kernel.begin(), m_table.kernel.end(),
                           [&](const KernelEntry &entry) {
                               return entry.prefix == prefix && entry.owner == "static"
                                   && wanted.ways.contains(wayOf(entry.nextHop, entry.interface));
                           })
            && m_table.knownToBgp().contains(prefix);
    }

    /// Whether somebody else's route takes packets away from a predicted one: by a lower metric to the same
    /// prefix, or as a part of a node's block. The lab's own ways ("static") lead to networks of machines.
    bool goesBefore(const KernelEntry &entry) const
    {
        if (isOfBgp(entry) || entry.owner == "agent" || entry.owner == "kernel")
            return false;
        for (const auto &[node, blocks] : m_report.blocks) {
            for (const auto &block : blocks) {
                if (block.contains(entry.prefix) && block.length() < entry.prefix.length())
                    return true;
            }
        }
        const auto wanted = m_wanted.find(entry.prefix);
        if (entry.owner == "static" || wanted == m_wanted.end() || m_told.contains(entry.prefix)
            || wanted->second.ways.contains(wayOf(entry.nextHop, entry.interface)))
            return false;
        return std::any_of(m_table.kernel.begin(), m_table.kernel.end(), [&](const KernelEntry &own) {
            return own.prefix == entry.prefix && isBy(wanted->second.writer, own)
                && entry.metric < own.metric;
        });
    }

    /// Ways to peers behind a gateway, and what a router announces of its own, are no predicted routes.
    bool isOwnDoing(const KernelEntry &entry) const
    {
        const auto &sessions = m_prediction.sessions();
        const auto *router = this->router();
        return std::any_of(sessions.begin(), sessions.end(),
                           [&](const BgpSession &session) {
                               return session.local == m_id && session.settings->reachableBy
                                   && session.peerAddress
                                   && Prefix::host(*session.peerAddress) == entry.prefix;
                           })
            || (router && isDrop(entry.interface)
                && std::find(router->networks.begin(), router->networks.end(), entry.prefix)
                       != router->networks.end());
    }

    bool isSurplus(const KernelEntry &entry) const
    {
        const bool isOurs = isOfBgp(entry) || (entry.owner == "agent" && entry.nextHop);
        if (!isOurs || isUndecided(entry.prefix) || isOwnDoing(entry))
            return false;
        const auto wanted = m_wanted.find(entry.prefix);
        if (wanted == m_wanted.end())
            return true;
        return !m_told.contains(entry.prefix) && isBy(wanted->second.writer, entry)
            && !wanted->second.ways.contains(wayOf(entry.nextHop, entry.interface));
    }

    void compareSessions()
    {
        for (const auto &session : m_prediction.sessions()) {
            if (session.local != m_id)
                continue;
            const auto *found = sessionIn(m_table, session.peerName, session.family);
            const auto state = found ? (*found)["state"].asString() : std::string();
            ++m_report.checkedSessions;
            if ((state == "Established") != session.isUp)
                m_report.sessions.push_back({m_id.name, session.peerName, session.family, session.isUp, state,
                                             found ? (*found)["lastError"].asString() : std::string()});
        }
    }

    const Design &m_placed;
    const RoutePrediction &m_prediction;
    const MachineId &m_id;
    const MachineTable &m_table;
    TableReport &m_report;
    std::map<Prefix, Wanted> m_wanted;
    std::set<Prefix> m_told; ///< that are missing, or otherwise
};

Json textOf(const std::optional<IpAddress> &address)
{
    return address ? Json(address->toString()) : Json();
}

} // namespace

TableReport compareTables(const Design &placed, const RoutePrediction &prediction, const LabTables &tables)
{
    TableReport report{.blocks = tables.blocks};
    report.undecided = prediction.restless();
    report.undecided.insert(report.undecided.end(), prediction.ambiguous().begin(),
                            prediction.ambiguous().end());
    std::sort(report.undecided.begin(), report.undecided.end());
    const MissingCause cause(placed, tables);
    for (const auto &[id, table] : tables.machines) {
        const auto first = report.missing.size();
        MachineCheck(placed, prediction, id, table, report).compare();
        for (auto index = first; index < report.missing.size(); ++index) {
            if (auto &missing = report.missing[index]; missing.reason.empty())
                missing.reason = cause.of(id, missing.prefix, missing.from, missing.found.has_value());
        }
    }
    return report;
}

Error missingError(const MissingRoute &route)
{
    const auto way = route.nextHop           ? " via " + route.nextHop->toString()
                   : isDrop(route.interface) ? " (" + route.interface + ')'
                                             : std::string();
    if (route.found)
        return fail(Errc::Timeout, "route-otherwise", "%1 leads to %2 via %3, and should%4: %5",
                    {route.node, route.prefix.toString(), route.found->toString(), way, route.reason})
            .error;
    return fail(Errc::Timeout, "route-missing", "%1 has no route to %2%3: %4",
                {route.node, route.prefix.toString(), way, route.reason})
        .error;
}

Error surplusError(const SurplusRoute &route)
{
    const auto &entry = route.entry;
    const auto way = entry.nextHop ? " via " + entry.nextHop->toString() : " (" + entry.interface + ')';
    return fail(Errc::Conflict, "route-surplus",
                "%1 has a route to %2%3 that the design does not predict and that takes packets: \"%4\" "
                "wrote it; "
                "take it away there, or look with `podloomctl routes --lab` who told of it",
                {route.node, entry.prefix.toString(), way, entry.owner})
        .error;
}

Error unreadError(const UnreadTable &table)
{
    return fail(Errc::Unavailable, "table-unread", "the tables of %1 were not compared: %2",
                {table.node, table.reason})
        .error;
}

Error mismatchError(const SessionMismatch &session)
{
    const auto because = session.lastError.empty() ? std::string() : " (" + session.lastError + ')';
    if (!session.isPredictedUp)
        return fail(Errc::Conflict, "session-surplus",
                    "the %1 session of %2 with %3 is established, and is predicted not to come up",
                    {nameOf(session.family), session.node, session.peer})
            .error;
    return fail(Errc::Timeout, "session-missing",
                "the %1 session of %2 with %3 should be established, and is %4%5: look whether the two reach "
                "each other's port, and apply the design again",
                {nameOf(session.family), session.node, session.peer,
                 session.state.empty() ? "not configured" : session.state, because})
        .error;
}

std::vector<Error> differenceErrors(const TableReport &report)
{
    std::vector<Error> errors;
    for (const auto &each : report.unread)
        errors.push_back(unreadError(each));
    for (const auto &each : report.sessions)
        errors.push_back(mismatchError(each));
    for (const auto &each : report.missing)
        errors.push_back(missingError(each));
    for (const auto &each : report.surplus)
        errors.push_back(surplusError(each));
    return errors;
}

Json toJson(const MissingRoute &route)
{
    return Json::object({{"node", route.node},
                         {"prefix", route.prefix.toString()},
                         {"nextHop", textOf(route.nextHop)},
                         {"from", route.from},
                         {"found", textOf(route.found)},
                         {"interface", route.interface},
                         {"reason", route.reason}});
}

Json toJson(const SurplusRoute &route)
{
    return Json::object({{"node", route.node},
                         {"prefix", route.entry.prefix.toString()},
                         {"nextHop", textOf(route.entry.nextHop)},
                         {"interface", route.entry.interface},
                         {"owner", route.entry.owner}});
}

Json toJson(const SessionMismatch &session)
{
    return Json::object({{"node", session.node},
                         {"peer", session.peer},
                         {"family", session.family == Family::V4 ? 4 : 6},
                         {"predicted", session.isPredictedUp ? "up" : "down"},
                         {"state", session.state.empty() ? Json() : Json(session.state)},
                         {"lastError", session.lastError.empty() ? Json() : Json(session.lastError)}});
}

Json toJson(const UnreadTable &table)
{
    return Json::object({{"node", table.node}, {"reason", table.reason}});
}

} // namespace podloom
