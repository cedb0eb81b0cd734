#include "agentd/node/lab_network.h"

#include "agentd/wire/names.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

constexpr std::uint8_t kProtocolStatic = 4; // RTPROT_STATIC

Status unlessThere(Status status)
{
    if (!status && status.error().code == Errc::AlreadyExists)
        return {};
    return status;
}

/// The lab's end of a machine's wire.
std::string portName(const std::string &machine, const std::string &interface)
{
    return "lab" + podInterfaceName(machine, interface).substr(kPodInterfacePrefix.size());
}

/// fe80:: with the modified EUI-64 of the MAC address (RFC 4291, appendix A).
IpAddress linkLocalOf(const MacAddress &mac)
{
    const auto &b = mac.bytes;
    const auto at = [&](std::size_t index) { return static_cast<std::uint64_t>(b[index]); };
    const std::uint64_t low = ((at(0) ^ 2U) << 56U) | (at(1) << 48U) | (at(2) << 40U) | (0xFFFEULL << 24U)
                            | (at(3) << 16U) | (at(4) << 8U) | at(5);
    return IpAddress::v6({0xFE80000000000000ULL, low});
}

Status addWire(Kernel &lab, const std::string &bridge, const WiredMachine &machine, const InterfaceSpec &spec)
{
    const auto port = portName(machine.spec->name, spec.name);
    VethPair pair;
    pair.end = {port, std::nullopt, -1};
    pair.peer = {spec.name, spec.mac, machine.netnsFd};
    pair.mtuBytes = spec.mtuBytes;
    auto added = lab.addVeth(pair);
    if (!added && added.error().code == Errc::AlreadyExists && machine.isNew) {
        // The end of a machine that died: the kernel has not yet taken its namespace away.
        if (auto gone = lab.deleteLink(port); !gone && gone.error().code != Errc::NotFound)
            return gone;
        added = lab.addVeth(pair);
    }
    if (!added)
        return unlessThere(std::move(added));
    if (added = lab.disableAutomaticLinkLocal(port); !added)
        return added;
    if (added = lab.setMaster(port, bridge); !added)
        return added;
    if (spec.rateBitsPerSecond > 0) {
        if (added = lab.limitRate(port, spec.rateBitsPerSecond, 0); !added)
            return added;
    }
    return lab.setUp(port);
}

Status setSysctls(Kernel &machine, const MachineSpec &spec)
{
    // A new namespace takes some of these from this host.
    std::vector<std::pair<std::string, std::string>> settings{
        {"net.ipv4.conf.all.rp_filter", "0"},        {"net.ipv4.conf.default.rp_filter", "0"},
        {"net.ipv4.conf.all.accept_redirects", "0"}, {"net.ipv4.conf.all.send_redirects", "0"},
        {"net.ipv6.conf.all.disable_ipv6", "0"},     {"net.ipv6.conf.default.disable_ipv6", "0"},
        {"net.ipv6.conf.default.accept_dad", "0"},   {"net.ipv6.conf.default.accept_ra", "0"}};
    settings.insert(settings.end(), spec.sysctls.begin(), spec.sysctls.end());
    for (auto [key, value] : settings) {
        std::replace(key.begin(), key.end(), '.', '/');
        if (auto set = machine.setSysctl(key, value); !set)
            return set;
    }
    return {};
}

Status bringUp(Kernel &machine, const MachineSpec &spec)
{
    if (auto up = machine.setUp("lo"); !up)
        return up;
    for (const auto &interface : spec.interfaces) {
        for (const auto &address : interface.addresses) {
            if (auto added = machine.addAddress({interface.name, address}); !added)
                return added;
        }
        if (auto up = machine.setUp(interface.name); !up)
            return up;
    }
    return {};
}

Status addRoutes(Kernel &machine, const MachineSpec &spec)
{
    for (const auto &each : spec.routes) {
        KernelRoute route;
        route.destination = each.to;
        route.gateway = each.via;
        route.protocol = kProtocolStatic;
        route.interface = each.interface;
        route.isOnLink = !each.interface.empty() && each.via.isV4();
        if (route.interface.empty() && each.via.isLinkLocal() && !each.via.isV4()) {
            const auto first = std::find_if(spec.interfaces.begin(), spec.interfaces.end(),
                                            [](const InterfaceSpec &one) { return !one.segment.empty(); });
            route.interface = first == spec.interfaces.end() ? std::string() : first->name;
        }
        if (auto added = unlessThere(machine.addRoute(route)); !added)
            return added;
    }
    return {};
}

} // namespace

Status addBridges(Kernel &lab, const std::vector<std::string> &segments,
                  std::map<std::string, std::string> &bridges)
{
    std::set<std::string> taken;
    for (const auto &[segment, bridge] : bridges)
        taken.insert(bridge);
    for (const auto &segment : segments) {
        if (bridges.contains(segment))
            continue;
        auto number = bridges.size();
        while (taken.contains("seg" + std::to_string(number)))
            ++number;
        const auto bridge = "seg" + std::to_string(number);
        if (auto added = unlessThere(lab.addBridge(bridge, 1500)); !added)
            return added;
        if (auto quiet = lab.disableAutomaticLinkLocal(bridge); !quiet)
            return quiet;
        if (auto up = lab.setUp(bridge); !up)
            return up;
        bridges.emplace(segment, bridge);
        taken.insert(bridge);
    }
    return {};
}

Status wireMachine(Kernel &lab, const std::map<std::string, std::string> &bridges,
                   const WiredMachine &machine)
{
    const auto &spec = *machine.spec;
    const auto prepare = [&](Kernel &inside) { return setSysctls(inside, spec); };
    const auto finish = [&](Kernel &inside) {
        auto done = bringUp(inside, spec);
        return done && machine.isNew ? addRoutes(inside, spec) : done;
    };
    if (machine.isNew) {
        if (auto done = lab.inside(machine.netnsFd, prepare); !done)
            return wrap(std::move(done).error(), spec.name);
    }
    for (const auto &interface : spec.interfaces) {
        if (interface.segment.empty())
            continue;
        if (auto added = addWire(lab, bridges.at(interface.segment), machine, interface); !added)
            return wrap(std::move(added).error(), spec.name);
    }
    if (auto done = lab.inside(machine.netnsFd, finish); !done)
        return wrap(std::move(done).error(), spec.name);
    return {};
}

Status introduceNeighbours(Kernel &lab, const std::vector<WiredMachine> &machines)
{
    struct End {
        const MachineSpec *machine = nullptr;
        const InterfaceSpec *interface = nullptr;
    };
    std::map<std::string, std::vector<End>> segments;
    for (const auto &machine : machines) {
        for (const auto &interface : machine.spec->interfaces) {
            if (!interface.segment.empty())
                segments[interface.segment].push_back({machine.spec, &interface});
        }
    }
    const auto introduce = [&](Kernel &inside, const MachineSpec &spec) -> Status {
        std::vector<Neighbour> all;
        for (const auto &own : spec.interfaces) {
            if (own.segment.empty())
                continue;
            for (const auto &[machine, theirs] : segments.at(own.segment)) {
                if (machine == &spec && theirs == &own)
                    continue;
                all.push_back({own.name, linkLocalOf(theirs->mac), theirs->mac, true});
                for (const auto &address : theirs->addresses)
                    all.push_back({own.name, address.address, theirs->mac, true});
            }
        }
        for (const auto &each : spec.neighbours)
            all.push_back({each.interface, each.address, each.mac, true});
        for (const auto &each : all) {
            if (auto set = inside.setNeighbour(each); !set)
                return set;
        }
        return {};
    };
    for (const auto &machine : machines) {
        auto done =
            lab.inside(machine.netnsFd, [&](Kernel &inside) { return introduce(inside, *machine.spec); });
        if (!done)
            return wrap(std::move(done).error(), machine.spec->name);
    }
    return {};
}

} // namespace podloom
