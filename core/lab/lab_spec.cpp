#include "core/lab/lab_spec.h"

#include "core/lab/underlay.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

namespace podloom {

namespace {

constexpr std::string_view kSharedSegment = "underlay";

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

/// A segment name is an object name, or something unique when there is no Link.
struct Segment {
    std::string name{};
    const Link *link = nullptr;
};

class SpecBuilder {
public:
    SpecBuilder(const Design &design, const std::vector<LabMember> &members, const std::string &name)
        : m_design(design)
    {
        m_spec.name = name;
        for (const auto &member : members) {
            if (!member.ssh)
                m_members.push_back(member);
        }
    }

    Result<LabSpec> build();

private:
    std::size_t machine(const std::string &name, MachineKind kind);
    void attach(std::size_t index, const Segment &segment, std::string interface,
                std::vector<InterfaceAddress> addresses);
    const LabMember *memberOf(const LinkEnd &end) const;
    /// An end of a link as a machine of this lab, if it is one.
    struct End {
        std::optional<std::size_t> machine{};
        std::string interface {};
        std::vector<InterfaceAddress> addresses{};
    };
    Result<std::vector<End>> endsOf(const Link &link);
    std::vector<Prefix> networksOf(const Link &link, const std::vector<End> &ends) const;
    Status attachLink(const Link &link);
    void attachRest();
    void attachOutside();

    const Design &m_design;
    std::vector<LabMember> m_members;
    LabSpec m_spec;
    std::map<std::string, std::size_t> m_index;
    std::set<std::pair<std::size_t, IpAddress>> m_placed; ///< addresses that are on some interface
};

std::size_t SpecBuilder::machine(const std::string &name, MachineKind kind)
{
    const auto [at, isNew] = m_index.try_emplace(name, m_spec.machines.size());
    if (isNew)
        m_spec.machines.push_back({name, kind, {}, {}, {}, {}, {}});
    return at->second;
}

void SpecBuilder::attach(std::size_t index, const Segment &segment, std::string interface,
                         std::vector<InterfaceAddress> addresses)
{
    auto &machine = m_spec.machines[index];
    const auto isTaken = [&](const std::string &name) {
        return std::any_of(machine.interfaces.begin(), machine.interfaces.end(),
                           [&](const LabInterface &each) { return each.name == name; });
    };
    for (int number = 0; interface.empty() || isTaken(interface); ++number)
        interface = "eth" + std::to_string(number);
    LabInterface out{interface, segment.name, macFor(machine.name, interface), 1500, 0, std::move(addresses)};
    if (segment.link) {
        out.mtuBytes = segment.link->mtuBytes;
        out.rateBitsPerSecond = segment.link->rateBitsPerSecond;
    }
    machine.interfaces.push_back(std::move(out));
}

const LabMember *SpecBuilder::memberOf(const LinkEnd &end) const
{
    const auto found = std::find_if(m_members.begin(), m_members.end(), [&](const LabMember &each) {
        return each.node == end.node && (end.cluster.empty() || end.cluster == each.cluster);
    });
    return found == m_members.end() ? nullptr : &*found;
}

Result<std::vector<SpecBuilder::End>> SpecBuilder::endsOf(const Link &link)
{
    std::vector<End> ends;
    for (const auto &end : link.ends) {
        const auto *router = m_design.routers.find({"", "podloom.dev", "Router", "", end.router});
        if (!end.router.empty() && !router)
            return fail(Errc::InvalidArgument, "link-end",
                        "the link %1 ends at %2, which is not in the design",
                        {link.meta.id.name, end.router});
        if (router && router->engine != RouterEngine::External)
            ends.push_back({machine(end.router, MachineKind::Router), end.interface, router->addresses});
        else if (const auto *member = router ? nullptr : memberOf(end))
            ends.push_back({machine(member->machine, MachineKind::Node), end.interface, member->addresses});
        else // what this lab does not run
            ends.push_back({{}, {}, {}});
    }
    return ends;
}

/// The networks of a link: its subnets, else those in which two of its ends (or a node) have an address.
std::vector<Prefix> SpecBuilder::networksOf(const Link &link, const std::vector<End> &ends) const
{
    if (!link.subnets.empty())
        return link.subnets;
    std::map<Prefix, int> count;
    for (const auto &end : ends) {
        std::set<Prefix> own;
        for (const auto &address : end.addresses)
            own.insert(address.network());
        const bool isNode = end.machine && m_spec.machines[*end.machine].kind == MachineKind::Node;
        for (const auto &network : own)
            count[network] += isNode ? 2 : 1;
    }
    std::vector<Prefix> networks;
    for (const auto &[network, weight] : count) {
        if (weight > 1)
            networks.push_back(network);
    }
    return networks;
}

Status SpecBuilder::attachLink(const Link &link)
{
    auto ends = endsOf(link);
    if (!ends)
        return Failure{std::move(ends).error()};
    const auto networks = networksOf(link, *ends);
    m_spec.segments.push_back(link.meta.id.name);
    for (std::size_t index = 0; index < ends->size(); ++index) {
        const auto &end = (*ends)[index];
        if (!end.machine)
            continue;
        std::vector<InterfaceAddress> addresses;
        for (const auto &address : end.addresses) {
            const bool fits = std::any_of(networks.begin(), networks.end(), [&](const Prefix &network) {
                return network.contains(address.address);
            });
            if (fits && m_placed.insert({*end.machine, address.address}).second)
                addresses.push_back(address);
        }
        for (const auto &subnet : link.subnets) {
            if (!addressOf(addresses, subnet.family()))
                addresses.push_back({subnet.first().plus({0, index + 1}), subnet.length()});
        }
        attach(*end.machine, {link.meta.id.name, &link}, end.interface, std::move(addresses));
    }
    return {};
}

void SpecBuilder::attachRest()
{
    const Segment shared{std::string(kSharedSegment), nullptr};
    const auto isLinked = [&](std::size_t index) { return !m_spec.machines[index].interfaces.empty(); };
    bool isUsed = false;
    for (const auto &member : m_members) {
        const auto index = machine(member.machine, MachineKind::Node);
        if (isLinked(index))
            continue;
        attach(index, shared, {}, member.addresses);
        isUsed = true;
    }
    for (const auto &router : m_design.routers) {
        if (router.engine == RouterEngine::External)
            continue;
        const auto index = machine(router.meta.id.name, MachineKind::Router);
        if (isLinked(index))
            continue;
        attach(index, shared, {}, router.addresses);
        isUsed = true;
    }
    if (isUsed)
        m_spec.segments.push_back(shared.name);
}

void SpecBuilder::attachOutside()
{
    const auto outside = machine(std::string(kOutsideMachine), MachineKind::Host);
    for (const auto &segment : m_spec.segments)
        attach(outside, {segment, nullptr}, {}, {});
    // Nodes know it by one link-local next hop; it knows them by the permanent entries of the segment.
    const auto outsideMachine = m_spec.machines[outside];
    for (auto &each : m_spec.machines) {
        if (each.kind != MachineKind::Node)
            continue;
        for (const auto &interface : each.interfaces) {
            for (const auto &own : outsideMachine.interfaces) {
                if (own.segment != interface.segment)
                    continue;
                for (const auto family : {Family::V4, Family::V6})
                    each.neighbours.push_back({interface.name, outsideNextHop(family), own.mac});
            }
        }
    }
}

Result<LabSpec> SpecBuilder::build()
{
    for (const auto &member : m_members)
        machine(member.machine, MachineKind::Node);
    for (const auto &router : m_design.routers) {
        if (router.engine != RouterEngine::External)
            machine(router.meta.id.name, MachineKind::Router);
    }
    for (const auto &link : m_design.links) {
        if (auto attached = attachLink(link); !attached)
            return Failure{std::move(attached).error()};
    }
    attachRest();
    attachOutside();
    connectUnderlay(m_spec);
    return std::move(m_spec);
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

Result<LabSpec> labSpec(const Design &design, const std::vector<LabMember> &members, const std::string &name)
{
    return SpecBuilder(design, members, name).build();
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
