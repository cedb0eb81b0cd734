#include "core/routing/forwarding.h"

#include <algorithm>

namespace podloom {

std::string toString(Fate fate)
{
    switch (fate) {
    case Fate::Delivered: return "delivered";
    case Fate::NoRoute: return "no-route";
    case Fate::Blackhole: return "blackhole";
    case Fate::Unreachable: return "unreachable";
    case Fate::Loop: return "loop";
    }
    return {};
}

std::vector<std::size_t> Walks::path(std::size_t from) const
{
    std::vector<std::size_t> path{from};
    while (next[path.back()]) {
        const auto machine = *next[path.back()];
        const bool isAgain = std::find(path.begin(), path.end(), machine) != path.end();
        path.push_back(machine);
        if (isAgain)
            break;
    }
    return path;
}

Forwarding::Forwarding(const RoutePrediction &tables, const Underlay &wires)
    : m_tables(tables),
      m_wires(wires),
      m_covering(tables.prefixes().size()),
      m_islands(wires)
{
    const auto &prefixes = tables.prefixes();
    std::vector<std::size_t> open; // those that may cover the next one, shortest first
    for (std::size_t index = 0; index < prefixes.size(); ++index) {
        while (!open.empty() && !prefixes[open.back()].contains(prefixes[index]))
            open.pop_back();
        open.push_back(index);
        m_covering[index].assign(open.rbegin(), open.rend());
    }
    for (std::size_t machine = 0; machine < wires.machines.size(); ++machine) {
        for (const auto &interface : wires.machines[machine].interfaces) {
            for (const auto &address : interface.addresses) {
                if (!interface.isDown)
                    m_owners[address.address].push_back({machine, interface.segment});
            }
        }
    }
}

std::optional<std::size_t> Forwarding::neighbour(std::size_t machine, IpAddress gateway) const
{
    const auto &here = m_wires.machines[machine];
    const auto onLink = Underlay::onLink(here, gateway);
    const auto owners = m_owners.find(gateway);
    if (!onLink || owners == m_owners.end())
        return std::nullopt;
    for (const auto &owner : owners->second) {
        if (owner.segment == onLink->interface->segment)
            return owner.machine;
    }
    return std::nullopt;
}

std::optional<std::size_t> Forwarding::tunnelEnd(std::size_t machine, IpAddress remote) const
{
    const auto owners = m_owners.find(remote);
    if (owners == m_owners.end() || m_wires.machines[machine].isDown)
        return std::nullopt;
    for (const auto &interface : m_wires.machines[machine].interfaces) {
        for (const auto &owner : owners->second) {
            if (!interface.isDown && m_islands.of(interface.segment) == m_islands.of(owner.segment))
                return owner.machine;
        }
    }
    return std::nullopt;
}

std::optional<Fate> Forwarding::step(std::size_t machine, std::size_t prefix, Hops &hops) const
{
    const auto &here = m_wires.machines[machine];
    const auto target = m_tables.prefixes()[prefix].first();
    const auto onLink = Underlay::onLink(here, target);
    for (const auto covering : m_covering[prefix]) {
        const auto length = m_tables.prefixes()[covering].length();
        if (onLink && onLink->address.prefixLength >= length)
            return Fate::Delivered;
        const auto entries = m_tables.entries(machine, covering);
        if (!entries.empty() && entries.front().isLocal)
            return covering == prefix ? Fate::Delivered : Fate::Blackhole;
        if (const auto agents = m_tables.agentRoute(machine, covering); agents.isAgents) {
            if (!agents.way)
                continue; // what BGP tells of it is not in the kernel
            const auto next = agents.way->isTunnelled ? tunnelEnd(machine, agents.way->remote)
                                                      : neighbour(machine, agents.way->remote);
            if (!next)
                return Fate::Unreachable;
            hops.push_back(*next);
            return std::nullopt;
        }
        if (entries.empty())
            continue;
        // The kernel's own default route goes before one that was learned.
        if (length == 0 && !here.gateways.empty())
            break;
        for (const auto &entry : entries) {
            const auto nextHop = m_tables.nextHopOf(entry);
            const auto next = nextHop ? neighbour(machine, *nextHop) : std::nullopt;
            if (!next)
                return Fate::Unreachable;
            hops.push_back(*next);
        }
        return std::nullopt;
    }
    for (const auto &gateway : here.gateways) {
        if (gateway.family() != target.family())
            continue;
        const auto next = neighbour(machine, gateway);
        if (!next)
            return Fate::Unreachable;
        hops.push_back(*next);
        return std::nullopt;
    }
    return Fate::NoRoute;
}

Walks Forwarding::walksTo(std::size_t prefix) const
{
    enum class Mark : std::uint8_t { New, Open, Done };
    const auto count = m_wires.machines.size();
    Walks walks{std::vector<Fate>(count, Fate::NoRoute), std::vector<std::optional<std::size_t>>(count)};
    std::vector<Mark> marks(count, Mark::New);
    struct Frame {
        std::size_t machine;
        Hops hops;
        std::size_t at = 0;
    };
    std::vector<Frame> stack;
    const auto enter = [&](std::size_t machine) {
        Frame frame{machine, {}};
        const auto end = step(machine, prefix, frame.hops);
        if (end) {
            walks.fates[machine] = *end;
            marks[machine] = Mark::Done;
            return;
        }
        walks.fates[machine] = Fate::Delivered; // until a way is found that is worse
        walks.next[machine] = frame.hops.front();
        marks[machine] = Mark::Open;
        stack.push_back(std::move(frame));
    };
    for (std::size_t from = 0; from < count; ++from) {
        if (marks[from] == Mark::New)
            enter(from);
        while (!stack.empty()) {
            auto &frame = stack.back();
            if (frame.at == frame.hops.size()) {
                marks[frame.machine] = Mark::Done;
                stack.pop_back();
                continue;
            }
            const auto hop = frame.hops[frame.at];
            if (marks[hop] == Mark::New) {
                enter(hop); // looked at again when it is done
                continue;
            }
            ++frame.at;
            const auto fate = marks[hop] == Mark::Open ? Fate::Loop : walks.fates[hop];
            if (fate > walks.fates[frame.machine]) {
                walks.fates[frame.machine] = fate;
                walks.next[frame.machine] = hop;
            }
        }
    }
    return walks;
}

} // namespace podloom
