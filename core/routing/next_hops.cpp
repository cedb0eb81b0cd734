#include "core/routing/next_hops.h"

#include <deque>
#include <set>

namespace podloom {

NextHops::NextHops(const Underlay &wires)
    : m_wires(wires),
      m_networks(wires.machines.size()),
      m_onSegment(wires.segments.size())
{
    for (std::size_t index = 0; index < wires.machines.size(); ++index) {
        const auto &machine = wires.machines[index];
        for (std::size_t number = 0; number < machine.interfaces.size(); ++number) {
            const auto &interface = machine.interfaces[number];
            if (interface.isDown)
                continue;
            for (const auto &address : interface.addresses)
                m_networks[index].push_back({address.network(), static_cast<std::uint16_t>(number)});
            if (machine.id.isRouter())
                m_onSegment[interface.segment].push_back(index);
        }
    }
}

Hop NextHops::connected(std::size_t machine, IpAddress address) const
{
    for (const auto &network : m_networks[machine]) {
        if (network.prefix.contains(address))
            return {address, network.interface, true};
    }
    return {};
}

Hop NextHops::any(std::size_t machine, IpAddress address) const
{
    if (const auto hop = connected(machine, address); hop.gateway)
        return hop;
    const auto [at, isNew] = m_known.try_emplace({machine, address});
    if (!isNew)
        return at->second;
    if (m_wires.machines[machine].id.isRouter()) {
        at->second = overRouters(machine, address);
        return at->second;
    }
    for (const auto &gateway : m_wires.machines[machine].gateways) {
        auto hop = connected(machine, gateway);
        hop.isConnected = false;
        if (gateway.family() == address.family())
            at->second = hop;
    }
    return at->second;
}

/// The first router on the shortest way to a segment with the address.
Hop NextHops::overRouters(std::size_t machine, IpAddress address) const
{
    struct Step {
        std::size_t machine;
        std::optional<Hop> first;
    };
    std::set<std::size_t> seen{machine};
    std::deque<Step> queue{{machine, std::nullopt}};
    while (!queue.empty()) {
        const auto step = queue.front();
        queue.pop_front();
        if (step.first && connected(step.machine, address).gateway)
            return *step.first;
        const auto &here = m_wires.machines[step.machine];
        for (std::size_t number = 0; number < here.interfaces.size(); ++number) {
            const auto segment = here.interfaces[number].segment;
            for (const auto router : m_onSegment[segment]) {
                for (const auto &theirs : m_wires.machines[router].interfaces) {
                    for (const auto &own : theirs.addresses) {
                        const auto hop = connected(step.machine, own.address);
                        if (theirs.segment != segment || own.address.family() != address.family()
                            || !hop.gateway || hop.interface != number || !seen.insert(router).second)
                            continue;
                        const Hop first{own.address, hop.interface, false};
                        queue.push_back({router, step.first ? step.first : std::optional(first)});
                    }
                }
            }
        }
    }
    return {};
}

} // namespace podloom
