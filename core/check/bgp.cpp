// BGP as it is drawn (L-06): sessions that stay down, reflectors that lose routes, a mesh that grew too
// large.
#include "core/check/check.h"
#include "core/check/finding.h"
#include "core/routing/session.h"

#include <algorithm>
#include <map>
#include <set>

namespace podloom {

namespace {

constexpr std::size_t kLargeMesh = 100;
constexpr std::uint32_t kUsualHoldSeconds = 90;

class BgpChecker {
public:
    BgpChecker(const Design &design, const std::vector<BgpSession> &sessions, Diagnostics &findings)
        : m_design(design),
          m_sessions(sessions),
          m_findings(findings)
    {}

    void run()
    {
        checkSessions();
        checkPeers();
        checkOwnAs();
        checkContiguity();
        auto speakers = speakersByCluster();
        for (const auto &cluster : m_design.clusterNames()) {
            const auto reflectors = reflectorsOf(cluster);
            const auto &ofCluster = speakers[cluster];
            checkMesh(cluster, ofCluster.meshed, reflectors);
            checkReflectors(reflectors);
            checkSpeakers(cluster, ofCluster.all);
        }
    }

private:
    /// One finding for each BGPPeer and reason.
    void checkSessions()
    {
        std::set<std::pair<ObjectId, std::string>> seen;
        for (const auto &session : m_sessions) {
            if (session.isUp || !session.reason || !session.object)
                continue;
            const auto *peer = m_design.bgpPeers.find(*session.object);
            if (!peer || !seen.emplace(*session.object, session.reason->id).second)
                continue;
            // Whoever has the address may well be outside of the design.
            const auto severity = session.peer ? Severity::Warning : Severity::Info;
            m_findings.push_back({severity, peer->meta.at, *session.reason, peer->meta.id});
        }
    }

    void checkPeers()
    {
        for (const auto &peer : m_design.bgpPeers) {
            const FindingsAbout about(peer.meta, m_findings);
            for (const auto &name : peer.filters) {
                const ObjectId id{peer.meta.id.cluster, peer.meta.id.group, "BGPFilter", "", name};
                if (!m_design.bgpFilters.contains(id))
                    about.error(
                        peer.meta.at, "unknown-filter",
                        "the BGPPeer \"%1\" names the BGPFilter \"%2\", which is not in the design: its "
                        "sessions run without that filter; add it, or take its name away",
                        {peer.meta.id.name, name});
            }
            const auto &timers = peer.timers;
            if (!timers.holdSeconds && timers.keepaliveSeconds.value_or(0) >= kUsualHoldSeconds)
                about.error(
                    peer.meta.at, "bgp-timers",
                    "the keepalive time of the BGPPeer \"%1\" is %2 s and its hold time the usual %3 s: "
                    "BIRD refuses that; set podloom.dev/hold-time to thrice the keepalive time",
                    {peer.meta.id.name, std::to_string(*timers.keepaliveSeconds),
                     std::to_string(kUsualHoldSeconds)});
            const auto hold = timers.holdSeconds.value_or(0);
            if (peer.peerIp && !timers.bfd && (hold > kUsualHoldSeconds || timers.holdSeconds == 0U))
                about.info(
                    peer.meta.at, "hold-time-without-bfd",
                    "a peer of the BGPPeer \"%1\" that falls silent is missed %2: set podloom.dev/bfd, or "
                    "a shorter hold time",
                    {peer.meta.id.name, hold == 0 ? "never" : "after " + std::to_string(hold) + " s"});
        }
    }

    /// Sessions of nodes without one inside of their AS, in whose paths their own number is not allowed.
    std::map<std::uint32_t, std::vector<const BgpSession *>> strictSessions() const
    {
        std::set<MachineId> hasInternal;
        for (const auto &session : m_sessions) {
            if (session.isInternal() && session.isUp)
                hasInternal.insert(session.local);
        }
        std::map<std::uint32_t, std::vector<const BgpSession *>> byAs;
        for (const auto &session : m_sessions) {
            const bool isStrict = session.isUp && session.object && session.peer
                               && session.allowedLocalAs == 0 && !session.isInternal()
                               && !session.local.isRouter();
            if (isStrict && !hasInternal.contains(session.local))
                byAs[session.localAs].push_back(&session);
        }
        return byAs;
    }

    /// Nodes of one AS number that hear of each other over routers, of one leaf or of several, find their own
    /// number in the path. One finding for each BGPPeer.
    void checkOwnAs()
    {
        std::set<ObjectId> told;
        for (const auto &[number, sessions] : strictSessions()) {
            std::map<MachineId, std::set<MachineId>>
                fabrics; // routers that hear of each other, by one of them
            for (const auto *session : sessions) {
                const auto &one = *session;
                const auto *peer = m_design.bgpPeers.find(*one.object);
                if (!peer || told.contains(peer->meta.id))
                    continue;
                const auto [fabric, isNew] = fabrics.try_emplace(*one.peer);
                if (isNew)
                    fabric->second = reachedFrom(*one.peer);
                const auto other =
                    std::find_if(sessions.begin(), sessions.end(), [&](const BgpSession *each) {
                        return each->local != one.local && each->family == one.family
                            && fabric->second.contains(*each->peer);
                    });
                if (other == sessions.end())
                    continue;
                told.insert(peer->meta.id);
                FindingsAbout(peer->meta, m_findings)
                    .warning(
                        peer->meta.at, "own-as-in-path",
                        "the nodes \"%2\" and \"%3\" are both in AS %4 and hear of each other through "
                        "routers alone, the first by the BGPPeer \"%1\": they drop each other's routes, "
                        "whose path holds their own number; set numAllowedLocalASNumbers: 1, or give each an "
                        "AS number of its own",
                        {peer->meta.id.name, one.local.name, (*other)->local.name, std::to_string(number)});
            }
        }
    }

    /// Routers that routes get to from this one, itself too.
    std::set<MachineId> reachedFrom(const MachineId &from) const
    {
        std::set<MachineId> reached{from};
        for (std::size_t before = 0; before != reached.size();) {
            before = reached.size();
            for (const auto &session : m_sessions) {
                if (session.isUp && session.local.isRouter() && session.peer && session.peer->isRouter()
                    && reached.contains(session.local))
                    reached.insert(*session.peer);
            }
        }
        return reached;
    }

    /// Routers of one AS number in two places lose what they tell each other through others (CA-56).
    void checkContiguity()
    {
        std::map<std::uint32_t, std::vector<const Router *>> byAs;
        for (const auto &router : m_design.routers)
            byAs[router.asNumber].push_back(&router);
        for (const auto &[number, routers] : byAs) {
            if (number == 0 || routers.size() < 2 || sharesNeighbours(routers))
                continue;
            const auto joined = joinedWith(MachineId::router(routers.front()->meta.id.name));
            for (const auto *router : routers) {
                if (joined.contains(MachineId::router(router->meta.id.name)))
                    continue;
                FindingsAbout(router->meta, m_findings)
                    .warning(
                        router->meta.at, "as-not-contiguous",
                        "the routers \"%1\" and \"%2\" are both in AS %3 without a session between them: "
                        "each drops what comes from the other through a third; join them, or give each "
                        "an AS number of its own",
                        {routers.front()->meta.id.name, router->meta.id.name, std::to_string(number)});
                break;
            }
        }
    }

    /// Spines of one layer share their number on purpose: all have the same neighbours, so that no way leads
    /// from one to another and back.
    bool sharesNeighbours(const std::vector<const Router *> &routers) const
    {
        std::set<std::set<std::string>> all;
        for (const auto *router : routers) {
            std::set<std::string> peers;
            for (const auto &session : m_sessions) {
                if (session.local == MachineId::router(router->meta.id.name) && session.isUp)
                    peers.insert(session.peerName);
            }
            all.insert(std::move(peers));
        }
        return all.size() == 1;
    }

    /// Machines that are reached over sessions inside of one AS.
    std::set<MachineId> joinedWith(const MachineId &from) const
    {
        std::set<MachineId> joined{from};
        for (std::size_t before = 0; before != joined.size();) {
            before = joined.size();
            for (const auto &session : m_sessions) {
                if (session.isUp && session.isInternal() && session.peer && joined.contains(session.local))
                    joined.insert(*session.peer);
            }
        }
        return joined;
    }

    std::vector<const Node *> reflectorsOf(const std::string &cluster) const
    {
        std::vector<const Node *> out;
        for (const auto &node : m_design.nodes) {
            if (node.meta.id.cluster == cluster && node.routeReflectorClusterId)
                out.push_back(&node);
        }
        return out;
    }

    /// Names of the nodes of a cluster that have sessions.
    struct Speakers {
        std::set<std::string> all{};
        std::set<std::string> meshed{}; ///< those with one that the mesh made
    };

    std::map<std::string, Speakers> speakersByCluster() const
    {
        std::map<std::string, Speakers> out;
        const BgpSession *last = nullptr; // sessions of one local end stand together
        bool isMeshed = false;
        for (const auto &session : m_sessions) {
            if (session.local.isRouter())
                continue;
            if (!last || last->local != session.local) {
                out[session.local.cluster].all.insert(session.local.name);
                isMeshed = false;
            }
            last = &session;
            if (isMeshed || session.origin != "mesh")
                continue;
            isMeshed = true;
            out[session.local.cluster].meshed.insert(session.local.name);
        }
        return out;
    }

    void checkMesh(const std::string &cluster, const std::set<std::string> &meshed,
                   const std::vector<const Node *> &reflectors)
    {
        if (meshed.size() < 2)
            return;
        if (!reflectors.empty() && m_design.clusterOrDefault(cluster).topology != BgpTopology::Reflectors)
            FindingsAbout(reflectors.front()->meta, m_findings)
                .warning(
                    reflectors.front()->meta.at, "mesh-beside-reflectors",
                    "the node \"%1\" is a route reflector, but the mesh between all other nodes is still on; "
                    "once every node has sessions with the reflectors, set nodeToNodeMeshEnabled: false",
                    {reflectors.front()->meta.id.name});
        if (meshed.size() > kLargeMesh && reflectors.empty()) {
            const auto *first = m_design.nodes.find({cluster, "", "Node", "", *meshed.begin()});
            FindingsAbout(first->meta, m_findings)
                .warning(first->meta.at, "mesh-large",
                         "%1 nodes in a full mesh are %2 sessions; above %3 nodes use route reflectors, or "
                         "routers "
                         "of the racks",
                         {std::to_string(meshed.size()),
                          std::to_string(meshed.size() * (meshed.size() - 1) / 2),
                          std::to_string(kLargeMesh)});
        }
    }

    /// Names of the machines that a node has sessions with.
    std::set<std::string> peersOf(const Node &node) const
    {
        std::set<std::string> out;
        for (const auto &session : m_sessions) {
            if (session.local == MachineId::node(node.meta.id.cluster, node.meta.id.name) && session.peer)
                out.insert(session.peer->name);
        }
        return out;
    }

    /// Routes of a client reach only the reflectors that it speaks with: these must tell each other, which
    /// those with one cluster id do not.
    void checkReflectors(const std::vector<const Node *> &reflectors)
    {
        for (std::size_t i = 1; i < reflectors.size(); ++i) {
            const auto &one = *reflectors[i - 1];
            const auto &other = *reflectors[i];
            auto here = peersOf(one);
            auto there = peersOf(other);
            const FindingsAbout about(other.meta, m_findings);
            if (!here.contains(other.meta.id.name))
                about.warning(
                    other.meta.at, "reflectors-not-meshed",
                    "the route reflectors \"%1\" and \"%2\" have no session with each other, so clients of "
                    "one miss routes when a client loses the other; add a BGPPeer between the reflectors",
                    {one.meta.id.name, other.meta.id.name});
            here.erase(other.meta.id.name);
            there.erase(one.meta.id.name);
            if (one.routeReflectorClusterId == other.routeReflectorClusterId && here != there)
                about.warning(
                    other.meta.at, "reflector-clients",
                    "the route reflectors \"%1\" and \"%2\" share the cluster id %3 but not their clients; "
                    "they drop each other's routes, so some clients do not learn of others: give each an "
                    "id of its own, or both the same clients",
                    {one.meta.id.name, other.meta.id.name, one.routeReflectorClusterId->toString()});
        }
    }

    /// Nodes that BGP leaves out, where a pool's routes go by it.
    void checkSpeakers(const std::string &cluster, const std::set<std::string> &speakers)
    {
        const auto isOf = [&](const ObjectMeta &meta) { return meta.id.cluster == cluster; };
        const bool needsBgp =
            std::any_of(m_design.ipPools.begin(), m_design.ipPools.end(), [&](const IpPool &pool) {
                return isOf(pool.meta) && !pool.isDisabled && pool.encapsulation != Encapsulation::Vxlan;
            });
        if (!needsBgp)
            return;
        std::size_t all = 0;
        std::vector<const Node *> silent;
        for (const auto &node : m_design.nodes) {
            if (!isOf(node.meta))
                continue;
            ++all;
            if (!speakers.contains(node.meta.id.name))
                silent.push_back(&node);
        }
        if (all < 2 || silent.empty())
            return;
        const auto &first = silent.front()->meta;
        FindingsAbout(first, m_findings)
            .warning(first.at, "node-without-session",
                     "%1 of %2 nodes have no BGP session, \"%3\" is the first of them: nobody learns where "
                     "their pods are; add a BGPPeer for them, or leave nodeToNodeMeshEnabled on",
                     {std::to_string(silent.size()), std::to_string(all), first.id.name});
    }

    const Design &m_design;
    const std::vector<BgpSession> &m_sessions;
    Diagnostics &m_findings;
};

} // namespace

void checkBgp(const Design &design, const std::vector<BgpSession> &sessions, Diagnostics &findings)
{
    if (!design.nodes.empty())
        BgpChecker(design, sessions, findings).run();
}

} // namespace podloom
