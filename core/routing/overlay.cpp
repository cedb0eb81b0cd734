#include "core/routing/overlay.h"

#include "core/routing/name_hash.h"

#include <algorithm>

namespace podloom {

namespace {

const IpPool *poolOf(const std::vector<IpPool> &pools, const Prefix &prefix)
{
    const auto found = std::find_if(pools.begin(), pools.end(),
                                    [&](const IpPool &pool) { return pool.cidr.contains(prefix); });
    return found == pools.end() ? nullptr : &*found;
}

} // namespace

std::string tunnelInterface(Family family)
{
    return family == Family::V4 ? "vxlan-podloom4" : "vxlan-podloom6";
}

bool isOverlay(const IpPool &pool)
{
    return pool.encapsulation == Encapsulation::Vxlan
        || pool.encapsulation == Encapsulation::VxlanCrossSubnet;
}

int encapsulationOverhead(const IpPool &pool)
{
    switch (pool.encapsulation) {
    case Encapsulation::None: return 0;
    case Encapsulation::Vxlan:
    case Encapsulation::VxlanCrossSubnet: return vxlanOverhead(pool.cidr.family());
    case Encapsulation::Ipip:
    case Encapsulation::IpipCrossSubnet: return 20;
    }
    return 0;
}

std::optional<Message> unsupportedEncapsulation(const IpPool &pool)
{
    if (pool.encapsulation != Encapsulation::Ipip && pool.encapsulation != Encapsulation::IpipCrossSubnet)
        return std::nullopt;
    return Message{
        "encapsulation-unsupported",
        "the pool %1 asks for IPIP, which nodes of Podloom do not speak: set its ipipMode to Never, "
        "or use vxlanMode",
        {pool.meta.id.name}};
}

std::optional<Message> unsupportedEncryption(const Design &design, const std::string &cluster,
                                             const std::string &node)
{
    for (const auto &felix : design.felixConfigurations) {
        const auto &id = felix.meta.id;
        const bool isMeant = id.cluster == cluster && (id.name == "default" || id.name == "node." + node);
        if (!isMeant || (!felix.encryptsV4 && !felix.encryptsV6))
            continue;
        return Message{
            "wireguard-unsupported",
            "the FelixConfiguration %1 asks for WireGuard (%2), which nodes of Podloom do not speak: "
            "packets between nodes travel in clear; take it away, or encrypt below the nodes",
            {id.name, felix.encryptsV4 ? "wireguardEnabled" : "wireguardEnabledV6"}};
    }
    return std::nullopt;
}

std::vector<NodePrefix> nodePrefixes(const std::vector<Block> &blocks)
{
    std::vector<NodePrefix> out;
    for (const auto &block : blocks) {
        if (!block.affinity.empty())
            out.push_back({block.affinity, block.cidr});
        for (const auto &[node, ordinals] : block.used) {
            if (node == block.affinity)
                continue;
            for (const auto ordinal : ordinals.members())
                out.push_back({node, Prefix::host(block.addressAt(ordinal))});
        }
    }
    return out;
}

IpAddress tunnelNextHop(IpAddress remote)
{
    if (remote.isV4())
        return remote;
    return IpAddress::v6({0xFE80000000000000U, fnv1a(remote.toString())});
}

std::vector<OverlayRoute> overlayRoutes(const std::vector<IpPool> &pools, const Underlay &wires,
                                        const MachineId &self, const std::vector<NodePrefix> &prefixes)
{
    std::vector<OverlayRoute> routes;
    const auto *own = wires.find(self);
    if (!own)
        return routes;
    for (const auto &[node, prefix] : prefixes) {
        const auto *pool = poolOf(pools, prefix);
        if (node == self.name || !pool || !isOverlay(*pool))
            continue;
        const auto *machine = wires.find(MachineId::node(self.cluster, node));
        const auto remote = machine ? machine->address(prefix.family()) : std::nullopt;
        if (!remote || !own->address(prefix.family()))
            continue;
        const bool isNear = Underlay::onLink(*own, *remote).has_value();
        const bool isTunnelled = pool->encapsulation == Encapsulation::Vxlan || !isNear;
        routes.push_back(
            {prefix, node, isTunnelled ? tunnelNextHop(*remote) : *remote, *remote, isTunnelled});
    }
    std::sort(routes.begin(), routes.end());
    routes.erase(std::unique(routes.begin(), routes.end()), routes.end());
    return routes;
}

} // namespace podloom
