#include "app/document/ways.h"

#include "core/routing/islands.h"

#include <algorithm>

namespace podloom::app {

Ways::Ways(const Analysis &analysis) : m_routes(analysis.routes)
{
    const auto &wires = m_routes->wires();
    const Islands islands(wires);
    m_islands.reserve(wires.machines.size());
    for (const auto &machine : wires.machines)
        m_islands.push_back(islands.of(machine));
    if (analysis.placed.nodes.size() > kFollowedNodes || !m_routes->areTablesReady())
        return;
    m_blocks = analysis.nodeBlocks;
    m_forwarding.emplace(m_routes->tables(), wires);
}

Ways::End Ways::endOf(const policy::Endpoint &endpoint) const
{
    End end;
    if (endpoint.kind != policy::Endpoint::Kind::Pod || endpoint.node.empty())
        return end;
    const auto id = MachineId::node(endpoint.id.cluster, endpoint.node);
    const auto &wires = m_routes->wires();
    const auto *machine = wires.find(id);
    if (!machine)
        return end;
    end.machine = static_cast<std::size_t>(machine - wires.machines.data());
    const auto blocks = m_blocks.find(id);
    if (blocks == m_blocks.end())
        return end;
    const auto &prefixes = m_routes->tables().prefixes();
    for (const auto &ip : endpoint.ips) {
        for (const auto &block : blocks->second) {
            const auto at = std::lower_bound(prefixes.begin(), prefixes.end(), block);
            if (block.contains(ip) && at != prefixes.end() && *at == block)
                end.blocks[ip.isV4() ? 0 : 1] = static_cast<std::size_t>(at - prefixes.begin());
        }
    }
    return end;
}

void Ways::follow(const End &end)
{
    for (const auto block : end.blocks) {
        if (block == kNone || !m_forwarding || m_arrivals.contains(block))
            continue;
        auto &row = m_arrivals[block];
        for (const auto fate : m_forwarding->walksTo(block).fates)
            row.push_back(fate == Fate::Delivered);
    }
}

bool Ways::arrives(std::size_t from, std::size_t block) const
{
    const auto found = m_arrivals.find(block);
    return found == m_arrivals.end() || found->second[from];
}

bool Ways::areWired(const End &from, const End &to) const
{
    const auto &here = m_islands[from.machine];
    const auto &there = m_islands[to.machine];
    return std::any_of(here.begin(), here.end(), [&](std::size_t island) {
        return std::binary_search(there.begin(), there.end(), island);
    });
}

bool Ways::lead(const End &from, const End &to) const
{
    const auto count = m_islands.size();
    if (from.machine >= count || to.machine >= count || from.machine == to.machine)
        return true;
    if (!areWired(from, to))
        return false;
    for (const std::size_t family : {0U, 1U}) {
        if (from.blocks[family] != kNone && to.blocks[family] != kNone)
            return arrives(from.machine, to.blocks[family]) && arrives(to.machine, from.blocks[family]);
    }
    return true;
}

} // namespace podloom::app
