#include "core/routing/islands.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace podloom {

Islands::Islands(const Underlay &wires) : m_island(wires.segments.size())
{
    std::iota(m_island.begin(), m_island.end(), std::size_t{0});
    const auto rootOf = [this](std::size_t segment) {
        while (m_island[segment] != segment) {
            m_island[segment] = m_island[m_island[segment]];
            segment = m_island[segment];
        }
        return segment;
    };
    for (const auto &machine : wires.machines) {
        std::optional<std::size_t> first;
        for (const auto &interface : machine.interfaces) {
            if (!machine.id.isRouter() || machine.isDown || interface.isDown)
                continue;
            if (first)
                m_island[rootOf(interface.segment)] = rootOf(*first);
            else
                first = interface.segment;
        }
    }
    for (auto &island : m_island)
        island = rootOf(island);
}

std::vector<std::size_t> Islands::of(const Machine &machine) const
{
    std::vector<std::size_t> out;
    for (const auto &interface : machine.interfaces) {
        if (!machine.isDown && !interface.isDown)
            out.push_back(m_island[interface.segment]);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace podloom
