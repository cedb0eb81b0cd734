#include "agentd/daemon/overlay_keeper.h"

#include "agentd/wire/names.h"
#include "core/address/pools.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

constexpr Family kFamilies[] = {Family::V4, Family::V6};

AttachmentKey keyOf(Family family)
{
    return {{}, tunnelInterface(family)};
}

KernelRoute kernelRoute(const OverlayRoute &route)
{
    KernelRoute out;
    out.destination = route.prefix;
    out.gateway = route.nextHop;
    out.protocol = kTunnelRouteProtocol;
    if (route.isTunnelled) {
        out.interface = tunnelInterface(route.prefix.family());
        out.isOnLink = route.nextHop.isV4();
    }
    return out;
}

/// Whether the kernel's route is the wanted one; a straight route gets its interface from the kernel.
bool isSame(const KernelRoute &found, const KernelRoute &wanted)
{
    const auto tunnel = tunnelInterface(wanted.destination.family());
    return found.destination == wanted.destination && found.gateway == wanted.gateway
        && (found.interface == tunnel) == (wanted.interface == tunnel);
}

} // namespace

OverlayKeeper::OverlayKeeper(std::string node, Kernel &kernel, AddressBook &book)
    : m_node(std::move(node)),
      m_kernel(kernel),
      m_book(book)
{}

Status OverlayKeeper::reconcile(const Design &design, const std::string &cluster,
                                const std::vector<Block> &blocks, unsigned underlayMtuBytes)
{
    const auto wires = underlay(design);
    const auto self = MachineId::node(cluster, m_node);
    const auto *own = wires.find(self);
    auto tunnels = own ? tunnelsOf(design, cluster, *own, underlayMtuBytes) : Tunnels();
    auto routes = overlayRoutes(poolsOf(design, cluster), wires, self, nodePrefixes(blocks));
    if (m_isInStep && tunnels == m_tunnels && routes == m_routes && !m_lacksAddress)
        return {};
    m_isInStep = false;
    m_lacksAddress = false;
    m_tunnels = std::move(tunnels);
    m_routes = std::move(routes);

    std::vector<KernelRoute> wanted;
    for (const auto &route : m_routes)
        wanted.push_back(kernelRoute(route));
    if (auto removed = removeStaleRoutes(wanted); !removed)
        return removed;
    for (const auto family : kFamilies) {
        const auto tunnel = m_tunnels.find(family);
        auto done = tunnel == m_tunnels.end() ? removeTunnel(family) : makeLink(tunnel->second);
        if (done && tunnel != m_tunnels.end())
            done = giveAddress(family, tunnel->second);
        if (done && tunnel != m_tunnels.end())
            done = fillTunnel(tunnel->second, m_routes);
        if (!done)
            return wrap(std::move(done).error(), "the tunnel " + std::string(tunnelInterface(family)));
    }
    if (auto written = writeRoutes(m_routes); !written)
        return written;
    m_isInStep = true;
    return {};
}

OverlayKeeper::Tunnels OverlayKeeper::tunnelsOf(const Design &design, const std::string &cluster,
                                                const Machine &own, unsigned underlayMtuBytes) const
{
    Tunnels tunnels;
    for (const auto &pool : poolsOf(design, cluster)) {
        const auto family = pool.cidr.family();
        const auto local = own.address(family);
        if (!isOverlay(pool) || !local)
            continue;
        auto &tunnel = tunnels[family];
        tunnel.link = {.name = tunnelInterface(family),
                       .vni = kVxlanVni,
                       .local = local,
                       .port = kVxlanPort,
                       .mtuBytes = underlayMtuBytes - static_cast<unsigned>(encapsulationOverhead(pool)),
                       .mac = tunnelMac(*local)};
        tunnel.pools.push_back(pool);
    }
    return tunnels;
}

Status OverlayKeeper::removeStaleRoutes(const std::vector<KernelRoute> &wanted)
{
    const auto found = m_kernel.routes({.protocol = kTunnelRouteProtocol});
    if (!found)
        return wrap(found.error(), "read the routes to other nodes' pods");
    for (const auto &route : *found) {
        const bool isWanted = std::any_of(wanted.begin(), wanted.end(), [&](const KernelRoute &each) {
            return each.destination == route.destination;
        });
        if (isWanted) // perhaps by another way: it will be replaced
            continue;
        ++m_changes;
        if (auto gone = m_kernel.deleteRoute(route); !gone && gone.error().code != Errc::NotFound)
            return gone;
    }
    return {};
}

Status OverlayKeeper::removeTunnel(Family family)
{
    if (auto released = m_book.release(keyOf(family)); !released)
        return released;
    if (auto gone = m_kernel.deleteLink(tunnelInterface(family));
        !gone && gone.error().code != Errc::NotFound)
        return gone;
    return {};
}

/// The MAC address stands for the local address, which a link cannot be asked for.
Status OverlayKeeper::makeLink(const Tunnel &tunnel)
{
    const auto &name = tunnel.link.name;
    const auto found = m_kernel.link(name);
    if (found && (found->kind != "vxlan" || found->mac != *tunnel.link.mac)) {
        if (auto gone = m_kernel.deleteLink(name); !gone && gone.error().code != Errc::NotFound)
            return gone;
    }
    if (!found || found->kind != "vxlan" || found->mac != *tunnel.link.mac) {
        ++m_changes;
        if (auto made = m_kernel.addVxlan(tunnel.link); !made)
            return made;
        if (auto quiet = m_kernel.disableAutomaticLinkLocal(name); !quiet)
            return quiet;
    } else if (found->mtuBytes != tunnel.link.mtuBytes) {
        if (auto set = m_kernel.setMtu(name, tunnel.link.mtuBytes); !set)
            return set;
    }
    if (found && found->isUp)
        return {};
    ++m_changes;
    return m_kernel.setUp(name);
}

Status OverlayKeeper::giveAddress(Family family, const Tunnel &tunnel)
{
    const auto key = keyOf(family);
    auto held = m_book.addressesOf(key);
    const bool isStale = std::any_of(held.begin(), held.end(), [&](IpAddress address) {
        return std::none_of(tunnel.pools.begin(), tunnel.pools.end(),
                            [&](const IpPool &pool) { return pool.cidr.contains(address); });
    });
    if (isStale) {
        if (auto released = m_book.release(key); !released)
            return released;
        held.clear();
    }
    if (held.empty()) {
        const auto taken = m_book.take(key, family, tunnel.pools, {});
        if (taken)
            held.push_back(*taken);
        else
            m_lacksAddress = true; // until blocks have come
    }
    const auto present = m_kernel.addresses();
    if (!present)
        return Failure{present.error()};
    std::vector<LinkAddress> wanted;
    for (const auto address : held)
        wanted.push_back({tunnel.link.name, {address, bitsOf(family)}});
    for (const auto &each : *present) {
        if (each.interface != tunnel.link.name || each.address.address.family() != family
            || std::find(wanted.begin(), wanted.end(), each) != wanted.end())
            continue;
        if (auto gone = m_kernel.deleteAddress(each); !gone)
            return gone;
    }
    for (const auto &each : wanted) {
        m_changes += std::find(present->begin(), present->end(), each) == present->end() ? 1 : 0;
        if (auto added = m_kernel.addAddress(each); !added)
            return added;
    }
    return {};
}

Status OverlayKeeper::fillTunnel(const Tunnel &tunnel, const std::vector<OverlayRoute> &routes)
{
    const auto &name = tunnel.link.name;
    std::set<ForwardingEntry> forwarding;
    std::set<Neighbour> neighbours;
    for (const auto &route : routes) {
        if (!route.isTunnelled || route.nextHop.family() != tunnel.link.local->family())
            continue;
        const auto mac = tunnelMac(route.remote);
        forwarding.insert({name, mac, route.remote});
        neighbours.insert({name, route.nextHop, mac, true});
    }
    const auto hadForwarding = m_kernel.forwarding(name);
    if (!hadForwarding)
        return Failure{hadForwarding.error()};
    for (const auto &entry : *hadForwarding) {
        if (forwarding.erase(entry) != 0)
            continue;
        if (auto gone = m_kernel.deleteForwarding(entry); !gone)
            return gone;
    }
    const auto hadNeighbours = m_kernel.neighbours();
    if (!hadNeighbours)
        return Failure{hadNeighbours.error()};
    for (const auto &entry : *hadNeighbours) {
        if (entry.interface != name || neighbours.erase(entry) != 0 || entry.address.isMulticast())
            continue;
        if (auto gone = m_kernel.deleteNeighbour(entry); !gone && gone.error().code != Errc::NotFound)
            return gone;
    }
    m_changes += forwarding.size() + neighbours.size();
    for (const auto &entry : forwarding) {
        if (auto added = m_kernel.addForwarding(entry); !added)
            return added;
    }
    for (const auto &entry : neighbours) {
        if (auto set = m_kernel.setNeighbour(entry); !set)
            return set;
    }
    return {};
}

Status OverlayKeeper::writeRoutes(const std::vector<OverlayRoute> &routes)
{
    const auto found = m_kernel.routes({.protocol = kTunnelRouteProtocol});
    if (!found)
        return wrap(found.error(), "read the routes to other nodes' pods");
    for (const auto &route : routes) {
        const auto wanted = kernelRoute(route);
        const bool isThere = std::any_of(found->begin(), found->end(),
                                         [&](const KernelRoute &each) { return isSame(each, wanted); });
        if (isThere)
            continue;
        ++m_changes;
        if (auto added = m_kernel.replaceRoute(wanted); !added)
            return wrap(std::move(added).error(), "lead to the pods of " + route.node);
    }
    return {};
}

} // namespace podloom
