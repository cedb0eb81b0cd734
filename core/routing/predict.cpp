#include "core/routing/predict.h"

#include "core/address/plan_addresses.h"
#include "core/address/pools.h"

#include <algorithm>
#include <utility>

namespace podloom {

namespace {

bool isConnectedTo(const Machine &machine, const Prefix &prefix)
{
    return std::any_of(machine.interfaces.begin(), machine.interfaces.end(), [&](const auto &interface) {
        return std::any_of(interface.addresses.begin(), interface.addresses.end(),
                           [&](const auto &address) { return address.network() == prefix; });
    });
}

/// Whether policies can prefer a longer way, so that more than one outcome may be stable.
bool canPreferDetours(const std::vector<BgpSession> &sessions)
{
    return std::any_of(sessions.begin(), sessions.end(), [](const BgpSession &session) {
        return session.usesPriorities && !session.settings->filters.empty();
    });
}

} // namespace

NodeBlocks plannedBlocks(const Design &placed)
{
    return plannedBlocks(placed, planAddresses(placed).blocks);
}

NodeBlocks plannedBlocks(const Design &placed, const std::vector<Block> &planned)
{
    NodeBlocks blocks;
    for (const auto &cluster : placed.clusterNames()) {
        const auto pools = poolsOf(placed, cluster);
        for (const auto &block : planned) {
            const bool isNode = placed.nodes.contains({cluster, "", "Node", "", block.affinity});
            if (isNode && std::any_of(pools.begin(), pools.end(), [&](const IpPool &pool) {
                    return pool.cidr.contains(block.cidr);
                }))
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
    propagate(design, blocks);
}

RoutePrediction::RoutePrediction(const Design &design, const NodeBlocks &blocks, const Underlay &wires,
                                 Underlay remaining)
    : m_wires(std::move(remaining)),
      m_sessions(bgpSessions(design, wires, m_wires)),
      m_tables(m_wires.machines.size())
{
    propagate(design, blocks);
}

void RoutePrediction::propagate(const Design &design, const NodeBlocks &blocks)
{
    for (const auto &[node, prefixes] : blocks) {
        const auto all = poolsOf(design, node.cluster);
        if (std::none_of(all.begin(), all.end(), isOverlay))
            continue;
        auto &overlay = m_overlays[node.cluster];
        overlay.pools = all;
        for (const auto &prefix : prefixes) {
            overlay.prefixes.push_back({node.name, prefix});
            overlay.owners.emplace(prefix, node.name);
        }
    }
    const Origins origins(design, blocks, m_wires, m_sessions);
    const bool mayBeAmbiguous = canPreferDetours(m_sessions);
    Propagation propagation(design, m_wires, m_sessions);
    for (const auto &[prefix, from] : origins.all()) {
        const auto passesOn = origins.passesOn(prefix);
        if (mayBeAmbiguous) {
            (void)propagation.run(prefix, from, passesOn, Propagation::Order::LastFirst);
            const auto other = propagation.choices();
            (void)propagation.run(prefix, from, passesOn);
            if (propagation.choices() != other)
                m_ambiguous.push_back(prefix);
        }
        if (!propagation.run(prefix, from, passesOn))
            m_restless.push_back(prefix);
        m_prefixes.push_back(prefix);
        record(propagation, static_cast<std::uint32_t>(m_prefixes.size() - 1));
    }
    m_paths = propagation.paths();
}

void RoutePrediction::record(const Propagation &propagation, std::uint32_t prefix)
{
    for (const auto machine : propagation.touched()) {
        auto &table = m_tables[machine];
        if (propagation.localOf(machine) != LocalRoute::None) {
            if (!isConnectedTo(m_wires.machines[machine], m_prefixes[prefix]))
                table.push_back({.prefix = prefix, .isLocal = true});
            continue;
        }
        const auto first = table.size();
        propagation.usedBy(machine, m_used);
        for (const auto session : m_used) {
            const auto &hop = propagation.hopOf(session);
            const auto nextHop = nextHopNumber(hop.gateway);
            const bool isKnown = std::any_of(
                table.begin() + static_cast<std::ptrdiff_t>(first), table.end(), [&](const Entry &entry) {
                    return entry.nextHop == nextHop && entry.interface == hop.interface;
                });
            if (!isKnown)
                table.push_back({prefix, static_cast<std::uint32_t>(session), nextHop,
                                 propagation.received(session).asPath, hop.interface, false});
        }
    }
}

std::uint32_t RoutePrediction::nextHopNumber(const std::optional<IpAddress> &address)
{
    if (!address)
        return 0;
    if (!m_nextHops.empty() && m_nextHops.back() == *address)
        return static_cast<std::uint32_t>(m_nextHops.size());
    const auto [at, isNew] =
        m_nextHopNumbers.try_emplace(*address, static_cast<std::uint32_t>(m_nextHops.size() + 1));
    if (isNew)
        m_nextHops.push_back(*address);
    return at->second;
}

std::span<const RoutePrediction::Entry> RoutePrediction::entries(std::size_t machine,
                                                                 std::size_t prefix) const
{
    const auto &table = m_tables[machine];
    const auto wanted = static_cast<std::uint32_t>(prefix);
    const auto range = std::equal_range(table.begin(), table.end(), Entry{.prefix = wanted},
                                        [](const Entry &a, const Entry &b) { return a.prefix < b.prefix; });
    return {range.first, range.second};
}

RoutePrediction::AgentRoute RoutePrediction::agentRoute(std::size_t machine, std::size_t prefix) const
{
    const auto &here = m_wires.machines[machine];
    const auto &wanted = m_prefixes[prefix];
    const auto found = here.id.isRouter() ? m_overlays.end() : m_overlays.find(here.id.cluster);
    if (found == m_overlays.end())
        return {};
    const auto &[cluster, overlay] = *found;
    const bool isAgents = std::any_of(overlay.pools.begin(), overlay.pools.end(), [&](const IpPool &pool) {
        return isOverlay(pool) && pool.cidr.contains(wanted);
    });
    const auto owner = overlay.owners.find(wanted);
    if (!isAgents || owner == overlay.owners.end())
        return {isAgents, std::nullopt};
    const auto routes = overlayRoutes(overlay.pools, m_wires, here.id, {{owner->second, wanted}});
    return {true, routes.empty() ? std::nullopt : std::optional(routes.front())};
}

/// The agent's routes take the place of those that BIRD keeps out of the kernel.
void RoutePrediction::addOverlay(std::vector<PredictedRoute> &routes, const Machine &machine) const
{
    const auto found = m_overlays.find(machine.id.cluster);
    if (found == m_overlays.end())
        return;
    const auto &pools = found->second.pools;
    std::erase_if(routes, [&](const PredictedRoute &route) {
        return route.source == RouteSource::Bgp
            && std::any_of(pools.begin(), pools.end(), [&](const IpPool &pool) {
                   return isOverlay(pool) && pool.cidr.contains(route.prefix);
               });
    });
    for (const auto &each : overlayRoutes(pools, m_wires, machine.id, found->second.prefixes)) {
        PredictedRoute route;
        route.prefix = each.prefix;
        route.nextHop = each.nextHop;
        route.source = each.isTunnelled ? RouteSource::Vxlan : RouteSource::Static;
        const auto straight = Underlay::onLink(machine, each.remote);
        route.interface =
            each.isTunnelled || !straight ? tunnelInterface(each.prefix.family()) : straight->interface->name;
        route.from = each.node;
        routes.push_back(std::move(route));
    }
}

std::vector<PredictedRoute> RoutePrediction::tableOf(const MachineId &id) const
{
    std::vector<PredictedRoute> routes;
    const auto *machine = m_wires.find(id);
    if (!machine)
        return routes;
    for (const auto &entry : m_tables[static_cast<std::size_t>(machine - m_wires.machines.data())]) {
        PredictedRoute route;
        route.prefix = m_prefixes[entry.prefix];
        if (entry.isLocal) {
            route.interface = id.isRouter() ? "unreachable" : "blackhole";
        } else {
            route.source = RouteSource::Bgp;
            route.nextHop = nextHopOf(entry);
            route.interface =
                route.nextHop ? machine->interfaces[entry.interface].name : std::string("unreachable");
            route.asPath = m_paths.at(entry.asPath);
            route.from = m_sessions[entry.session].peerName;
        }
        routes.push_back(std::move(route));
    }
    if (!id.isRouter())
        addOverlay(routes, *machine);
    std::stable_sort(routes.begin(), routes.end(), [](const PredictedRoute &a, const PredictedRoute &b) {
        return std::tie(a.prefix, a.nextHop) < std::tie(b.prefix, b.nextHop);
    });
    return routes;
}

} // namespace podloom
