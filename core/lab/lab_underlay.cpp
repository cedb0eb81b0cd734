#include "core/lab/lab_underlay.h"

#include <deque>
#include <set>

namespace podloom {

namespace {

/// An address of a machine on a segment.
struct Foothold {
    std::size_t machine = 0;
    std::string segment{};
    InterfaceAddress address;
    bool isRouter = false;
};

std::vector<Foothold> footholds(const LabSpec &spec)
{
    std::vector<Foothold> out;
    for (std::size_t index = 0; index < spec.machines.size(); ++index) {
        const auto &machine = spec.machines[index];
        for (const auto &interface : machine.interfaces) {
            for (const auto &address : interface.addresses)
                out.push_back({index, interface.segment, address, machine.kind == MachineKind::Router});
        }
    }
    return out;
}

void addNeighbours(LabSpec &spec)
{
    struct End {
        std::size_t machine = 0;
        const LabInterface *interface = nullptr;
    };
    std::map<std::string, std::vector<End>> segments;
    for (std::size_t index = 0; index < spec.machines.size(); ++index) {
        for (const auto &interface : spec.machines[index].interfaces) {
            if (!interface.segment.empty())
                segments[interface.segment].push_back({index, &interface});
        }
    }
    for (const auto &[segment, ends] : segments) {
        for (const auto &end : ends) {
            for (const auto &other : ends) {
                if (other.machine == end.machine)
                    continue;
                for (const auto &address : other.interface->addresses)
                    spec.machines[end.machine].neighbours.push_back(
                        {end.interface->name, address.address, other.interface->mac});
            }
        }
    }
}

/// Routes of one machine: a breadth-first walk over the routers, family by family.
void addRoutes(LabSpec &spec, std::size_t machine, const std::vector<Foothold> &all, Family family)
{
    std::set<Prefix> known; // networks that the machine reaches, its own ones first
    std::set<std::size_t> walked{machine};
    struct Step {
        std::size_t machine = 0;
        std::optional<IpAddress> firstHop{};
    };
    std::deque<Step> queue{{machine, {}}};
    while (!queue.empty()) {
        const auto step = queue.front();
        queue.pop_front();
        for (const auto &own : all) {
            if (own.machine != step.machine || own.address.address.family() != family)
                continue;
            if (known.insert(own.address.network()).second && step.firstHop)
                spec.machines[machine].routes.push_back({own.address.network(), *step.firstHop});
            for (const auto &next : all) {
                if (next.segment != own.segment || own.segment.empty() || !next.isRouter
                    || next.address.address.family() != family
                    || !own.address.network().contains(next.address.address)
                    || !walked.insert(next.machine).second)
                    continue;
                queue.push_back({next.machine, step.firstHop.value_or(next.address.address)});
            }
        }
    }
}

} // namespace

void connectUnderlay(LabSpec &spec)
{
    addNeighbours(spec);
    const auto all = footholds(spec);
    for (std::size_t machine = 0; machine < spec.machines.size(); ++machine) {
        if (spec.machines[machine].kind != MachineKind::Router)
            continue;
        addRoutes(spec, machine, all, Family::V4);
        addRoutes(spec, machine, all, Family::V6);
    }
}

} // namespace podloom
