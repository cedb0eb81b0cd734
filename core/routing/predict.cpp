#include "core/routing/predict.h"

#include "core/address/plan_addresses.h"
#include "core/address/pools.h"
#include "core/routing/propagation.h"

#include <algorithm>
#include <set>
#include <utility>

namespace podloom {

namespace {

using Origins = std::map<Prefix, std::vector<Propagation::Origin>>;

std::size_t indexOf(const Underlay &wires, const Machine *machine)
{
    return static_cast<std::size_t>(machine - wires.machines.data());
}

/// Exported pools by cluster.
std::map<std::string, std::vector<Prefix>> exportedPools(const Design &design)
{
    std::map<std::string, std::vector<Prefix>> pools;
    for (const auto &cluster : design.clusterNames()) {
        for (const auto &pool : poolsOf(design, cluster)) {
            if (!pool.isBgpExportDisabled)
                pools[cluster].push_back(pool.cidr);
        }
    }
    return pools;
}

bool isInside(const Prefix &prefix, const std::vector<Prefix> &pools)
{
    return std::any_of(pools.begin(), pools.end(), [&](const Prefix &pool) { return pool.contains(prefix); });
}

/// Machines that BGPFilters may make announce their connected networks.
std::set<MachineId> announcersOfConnected(const std::vector<BgpSession> &sessions)
{
    std::set<MachineId> result;
    for (const auto &session : sessions) {
        const auto &filters = session.settings->filters;
        const auto accepts = [](const BgpFilterRule &rule) { return rule.accepts; };
        const bool isOne = std::any_of(filters.begin(), filters.end(), [&](const auto &filter) {
            const auto &rules = filter->exports(session.family);
            return std::any_of(rules.begin(), rules.end(), accepts);
        });
        if (isOne)
            result.insert(session.local);
    }
    return result;
}

/// A connected network beats what BGP says about it.
void addConnected(const Underlay &wires, const std::set<MachineId> &announcers, Origins &origins)
{
    for (const bool isNew : {true, false}) {
        for (std::size_t index = 0; index < wires.machines.size(); ++index) {
            const auto &machine = wires.machines[index];
            for (std::size_t number = 0; number < machine.interfaces.size(); ++number) {
                for (const auto &address : machine.interfaces[number].addresses) {
                    const auto at = origins.find(address.network());
                    if (isNew && at == origins.end() && announcers.contains(machine.id))
                        origins.try_emplace(address.network());
                    else if (!isNew && at != origins.end())
                        at->second.push_back(
                            {index, LocalRoute::Connected, static_cast<std::uint16_t>(number)});
                }
            }
        }
    }
}

Origins originsOf(const Design &design, const NodeBlocks &blocks, const Underlay &wires,
                  const std::map<std::string, std::vector<Prefix>> &pools,
                  const std::set<MachineId> &filtered)
{
    Origins origins;
    for (const auto &[node, prefixes] : blocks) {
        const auto *machine = wires.find(node);
        if (!machine)
            continue;
        const auto exported = pools.find(node.cluster);
        for (const auto &prefix : prefixes) {
            const bool isAnnounced = exported != pools.end() && isInside(prefix, exported->second);
            origins[prefix].push_back(
                {indexOf(wires, machine), isAnnounced ? LocalRoute::Announced : LocalRoute::Kept, 0});
        }
    }
    for (const auto &router : design.routers) {
        const auto *machine = wires.find(MachineId::router(router.meta.id.name));
        for (const auto &network : router.networks)
            origins[network].push_back({indexOf(wires, machine), LocalRoute::Announced, 0});
    }
    addConnected(wires, filtered, origins);
    return origins;
}

/// Whether each machine passes `prefix` on.
Propagation::PassesOn passesOn(const Underlay &wires, const Prefix &prefix,
                               const std::map<std::string, std::vector<Prefix>> &pools)
{
    std::map<std::string, bool> ofCluster;
    for (const auto &[cluster, prefixes] : pools)
        ofCluster[cluster] = isInside(prefix, prefixes);
    Propagation::PassesOn result(wires.machines.size());
    for (std::size_t index = 0; index < result.size(); ++index) {
        const auto &id = wires.machines[index].id;
        const auto at = ofCluster.find(id.cluster);
        result[index] = id.isRouter() || (at != ofCluster.end() && at->second);
    }
    return result;
}

bool isConnectedTo(const Machine &machine, const Prefix &prefix)
{
    return std::any_of(machine.interfaces.begin(), machine.interfaces.end(), [&](const auto &interface) {
        return std::any_of(interface.addresses.begin(), interface.addresses.end(),
                           [&](const auto &address) { return address.network() == prefix; });
    });
}

} // namespace

NodeBlocks plannedBlocks(const Design &placed)
{
    NodeBlocks blocks;
    const auto plan = planAddresses(placed);
    for (const auto &cluster : placed.clusterNames()) {
        std::vector<Prefix> pools;
        for (const auto &pool : poolsOf(placed, cluster))
            pools.push_back(pool.cidr);
        for (const auto &block : plan.blocks) {
            const bool isNode = placed.nodes.contains({cluster, "", "Node", "", block.affinity});
            if (isNode && isInside(block.cidr, pools))
                blocks[MachineId::node(cluster, block.affinity)].push_back(block.cidr);
        }
    }
    return blocks;
}

RoutePrediction::RoutePrediction(const Design &design, const NodeBlocks &blocks)
    : m_wires(underlay(design)),
      m_sessions(bgpSessions(design, m_wires)),
      m_tables(m_wires.machines.size())
{
    const auto pools = exportedPools(design);
    const auto origins = originsOf(design, blocks, m_wires, pools, announcersOfConnected(m_sessions));
    Propagation propagation(design, m_wires, m_sessions);
    for (const auto &[prefix, from] : origins) {
        const auto number = static_cast<std::uint32_t>(m_prefixes.size());
        m_prefixes.push_back(prefix);
        if (!propagation.run(prefix, from, passesOn(m_wires, prefix, pools)))
            m_restless.push_back(prefix);
        for (const auto machine : propagation.touched()) {
            auto &table = m_tables[machine];
            if (propagation.localOf(machine) != LocalRoute::None) {
                if (!isConnectedTo(m_wires.machines[machine], prefix))
                    table.push_back({number, 0, 0, 0, true, std::nullopt});
                continue;
            }
            const auto first = table.size();
            for (const auto session : propagation.usedBy(machine)) {
                const auto hop = propagation.hopOf(session);
                const bool isKnown = std::any_of(
                    table.begin() + static_cast<std::ptrdiff_t>(first), table.end(), [&](const Entry &entry) {
                        return entry.nextHop == hop.gateway && entry.interface == hop.interface;
                    });
                if (!isKnown)
                    table.push_back({number, static_cast<std::uint32_t>(session),
                                     propagation.received(session).asPath, hop.interface, false,
                                     hop.gateway});
            }
        }
    }
    m_paths = propagation.paths();
}

std::vector<PredictedRoute> RoutePrediction::tableOf(const MachineId &id) const
{
    std::vector<PredictedRoute> routes;
    const auto *machine = m_wires.find(id);
    if (!machine)
        return routes;
    for (const auto &entry : m_tables[indexOf(m_wires, machine)]) {
        PredictedRoute route;
        route.prefix = m_prefixes[entry.prefix];
        if (entry.isLocal) {
            route.interface = id.isRouter() ? "unreachable" : "blackhole";
        } else {
            route.source = RouteSource::Bgp;
            route.nextHop = entry.nextHop;
            route.interface =
                entry.nextHop ? machine->interfaces[entry.interface].name : std::string("unreachable");
            route.asPath = m_paths.at(entry.asPath);
            route.from = m_sessions[entry.session].peerName;
        }
        routes.push_back(std::move(route));
    }
    std::stable_sort(routes.begin(), routes.end(), [](const PredictedRoute &a, const PredictedRoute &b) {
        return std::tie(a.prefix, a.nextHop) < std::tie(b.prefix, b.nextHop);
    });
    return routes;
}

} // namespace podloom
