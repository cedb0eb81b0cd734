// Who the policies are about: workloads, host endpoints, nets, and everybody.
#include "app/canvas/policy_describer.h"

#include <algorithm>

namespace podloom::app {

namespace {

/// "app=frontend": the label that people know a workload by.
QString knownBy(const Labels &labels)
{
    for (const auto *key : {"app", "app.kubernetes.io/name", "k8s-app", "name"}) {
        if (const auto found = labels.find(key); found != labels.end())
            return QString::fromStdString(std::string(key) + "=" + found->second);
    }
    return labels.empty() ? QString()
                          : QString::fromStdString(labels.begin()->first + "=" + labels.begin()->second);
}

} // namespace

void PolicyDescriber::makeGroups()
{
    std::map<ObjectId, std::size_t> known;
    for (std::size_t index = 0; index < m_program.endpoints.size(); ++index) {
        const auto &endpoint = m_program.endpoints[index];
        if (endpoint.kind == policy::Endpoint::Kind::HostInterface)
            makeHost(index);
        if (endpoint.kind != policy::Endpoint::Kind::Pod)
            continue;
        ++m_podCount;
        const auto *pod = m_analysis.placed.pods.find(endpoint.id);
        const auto id = pod && pod->owner ? *pod->owner : endpoint.id;
        const auto [at, isNew] = known.try_emplace(id, m_out.groups.size());
        if (isNew) {
            PolicyGroup group{.id = id, .key = layoutKey(kPoliciesLens, id), .name = qs(id.name)};
            group.labels = knownBy(*endpoint.labels);
            group.count = qs(id.ns) + QStringLiteral(" · ");
            group.isInGated = isGated(endpoint.chain(Direction::Ingress));
            group.isOutGated = isGated(endpoint.chain(Direction::Egress));
            m_out.groups.push_back(std::move(group));
        }
        m_out.groups[at->second].members.push_back(static_cast<policy::EndpointIndex>(index));
        m_groupOf[index] = at->second;
    }
    for (auto &group : m_out.groups) {
        if (group.kind != PolicyGroup::Kind::Pods)
            continue;
        const auto count = group.members.size();
        group.count += count == 1 ? tr("1 pod") : tr("%1 pods").arg(count);
    }
}

void PolicyDescriber::addServices()
{
    std::map<std::pair<std::string, std::string>, std::vector<PolicyGroup *>> byNamespace;
    for (auto &group : m_out.groups) {
        if (group.kind == PolicyGroup::Kind::Pods)
            byNamespace[{group.id.cluster, group.id.ns}].push_back(&group);
    }
    for (const auto &service : m_analysis.placed.services) {
        const auto &id = service.meta.id;
        if (!service.selector || service.selector->empty())
            continue;
        for (auto *group : byNamespace[{id.cluster, id.ns}]) {
            const auto &labels = *m_program.endpoints[group->members.front()].labels;
            const bool isSelected =
                std::all_of(service.selector->begin(), service.selector->end(), [&](const auto &wanted) {
                    const auto found = labels.find(wanted.first);
                    return found != labels.end() && found->second == wanted.second;
                });
            if (isSelected)
                group->services.push_back({id, textOf(service)});
        }
    }
}

QString PolicyDescriber::textOf(const podloom::Service &service)
{
    QStringList ports;
    for (const auto &port : service.ports)
        ports << QString::number(port.port)
                     + (port.protocol == Protocol::Tcp ? QString()
                                                       : QLatin1Char('/') + qs(toString(port.protocol)));
    const auto name = qs(service.meta.id.name);
    return ports.isEmpty() ? name : name + QStringLiteral(" · ") + ports.join(QStringLiteral(", "));
}

void PolicyDescriber::makeHost(std::size_t index)
{
    const auto &endpoint = m_program.endpoints[index];
    const auto &id = endpoint.id;
    PolicyGroup group{.kind = PolicyGroup::Kind::Host,
                      .id = id,
                      .key = layoutKey(kPoliciesLens, id),
                      .name = qs(id.name),
                      .labels = knownBy(*endpoint.labels)};
    group.count = endpoint.interface == "*" ? tr("%1 · every interface").arg(qs(endpoint.node))
                                            : qs(endpoint.node + " · " + endpoint.interface);
    group.isInGated = isGated(endpoint.chain(Direction::Ingress));
    group.isOutGated = isGated(endpoint.chain(Direction::Egress));
    group.members.push_back(static_cast<policy::EndpointIndex>(index));
    m_groupOf[index] = m_out.groups.size();
    m_out.groups.push_back(std::move(group));
}

bool PolicyDescriber::isGated(policy::ChainIndex chain) const
{
    return chain != policy::kNone && !m_program.chains[chain].tiers.empty();
}

std::set<std::size_t> PolicyDescriber::othersOf(const std::vector<policy::Peer> &peers, Direction direction)
{
    if (peers.empty())
        return {special(PolicyGroup::Kind::Anywhere, direction, tr("anywhere"), tr("any address"))};
    std::set<std::size_t> out;
    PrefixSet nets;
    for (const auto &peer : peers) {
        if (peer.set == policy::kNone) {
            nets = nets.united(netsOf(peer));
            continue;
        }
        const auto &set = m_program.sets[peer.set];
        nets = nets.united(set.nets);
        if (set.members.size() >= m_podCount && m_podCount > 1) {
            out.insert(special(PolicyGroup::Kind::AnyPod, direction, tr("any pod"), tr("every namespace")));
            continue;
        }
        for (const auto member : set.members) {
            if (m_groupOf[member] != SIZE_MAX)
                out.insert(m_groupOf[member]);
        }
    }
    if (nets == PrefixSet::everything())
        out.insert(special(PolicyGroup::Kind::Anywhere, direction, tr("anywhere"), tr("any address")));
    else if (!nets.isEmpty())
        out.insert(netGroup(nets, direction));
    return out;
}

PrefixSet PolicyDescriber::netsOf(const policy::Peer &peer)
{
    auto nets = peer.nets ? *peer.nets : PrefixSet::everything();
    return peer.notNets ? nets.without(*peer.notNets) : nets;
}

std::size_t PolicyDescriber::netGroup(const PrefixSet &nets, Direction direction)
{
    const auto prefixes = nets.prefixes();
    auto text = qs(prefixes.front().toString());
    if (prefixes.size() > 1)
        text += tr(" + %1").arg(prefixes.size() - 1);
    const bool isAll = nets.contains(Prefix::all(Family::V4));
    const auto group =
        special(PolicyGroup::Kind::Net, direction, isAll ? tr("internet") : tr("outside"), text);
    m_samples.insert_or_assign(group, nets.ranges().front().first);
    return group;
}

std::size_t PolicyDescriber::special(PolicyGroup::Kind kind, Direction direction, const QString &name,
                                     const QString &labels)
{
    const auto key = std::string(kPoliciesLens) + "/" + policy::toString(direction) + "/"
                   + (kind == PolicyGroup::Kind::Net ? labels : name).toStdString();
    for (std::size_t group = 0; group < m_out.groups.size(); ++group) {
        if (m_out.groups[group].key == key)
            return group;
    }
    m_out.groups.push_back({.kind = kind, .key = key, .name = name, .labels = labels});
    return m_out.groups.size() - 1;
}

} // namespace podloom::app
