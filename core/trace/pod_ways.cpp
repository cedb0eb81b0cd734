#include "core/trace/pod_ways.h"

#include "core/routing/islands.h"

#include <algorithm>
#include <utility>

namespace podloom {

PodWays::PodWays(const Underlay &wires, const RoutePrediction *tables, NodeBlocks blocks)
    : m_wires(&wires),
      m_tables(tables),
      m_blocks(std::move(blocks))
{
    const Islands islands(wires);
    m_islands.reserve(wires.machines.size());
    for (const auto &machine : wires.machines)
        m_islands.push_back(islands.of(machine));
    if (tables == nullptr)
        return;
    m_forwarding.emplace(*tables, wires);
    m_arrivals.resize(tables->prefixes().size());
}

PodWays::End PodWays::endOf(const policy::Endpoint &endpoint) const
{
    End end;
    if (endpoint.kind != policy::Endpoint::Kind::Pod || endpoint.node.empty())
        return end;
    const auto id = MachineId::node(endpoint.id.cluster, endpoint.node);
    const auto *machine = m_wires->find(id);
    if (!machine)
        return end;
    end.machine = static_cast<std::size_t>(machine - m_wires->machines.data());
    const auto blocks = m_blocks.find(id);
    if (m_tables == nullptr || blocks == m_blocks.end())
        return end;
    const auto &prefixes = m_tables->prefixes();
    for (const auto &ip : endpoint.ips) {
        for (const auto &block : blocks->second) {
            const auto at = std::lower_bound(prefixes.begin(), prefixes.end(), block);
            if (block.contains(ip) && at != prefixes.end() && *at == block)
                end.blocks[ip.isV4() ? 0 : 1] = static_cast<std::size_t>(at - prefixes.begin());
        }
    }
    return end;
}

void PodWays::follow(const End &end)
{
    for (const auto block : end.blocks) {
        if (block == kNone || !m_arrivals[block].empty())
            continue;
        for (const auto fate : m_forwarding->walksTo(block).fates)
            m_arrivals[block].push_back(fate == Fate::Delivered);
    }
}

bool PodWays::arrives(std::size_t from, std::size_t block) const
{
    const auto &row = m_arrivals[block];
    return row.empty() || row[from];
}

bool PodWays::areWired(const End &from, const End &to) const
{
    const auto &here = m_islands[from.machine];
    const auto &there = m_islands[to.machine];
    return std::any_of(here.begin(), here.end(), [&](std::size_t island) {
        return std::binary_search(there.begin(), there.end(), island);
    });
}

bool PodWays::lead(const End &from, const End &to, std::optional<Family> family) const
{
    const auto count = m_islands.size();
    if (from.machine >= count || to.machine >= count || from.machine == to.machine)
        return true;
    if (!areWired(from, to))
        return false;
    for (const auto each : {Family::V4, Family::V6}) {
        const std::size_t at = each == Family::V4 ? 0 : 1;
        if (family.value_or(each) == each && from.blocks[at] != kNone && to.blocks[at] != kNone)
            return arrives(from.machine, to.blocks[at]) && arrives(to.machine, from.blocks[at]);
    }
    return true;
}

} // namespace podloom
