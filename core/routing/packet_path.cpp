#include "core/routing/packet_path.h"

#include "core/routing/overlay.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace podloom {

namespace {

/// What a routing daemon gives its routes in a kernel; what the machine itself has goes first.
constexpr std::uint32_t kLearnedMetric = 32;

/// The entry that the kernel takes: the longest prefix, then the smallest metric.
std::optional<KernelEntry> lookUp(const std::vector<KernelEntry> &table, IpAddress to)
{
    std::optional<KernelEntry> best;
    const auto rank = [](const KernelEntry &entry) {
        return std::tuple(-entry.prefix.length(), entry.metric, entry.nextHop.has_value(), entry.nextHop);
    };
    for (const auto &entry : table) {
        if (entry.prefix.family() == to.family() && entry.prefix.contains(to)
            && (!best || rank(entry) < rank(*best)))
            best = entry;
    }
    return best;
}

} // namespace

void addOwner(AddressOwners &owners, const MachineId &machine, IpAddress address)
{
    owners.emplace(address, machine);
    if (!machine.isRouter())
        owners.emplace(tunnelNextHop(address), machine);
}

AddressOwners addressOwners(const Underlay &wires)
{
    AddressOwners out;
    for (const auto &machine : wires.machines) {
        for (const auto &own : machine.loopback)
            addOwner(out, machine.id, own.address);
        for (const auto &interface : machine.interfaces) {
            for (const auto &own : interface.addresses) {
                if (!interface.isDown)
                    addOwner(out, machine.id, own.address);
            }
        }
    }
    return out;
}

PacketPath packetPath(const AddressOwners &owners, const TableOf &tableOf, const MachineId &from,
                      IpAddress to)
{
    PacketPath path;
    std::set<MachineId> seen;
    for (auto here = from;;) {
        path.hops.push_back({here});
        const auto ends = [&](Fate fate) {
            path.fate = fate;
            return path;
        };
        if (!seen.insert(here).second)
            return ends(Fate::Loop);
        const auto entry = lookUp(tableOf(here), to);
        if (!entry)
            return ends(Fate::NoRoute);
        if (drops(*entry))
            return ends(Fate::Blackhole);
        auto &hop = path.hops.back();
        hop.interface = entry->interface;
        if (!entry->nextHop && entry->prefix == Prefix::host(to))
            return ends(Fate::Delivered);
        hop.handedTo = entry->nextHop.value_or(to);
        const auto next = owners.find(*hop.handedTo);
        if (next == owners.end())
            return ends(Fate::Unreachable);
        here = next->second;
    }
}

std::vector<KernelEntry> predictedKernelTable(const RoutePrediction &prediction, const MachineId &id,
                                              Family family)
{
    std::vector<KernelEntry> out;
    const auto *machine = prediction.wires().find(id);
    if (!machine)
        return out;
    for (auto &route : prediction.tableOf(id)) {
        if (route.prefix.family() == family)
            out.push_back({route.prefix, route.nextHop, std::move(route.interface), {}, kLearnedMetric});
    }
    for (const auto &interface : machine->interfaces) {
        for (const auto &own : interface.addresses) {
            if (!interface.isDown && own.address.family() == family)
                out.push_back({own.network(), std::nullopt, interface.name, "kernel", 0});
        }
    }
    for (const auto gateway : machine->gateways) {
        const auto onLink = Underlay::onLink(*machine, gateway);
        if (gateway.family() == family)
            out.push_back(
                {Prefix::all(family), gateway, onLink ? onLink->interface->name : std::string(), "boot", 0});
    }
    return out;
}

} // namespace podloom
