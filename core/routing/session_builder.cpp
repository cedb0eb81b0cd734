#include "core/routing/session_builder.h"

#include "core/routing/as_numbers.h"
#include "core/routing/session_settings.h"

#include <algorithm>
#include <utility>

namespace podloom {

namespace {

constexpr Family kFamilies[] = {Family::V4, Family::V6};
/// Reflectors that nobody gave a cluster id share this one, which Calico's documentation uses.
constexpr auto kImpliedReflectorId = IpAddress::v4(0xF4000001U);
constexpr std::size_t kImpliedReflectors = 2;

bool sharesSegment(const Machine &a, const Machine &b)
{
    return std::any_of(a.interfaces.begin(), a.interfaces.end(), [&](const auto &mine) {
        return std::any_of(b.interfaces.begin(), b.interfaces.end(),
                           [&](const auto &other) { return mine.segment == other.segment; });
    });
}

std::optional<IpAddress> firstOf(const MachineInterface &interface, Family family)
{
    for (const auto &address : interface.addresses) {
        if (address.address.family() == family)
            return address.address;
    }
    return std::nullopt;
}

NextHopMode nextHopModeOf(const BgpPeer &peer)
{
    if (peer.keepsNextHop)
        return NextHopMode::Keep;
    return peer.setsNextHopSelf ? NextHopMode::Self : NextHopMode::Auto;
}

} // namespace

SessionBuilder::SessionBuilder(const Design &design, const Underlay &wires, std::optional<MachineId> only)
    : m_design(design),
      m_wires(wires),
      m_only(std::move(only)),
      m_hasSeveralClusters(design.clusterNames().size() > 1)
{
    for (const auto &machine : wires.machines) {
        for (const auto &address : machine.loopback)
            m_owners.try_emplace(address.address, &machine);
        for (const auto &interface : machine.interfaces) {
            for (const auto &address : interface.addresses)
                m_owners.try_emplace(address.address, &machine);
        }
    }
}

std::vector<BgpSession> SessionBuilder::build()
{
    std::vector<Cluster> clusters;
    for (const auto &name : m_design.clusterNames())
        clusters.push_back(m_design.clusterOrDefault(name));
    for (const auto &cluster : clusters) {
        if (!isReflectorsTopology(cluster))
            continue;
        const auto nodes = nodesOf(cluster.meta.id.name);
        auto &implied = m_impliedReflectors[cluster.meta.id.name];
        const bool isAnyNamed = std::any_of(nodes.begin(), nodes.end(),
                                            [](const Node *node) { return node->routeReflectorClusterId; });
        for (std::size_t index = 0; !isAnyNamed && index < std::min(nodes.size(), kImpliedReflectors);
             ++index)
            implied.push_back(nodes[index]->meta.id.name);
    }
    for (const auto &peer : m_design.bgpPeers)
        addPeers(peer);
    for (const auto &cluster : clusters) {
        addMesh(cluster);
        addReflectors(cluster);
    }
    addLinks();
    m_known.clear(); // of a large mesh as much as the sessions
    std::sort(m_sessions.begin(), m_sessions.end(), [](const BgpSession &a, const BgpSession &b) {
        return std::tie(a.local, a.peerName, a.family) < std::tie(b.local, b.peerName, b.family);
    });
    if (m_sessions.capacity() / 2 > m_sessions.size())
        m_sessions.shrink_to_fit(); // else the copy that this makes is dearer than what it gives back
    return std::move(m_sessions);
}

void SessionBuilder::addPeers(const BgpPeer &peer)
{
    const auto locals = CalicoSelector::parse(peer.nodeSelector);
    const auto peers = CalicoSelector::parse(peer.peerSelector);
    if (!locals || !peers)
        return; // the manifest is reported where it is read
    const auto settings = peerSettings(m_design, peer);
    for (const auto *node : nodesOf(peer.meta.id.cluster)) {
        const bool isMeant =
            peer.node.empty() ? locals->matches(node->meta.labels) : peer.node == node->meta.id.name;
        if (!isMeant)
            continue;
        if (peer.peerIp)
            addByAddress(peer, *node, settings);
        else if (!peer.peerSelector.empty())
            addBySelector(peer, *node, *peers, settings);
    }
}

void SessionBuilder::addBySelector(const BgpPeer &peer, const Node &local, const CalicoSelector &peers,
                                   const std::shared_ptr<const BgpSettings> &settings)
{
    const auto origin = "BGPPeer/" + peer.meta.id.name;
    for (const auto *other : nodesOf(peer.meta.id.cluster)) {
        if (other->meta.id == local.meta.id || !peers.matches(other->meta.labels))
            continue;
        addNodePair(local, *other, origin, &peer, settings);
        if (!peer.hasManualReverse)
            addNodePair(*other, local, origin, &peer, settings);
    }
}

void SessionBuilder::addByAddress(const BgpPeer &peer, const Node &local,
                                  const std::shared_ptr<const BgpSettings> &settings)
{
    const auto &machine = machineOf(local);
    const auto *owner = ownerOf(*peer.peerIp);
    if (owner == &machine)
        return;
    BgpSession session;
    session.local = machine.id;
    session.family = peer.peerIp->family();
    session.peerAddress = peer.peerIp;
    session.peerPort = peer.peerPort;
    const auto onLink = Underlay::onLink(machine, *peer.peerIp);
    session.localAddress = onLink && peer.sourceAddress != SourceAddress::NodeIp
                             ? onLink->address.address
                             : machine.address(session.family);
    session.localPort = listenPortOf(local);
    session.localAs = peer.localAsNumber.value_or(machine.asNumber);
    session.peerAs = peer.asNumber.value_or(owner ? owner->asNumber : machine.asNumber);
    session.peerName = owner ? machineName(owner->id, m_hasSeveralClusters) : "ip:" + peer.peerIp->toString();
    session.origin = "BGPPeer/" + peer.meta.id.name;
    session.object = peer.meta.id;
    session.isDirect = onLink && session.localAddress == onLink->address.address && !peer.reachableBy;
    session.settings = settings;
    session.allowedLocalAs = peer.allowedLocalAs;
    session.nextHop = nextHopModeOf(peer);
    if (owner)
        session.peer = owner->id;
    if (session.isInternal() && reflectorIdOf(local)) {
        const auto *node = owner && !owner->id.isRouter()
                             ? m_design.nodes.find({owner->id.cluster, "", "Node", "", owner->id.name})
                             : nullptr;
        session.isClient = !node || reflectorIdOf(*node) != reflectorIdOf(local);
        session.reflectorId = reflectorIdOf(local);
    }
    auto answer = session;
    add(std::move(session));
    if (!owner || !owner->id.isRouter() || !answer.localAddress)
        return;
    // The router's side: the design names no settings for it, so it answers what it is asked.
    std::swap(answer.localAddress, answer.peerAddress);
    std::swap(answer.localPort, answer.peerPort);
    answer.peer = std::exchange(answer.local, owner->id);
    answer.peerName = machineName(*answer.peer, m_hasSeveralClusters);
    answer.peerAs = std::exchange(answer.localAs, owner->asNumber);
    answer.allowedLocalAs = 0;
    answer.nextHop = NextHopMode::Auto;
    answer.settings = answeringSettings(*settings);
    answer.isClient = answer.isInternal();
    answer.reflectorId = owner->ipv4;
    add(std::move(answer));
}

void SessionBuilder::addNodePair(const Node &local, const Node &peer, const std::string &origin,
                                 const BgpPeer *by, const std::shared_ptr<const BgpSettings> &settings)
{
    const auto &here = machineOf(local);
    if (m_only && *m_only != here.id)
        return;
    const auto &there = machineOf(peer);
    for (const auto family : kFamilies) {
        if (!here.address(family))
            continue;
        BgpSession session;
        session.local = here.id;
        session.peer = there.id;
        session.peerName = machineName(there.id, m_hasSeveralClusters);
        session.family = family;
        session.localAddress = here.address(family);
        session.peerAddress = there.address(family);
        session.localPort = listenPortOf(local);
        session.peerPort = listenPortOf(peer);
        session.localAs = here.asNumber;
        session.peerAs = there.asNumber;
        session.origin = origin;
        session.isDirect = sharesSegment(here, there);
        session.settings = settings;
        if (by) {
            session.object = by->meta.id;
            session.allowedLocalAs = by->allowedLocalAs;
            session.nextHop = nextHopModeOf(*by);
        }
        const auto id = reflectorIdOf(local);
        if (session.isInternal() && id) {
            session.isClient = id != reflectorIdOf(peer);
            session.reflectorId = id;
        }
        add(std::move(session));
    }
}

void SessionBuilder::addMesh(const Cluster &cluster)
{
    const auto &name = cluster.meta.id.name;
    const auto configuration = bgpConfigurationOf(m_design, name, {});
    if (!configuration.isMeshEnabled.value_or(cluster.topology == BgpTopology::Mesh))
        return;
    auto nodes = nodesOf(name);
    nodes.erase(std::remove_if(nodes.begin(), nodes.end(),
                               [&](const Node *node) { return reflectorIdOf(*node).has_value(); }),
                nodes.end());
    const auto settings = meshSettings(configuration);
    if (!m_only && !nodes.empty()) {
        std::size_t ends = 0;
        for (const auto *node : nodes)
            ends += (machineOf(*node).ipv4 ? 1U : 0U) + (machineOf(*node).ipv6 ? 1U : 0U);
        m_sessions.reserve(m_sessions.size() + ends * (nodes.size() - 1));
    }
    for (const auto *local : nodes) {
        if (m_only && *m_only != machineOf(*local).id)
            continue;
        for (const auto *peer : nodes) {
            if (local != peer)
                addNodePair(*local, *peer, "mesh", nullptr, settings);
        }
    }
}

void SessionBuilder::addReflectors(const Cluster &cluster)
{
    if (!isReflectorsTopology(cluster))
        return;
    const auto nodes = nodesOf(cluster.meta.id.name);
    const auto settings = meshSettings(bgpConfigurationOf(m_design, cluster.meta.id.name, {}));
    for (const auto *reflector : nodes) {
        if (!reflectorIdOf(*reflector))
            continue;
        for (const auto *node : nodes) {
            if (node == reflector)
                continue;
            addNodePair(*reflector, *node, "mesh", nullptr, settings);
            addNodePair(*node, *reflector, "mesh", nullptr, settings);
        }
    }
}

void SessionBuilder::addLinks()
{
    struct End {
        const Machine *machine;
        const MachineInterface *interface;
    };
    std::map<std::size_t, std::vector<End>> routers;
    std::map<std::size_t, std::vector<End>> nodes;
    for (const auto &machine : m_wires.machines) {
        const bool isRouter = machine.id.isRouter();
        if (!isRouter && m_design.clusterOrDefault(machine.id.cluster).topology != BgpTopology::Routers)
            continue;
        for (const auto &interface : machine.interfaces)
            (isRouter ? routers : nodes)[interface.segment].push_back({&machine, &interface});
    }
    for (const auto &[segment, ends] : routers) {
        for (const auto &router : ends) {
            for (const auto &other : ends) {
                if (other.machine != router.machine)
                    addLinkEnd(*router.machine, *router.interface, *other.machine, *other.interface);
            }
            for (const auto &node : nodes[segment]) {
                addLinkEnd(*router.machine, *router.interface, *node.machine, *node.interface);
                addLinkEnd(*node.machine, *node.interface, *router.machine, *router.interface);
            }
        }
    }
}

void SessionBuilder::addLinkEnd(const Machine &local, const MachineInterface &here, const Machine &peer,
                                const MachineInterface &there)
{
    for (const auto family : kFamilies) {
        BgpSession session;
        session.local = local.id;
        session.peer = peer.id;
        session.peerName = machineName(peer.id, m_hasSeveralClusters);
        session.family = family;
        session.localAddress = firstOf(here, family);
        session.peerAddress = firstOf(there, family);
        if (!session.localAddress)
            continue;
        session.localPort = listenPortOf(local.id);
        session.peerPort = listenPortOf(peer.id);
        session.localAs = local.asNumber;
        session.peerAs = peer.asNumber;
        session.origin = "link";
        session.isDirect = true;
        auto &settings = m_linkSettings[here.segment];
        if (!settings)
            settings = linkSettings(m_wires.segments[here.segment].timers);
        session.settings = settings;
        const bool isToNode = !peer.id.isRouter();
        if (local.id.isRouter()) {
            session.isClient = session.isInternal() && isToNode;
            session.reflectorId = local.ipv4;
        } else {
            // The nodes of a cluster usually share their AS number: what comes from the others through a
            // router has it in its path.
            session.allowedLocalAs = session.isInternal() ? 0 : 1;
            session.carriesOwnRoutesOnly = true;
        }
        add(std::move(session));
    }
}

void SessionBuilder::add(BgpSession session)
{
    if (m_only && *m_only != session.local)
        return;
    if (!session.local.isRouter())
        session.usesPriorities = usesPriorities(session.local.cluster);
    const auto *machine = m_wires.find(session.local);
    session.isSilent = machine && machine->isDrained;
    if (m_known.insert({session.local, session.peerName, session.family}).second)
        m_sessions.push_back(std::move(session));
}

std::uint16_t SessionBuilder::listenPortOf(const MachineId &machine)
{
    const auto *node =
        machine.isRouter() ? nullptr : m_design.nodes.find({machine.cluster, "", "Node", "", machine.name});
    return node ? listenPortOf(*node) : std::uint16_t{179};
}

std::uint16_t SessionBuilder::listenPortOf(const Node &node)
{
    const auto [at, isNew] = m_listenPorts.try_emplace(&node, std::uint16_t{179});
    if (isNew)
        at->second = bgpConfigurationOf(m_design, node.meta.id.cluster, node.meta.id.name).listenPort;
    return at->second;
}

bool SessionBuilder::usesPriorities(const std::string &cluster)
{
    const auto [at, isNew] = m_usesPriorities.try_emplace(cluster, false);
    if (isNew)
        at->second = podloom::usesPriorities(m_design, cluster);
    return at->second;
}

std::vector<const Node *> SessionBuilder::nodesOf(const std::string &cluster) const
{
    std::vector<const Node *> result;
    for (const auto &node : m_design.nodes) {
        if (node.meta.id.cluster == cluster)
            result.push_back(&node);
    }
    return result;
}

bool SessionBuilder::isReflectorsTopology(const Cluster &cluster) const
{
    const auto configuration = bgpConfigurationOf(m_design, cluster.meta.id.name, {});
    return cluster.topology == BgpTopology::Reflectors && !configuration.isMeshEnabled.value_or(false);
}

std::optional<IpAddress> SessionBuilder::reflectorIdOf(const Node &node) const
{
    if (node.routeReflectorClusterId)
        return node.routeReflectorClusterId;
    const auto implied = m_impliedReflectors.find(node.meta.id.cluster);
    if (implied == m_impliedReflectors.end())
        return std::nullopt;
    const auto &names = implied->second;
    if (std::find(names.begin(), names.end(), node.meta.id.name) == names.end())
        return std::nullopt;
    return kImpliedReflectorId;
}

const Machine *SessionBuilder::ownerOf(IpAddress address) const
{
    const auto at = m_owners.find(address);
    return at == m_owners.end() ? nullptr : at->second;
}

const Machine &SessionBuilder::machineOf(const Node &node) const
{
    return *m_wires.find(MachineId::node(node.meta.id.cluster, node.meta.id.name));
}

} // namespace podloom
