#include "core/routing/failures.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace podloom {

namespace {

using Place = std::pair<std::size_t, std::size_t>; ///< machine and interface

class Cutter {
public:
    Cutter(Underlay wires, const Failures &failures) : m_wires(std::move(wires)), m_failures(failures) {}

    Underlay cut()
    {
        takeInterfaces();
        splitSegments();
        for (const auto &id : m_failures.machines)
            takeMachine(id);
        return std::move(m_wires);
    }

private:
    bool hasFailed(const std::string &link) const
    {
        return std::find(m_failures.links.begin(), m_failures.links.end(), link) != m_failures.links.end();
    }

    void takeDown(MachineInterface &interface)
    {
        interface.isDown = true;
        interface.segment = m_wires.segments.size();
        m_wires.segments.push_back({"cut", 1500, 0, {}});
    }

    /// Interfaces that only failed Links meet.
    void takeInterfaces()
    {
        std::map<Place, bool> isAlive;
        for (const auto &end : m_wires.ends) {
            auto &alive = isAlive[{end.machine, end.interface}];
            alive = alive || !hasFailed(end.link);
        }
        for (const auto &[place, alive] : isAlive) {
            if (!alive)
                takeDown(m_wires.machines[place.first].interfaces[place.second]);
        }
    }

    /// Ends that no remaining Link joins get a segment of their own.
    void splitSegments()
    {
        std::vector<std::size_t> parent(m_wires.ends.size());
        std::iota(parent.begin(), parent.end(), std::size_t{0});
        const auto root = [&](std::size_t end) {
            while (parent[end] != end)
                end = parent[end];
            return end;
        };
        std::map<std::string, std::size_t> byLink;
        std::map<Place, std::size_t> byPlace;
        for (std::size_t index = 0; index < m_wires.ends.size(); ++index) {
            const auto &end = m_wires.ends[index];
            if (hasFailed(end.link))
                continue;
            parent[root(index)] = root(byLink.try_emplace(end.link, index).first->second);
            parent[root(index)] =
                root(byPlace.try_emplace({end.machine, end.interface}, index).first->second);
        }
        std::map<std::size_t, std::size_t> firstOf; ///< root, by segment
        std::map<std::size_t, std::size_t> segmentOf;
        for (const auto &[place, index] : byPlace) {
            auto &interface = m_wires.machines[place.first].interfaces[place.second];
            const auto group = root(index);
            if (firstOf.try_emplace(interface.segment, group).first->second == group)
                continue;
            const auto [at, isNew] = segmentOf.try_emplace(group, m_wires.segments.size());
            if (isNew)
                m_wires.segments.push_back(m_wires.segments[interface.segment]);
            interface.segment = at->second;
        }
    }

    void takeMachine(const MachineId &id)
    {
        auto &machine =
            m_wires.machines[static_cast<std::size_t>(m_wires.find(id) - m_wires.machines.data())];
        machine.isDown = true;
        for (auto &interface : machine.interfaces)
            takeDown(interface);
    }

    Underlay m_wires;
    const Failures &m_failures;
};

} // namespace

Result<Underlay> withFailures(const Underlay &wires, const Failures &failures)
{
    for (const auto &link : failures.links) {
        const auto isIt = [&](const WireEnd &end) { return end.link == link; };
        if (std::none_of(wires.ends.begin(), wires.ends.end(), isIt))
            return fail(Errc::NotFound, "no-such-link", "the design has no Link \"%1\"", {link});
    }
    for (const auto &machine : failures.machines) {
        if (!wires.find(machine))
            return fail(Errc::NotFound, "no-such-machine", "the design has no node or router \"%1\"",
                        {machine.name});
    }
    return Cutter(wires, failures).cut();
}

} // namespace podloom
