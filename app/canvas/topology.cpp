#include "app/canvas/topology.h"

#include "core/model/rack.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace podloom::app {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Topology", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

/// Ends of sessions; with more of them the lines of a mesh are left out.
constexpr std::size_t kMostSessions = 2000;

ObjectId nodeId(const std::string &cluster, const std::string &name)
{
    return {cluster, "", "Node", "", name};
}

ObjectId routerId(const std::string &name)
{
    return {"", "podloom.dev", "Router", "", name};
}

QString words(Encapsulation encapsulation)
{
    switch (encapsulation) {
    case Encapsulation::None: break;
    case Encapsulation::Vxlan: return tr("VXLAN");
    case Encapsulation::VxlanCrossSubnet: return tr("native, VXLAN across subnets");
    case Encapsulation::Ipip: return tr("IPIP");
    case Encapsulation::IpipCrossSubnet: return tr("native, IPIP across subnets");
    }
    return tr("native routing");
}

QString words(BgpTopology topology)
{
    switch (topology) {
    case BgpTopology::Mesh: break;
    case BgpTopology::Reflectors: return tr("BGP over reflectors");
    case BgpTopology::Routers: return tr("BGP with routers");
    }
    return tr("BGP mesh");
}

QString words(RouterEngine engine)
{
    switch (engine) {
    case RouterEngine::Bird: break;
    case RouterEngine::Frr: return tr("FRR");
    case RouterEngine::External: return tr("external");
    }
    return tr("BIRD");
}

/// Makes the values of one topology.
class Describer {
public:
    Describer(const Analysis &analysis, const LabPicture &lab, std::string_view lens)
        : m_analysis(analysis),
          m_design(analysis.placed),
          m_lab(lab),
          m_lens(lens),
          m_isBgp(lens == kBgpLens)
    {}

    Topology describe()
    {
        if (m_lens == kLiveLens && !m_lab.isUp)
            return {};
        addNodes();
        if (m_lens == kAddressesLens) {
            addFrames();
            return std::move(m_out);
        }
        if (!m_isBgp) {
            addPods();
            addBars();
        }
        addFrames();
        addRouters();
        addSessions();
        if (m_isBgp)
            nameSessions();
        else
            addWires();
        sortTiers();
        return std::move(m_out);
    }

private:
    std::string keyOf(const MachineId &machine) const
    {
        return layoutKey(m_lens,
                         machine.isRouter() ? routerId(machine.name) : nodeId(machine.cluster, machine.name));
    }

    /// Of peers that nothing of the design is: drawn as routers outside.
    std::string outsideKey(const std::string &peerName) const { return m_lens + "/" + peerName; }

    void addNodes()
    {
        const auto &wires = m_analysis.routes->wires();
        for (const auto &node : m_design.nodes) {
            NodeCard card{.id = node.meta.id, .key = layoutKey(m_lens, node.meta.id)};
            card.name = qs(node.meta.id.name);
            card.tag = node.routeReflectorClusterId ? tr("rr") : QString();
            card.rack = rackOf(node.meta.labels);
            const auto *machine = wires.find(MachineId::node(node.meta.id.cluster, node.meta.id.name));
            if (machine && machine->ipv4)
                card.address = qs(machine->ipv4->toString());
            else if (machine && machine->ipv6)
                card.address = qs(machine->ipv6->toString());
            card.isSpeaker = m_isBgp;
            if (m_isBgp && machine)
                card.address = tr("AS %1").arg(machine->asNumber);
            card.isLive = m_lens == kLiveLens;
            if (const auto live = m_lab.nodes.find(node.meta.id); live != m_lab.nodes.end()) {
                card.state = live->second.state;
                if (card.isLive && !live->second.text.empty())
                    card.address = qs(live->second.text);
            }
            if (const auto plan = m_lab.planned.find(node.meta.id); plan != m_lab.planned.end())
                card.plan = plan->second;
            m_cardOf[card.key] = m_out.nodes.size();
            m_out.nodes.push_back(std::move(card));
        }
        addGhosts();
    }

    /// Nodes that the lab has, the design has no more, and deploying ends.
    void addGhosts()
    {
        for (const auto &[id, mark] : m_lab.planned) {
            const bool isNode = id.kind == "Node" && id.group.empty();
            if (!isNode || mark.action != PlanMark::Action::Remove || m_design.nodes.find(id))
                continue;
            NodeCard card{.id = id, .key = layoutKey(m_lens, id) + "/ghost", .name = qs(id.name)};
            card.plan = mark;
            card.isGhost = true;
            card.isSpeaker = m_isBgp;
            card.isLive = m_lens == kLiveLens;
            if (const auto live = m_lab.nodes.find(id); live != m_lab.nodes.end())
                card.state = live->second.state;
            m_out.nodes.push_back(std::move(card));
        }
    }

    /// The card of the pod's node, or the one for pods of its cluster that have none.
    NodeCard &cardFor(const Pod &pod)
    {
        const auto &cluster = pod.meta.id.cluster;
        const auto found = m_cardOf.find(layoutKey(m_lens, nodeId(cluster, pod.spec.nodeName)));
        if (!pod.spec.nodeName.empty() && found != m_cardOf.end())
            return m_out.nodes[found->second];
        const ObjectId id{"", "podloom.dev", "Cluster", "", cluster};
        const auto key = layoutKey(m_lens, id) + "/unplaced";
        const auto [at, isNew] = m_cardOf.try_emplace(key, m_out.nodes.size());
        if (isNew)
            m_out.nodes.push_back({.id = id, .key = key, .isUnplaced = true});
        return m_out.nodes[at->second];
    }

    void addPods()
    {
        for (const auto &pod : m_design.pods) {
            if (pod.isFinished)
                continue;
            auto &card = cardFor(pod);
            PodChip chip{.id = pod.meta.id, .text = qs(pod.meta.id.name)};
            if (!pod.ips.empty() && !pod.spec.isHostNetwork)
                chip.pool = poolOf(m_analysis.pools, pod.meta.id.cluster, pod.ips.front());
            if (const auto live = m_lab.nodes.find(card.id); live != m_lab.nodes.end()) {
                const auto found = live->second.pods.find(pod.meta.id.ns + "/" + pod.meta.id.name);
                if (found != live->second.pods.end())
                    chip.state = found->second;
            }
            if (const auto plan = m_lab.planned.find(pod.meta.id); plan != m_lab.planned.end())
                chip.plan = plan->second.action;
            if (m_lens == kLiveLens && !chip.state)
                chip.state = State::Unknown;
            card.pods.push_back(std::move(chip));
        }
        for (auto &card : m_out.nodes) {
            if (!card.isUnplaced)
                continue;
            const bool hasNodes =
                std::any_of(m_design.nodes.begin(), m_design.nodes.end(),
                            [&](const Node &node) { return node.meta.id.cluster == card.id.name; });
            card.name = hasNodes ? tr("No node suits") : tr("No nodes yet");
            card.address = hasNodes ? tr("see Problems for the reason")
                                    : tr("%1 pods wait; a lab brings nodes").arg(card.pods.size());
        }
    }

    void addBars()
    {
        struct Sum {
            double used = 0;
            double size = 0;
            int blocks = 0;
        };
        std::map<std::pair<std::string, int>, Sum> sums;
        for (const auto &block : m_analysis.blocks) {
            for (std::size_t index = 0; index < m_analysis.pools.size(); ++index) {
                const auto &use = m_analysis.pools[index];
                const auto key = layoutKey(m_lens, nodeId(use.cluster, block.affinity));
                if (use.pool.meta.id.name != block.pool || !use.pool.cidr.contains(block.cidr)
                    || !m_cardOf.contains(key))
                    continue;
                auto &sum = sums[{key, static_cast<int>(index)}];
                const auto used = block.used.find(block.affinity);
                sum.used += used == block.used.end() ? 0 : static_cast<double>(used->second.size());
                sum.size += block.size();
                ++sum.blocks;
            }
        }
        for (const auto &[key, sum] : sums) {
            const auto &use = m_analysis.pools[static_cast<std::size_t>(key.second)];
            const auto text = tr("%1: %2 of %3 addresses in %4 blocks")
                                  .arg(qs(use.pool.meta.id.name))
                                  .arg(sum.used)
                                  .arg(sum.size)
                                  .arg(sum.blocks);
            m_out.nodes[m_cardOf[key.first]].bars.push_back({key.second, sum.used / sum.size, text});
        }
    }

    void addFrames()
    {
        std::map<std::string, std::map<std::string, std::vector<std::string>>> racks;
        for (const auto &card : m_out.nodes)
            racks[card.isUnplaced ? card.id.name : card.id.cluster][card.rack].push_back(card.key);
        for (const auto &cluster : m_design.clusters)
            racks[cluster.meta.id.name];
        for (const auto &[name, members] : racks) {
            const auto cluster = m_design.clusterOrDefault(name);
            Frame frame{.id = {"", "podloom.dev", "Cluster", "", name}, .title = qs(name)};
            frame.detail = tr("AS %1 · %2, %3")
                               .arg(cluster.asNumber)
                               .arg(words(cluster.topology), words(cluster.encapsulation));
            for (const auto &[rack, keys] : members)
                frame.members.insert(frame.members.end(), keys.begin(), keys.end());
            m_out.frames.push_back(std::move(frame));
            for (const auto &[rack, keys] : members) {
                if (!rack.empty())
                    m_out.frames.push_back({.id = {name, "", "Rack", "", rack},
                                            .isRack = true,
                                            .title = rackTitle(rack),
                                            .members = keys});
            }
        }
    }

    void addRouters()
    {
        for (const auto &router : m_design.routers) {
            RouterCard card{.id = router.meta.id, .key = layoutKey(m_lens, router.meta.id)};
            card.name = qs(router.meta.id.name);
            card.detail = tr("AS %1 · %2").arg(router.asNumber).arg(words(router.engine));
            m_routerOf[card.key] = m_out.routers.size();
            m_out.routers.push_back(std::move(card));
        }
    }

    State stateOf(const BgpSession &session) const
    {
        const auto &sessions = m_analysis.routes->sessions();
        if (session.local.isRouter()) {
            // Routers do not report; an established session is established at both ends.
            if (!session.counterpart || sessions[*session.counterpart].local.isRouter())
                return State::Unknown;
            return stateOf(sessions[*session.counterpart]);
        }
        const auto node = m_lab.nodes.find(nodeId(session.local.cluster, session.local.name));
        if (node == m_lab.nodes.end())
            return State::Unknown;
        for (const auto &live : node->second.sessions) {
            if (live.peer == session.peerName && live.family == session.family)
                return live.state;
        }
        return State::Unknown;
    }

    static State worse(State a, State b)
    {
        const auto rank = [](State state) {
            return state == State::Down ? 3 : state == State::Changing ? 2 : state == State::Unknown ? 1 : 0;
        };
        return rank(a) >= rank(b) ? a : b;
    }

    void addSessions()
    {
        const auto &sessions = m_analysis.routes->sessions();
        const bool isCrowded = sessions.size() > kMostSessions;
        for (const auto &session : sessions) {
            const auto from = keyOf(session.local);
            ++m_designed[from];
            m_established[from] += stateOf(session) == State::Up ? 1 : 0;
            if (isCrowded && session.origin == "mesh")
                continue; // a ball of wool says nothing: the cards have the numbers
            const auto to = session.peer ? keyOf(*session.peer) : outsideKey(session.peerName);
            if (!session.peer)
                addOutside(session, to);
            const auto pair = std::minmax(from, to);
            const auto [at, isNew] = m_lineOf.try_emplace(pair, m_out.lines.size());
            if (isNew) {
                ConnectionLine line{.isSession = true};
                line.ends[0] = {.key = pair.first, .state = State::Up};
                line.ends[1] = {.key = pair.second, .state = session.peer ? State::Up : State::Unknown};
                line.object = session.object;
                if (session.origin == "link")
                    m_ofLinks.push_back(m_out.lines.size());
                m_out.lines.push_back(std::move(line));
            }
            auto &line = m_out.lines[at->second];
            auto &end = line.ends[from == pair.first ? 0 : 1];
            end.state = worse(end.state, stateOf(session));
            line.willComeUp = line.willComeUp && session.isUp;
            line.isLive = line.isLive || end.state != State::Unknown;
            addWords(line, session);
        }
        for (auto &card : m_out.nodes) {
            if (const auto count = m_designed[card.key]; count > 0)
                card.sessions = card.state ? tr("BGP %1/%2").arg(m_established[card.key]).arg(count)
                                           : tr("BGP %1").arg(count);
        }
    }

    void addOutside(const BgpSession &session, const std::string &key)
    {
        if (!m_routerOf.try_emplace(key, m_out.routers.size()).second)
            return;
        RouterCard card{.key = key};
        if (session.object)
            card.id = *session.object;
        card.name = qs(session.peerAddress ? session.peerAddress->toString() : session.peerName);
        card.detail = tr("AS %1 · outside").arg(session.peerAs);
        m_out.routers.push_back(std::move(card));
    }

    static void addWords(ConnectionLine &line, const BgpSession &session)
    {
        const auto state = session.isUp   ? tr("will come up")
                         : session.reason ? qs(session.reason->text())
                                          : tr("will not come up");
        const auto text = tr("%1 → %2, %3: %4")
                              .arg(qs(session.local.name), qs(session.peerName),
                                   session.family == Family::V4 ? tr("IPv4") : tr("IPv6"), state);
        line.words += (line.words.isEmpty() ? QString() : QStringLiteral("\n")) + text;
    }

    /// Of the cards at its ends.
    std::vector<std::string> keysOf(const Link &link) const
    {
        std::vector<std::string> keys;
        for (const auto &end : link.ends) {
            const auto cluster = end.cluster.empty() ? m_design.clusterNames().front() : end.cluster;
            auto key = end.router.empty() ? keyOf(MachineId::node(cluster, end.node))
                                          : keyOf(MachineId::router(end.router));
            if (m_cardOf.contains(key) || m_routerOf.contains(key))
                keys.push_back(std::move(key));
        }
        return keys;
    }

    /// Where no wires are drawn, a session that a link makes stands for the link: a click leads there.
    void nameSessions()
    {
        std::map<std::string, std::vector<const Link *>> linksOf;
        for (const auto &link : m_design.links) {
            for (auto &key : keysOf(link))
                linksOf[std::move(key)].push_back(&link);
        }
        for (const auto at : m_ofLinks) {
            auto &line = m_out.lines[at];
            const auto &other = linksOf[line.ends[1].key];
            for (const auto *link : linksOf[line.ends[0].key]) {
                if (!line.object && std::find(other.begin(), other.end(), link) != other.end())
                    line.object = link->meta.id;
            }
        }
    }

    /// Beside the sessions that they carry: every machine shows what it hangs on, and each wire can be
    /// chosen.
    void addWires()
    {
        for (const auto &link : m_design.links) {
            const auto keys = keysOf(link);
            // A segment hangs on its first router; without one its ends are a chain.
            const auto hub = std::find_if(keys.begin(), keys.end(),
                                          [&](const std::string &key) { return m_routerOf.contains(key); });
            for (std::size_t index = 0; index < keys.size(); ++index) {
                const auto &other = hub != keys.end() ? *hub : keys[index == 0 ? 0 : index - 1];
                addWire(link, keys[index], other);
            }
        }
    }

    void addWire(const Link &link, const std::string &from, const std::string &to)
    {
        const auto pair = std::minmax(from, to);
        if (from == to)
            return;
        ConnectionLine line{.words = qs(link.meta.id.name), .object = link.meta.id};
        line.ends[0].key = pair.first;
        line.ends[1].key = pair.second;
        m_out.lines.push_back(std::move(line));
    }

    /// Routers that meet nodes are the lowest row; each further row meets the one below it.
    void sortTiers()
    {
        std::map<std::string, std::vector<std::string>> neighbours;
        for (const auto &line : m_out.lines) {
            neighbours[line.ends[0].key].push_back(line.ends[1].key);
            neighbours[line.ends[1].key].push_back(line.ends[0].key);
        }
        std::map<std::string, int> tierOf;
        for (const auto &card : m_out.nodes)
            tierOf[card.key] = -1;
        for (int tier = 0; tier < 8; ++tier) {
            std::vector<std::string> next;
            for (const auto &router : m_out.routers) {
                const auto &around = neighbours[router.key];
                const bool meets = std::any_of(around.begin(), around.end(), [&](const std::string &key) {
                    const auto found = tierOf.find(key);
                    return found != tierOf.end() && found->second == tier - 1;
                });
                if (meets && !tierOf.contains(router.key))
                    next.push_back(router.key);
            }
            for (const auto &key : next)
                tierOf[key] = tier;
        }
        for (auto &router : m_out.routers)
            router.tier = tierOf.contains(router.key) ? std::max(tierOf[router.key], 0) : 0;
    }

    const Analysis &m_analysis;
    const Design &m_design;
    const LabPicture &m_lab;
    std::string m_lens;
    bool m_isBgp;
    Topology m_out;
    std::map<std::string, std::size_t> m_cardOf;
    std::map<std::string, std::size_t> m_routerOf;
    std::map<std::pair<std::string, std::string>, std::size_t> m_lineOf;
    std::vector<std::size_t> m_ofLinks; ///< lines of sessions that a Link makes
    std::map<std::string, int> m_designed;
    std::map<std::string, int> m_established;
};

} // namespace

QString rackTitle(const std::string &rack)
{
    const auto name = qs(rack);
    return name.startsWith(QLatin1String("rack"), Qt::CaseInsensitive) ? name : tr("rack %1").arg(name);
}

Topology describeTopology(const Analysis &analysis, const LabPicture &lab, std::string_view lens)
{
    auto topology = Describer(analysis, lab, lens).describe();
    if (lens == kAddressesLens)
        addBlocks(topology, analysis);
    return topology;
}

} // namespace podloom::app
