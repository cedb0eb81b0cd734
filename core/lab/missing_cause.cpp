#include "core/lab/missing_cause.h"

#include "core/routing/explain_route.h"

#include <algorithm>

namespace podloom {

const Json *sessionIn(const MachineTable &table, const std::string &peer, Family family)
{
    const auto &sessions = table.sessions.items();
    const auto found = std::find_if(sessions.begin(), sessions.end(), [&](const Json &session) {
        return session["peer"].asString() == peer
            && session["family"].asInt() == (family == Family::V4 ? 4 : 6);
    });
    return found == sessions.end() ? nullptr : &*found;
}

MissingCause::MissingCause(const Design &placed, const LabTables &tables)
    : m_placed(placed),
      m_tables(tables),
      m_hasSeveralClusters(placed.clusterNames().size() > 1)
{}

std::string MissingCause::nameOf(const MachineId &machine) const
{
    return machineName(machine, m_hasSeveralClusters);
}

/// A machine that is not asked (a router outside of the lab) is believed.
bool MissingCause::has(const MachineId &machine, const Prefix &prefix) const
{
    const auto at = m_tables.machines.find(machine);
    return at == m_tables.machines.end() || at->second.knownToBgp().contains(prefix);
}

std::string MissingCause::between(const MachineId &giver, const MachineId &taker, Family family) const
{
    const auto names = nameOf(taker) + " with " + nameOf(giver);
    const auto ip = std::string(family == Family::V4 ? "IPv4" : "IPv6");
    const auto at = m_tables.machines.find(taker);
    if (at == m_tables.machines.end())
        return nameOf(taker) + " cannot be asked for it";
    if (!at->second.trouble.empty())
        return nameOf(taker) + " cannot be asked for it: " + at->second.trouble;
    const auto *session = sessionIn(at->second, nameOf(giver), family);
    if (!session)
        return "the " + ip + " session of " + names + " is not configured there: apply the design again";
    if (const auto &state = (*session)["state"].asString(); state == "Down")
        return "the " + ip + " session of " + names
             + " is switched off there: switch it on again (birdc enable), or restart the daemon";
    if (const auto &state = (*session)["state"].asString(); state != "Established") {
        const auto &error = (*session)["lastError"].asString();
        return "the " + ip + " session of " + names + " is " + state
             + (error.empty() ? std::string() : " (" + error + ')')
             + ": look whether the two reach each other's port";
    }
    return "the session of " + names + " is established, and " + nameOf(giver)
         + " has the route, yet it does not come over: compare the filters that run there with those of the "
           "design, or apply it again";
}

/// BGP has the route, and the kernel has not.
std::string MissingCause::inKernel(const MachineId &machine, const Prefix &prefix) const
{
    for (const auto &entry : m_tables.machines.at(machine).kernel) {
        if (entry.prefix == prefix && !isOfBgp(entry))
            return "BGP has it there, but the kernel has a route of its own to that prefix (written by \""
                 + entry.owner + "\"): take that away";
    }
    return "BGP has it there and did not write it into the kernel: `podloomctl routes --lab LAB --node "
         + nameOf(machine) + "` shows both";
}

std::string MissingCause::of(const MachineId &machine, const Prefix &prefix, const std::string &from,
                             bool isOtherwise) const
{
    const auto &table = m_tables.machines.at(machine);
    if (!table.trouble.empty())
        return "it cannot be asked: " + table.trouble;
    if (!isOtherwise && table.knownToBgp().contains(prefix))
        return inKernel(machine, prefix);
    const auto explained = explainRoute(m_placed, m_tables.blocks, machine, prefix);
    std::vector<MachineId> way; // from the origin on
    for (const auto &step : explained ? explained->steps : std::vector<RouteStep>()) {
        if (step.sentence.id != "route-equal")
            way.push_back(step.machine);
    }
    if (way.size() < 2 || way.back() != machine)
        return "its daemon does not hold it in the kernel; `podloomctl status` tells what it complains of";
    if (!has(way.front(), prefix))
        return nameOf(way.front())
             + ", where it comes from, does not announce it: look at its BIRD and agent";
    for (std::size_t index = 1; index < way.size(); ++index) {
        const bool isLast = index + 1 == way.size();
        if (isLast || !has(way[index], prefix))
            return between(way[index - 1], way[index], prefix.family());
    }
    return "the session with " + from + " does not bring it";
}

} // namespace podloom
