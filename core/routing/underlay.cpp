#include "core/routing/underlay.h"

#include "core/model/drain.h"
#include "core/routing/as_numbers.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace podloom {

namespace {

constexpr Family kFamilies[] = {Family::V4, Family::V6};

/// An end of a wire before segments and addresses are final.
struct Attachment {
    std::size_t machine = 0;
    std::size_t wire = 0;
    std::string link{};
    std::string interface {};
    std::vector<InterfaceAddress> addresses{};
};

class Builder {
public:
    explicit Builder(const Design &design) : m_design(design), m_firstCluster(design.clusterNames().front())
    {}

    Underlay build()
    {
        addMachines();
        for (const auto &link : m_design.links)
            addLink(link);
        addLan();
        joinWires();
        for (std::size_t wire = 0; wire < m_wires.size(); ++wire)
            fillAddresses(wire);
        makeInterfaces();
        for (auto &machine : m_result.machines)
            finish(machine);
        findGateways();
        return std::move(m_result);
    }

private:
    void addMachines()
    {
        for (const auto &node : m_design.nodes) {
            Machine machine;
            machine.id = MachineId::node(node.meta.id.cluster, node.meta.id.name);
            machine.asNumber = asNumberOf(m_design, node);
            machine.isDrained = isDrained(node.meta);
            m_result.machines.push_back(std::move(machine));
            m_own.push_back(node.addresses);
        }
        for (const auto &router : m_design.routers) {
            Machine machine;
            machine.id = MachineId::router(router.meta.id.name);
            machine.asNumber = router.asNumber;
            machine.isDrained = isDrained(router.meta);
            m_result.machines.push_back(std::move(machine));
            m_own.push_back(router.addresses);
        }
        for (const auto &own : m_own) {
            for (const auto &address : own)
                m_used.insert(address.address);
        }
        m_isWired.assign(m_own.size(), false);
    }

    std::optional<std::size_t> machineOf(const LinkEnd &end) const
    {
        auto id = MachineId::router(end.router);
        if (end.router.empty())
            id = MachineId::node(end.cluster.empty() ? m_firstCluster : end.cluster, end.node);
        const auto *machine = m_result.find(id);
        if (!machine)
            return std::nullopt;
        return static_cast<std::size_t>(machine - m_result.machines.data());
    }

    void addLink(const Link &link)
    {
        const auto wire = m_wires.size();
        m_wires.push_back({link.meta.id.name, link.mtuBytes, link.rateBitsPerSecond, link.timers});
        for (std::size_t index = 0; index < link.ends.size(); ++index) {
            const auto machine = machineOf(link.ends[index]);
            if (!machine)
                continue;
            m_isWired[*machine] = true;
            Attachment attachment{*machine, wire, link.meta.id.name, link.ends[index].interface, {}};
            for (const auto &subnet : link.subnets) {
                if (const auto address = addressIn(subnet, *machine, index))
                    attachment.addresses.push_back(*address);
            }
            m_attachments.push_back(std::move(attachment));
        }
        if (link.subnets.empty())
            takeOwnAddresses(wire);
    }

    /// The machine's own address inside the subnet, else the one at its place in the list of ends.
    std::optional<InterfaceAddress> addressIn(const Prefix &subnet, std::size_t machine, std::size_t index)
    {
        for (const auto &own : m_own[machine]) {
            if (subnet.contains(own.address))
                return InterfaceAddress{own.address, subnet.length()};
        }
        const auto hasNoNetworkAddress = bitsOf(subnet.family()) - subnet.length() <= 1;
        const auto offset = index + (hasNoNetworkAddress ? 0 : 1);
        if (Uint128{0, offset} >= subnet.size())
            return std::nullopt;
        const auto address = subnet.address().plus({0, offset});
        m_used.insert(address);
        return InterfaceAddress{address, subnet.length()};
    }

    /// Own addresses that share a network with another end of the wire; all of them when none does.
    void takeOwnAddresses(std::size_t wire)
    {
        std::vector<Attachment *> ends;
        for (auto &attachment : m_attachments) {
            if (attachment.wire == wire)
                ends.push_back(&attachment);
        }
        for (auto *end : ends) {
            const auto isShared = [&](const InterfaceAddress &own) {
                return std::any_of(ends.begin(), ends.end(), [&](const Attachment *other) {
                    if (other == end)
                        return false;
                    const auto &theirs = m_own[other->machine];
                    return std::any_of(theirs.begin(), theirs.end(), [&](const InterfaceAddress &their) {
                        return own.network().overlaps(their.network());
                    });
                });
            };
            const auto &own = m_own[end->machine];
            std::copy_if(own.begin(), own.end(), std::back_inserter(end->addresses), isShared);
            if (end->addresses.empty())
                end->addresses = own;
        }
    }

    void addLan()
    {
        const auto lan = m_wires.size();
        for (std::size_t machine = 0; machine < m_own.size(); ++machine) {
            if (m_isWired[machine])
                continue;
            if (m_wires.size() == lan)
                m_wires.push_back({"lan", 1500, 0, {}});
            m_attachments.push_back({machine, lan, {}, {}, m_own[machine]});
        }
        m_lan = lan;
    }

    /// Wires that carry one address of one machine are one segment: the lowest number stands for all of them.
    void joinWires()
    {
        std::vector<std::size_t> parent(m_wires.size());
        std::iota(parent.begin(), parent.end(), std::size_t{0});
        const auto root = [&](std::size_t wire) {
            while (parent[wire] != wire)
                wire = parent[wire];
            return wire;
        };
        std::map<std::pair<std::size_t, IpAddress>, std::size_t> seen;
        for (const auto &attachment : m_attachments) {
            for (const auto &address : attachment.addresses) {
                const auto [at, isNew] =
                    seen.try_emplace({attachment.machine, address.address}, attachment.wire);
                const auto a = root(at->second);
                const auto b = root(attachment.wire);
                parent[std::max(a, b)] = std::min(a, b);
                if (m_wires[std::min(a, b)].timers == BgpTimers{})
                    m_wires[std::min(a, b)].timers = m_wires[std::max(a, b)].timers;
            }
        }
        for (auto &attachment : m_attachments)
            attachment.wire = root(attachment.wire);
    }

    /// Gives addresses to the ends of a wire that have none, and networks to bare ones.
    void fillAddresses(std::size_t wire)
    {
        std::vector<Attachment *> ends;
        for (auto &attachment : m_attachments) {
            if (attachment.wire == wire)
                ends.push_back(&attachment);
        }
        const auto needsOne = [](const Attachment *end) { return end->addresses.empty(); };
        const bool isAnyMissing = std::any_of(ends.begin(), ends.end(), needsOne);
        for (const auto family : kFamilies) {
            const auto network = networkOf(ends, family);
            for (auto *end : ends)
                widen(*end, family, network);
            if (!isAnyMissing)
                continue;
            if (network)
                m_missingFrom.push_back(*network);
            else if (const auto fresh = freshNetwork(wire, ends, family))
                m_missingFrom.push_back(*fresh);
        }
        for (auto *end : ends) {
            if (!needsOne(end))
                continue;
            for (const auto &network : m_missingFrom)
                giveAddress(*end, network);
        }
        m_missingFrom.clear();
    }

    static std::optional<Prefix> networkOf(const std::vector<Attachment *> &ends, Family family)
    {
        for (const auto *end : ends) {
            for (const auto &address : end->addresses) {
                if (address.address.family() == family && address.prefixLength < bitsOf(family))
                    return address.network();
            }
        }
        return std::nullopt;
    }

    /// A bare address (a v1 Node's InternalIP) gets the length of the network around it.
    void widen(Attachment &end, Family family, const std::optional<Prefix> &network) const
    {
        for (auto &address : end.addresses) {
            if (address.address.family() != family || address.prefixLength < bitsOf(family))
                continue;
            address.prefixLength = family == Family::V4 ? 24 : 64;
            if (network && network->contains(address.address))
                address.prefixLength = network->length();
            else if (const auto cidr = nodeCidr(m_result.machines[end.machine], family);
                     cidr && cidr->contains(address.address))
                address.prefixLength = cidr->length();
        }
    }

    std::optional<Prefix> nodeCidr(const Machine &machine, Family family) const
    {
        const auto cluster =
            m_design.clusterOrDefault(machine.id.isRouter() ? m_firstCluster : machine.id.cluster);
        for (const auto &cidr : cluster.nodeCidrs) {
            if (cidr.family() == family)
                return cidr;
        }
        return std::nullopt;
    }

    /// The nodeCIDR for "lan"; for a Link the next free piece of it that is large enough.
    std::optional<Prefix> freshNetwork(std::size_t wire, const std::vector<Attachment *> &ends,
                                       Family family) const
    {
        const auto cidr = nodeCidr(m_result.machines[ends.front()->machine], family);
        if (!cidr || wire == m_lan)
            return cidr;
        int hostBits = 3;
        while ((std::size_t{1} << static_cast<unsigned>(hostBits)) < ends.size() + 3)
            ++hostBits;
        const auto length = std::max(cidr->length(), bitsOf(family) - hostBits);
        for (auto piece = Prefix::of(cidr->address(), length);; piece = next(piece)) {
            const auto at = m_used.lower_bound(piece.first());
            if (at == m_used.end() || *at > piece.last())
                return piece;
            if (piece.last() == cidr->last())
                return std::nullopt;
        }
    }

    static Prefix next(const Prefix &piece) { return Prefix::of(piece.last().plus({0, 1}), piece.length()); }

    void giveAddress(Attachment &end, const Prefix &network)
    {
        auto &cursor = m_cursors.try_emplace(network, 1U).first->second;
        while (Uint128{0, cursor} < network.size()) {
            const auto address = network.address().plus({0, cursor++});
            if (!m_used.insert(address).second)
                continue;
            end.addresses.push_back({address, network.length()});
            return;
        }
    }

    /// One interface a machine and segment; segments are numbered without gaps.
    void makeInterfaces()
    {
        std::map<std::size_t, std::size_t> numbers;
        for (const auto &attachment : m_attachments) {
            const auto [at, isNew] = numbers.try_emplace(attachment.wire, m_result.segments.size());
            if (isNew)
                m_result.segments.push_back(m_wires[attachment.wire]);
            auto &interfaces = m_result.machines[attachment.machine].interfaces;
            const auto same =
                std::find_if(interfaces.begin(), interfaces.end(),
                             [segment = at->second](const auto &known) { return known.segment == segment; });
            auto &interface = same != interfaces.end() ? *same : interfaces.emplace_back();
            interface.segment = at->second;
            if (!attachment.link.empty())
                m_result.ends.push_back({attachment.link, attachment.machine,
                                         static_cast<std::size_t>(&interface - interfaces.data())});
            if (interface.name.empty())
                interface.name = attachment.interface;
            for (const auto &address : attachment.addresses) {
                if (std::find(interface.addresses.begin(), interface.addresses.end(), address)
                    == interface.addresses.end())
                    interface.addresses.push_back(address);
            }
        }
    }

    void finish(Machine &machine)
    {
        std::set<std::string> names;
        for (const auto &interface : machine.interfaces)
            names.insert(interface.name);
        unsigned number = 0;
        std::set<IpAddress> carried;
        for (auto &interface : machine.interfaces) {
            while (interface.name.empty()) {
                auto name = "eth" + std::to_string(number++);
                if (names.insert(name).second)
                    interface.name = std::move(name);
            }
            std::sort(interface.addresses.begin(), interface.addresses.end());
            for (const auto &address : interface.addresses)
                carried.insert(address.address);
        }
        const auto &own = m_own[static_cast<std::size_t>(&machine - m_result.machines.data())];
        for (const auto &address : own) {
            if (carried.insert(address.address).second)
                machine.loopback.push_back({address.address, bitsOf(address.address.family())});
            knowBy(machine, address.address);
        }
        for (const auto &interface : machine.interfaces) {
            for (const auto &address : interface.addresses)
                knowBy(machine, address.address);
        }
    }

    static void knowBy(Machine &machine, IpAddress address)
    {
        auto &slot = address.isV4() ? machine.ipv4 : machine.ipv6;
        if (!slot && !address.isLinkLocal())
            slot = address;
    }

    void findGateways()
    {
        std::map<std::pair<std::size_t, Family>, IpAddress> routers;
        for (const auto &machine : m_result.machines) {
            if (!machine.id.isRouter())
                continue;
            for (const auto &interface : machine.interfaces) {
                for (const auto &address : interface.addresses)
                    routers.try_emplace({interface.segment, address.address.family()}, address.address);
            }
        }
        for (auto &machine : m_result.machines) {
            for (const auto family : kFamilies) {
                for (const auto &interface : machine.interfaces) {
                    const auto at = routers.find({interface.segment, family});
                    if (machine.id.isRouter() || at == routers.end())
                        continue;
                    machine.gateways.push_back(at->second);
                    break;
                }
            }
        }
    }

    const Design &m_design;
    std::string m_firstCluster;
    Underlay m_result;
    std::vector<std::vector<InterfaceAddress>> m_own; ///< as the design names them, by machine
    std::vector<bool> m_isWired;
    std::vector<Segment> m_wires;
    std::vector<Attachment> m_attachments;
    std::size_t m_lan = 0;
    std::set<IpAddress> m_used;
    std::vector<Prefix> m_missingFrom;
    std::map<Prefix, std::uint64_t> m_cursors;
};

} // namespace

MachineId MachineId::node(std::string cluster, std::string name)
{
    return {Kind::Node, std::move(cluster), std::move(name)};
}

MachineId MachineId::router(std::string name)
{
    return {Kind::Router, {}, std::move(name)};
}

const Machine *Underlay::find(const MachineId &id) const
{
    const auto at =
        std::lower_bound(machines.begin(), machines.end(), id,
                         [](const Machine &machine, const MachineId &wanted) { return machine.id < wanted; });
    return at != machines.end() && at->id == id ? &*at : nullptr;
}

const Machine *Underlay::owner(IpAddress address) const
{
    const auto isIt = [&](const InterfaceAddress &own) { return own.address == address; };
    for (const auto &machine : machines) {
        if (std::any_of(machine.loopback.begin(), machine.loopback.end(), isIt))
            return &machine;
        for (const auto &interface : machine.interfaces) {
            if (std::any_of(interface.addresses.begin(), interface.addresses.end(), isIt))
                return &machine;
        }
    }
    return nullptr;
}

std::optional<OnLink> Underlay::onLink(const Machine &machine, IpAddress address)
{
    for (const auto &interface : machine.interfaces) {
        if (interface.isDown)
            continue;
        for (const auto &own : interface.addresses) {
            if (own.address.family() == address.family() && own.network().contains(address))
                return OnLink{&interface, own};
        }
    }
    return std::nullopt;
}

Underlay underlay(const Design &design)
{
    return Builder(design).build();
}

} // namespace podloom
