// core/routing/predict.h: what each node's and router's table will hold once BGP has come to rest.
#pragma once

#include "core/address/block.h"
#include "core/routing/failures.h"
#include "core/routing/origins.h"
#include "core/routing/overlay.h"
#include "core/routing/path_store.h"
#include "core/routing/session.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace podloom {

enum class RouteSource { Local, Bgp, Static, Vxlan };

/// A way to a prefix; equal ways to one prefix are several entries. Connected networks, loopback addresses
/// and routes to single pods of the node itself are left out.
struct PredictedRoute {
    Prefix prefix = Prefix::all(Family::V4);
    std::optional<IpAddress> nextHop{}; ///< none: a blackhole, or nothing leads to the next hop
    std::string interface {};           ///< "blackhole" for what the machine originates, "unreachable"
    RouteSource source = RouteSource::Local;
    std::vector<std::uint32_t> asPath{};
    std::string from{}; ///< the peer that told of it; empty for Local
    bool operator==(const PredictedRoute &) const = default;
};

/// The blocks that agents would claim for the pods of the design, at least one of each family a node.
/// The design's pods must be placed (core/model/placement.h).
NodeBlocks plannedBlocks(const Design &placed);
/// The same for who has planned the addresses already.
NodeBlocks plannedBlocks(const Design &placed, const std::vector<Block> &blocks);

/// Sessions and tables of a whole design. Tables are kept small and written out on demand.
class RoutePrediction {
public:
    struct Entry {
        std::uint32_t prefix = 0;  ///< index into prefixes()
        std::uint32_t session = 0; ///< index into sessions(); of no meaning for a local one
        std::uint32_t nextHop = 0; ///< for nextHopOf()
        PathStore::Id asPath = 0;
        std::uint16_t interface = 0; ///< index into Machine::interfaces
        bool isLocal = false;
    };

    /// Follows every prefix from its origins until nothing changes. O(prefixes × sessions).
    RoutePrediction(const Design &design, const NodeBlocks &blocks);
    /// The same after something of the network was taken away; `remaining` comes from `wires`.
    RoutePrediction(const Design &design, const NodeBlocks &blocks, const Underlay &wires,
                    Underlay remaining);

    const Underlay &wires() const { return m_wires; }
    const std::vector<BgpSession> &sessions() const { return m_sessions; }
    /// The table of a machine, sorted by prefix, then next hop; empty for an unknown one.
    std::vector<PredictedRoute> tableOf(const MachineId &machine) const;
    /// Prefixes whose routes never come to rest.
    const std::vector<Prefix> &restless() const { return m_restless; }
    /// Prefixes whose routes depend on who speaks first: policies prefer a detour, and both it and the
    /// straight way are stable.
    const std::vector<Prefix> &ambiguous() const { return m_ambiguous; }

    /// Sorted.
    const std::vector<Prefix> &prefixes() const { return m_prefixes; }
    /// The entries of a machine (index into wires().machines) for one prefix, the best first. O(log n).
    std::span<const Entry> entries(std::size_t machine, std::size_t prefix) const;
    /// The agent's own route of a node (index into wires().machines) to a block of another node.
    struct AgentRoute {
        bool isAgents = false;             ///< BIRD keeps such prefixes out of the kernel
        std::optional<OverlayRoute> way{}; ///< none: there is no way for the agent either
    };
    AgentRoute agentRoute(std::size_t machine, std::size_t prefix) const;
    /// Nothing when nothing leads there, and for a local one.
    std::optional<IpAddress> nextHopOf(const Entry &entry) const
    {
        return entry.nextHop == 0 ? std::nullopt : std::optional(m_nextHops[entry.nextHop - 1]);
    }

private:
    /// What agents know of a cluster when they write routes themselves.
    struct Overlay {
        std::vector<IpPool> pools{};
        std::vector<NodePrefix> prefixes{};
        std::map<Prefix, std::string> owners{}; ///< of `prefixes`
    };

    void propagate(const Design &design, const NodeBlocks &blocks);
    void record(const Propagation &propagation, std::uint32_t prefix);
    void addOverlay(std::vector<PredictedRoute> &routes, const Machine &machine) const;
    std::uint32_t nextHopNumber(const std::optional<IpAddress> &address);

    Underlay m_wires;
    std::map<std::string, Overlay> m_overlays; ///< by cluster; only those that have one
    std::vector<BgpSession> m_sessions;
    std::vector<Prefix> m_prefixes;
    std::vector<std::vector<Entry>> m_tables; ///< by machine; sorted by prefix
    std::vector<Prefix> m_restless;
    std::vector<Prefix> m_ambiguous;
    PathStore m_paths;
    std::vector<IpAddress> m_nextHops; ///< each once
    std::map<IpAddress, std::uint32_t> m_nextHopNumbers;
    std::vector<std::size_t> m_used; ///< of record(), kept for its memory
};

} // namespace podloom
