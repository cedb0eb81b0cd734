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

class BgpChecker {
public:
    BgpChecker(const Design &design, Diagnostics &findings)
        : m_design(design),
          m_sessions(bgpSessions(design, underlay(design))),
          m_findings(findings)
    {}

    void run()
    {
        checkSessions();
        for (const auto &cluster : m_design.clusterNames()) {
            const auto reflectors = reflectorsOf(cluster);
            checkMesh(cluster, reflectors);
            checkReflectors(reflectors);
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

    std::vector<const Node *> reflectorsOf(const std::string &cluster) const
    {
        std::vector<const Node *> out;
        for (const auto &node : m_design.nodes) {
            if (node.meta.id.cluster == cluster && node.routeReflectorClusterId)
                out.push_back(&node);
        }
        return out;
    }

    void checkMesh(const std::string &cluster, const std::vector<const Node *> &reflectors)
    {
        std::set<std::string> meshed;
        for (const auto &session : m_sessions) {
            if (session.origin == "mesh" && !session.local.isRouter() && session.local.cluster == cluster)
                meshed.insert(session.local.name);
        }
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

    const Design &m_design;
    std::vector<BgpSession> m_sessions;
    Diagnostics &m_findings;
};

} // namespace

void checkBgp(const Design &design, Diagnostics &findings)
{
    if (!design.nodes.empty())
        BgpChecker(design, findings).run();
}

} // namespace podloom
