#include "app/document/ways.h"

#include "core/routing/forwarding.h"

#include <algorithm>

namespace podloom::app {

namespace {

/// Tables of more nodes are not followed while somebody waits.
constexpr std::size_t kFollowed = 150;

std::size_t numberOf(Family family)
{
    return family == Family::V4 ? 0 : 1;
}

} // namespace

Ways::Ways(const Analysis &analysis) : m_wires(analysis.routes->wires()), m_blocks(analysis.nodeBlocks)
{
    const Islands islands(m_wires);
    for (const auto &machine : m_wires.machines)
        m_islands.push_back(islands.of(machine));
    if (analysis.placed.nodes.size() <= kFollowed && analysis.routes->areTablesReady())
        follow(analysis);
}

void Ways::follow(const Analysis &analysis)
{
    const auto &tables = analysis.routes->tables();
    const auto &prefixes = tables.prefixes();
    const Forwarding forwarding(tables, m_wires);
    for (const auto &[id, blocks] : m_blocks) {
        const auto *machine = m_wires.find(id);
        if (!machine)
            continue;
        const auto number = static_cast<std::size_t>(machine - m_wires.machines.data());
        for (const auto &block : blocks) {
            auto &arrivals = m_arrivals[numberOf(block.family())];
            const auto at = std::lower_bound(prefixes.begin(), prefixes.end(), block);
            if (arrivals.contains(number) || at == prefixes.end() || *at != block)
                continue; // all blocks of a node go the same way
            const auto walks = forwarding.walksTo(static_cast<std::size_t>(at - prefixes.begin()));
            auto &row = arrivals[number];
            for (const auto fate : walks.fates)
                row.push_back(fate == Fate::Delivered);
        }
    }
}

Ways::End Ways::endOf(const policy::Endpoint &endpoint) const
{
    End end;
    if (endpoint.kind != policy::Endpoint::Kind::Pod || endpoint.node.empty())
        return end;
    const auto id = MachineId::node(endpoint.id.cluster, endpoint.node);
    const auto *machine = m_wires.find(id);
    if (!machine)
        return end;
    end.machine = static_cast<std::size_t>(machine - m_wires.machines.data());
    const auto blocks = m_blocks.find(id);
    for (const auto &ip : endpoint.ips)
        end.isRouted[numberOf(ip.family())] =
            blocks != m_blocks.end()
            && std::any_of(blocks->second.begin(), blocks->second.end(),
                           [&](const Prefix &block) { return block.contains(ip); });
    return end;
}

bool Ways::arrives(std::size_t from, std::size_t to, std::size_t family) const
{
    const auto found = m_arrivals[family].find(to);
    return found == m_arrivals[family].end() || found->second[from];
}

bool Ways::lead(const End &from, const End &to) const
{
    const auto count = m_islands.size();
    if (from.machine >= count || to.machine >= count || from.machine == to.machine)
        return true;
    const auto &here = m_islands[from.machine];
    const auto &there = m_islands[to.machine];
    if (here != there && std::none_of(here.begin(), here.end(), [&](std::size_t island) {
            return std::binary_search(there.begin(), there.end(), island);
        }))
        return false;
    for (const std::size_t family : {0U, 1U}) {
        if (from.isRouted[family] && to.isRouted[family])
            return arrives(from.machine, to.machine, family) && arrives(to.machine, from.machine, family);
    }
    return true;
}

} // namespace podloom::app
