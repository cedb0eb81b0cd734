// core/routing/session_builder.h: collects the sessions that a design asks for, each once.
#pragma once

#include "core/model/calico_selector.h"
#include "core/routing/session.h"

#include <map>
#include <set>
#include <tuple>

namespace podloom {

/// The work behind bgpSessions(); private to this folder.
class SessionBuilder {
public:
    /// With `only`, sessions of other local ends are not kept.
    SessionBuilder(const Design &design, const Underlay &wires, std::optional<MachineId> only);

    std::vector<BgpSession> build();

private:
    void addPeers(const BgpPeer &peer);
    void addMesh(const Cluster &cluster);
    void addReflectors(const Cluster &cluster);
    void addLinks();
    void addBySelector(const BgpPeer &peer, const Node &local, const CalicoSelector &peers,
                       const std::shared_ptr<const BgpSettings> &settings);
    void addByAddress(const BgpPeer &peer, const Node &local,
                      const std::shared_ptr<const BgpSettings> &settings);
    /// `by` is null for what no BGPPeer asks for.
    void addNodePair(const Node &local, const Node &peer, const std::string &origin, const BgpPeer *by,
                     const std::shared_ptr<const BgpSettings> &settings);
    void addLinkEnd(const Machine &local, const MachineInterface &here, const Machine &peer,
                    const MachineInterface &there);
    void add(BgpSession session);

    std::vector<const Node *> nodesOf(const std::string &cluster) const;
    std::optional<IpAddress> reflectorIdOf(const Node &node) const;
    bool isReflectorsTopology(const Cluster &cluster) const;
    const Machine *ownerOf(IpAddress address) const;
    const Machine &machineOf(const Node &node) const;
    bool usesPriorities(const std::string &cluster);
    std::uint16_t listenPortOf(const Node &node);
    std::uint16_t listenPortOf(const MachineId &machine);

    const Design &m_design;
    const Underlay &m_wires;
    std::optional<MachineId> m_only;
    bool m_hasSeveralClusters = false;
    std::map<IpAddress, const Machine *> m_owners;
    std::map<std::string, std::vector<std::string>> m_impliedReflectors; ///< by cluster
    std::map<std::string, bool> m_usesPriorities;                        ///< by cluster
    std::map<const Node *, std::uint16_t> m_listenPorts;
    std::map<std::size_t, std::shared_ptr<const BgpSettings>> m_linkSettings; ///< by segment
    std::set<std::tuple<MachineId, std::string, Family>> m_known;
    std::vector<BgpSession> m_sessions;
};

} // namespace podloom
