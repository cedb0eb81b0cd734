// BGPPeers that make no session: nobody is told otherwise (P-05).
#include "core/check/check.h"
#include "core/check/finding.h"
#include "core/model/calico_selector.h"

#include <algorithm>

namespace podloom {

namespace {

class PeerChecker {
public:
    PeerChecker(const Design &design, const BgpPeer &peer, Diagnostics &findings)
        : m_peer(peer),
          m_about(peer.meta, findings)
    {
        for (const auto &node : design.nodes) {
            if (node.meta.id.cluster == peer.meta.id.cluster)
                m_nodes.push_back(&node);
        }
    }

    void run() const
    {
        const auto locals = CalicoSelector::parse(m_peer.nodeSelector);
        const auto peers = CalicoSelector::parse(m_peer.peerSelector);
        if (m_nodes.empty() || !locals || !peers)
            return; // what cannot be read is reported where it is read
        const auto ours = chosen([&](const Node &node) {
            return m_peer.node.empty() ? locals->matches(node.meta.labels) : m_peer.node == node.meta.id.name;
        });
        if (ours.empty())
            reportLocals();
        else if (m_peer.peerIp)
            checkAddress(ours);
        else if (!m_peer.peerSelector.empty())
            checkPeers(chosen([&](const Node &node) { return peers->matches(node.meta.labels); }));
    }

private:
    template <class IsMeant>
    std::vector<const Node *> chosen(const IsMeant &isMeant) const
    {
        std::vector<const Node *> out;
        std::copy_if(m_nodes.begin(), m_nodes.end(), std::back_inserter(out),
                     [&](const Node *node) { return isMeant(*node); });
        return out;
    }

    void reportLocals() const
    {
        if (m_peer.node.empty())
            warn(
                "peer-without-session",
                "the nodeSelector of the BGPPeer \"%1\" matches no node: nobody speaks to its peer; mend the "
                "selector, or the labels of the nodes");
        else
            warn(
                "peer-without-session",
                "the BGPPeer \"%1\" is for the node \"%2\", which is not in the design: nobody speaks to its "
                "peer; mend the name",
                m_peer.node);
    }

    void checkAddress(const std::vector<const Node *> &ours) const
    {
        const bool isOwn = std::all_of(ours.begin(), ours.end(), [&](const Node *node) {
            return std::any_of(node->addresses.begin(), node->addresses.end(),
                               [&](const InterfaceAddress &own) { return own.address == *m_peer.peerIp; });
        });
        if (isOwn)
            warn("peer-without-session",
                 "the BGPPeer \"%1\" lets a node speak to its own address %2: write the address of the other "
                 "end",
                 m_peer.peerIp->toString());
    }

    /// A rack of one node may have nobody else today.
    void checkPeers(const std::vector<const Node *> &theirs) const
    {
        if (theirs.empty())
            warn("peer-without-session",
                 "the peerSelector of the BGPPeer \"%1\" matches no node: it makes no session; mend the "
                 "selector, or the labels of the nodes");
    }

    void warn(std::string rule, std::string english, const std::string &argument = {}) const
    {
        std::vector<std::string> arguments{m_peer.meta.id.name};
        if (!argument.empty())
            arguments.push_back(argument);
        m_about.warning(m_peer.meta.at, std::move(rule), std::move(english), std::move(arguments));
    }

    const BgpPeer &m_peer;
    std::vector<const Node *> m_nodes{}; ///< of the peer's cluster
    FindingsAbout m_about;
};

} // namespace

void checkBgpPeers(const Design &design, Diagnostics &findings)
{
    for (const auto &peer : design.bgpPeers)
        PeerChecker(design, peer, findings).run();
}

} // namespace podloom
