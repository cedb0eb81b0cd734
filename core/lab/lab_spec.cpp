#include "core/lab/lab_spec.h"

#include "core/lab/lab_underlay.h"
#include "core/routing/underlay.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace podloom {

namespace {

/// A locally administered unicast address from a name: FNV-1a, so that it never changes.
std::string macFor(const std::string &machine, const std::string &interface)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : machine + '/' + interface)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    std::array<char, 18> text{};
    const auto byte = [&](unsigned index) { return static_cast<unsigned>((hash >> (8U * index)) & 0xFFU); };
    std::snprintf(text.data(), text.size(), "02:%02x:%02x:%02x:%02x:%02x", byte(0), byte(1), byte(2), byte(3),
                  byte(4));
    return text.data();
}

LabMachine machineOf(const Machine &from, const Underlay &wires, const std::string &name)
{
    LabMachine machine;
    machine.name = name;
    machine.kind = from.id.isRouter() ? MachineKind::Router : MachineKind::Node;
    for (const auto &each : from.interfaces) {
        const auto &segment = wires.segments[each.segment];
        machine.interfaces.push_back({each.name, segment.name, macFor(name, each.name), segment.mtuBytes,
                                      segment.rateBitsPerSecond, each.addresses});
    }
    if (!from.loopback.empty())
        machine.interfaces.push_back({"lo", {}, {}, 65536, 0, from.loopback});
    for (const auto &gateway : from.gateways)
        machine.routes.push_back({Prefix::all(gateway.family()), gateway});
    return machine;
}

/// The outside host: nodes know it by one link-local next hop; it knows them by the permanent entries that
/// every machine gets.
void addOutside(LabSpec &spec)
{
    LabMachine outside;
    outside.name = kOutsideMachine;
    outside.kind = MachineKind::Host;
    for (std::size_t index = 0; index < spec.segments.size(); ++index) {
        const auto interface = "eth" + std::to_string(index);
        outside.interfaces.push_back(
            {interface, spec.segments[index], macFor(outside.name, interface), 1500, 0, {}});
    }
    for (auto &machine : spec.machines) {
        for (const auto &own : machine.interfaces) {
            for (const auto &theirs : outside.interfaces) {
                if (machine.kind != MachineKind::Node || own.segment != theirs.segment)
                    continue;
                for (const auto family : {Family::V4, Family::V6})
                    machine.neighbours.push_back({own.name, outsideNextHop(family), theirs.mac});
            }
        }
    }
    spec.machines.push_back(std::move(outside));
}

std::string_view toString(MachineKind kind)
{
    switch (kind) {
    case MachineKind::Node: return "node";
    case MachineKind::Router: return "router";
    case MachineKind::Host: break;
    }
    return "host";
}

Json sysctlsOf(const LabMachine &machine)
{
    auto out =
        Json::object({{"net.ipv6.conf.all.accept_dad", "0"}, {"net.ipv6.conf.default.accept_dad", "0"}});
    if (machine.kind == MachineKind::Host)
        return out;
    out.set("net.ipv4.ip_forward", "1");
    out.set("net.ipv6.conf.all.forwarding", "1");
    out.set("net.ipv4.fib_multipath_hash_policy", "1");
    return out;
}

Json interfaceJson(const LabInterface &interface)
{
    auto out = Json::object({{"name", interface.name},
                             {"segment", interface.segment},
                             {"mac", interface.mac},
                             {"mtu", interface.mtuBytes}});
    if (interface.rateBitsPerSecond > 0)
        out.set("rate", static_cast<std::int64_t>(interface.rateBitsPerSecond));
    Json addresses = Json::array();
    for (const auto &address : interface.addresses)
        addresses.append(address.toString());
    out.set("addresses", std::move(addresses));
    return out;
}

Json machineJson(const LabMachine &machine)
{
    Json interfaces = Json::array();
    for (const auto &interface : machine.interfaces)
        interfaces.append(interfaceJson(interface));
    Json routes = Json::array();
    for (const auto &route : machine.routes)
        routes.append(Json::object({{"to", route.to.toString()}, {"via", route.via.toString()}}));
    Json neighbours = Json::array();
    for (const auto &each : machine.neighbours)
        neighbours.append(Json::object(
            {{"interface", each.interface}, {"address", each.address.toString()}, {"mac", each.mac}}));
    Json files = Json::array();
    for (const auto &file : machine.files) {
        std::array<char, 8> mode{};
        std::snprintf(mode.data(), mode.size(), "%04o", file.mode & 07777U);
        files.append(Json::object({{"path", file.path}, {"content", file.content}, {"mode", mode.data()}}));
    }
    Json services = Json::array();
    for (const auto &service : machine.services) {
        Json argv = Json::array();
        for (const auto &argument : service.argv)
            argv.append(argument);
        services.append(Json::object({{"name", service.name}, {"argv", std::move(argv)}}));
    }
    return Json::object({{"name", machine.name},
                         {"kind", toString(machine.kind)},
                         {"hostname", machine.name},
                         {"interfaces", std::move(interfaces)},
                         {"routes", std::move(routes)},
                         {"neighbours", std::move(neighbours)},
                         {"sysctls", sysctlsOf(machine)},
                         {"files", std::move(files)},
                         {"services", std::move(services)}});
}

} // namespace

const LabMachine *LabSpec::find(const std::string &machine) const
{
    const auto found = std::find_if(machines.begin(), machines.end(),
                                    [&](const LabMachine &each) { return each.name == machine; });
    return found == machines.end() ? nullptr : &*found;
}

IpAddress outsideNextHop(Family family)
{
    return family == Family::V4 ? IpAddress::v4(0xA9FE4D01U) // 169.254.77.1
                                : IpAddress::v6({0xFE80000000000000ULL, 0x4D01U});
}

LabSpec labSpec(const Design &design, const std::vector<LabMember> &members, const std::string &name)
{
    const auto wires = underlay(design);
    LabSpec spec;
    spec.name = name;
    for (const auto &segment : wires.segments)
        spec.segments.push_back(segment.name);
    for (const auto &member : members) {
        const auto *machine = wires.find(MachineId::node(member.cluster, member.node));
        if (machine && !member.ssh)
            spec.machines.push_back(machineOf(*machine, wires, member.machine));
    }
    for (const auto &router : design.routers) {
        const auto *machine = wires.find(MachineId::router(router.meta.id.name));
        if (machine && router.engine != RouterEngine::External)
            spec.machines.push_back(machineOf(*machine, wires, router.meta.id.name));
    }
    addOutside(spec);
    connectUnderlay(spec);
    return spec;
}

Json launchJson(const LabSpec &spec, const std::string &directory)
{
    Json segments = Json::array();
    for (const auto &segment : spec.segments)
        segments.append(Json::object({{"name", segment}}));
    Json machines = Json::array();
    for (const auto &machine : spec.machines)
        machines.append(machineJson(machine));
    return Json::object({{"lab", spec.name},
                         {"directory", directory},
                         {"segments", std::move(segments)},
                         {"machines", std::move(machines)}});
}

} // namespace podloom
