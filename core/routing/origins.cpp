#include "core/routing/origins.h"

#include "core/address/pools.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

/// Machines that BGPFilters may make announce their connected networks.
std::set<MachineId> announcersOfConnected(const std::vector<BgpSession> &sessions)
{
    std::set<MachineId> result;
    for (const auto &session : sessions) {
        const auto &filters = session.settings->filters;
        const bool isOne = std::any_of(filters.begin(), filters.end(), [&](const auto &filter) {
            const auto &rules = filter->exports(session.family);
            return std::any_of(rules.begin(), rules.end(),
                               [](const BgpFilterRule &rule) { return rule.accepts; });
        });
        if (isOne)
            result.insert(session.local);
    }
    return result;
}

} // namespace

Origins::Origins(const Design &design, const NodeBlocks &blocks, const Underlay &wires,
                 const std::vector<BgpSession> &sessions)
    : m_wires(wires)
{
    for (const auto &cluster : design.clusterNames()) {
        for (const auto &pool : poolsOf(design, cluster)) {
            if (!pool.isBgpExportDisabled)
                m_pools[cluster].push_back(pool.cidr);
        }
    }
    const auto indexOf = [&wires](const Machine *machine) {
        return static_cast<std::size_t>(machine - wires.machines.data());
    };
    for (const auto &[node, prefixes] : blocks) {
        const auto *machine = wires.find(node);
        if (!machine || machine->isDown)
            continue;
        for (const auto &prefix : prefixes) {
            const auto kind = isExported(node.cluster, prefix) ? LocalRoute::Announced : LocalRoute::Kept;
            m_all[prefix].push_back({indexOf(machine), kind, 0});
        }
    }
    for (const auto &router : design.routers) {
        const auto *machine = wires.find(MachineId::router(router.meta.id.name));
        if (machine->isDown)
            continue;
        for (const auto &network : router.networks)
            m_all[network].push_back({indexOf(machine), LocalRoute::Announced, 0});
    }
    addConnected(sessions);
}

/// A connected network beats what BGP says about it.
void Origins::addConnected(const std::vector<BgpSession> &sessions)
{
    const auto announcers = announcersOfConnected(sessions);
    for (const bool isNew : {true, false}) {
        for (std::size_t index = 0; index < m_wires.machines.size(); ++index) {
            const auto &machine = m_wires.machines[index];
            for (std::size_t number = 0; number < machine.interfaces.size(); ++number) {
                const auto &interface = machine.interfaces[number];
                for (const auto &address : interface.addresses) {
                    const auto at = m_all.find(address.network());
                    if (interface.isDown)
                        continue;
                    if (isNew && at == m_all.end() && announcers.contains(machine.id))
                        m_all.try_emplace(address.network());
                    else if (!isNew && at != m_all.end())
                        at->second.push_back(
                            {index, LocalRoute::Connected, static_cast<std::uint16_t>(number)});
                }
            }
        }
    }
}

bool Origins::isExported(const std::string &cluster, const Prefix &prefix) const
{
    const auto at = m_pools.find(cluster);
    return at != m_pools.end() && std::any_of(at->second.begin(), at->second.end(), [&](const Prefix &pool) {
               return pool.contains(prefix);
           });
}

Propagation::PassesOn Origins::passesOn(const Prefix &prefix) const
{
    std::map<std::string, bool> ofCluster;
    for (const auto &[cluster, prefixes] : m_pools)
        ofCluster[cluster] = isExported(cluster, prefix);
    Propagation::PassesOn result(m_wires.machines.size());
    for (std::size_t index = 0; index < result.size(); ++index) {
        const auto &id = m_wires.machines[index].id;
        const auto at = ofCluster.find(id.cluster);
        result[index] = id.isRouter() || (at != ofCluster.end() && at->second);
    }
    return result;
}

} // namespace podloom
