// core/routing/session.h: who speaks BGP with whom in a design, why, and whether it will come up.
#pragma once

#include "core/routing/session_settings.h"
#include "core/routing/underlay.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

enum class NextHopMode { Auto, Self, Keep };

/// One local end of one BGP session of one family. IPv4 routes travel over IPv4 sessions, IPv6 over IPv6.
struct BgpSession {
    MachineId local{};
    std::optional<MachineId> peer{}; ///< none: nothing of the design has the peer's address
    std::string peerName{};          ///< node or router name, or "ip:ADDR"
    Family family = Family::V4;
    std::optional<IpAddress> localAddress{};
    std::optional<IpAddress> peerAddress{};
    std::uint16_t localPort = 179;
    std::uint16_t peerPort = 179;
    std::uint32_t localAs = 0;
    std::uint32_t peerAs = 0;         ///< as the local end expects it
    std::string origin{};             ///< "mesh", "BGPPeer/NAME", "link"
    std::optional<ObjectId> object{}; ///< the BGPPeer that asks for it

    bool isDirect = false;                   ///< both ends share a segment
    bool isClient = false;                   ///< the local end reflects routes to the peer
    std::optional<IpAddress> reflectorId{};  ///< cluster id of the local end, where isClient
    unsigned allowedLocalAs = 0;             ///< how often our own AS may stand in a received path
    NextHopMode nextHop = NextHopMode::Auto; ///< what is said about the next hop of passed-on routes
    bool carriesOwnRoutesOnly = false;       ///< a node passes no other's routes on over it
    bool isSilent = false;                   ///< the local end is drained: it tells nothing
    bool usesPriorities = false;             ///< of a node: local preferences stand for priorities (CA-07)
    std::shared_ptr<const BgpSettings> settings{}; ///< never null

    bool isUp = false;
    std::optional<Message> reason{};          ///< why it does not come up
    std::optional<std::size_t> counterpart{}; ///< index of the other end's session

    bool isInternal() const { return localAs == peerAs; }
    /// Whether packets may pass routers on their way; next hops are then looked up in the table.
    bool isMultihop() const
    {
        return isInternal() || !isDirect || settings->ttlSecurityHops.value_or(std::uint8_t{1}) > 1;
    }
};

/// Every local end of every session, sorted by local end, name of the peer and family. Rules:
/// - a BGPPeer makes a session from each node that it selects to peerIP or to each node of peerSelector
/// (these
///   answer by themselves, unless reversePeering is Manual);
/// - the mesh joins all nodes of a cluster that are no route reflectors, when nodeToNodeMeshEnabled, or the
///   Cluster's topology, says so; topology "reflectors" joins every node with every reflector;
/// - Routers peer with the Routers on their segments; with nodes there when the topology is "routers"; and
/// with
///   every node whose BGPPeer names one of their addresses;
/// - where two rules make the same session, the BGPPeer wins.
/// Source: CA-05, CA-06, CA-52, CA-53. O(number of sessions).
std::vector<BgpSession> bgpSessions(const Design &design, const Underlay &wires);
/// The same sessions, judged on wires of which something was taken away (withFailures).
std::vector<BgpSession> bgpSessions(const Design &design, const Underlay &wires, const Underlay &remaining);

/// Only the sessions of one local end, in the same order, without `isUp`, `reason` and `counterpart`.
/// O(nodes).
std::vector<BgpSession> bgpSessionsOf(const Design &design, const Underlay &wires, const MachineId &local);

/// The name of a machine as users write it; a node's has its cluster in front when there are several.
std::string machineName(const MachineId &id, bool hasSeveralClusters);

} // namespace podloom
