// agentd/daemon/overlay_keeper.h: the VXLAN tunnels of this node, and its routes to pods of other nodes.
#pragma once

#include "agentd/ipam/address_book.h"
#include "agentd/wire/kernel.h"
#include "core/routing/overlay.h"

#include <map>
#include <string>
#include <vector>

namespace podloom {

/// Keeps one VXLAN link for each family that a pool needs it for, with a forwarding entry and a neighbour for
/// each node behind it, and the routes that lead there. Nothing is learned from the wire: what the design
/// says is all there is. The link has an address of this node's own block, so that what the node itself says
/// to pods comes back by the tunnel. Belongs to the agent's thread; calls block on the kernel.
class OverlayKeeper {
public:
    /// All must outlive this object.
    OverlayKeeper(std::string node, Kernel &kernel, AddressBook &book);

    /// Takes the design and the blocks of all nodes; a second call with the same ones touches nothing.
    /// `underlayMtuBytes` is that of the narrowest interface. Errors: as Kernel.
    Status reconcile(const Design &design, const std::string &cluster, const std::vector<Block> &blocks,
                     unsigned underlayMtuBytes);

    /// Whether it keeps a tunnel, or routes to pods of other nodes.
    bool isUsed() const { return !m_tunnels.empty() || !m_routes.empty(); }
    /// The next reconcile() reads the kernel again.
    void distrust() { m_isInStep = false; }
    /// How much it has changed in the kernel so far.
    std::size_t changes() const { return m_changes; }

private:
    /// What one family's tunnel shall be.
    struct Tunnel {
        VxlanSpec link{};
        std::vector<IpPool> pools{};
        bool operator==(const Tunnel &) const = default;
    };
    using Tunnels = std::map<Family, Tunnel>;

    Tunnels tunnelsOf(const Design &design, const std::string &cluster, const Machine &own,
                      unsigned underlayMtuBytes) const;
    Status removeStaleRoutes(const std::vector<KernelRoute> &wanted);
    Status removeTunnel(Family family);
    Status makeLink(const Tunnel &tunnel);
    /// Gives the tunnel an address of this node's blocks, if there is one to be had.
    Status giveAddress(Family family, const Tunnel &tunnel);
    Status fillTunnel(const Tunnel &tunnel, const std::vector<OverlayRoute> &routes);
    Status writeRoutes(const std::vector<OverlayRoute> &routes);

    std::string m_node;
    Kernel &m_kernel;
    AddressBook &m_book;
    Tunnels m_tunnels;
    std::vector<OverlayRoute> m_routes;
    bool m_isInStep = false;     ///< the kernel has m_tunnels and m_routes
    bool m_lacksAddress = false; ///< a tunnel waits for an address
    std::size_t m_changes = 0;
};

} // namespace podloom
