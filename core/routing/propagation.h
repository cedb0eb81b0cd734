// core/routing/propagation.h: carries one prefix after the other through the sessions, as BIRD would.
#pragma once

#include "core/routing/community_store.h"
#include "core/routing/next_hops.h"
#include "core/routing/path_store.h"
#include "core/routing/route_filter.h"
#include "core/routing/session.h"

#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

namespace podloom {

/// A route as a machine received it.
struct ReceivedRoute {
    IpAddress nextHop = IpAddress::v4(0);
    PathStore::Id asPath = 0;
    PathStore::Id clusters = 0;
    CommunityStore::Id communities = 0;
    std::uint32_t originator = 0; ///< router id; 0 = not reflected
    std::uint32_t localPreference = 100;
    std::uint32_t med = 0;
    bool operator==(const ReceivedRoute &) const = default;
};

/// What a machine itself has for a prefix: nothing; what it announces; a block of a pool that is not
/// exported; a connected network. The last two go out only where a BGPFilter accepts them.
enum class LocalRoute : std::uint8_t { None, Announced, Kept, Connected };

/// Where a route was lost on its way from one machine to the next.
enum class Loss : std::uint8_t {
    None,
    NoRoute,       ///< the sender has none
    Kept,          ///< a local route that is not announced
    NotExported,   ///< outside the exported pools of the cluster
    OwnRoutesOnly, ///< the sender passes no other's routes on here
    SplitHorizon,  ///< it came from there
    NotReflected,  ///< from a peer inside the AS to another, and the sender is no reflector for them
    WellKnown,     ///< no-export or no-advertise
    Drained,       ///< the sender is drained
    ExportFilter,
    Martian,
    AsLoop,      ///< the receiver's own AS number is in the path
    Originator,  ///< it came from the receiver itself
    ClusterLoop, ///< it passed the receiver's cluster of reflectors
    ImportFilter,
};
struct Lost {
    Loss why = Loss::None;
    FilterDecision filter{}; ///< of ExportFilter and ImportFilter
};

/// Private to this folder. Machines and sessions are called by their indexes in Underlay::machines and in the
/// list of sessions. Source of the rules: RFC 4271 §9, RFC 4456, and BIRD 2's documentation, "Route selection
/// rules".
class Propagation {
public:
    Propagation(const Design &design, const Underlay &wires, const std::vector<BgpSession> &sessions);

    struct Origin {
        std::size_t machine = 0;
        LocalRoute kind = LocalRoute::Announced;
        std::uint16_t interface = 0; ///< of a Connected one
    };
    /// By machine, whether it passes the prefix on: a node only what is inside an exported pool of its
    /// cluster.
    using PassesOn = std::vector<bool>;
    /// Which of the machines that have news speaks next.
    enum class Order { FirstFirst, LastFirst };

    /// Carries one prefix from its origins until nothing changes. Returns false when it never comes to rest.
    bool run(const Prefix &prefix, const std::vector<Origin> &origins, const PassesOn &passesOn,
             Order order = Order::FirstFirst);

    /// After run(): the best session of every machine that took part, in the order of machines.
    std::vector<std::pair<std::size_t, std::optional<std::size_t>>> choices() const;

    /// After run(): the sessions whose routes the machine uses, the best first; empty when it has none, or
    /// its own.
    std::vector<std::size_t> usedBy(std::size_t machine) const;
    void usedBy(std::size_t machine, std::vector<std::size_t> &used) const;
    LocalRoute localOf(std::size_t machine) const { return m_local[machine]; }
    bool hasReceived(std::size_t session) const { return m_received[session].has_value(); }
    const ReceivedRoute &received(std::size_t session) const { return m_received[session]->route; }
    const Hop &hopOf(std::size_t session) const { return m_received[session]->hop; }
    const PathStore &paths() const { return m_paths; }
    const CommunityStore &communities() const { return m_communities; }
    /// After run(): why what the local end of session `over` has does not get to the other end.
    Lost lostOver(std::size_t over) const;
    /// Machines that took part since the last run() began, each once.
    const std::vector<std::size_t> &touched() const { return m_touched; }

private:
    void announce(std::size_t machine);
    void groupSessions();
    void deliver(std::size_t session, const std::optional<ReceivedRoute> &told);
    /// What a machine tells over a session; nothing, with the reason in `lost`.
    std::optional<ReceivedRoute> exported(std::size_t machine, std::size_t over, Lost &lost) const;
    ReceivedRoute localRoute(std::size_t over) const;
    std::optional<ReceivedRoute> passedOn(std::size_t machine, std::size_t over, Lost &lost) const;
    bool filterExport(std::size_t machine, std::size_t over, ReceivedRoute &route, Lost &lost) const;
    void apply(const BgpFilterRule &rule, ReceivedRoute &route) const;
    ReceivedRoute reflected(ReceivedRoute route, std::size_t from, std::size_t over) const;
    IpAddress nextHopFor(std::size_t over, std::size_t from, const ReceivedRoute &route) const;
    /// What a machine makes of a route that it is told; nothing, with the reason in `lost`.
    std::optional<ReceivedRoute> imported(std::size_t session, ReceivedRoute route, Lost &lost) const;
    std::optional<std::size_t> select(std::size_t machine) const;
    bool isBetter(std::size_t a, std::size_t b) const;
    bool isAsGood(std::size_t a, std::size_t b) const;
    Hop resolve(std::size_t session, const ReceivedRoute &route) const;
    std::uint32_t originatorOf(std::size_t session) const;
    std::string_view interfaceName(std::size_t machine, const Hop &hop) const;
    void touch(std::size_t machine);

    struct Slot {
        ReceivedRoute route{};
        Hop hop{};
    };

    const Underlay &m_wires;
    const std::vector<BgpSession> &m_sessions;
    std::vector<std::vector<PrefixAdvertisement>> m_advertisements; ///< by machine
    using Ends = std::vector<std::vector<std::size_t>>;
    const Ends &ends() const { return m_family == Family::V4 ? m_ends4 : m_ends6; }
    Ends m_ends4; ///< sessions that are up, by local machine
    Ends m_ends6;
    std::vector<std::size_t> m_machineOf;     ///< local machine, by session
    std::vector<std::uint16_t> m_interfaceOf; ///< towards the peer, by session; when single-hop
    std::vector<std::uint32_t> m_routerIds;   ///< by machine
    NextHops m_nextHops;
    std::vector<std::uint32_t> m_group; ///< by session: those of one group are told the same
    /// Of a group: what its sessions were told last, and the run() in which that was anything.
    struct Told {
        std::optional<ReceivedRoute> route{};
        std::uint64_t run = 0;
    };
    std::vector<Told> m_told; ///< by group
    /// A group of a machine's sessions that are up, with two of them.
    struct Group {
        std::uint32_t number = 0;
        std::size_t first = 0;
        std::optional<std::size_t> second{};
    };
    using Groups = std::vector<std::vector<Group>>;
    const Groups &groups() const { return m_family == Family::V4 ? m_groups4 : m_groups6; }
    Groups m_groups4; ///< by machine
    Groups m_groups6;
    std::uint64_t m_run = 0;

    // Of the prefix that is being carried:
    Family m_family = Family::V4;
    Prefix m_prefix = Prefix::all(Family::V4);
    bool m_isMartian = false;
    std::vector<std::optional<Slot>> m_received;     ///< by session
    std::vector<std::vector<std::size_t>> m_holding; ///< sessions with a route, sorted, by machine
    std::vector<LocalRoute> m_local;
    std::vector<std::uint16_t> m_localInterface;
    std::vector<std::optional<std::size_t>> m_best; ///< session, by machine
    std::vector<bool> m_isQueued;
    std::vector<bool> m_isTouched;
    std::vector<std::size_t> m_touched;
    std::deque<std::size_t> m_queue;
    const PassesOn *m_passesOn = nullptr;

    mutable PathStore m_paths;
    mutable CommunityStore m_communities;
};

/// A number as BIRD takes one for the machine: its IPv4 address, else one made of its name.
std::uint32_t routerIdOf(const Machine &machine);

} // namespace podloom
