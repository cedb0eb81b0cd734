#include "core/routing/explain_route.h"

#include "core/address/pools.h"
#include "core/routing/overlay.h"

#include <algorithm>
#include <deque>
#include <set>

namespace podloom {

namespace {

constexpr std::size_t kMostSteps = 64;

std::string pathText(const std::vector<std::uint32_t> &path)
{
    std::string text;
    for (const auto number : path)
        text += (text.empty() ? "" : " ") + std::to_string(number);
    return text;
}

class Explainer {
public:
    Explainer(const Design &design, const NodeBlocks &blocks)
        : m_design(design),
          m_wires(underlay(design)),
          m_sessions(bgpSessions(design, m_wires)),
          m_origins(design, blocks, m_wires, m_sessions),
          m_propagation(design, m_wires, m_sessions),
          m_hasSeveralClusters(design.clusterNames().size() > 1)
    {}

    Result<RouteExplanation> explain(const MachineId &id, const Prefix &asked)
    {
        const auto *machine = m_wires.find(id);
        if (!machine)
            return fail(Errc::NotFound, "no-such-machine", "the design has no node or router \"%1\"",
                        {id.name});
        m_explanation.prefix = asked;
        const auto *origins = nearest(asked);
        if (!origins) {
            add(id, std::nullopt,
                {"route-no-origin", "Nothing in this design announces %1", {asked.toString()}});
            return m_explanation;
        }
        const auto passesOn = m_origins.passesOn(m_explanation.prefix);
        (void)m_propagation.run(m_explanation.prefix, *origins, passesOn);
        m_target = static_cast<std::size_t>(machine - m_wires.machines.data());
        if (explainOverlay(id, *origins))
            return m_explanation;
        m_explanation.isPresent = hasRoute(m_target);
        if (m_explanation.isPresent)
            explainPresence();
        else
            explainAbsence();
        return m_explanation;
    }

private:
    /// The longest announced prefix that contains what was asked for.
    const std::vector<Propagation::Origin> *nearest(const Prefix &asked)
    {
        const std::vector<Propagation::Origin> *found = nullptr;
        for (const auto &[prefix, origins] : m_origins.all()) {
            if (prefix.contains(asked)) {
                found = &origins; // sorted: a longer one comes later
                m_explanation.prefix = prefix;
            }
        }
        return found;
    }

    bool hasRoute(std::size_t machine) const
    {
        return m_propagation.localOf(machine) != LocalRoute::None || !m_propagation.usedBy(machine).empty();
    }

    std::string nameOf(const MachineId &id) const { return machineName(id, m_hasSeveralClusters); }
    std::string nameOf(std::size_t machine) const { return nameOf(m_wires.machines[machine].id); }
    std::size_t indexOf(const MachineId &id) const
    {
        return static_cast<std::size_t>(m_wires.find(id) - m_wires.machines.data());
    }

    void add(const MachineId &machine, std::optional<MachineId> peer, Message sentence,
             std::optional<ObjectId> object = std::nullopt, SourceRef at = {})
    {
        if (m_explanation.steps.size() < kMostSteps)
            m_explanation.steps.push_back({machine, std::move(peer), std::move(sentence), std::move(object),
                                           m_design.lines.inFile(at)});
    }

    /// A block that the agent leads to; whatever BGP says of it stays out of the kernel.
    bool explainOverlay(const MachineId &id, const std::vector<Propagation::Origin> &origins)
    {
        const auto pools = poolsOf(m_design, id.cluster);
        const auto &prefix = m_explanation.prefix;
        const auto pool = std::find_if(pools.begin(), pools.end(), [&](const IpPool &each) {
            return isOverlay(each) && each.cidr.contains(prefix);
        });
        if (id.isRouter() || pool == pools.end() || origins.empty())
            return false;
        const auto &owner = m_wires.machines[origins.front().machine].id;
        if (owner == id || owner.isRouter() || owner.cluster != id.cluster)
            return false;
        addOrigin(origins.front().machine);
        const auto routes = overlayRoutes(pools, m_wires, id, {{owner.name, prefix}});
        m_explanation.isPresent = !routes.empty();
        const auto isTunnelled = !routes.empty() && routes.front().isTunnelled;
        Message sentence{"route-overlay",
                         isTunnelled
                             ? "The agent of %1 leads to it by VXLAN, to %2 at %3, as the pool %4 asks; BIRD "
                               "keeps what it hears of it out of the kernel"
                             : "The agent of %1 leads to it straight, to %2 at %3 in its own network, as the "
                               "pool %4 asks; BIRD keeps what it hears of it out of the kernel",
                         {nameOf(id), nameOf(owner), {}, pool->meta.id.name}};
        if (routes.empty())
            sentence = {"route-overlay-none",
                        "The agent of %1 has no way to it: %1 or %2 has no address of that family, which the "
                        "tunnels of the pool %3 need",
                        {nameOf(id), nameOf(owner), pool->meta.id.name}};
        else
            sentence.arguments[2] = routes.front().remote.toString();
        add(id, owner, std::move(sentence), pool->meta.id, pool->meta.at);
        return true;
    }

    void explainPresence()
    {
        std::vector<std::size_t> chain; // sessions, the target's first
        auto here = m_target;
        std::set<std::size_t> seen;
        while (m_propagation.localOf(here) == LocalRoute::None && seen.insert(here).second) {
            const auto used = m_propagation.usedBy(here);
            if (used.empty())
                break;
            chain.push_back(used.front());
            here = indexOf(*m_sessions[used.front()].peer);
        }
        addOrigin(here);
        for (auto session = chain.rbegin(); session != chain.rend(); ++session)
            addArrival(*session);
        const auto used = m_propagation.usedBy(m_target);
        for (std::size_t index = 1; index < used.size(); ++index) {
            const auto &session = m_sessions[used[index]];
            add(session.local, session.peer,
                {"route-equal", "%1 has an equal way through %2", {nameOf(m_target), session.peerName}});
        }
    }

    void addOrigin(std::size_t machine)
    {
        const auto &prefix = m_explanation.prefix;
        const auto name = nameOf(machine);
        const auto &id = m_wires.machines[machine].id;
        if (m_propagation.localOf(machine) == LocalRoute::Connected)
            add(id, std::nullopt, {"route-connected", "%1 is connected to %2", {name, prefix.toString()}});
        else
            add(id, std::nullopt, {"route-origin", "%1 originates %2", {name, prefix.toString()}});
    }

    void addArrival(std::size_t session)
    {
        const auto &end = m_sessions[session];
        const auto &route = m_propagation.received(session);
        const auto hop = m_propagation.hopOf(session);
        auto sentence =
            hop.gateway
                ? Message{"route-told",
                          "%1 told %2 of it: next hop %3, AS path \"%4\", local preference %5",
                          {}}
                : Message{"route-told-unreachable",
                          "%1 told %2 of it: next hop %3, AS path \"%4\", local preference %5; nothing leads "
                          "to that next hop",
                          {}};
        sentence.arguments = {end.peerName, nameOf(end.local), route.nextHop.toString(),
                              pathText(m_propagation.paths().at(route.asPath)),
                              std::to_string(route.localPreference)};
        add(end.local, end.peer, std::move(sentence), end.object);
    }

    /// From the target backwards over sessions, past machines that have no route either.
    void explainAbsence()
    {
        std::set<std::size_t> seen{m_target};
        std::deque<std::size_t> queue{m_target};
        while (!queue.empty()) {
            const auto here = queue.front();
            queue.pop_front();
            for (std::size_t index = 0; index < m_sessions.size(); ++index) {
                const auto &session = m_sessions[index];
                if (session.family != m_explanation.prefix.family() || !session.peer
                    || indexOf(session.local) != here)
                    continue;
                const auto peer = indexOf(*session.peer);
                if (!hasRoute(peer)) {
                    if (session.isUp && seen.insert(peer).second)
                        queue.push_back(peer);
                    continue;
                }
                if (session.isUp)
                    addLoss(*session.counterpart);
                else
                    add(session.local, session.peer,
                        {"route-session-down",
                         "The session of %1 with %2, which has a route, is down: %3",
                         {nameOf(session.local), session.peerName, session.reason->text()}},
                        session.object);
            }
        }
        if (m_explanation.steps.empty())
            add(m_wires.machines[m_target].id, std::nullopt,
                {"route-no-session",
                 "No session leads from a machine that has %1 to %2",
                 {m_explanation.prefix.toString(), nameOf(m_target)}});
    }

    /// `over` is the session at the machine that has the route.
    void addLoss(std::size_t over)
    {
        const auto &session = m_sessions[over];
        const auto lost = m_propagation.lostOver(over);
        const auto teller = nameOf(session.local);
        const auto &hearer = session.peerName;
        const auto prefix = m_explanation.prefix.toString();
        if (lost.why == Loss::ExportFilter || lost.why == Loss::ImportFilter)
            return addFilterLoss(session, lost);
        const auto say = [&](const char *id, const char *english, std::vector<std::string> arguments) {
            add(session.local, session.peer, {id, english, std::move(arguments)}, session.object);
        };
        switch (lost.why) {
        case Loss::Kept: return addKept(session);
        case Loss::NotExported:
            return say("route-not-exported",
                       "%1 passes %2 on to nobody: no pool of its cluster that BGP exports holds it",
                       {teller, prefix});
        case Loss::Drained:
            return say("route-drained", "%1 is drained: it tells %2 of no route", {teller, hearer});
        case Loss::OwnRoutesOnly:
            return say("route-own-only", "%1 tells %2 of its own blocks alone", {teller, hearer});
        case Loss::NotReflected:
            return say("route-not-reflected",
                       "%1 learned it inside its AS and does not reflect it to %2: neither end is its client",
                       {teller, hearer});
        case Loss::WellKnown:
            return say("route-well-known", "%1 does not tell %2: the route carries no-export or no-advertise",
                       {teller, hearer});
        case Loss::Martian:
            return say("route-martian", "%1 takes %2 from nobody: it is no network for routes",
                       {hearer, prefix});
        case Loss::AsLoop:
            return say("route-as-loop",
                       "%1 refuses it from %2: its own AS %3 is in the path (numAllowedLocalASNumbers)",
                       {hearer, teller, std::to_string(session.peerAs)});
        case Loss::Originator:
        case Loss::ClusterLoop:
            return say("route-reflection-loop",
                       "%1 refuses it from %2: it has passed the same reflectors' cluster id before",
                       {hearer, teller});
        default: return say("route-not-told", "%1 does not tell %2: it came from there", {teller, hearer});
        }
    }

    void addKept(const BgpSession &session)
    {
        const auto machine = indexOf(session.local);
        const auto teller = nameOf(session.local);
        const auto prefix = m_explanation.prefix.toString();
        if (m_propagation.localOf(machine) == LocalRoute::Connected)
            return add(session.local, session.peer,
                       {"route-kept-connected",
                        "%1 is connected to %2 and does not announce connected networks",
                        {teller, prefix}});
        for (const auto &pool : poolsOf(m_design, session.local.cluster)) {
            if (pool.cidr.contains(m_explanation.prefix))
                return add(session.local, session.peer,
                           {"route-kept-pool",
                            "%1 keeps %2 to itself: its pool %3 has disableBGPExport",
                            {teller, prefix, pool.meta.id.name}},
                           pool.meta.id, pool.meta.at);
        }
        add(session.local, session.peer,
            {"route-kept", "%1 keeps %2 to itself: no pool holds it", {teller, prefix}});
    }

    void addFilterLoss(const BgpSession &session, const Lost &lost)
    {
        const bool isExport = lost.why == Loss::ExportFilter;
        const auto rules =
            std::string(isExport ? "exportV" : "importV") + (session.family == Family::V4 ? "4" : "6");
        const auto &filter = lost.filter.filter->meta;
        const auto teller = nameOf(session.local);
        auto sentence = isExport ? Message{"route-export-filter",
                                           "%1 does not tell %2: %3[%4] of the BGPFilter %5 rejects it",
                                           {}}
                                 : Message{"route-import-filter",
                                           "%2 refuses it from %1: %3[%4] of the BGPFilter %5 rejects it",
                                           {}};
        sentence.arguments = {teller, session.peerName, rules, std::to_string(lost.filter.rule),
                              filter.id.name};
        add(isExport ? session.local : *session.peer, isExport ? session.peer : session.local,
            std::move(sentence), filter.id, lost.filter.decided->at);
    }

    const Design &m_design;
    Underlay m_wires;
    std::vector<BgpSession> m_sessions;
    Origins m_origins;
    Propagation m_propagation;
    bool m_hasSeveralClusters;
    std::size_t m_target = 0;
    RouteExplanation m_explanation{};
};

} // namespace

Result<RouteExplanation> explainRoute(const Design &design, const NodeBlocks &blocks,
                                      const MachineId &machine, const Prefix &asked)
{
    return Explainer(design, blocks).explain(machine, asked);
}

} // namespace podloom
