#include "app/canvas/policy_picture.h"

#include "core/policy/evaluate.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace podloom::app {

namespace {

using policy::Direction;

QString tr(const char *text)
{
    return QCoreApplication::translate("PolicyPicture", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

/// A protocol with ports, as rules name them; `isAny` = every protocol and port.
struct Service {
    bool isAny = false;
    Protocol protocol = Protocol::Tcp;
    PortRange ports{};
    auto operator<=>(const Service &) const = default;

    QString text() const
    {
        if (isAny)
            return tr("all ports");
        auto out = qs(toString(protocol));
        if (hasPorts(protocol) && ports != PortRange{})
            out += ports.first == ports.last ? QStringLiteral(" %1").arg(ports.first)
                                             : QStringLiteral(" %1–%2").arg(ports.first).arg(ports.last);
        return out;
    }
};

/// "app=frontend": the label that people know a workload by.
QString knownBy(const Labels &labels)
{
    for (const auto *key : {"app", "app.kubernetes.io/name", "k8s-app", "name"}) {
        if (const auto found = labels.find(key); found != labels.end())
            return qs(std::string(key) + "=" + found->second);
    }
    return labels.empty() ? QString() : qs(labels.begin()->first + "=" + labels.begin()->second);
}

class PolicyDescriber {
public:
    explicit PolicyDescriber(const Analysis &analysis)
        : m_analysis(analysis),
          m_program(analysis.program),
          m_groupOf(m_program.endpoints.size(), SIZE_MAX)
    {}

    PolicyPicture describe()
    {
        makeGroups();
        addServices();
        const auto groups = m_out.groups.size();
        for (std::size_t group = 0; group < groups; ++group) {
            for (const auto direction : policy::kDirections)
                readRules(group, direction);
        }
        makeArrows();
        return std::move(m_out);
    }

private:
    struct Wish {
        std::set<Service> services{};
        ObjectId policy{};
    };

    void makeGroups()
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

    /// To every group those services that lead to its pods.
    void addServices()
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

    static QString textOf(const podloom::Service &service)
    {
        QStringList ports;
        for (const auto &port : service.ports)
            ports << QString::number(port.port)
                         + (port.protocol == Protocol::Tcp ? QString()
                                                           : QLatin1Char('/') + qs(toString(port.protocol)));
        const auto name = qs(service.meta.id.name);
        return ports.isEmpty() ? name : name + QStringLiteral(" · ") + ports.join(QStringLiteral(", "));
    }

    /// A host endpoint: what it lets in and out of its machine itself.
    void makeHost(std::size_t index)
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

    bool isGated(policy::ChainIndex chain) const
    {
        return chain != policy::kNone && !m_program.chains[chain].tiers.empty();
    }

    void readRules(std::size_t group, Direction direction)
    {
        const auto chain = m_program.endpoints[m_out.groups[group].members.front()].chain(direction);
        if (!isGated(chain))
            return;
        for (const auto &step : m_program.chains[chain].tiers) {
            for (const auto index : step.policies) {
                const auto &policy = m_program.policies[index];
                for (const auto &rule : policy.rulesOf(direction)) {
                    if (!rule.neverMatches
                        && (rule.action == policy::Action::Allow || rule.action == policy::Action::Deny))
                        readRule(group, direction, policy, rule);
                }
            }
        }
    }

    void readRule(std::size_t group, Direction direction, const policy::Policy &policy,
                  const policy::Rule &rule)
    {
        const bool isIngress = direction == Direction::Ingress;
        for (const auto other : othersOf(isIngress ? rule.sources : rule.destinations, direction)) {
            // What is denied to everybody is what the gate without an arrow says.
            if (rule.action == policy::Action::Deny && isEverybody(other))
                continue;
            const auto from = isIngress ? other : group;
            const auto to = isIngress ? group : other;
            const auto services = servicesOf(rule, to);
            // A gate that lets everything out shows so by itself: an arrow to anywhere would say nothing
            // more.
            if (!isIngress && m_out.groups[to].kind == PolicyGroup::Kind::Anywhere
                && services.contains(Service{.isAny = true})) {
                m_out.groups[from].isOutOpen = true;
                continue;
            }
            auto &wish = m_wishes[{from, to}];
            wish.services.insert(services.begin(), services.end());
            // The receiving end decides last, so that its policy is the one to look at.
            if (wish.policy.name.empty() || isIngress)
                wish.policy = policy.id;
        }
    }

    /// Groups that the peers of a rule name.
    std::set<std::size_t> othersOf(const std::vector<policy::Peer> &peers, Direction direction)
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
                out.insert(
                    special(PolicyGroup::Kind::AnyPod, direction, tr("any pod"), tr("every namespace")));
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

    static PrefixSet netsOf(const policy::Peer &peer)
    {
        auto nets = peer.nets ? *peer.nets : PrefixSet::everything();
        return peer.notNets ? nets.without(*peer.notNets) : nets;
    }

    std::size_t netGroup(const PrefixSet &nets, Direction direction)
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

    /// Everybody, or a net; one of its own for each direction, so that arrows lead to the right.
    std::size_t special(PolicyGroup::Kind kind, Direction direction, const QString &name,
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

    std::set<Service> servicesOf(const policy::Rule &rule, std::size_t to) const
    {
        std::set<Service> out;
        if (rule.transports.empty())
            out.insert({.isAny = true});
        for (const auto &transport : rule.transports) {
            if (!transport.protocol) {
                out.insert({.isAny = true});
                continue;
            }
            if (!transport.destinationPorts) {
                out.insert({.protocol = *transport.protocol});
                continue;
            }
            for (const auto &range : transport.destinationPorts->numbers.ranges())
                out.insert({.protocol = *transport.protocol, .ports = range});
            for (const auto pairs : transport.destinationPorts->pairs) {
                for (const auto &member : m_program.portSets[pairs].members) {
                    if (member.endpoint != policy::kNone && m_groupOf[member.endpoint] == to)
                        out.insert({.protocol = member.protocol, .ports = {member.port, member.port}});
                }
            }
        }
        return out;
    }

    policy::FlowEnd endOf(std::size_t group, std::size_t member) const
    {
        const auto &each = m_out.groups[group];
        if (each.kind == PolicyGroup::Kind::Host)
            return hostEnd(m_program.endpoints[each.members.front()]);
        if (!each.members.empty())
            return policy::endOf(m_program, each.members[std::min(member, each.members.size() - 1)]);
        if (const auto sample = m_samples.find(group); sample != m_samples.end())
            return policy::endOf(m_program, sample->second);
        // TEST-NET-3 of RFC 5737: nobody's address stands for anybody's.
        return policy::endOf(m_program, *IpAddress::parse("203.0.113.254"));
    }

    policy::FlowEnd hostEnd(const policy::Endpoint &host) const
    {
        for (std::uint32_t node = 0; node < m_program.nodes.size(); ++node) {
            if (m_program.nodes[node].name == host.node && m_program.nodes[node].cluster == host.id.cluster)
                return policy::nodeEnd(m_program, node);
        }
        return policy::endOf(m_program,
                             host.ips.empty() ? *IpAddress::parse("203.0.113.254") : host.ips.front());
    }

    /// What all policies together say.
    policy::Verdict decide(std::size_t from, std::size_t to, const Service &service) const
    {
        const auto source = endOf(from, 0);
        const auto target = endOf(to, from == to ? 1 : 0);
        const auto port =
            service.ports == PortRange{} ? samplePort(to, service.protocol) : service.ports.first;
        return policy::verdict(m_program, source, target, {.protocol = service.protocol, .port = port});
    }

    std::uint16_t samplePort(std::size_t to, Protocol protocol) const
    {
        if (!m_out.groups[to].members.empty()) {
            for (const auto &port : m_program.endpoints[m_out.groups[to].members.front()].ports) {
                if (port.protocol == protocol)
                    return port.port;
            }
        }
        return 80;
    }

    bool isEverybody(std::size_t group) const
    {
        return m_out.groups[group].kind == PolicyGroup::Kind::AnyPod
            || m_out.groups[group].kind == PolicyGroup::Kind::Anywhere;
    }

    /// Whether an arrow from or to everybody says the same already.
    bool isFolded(std::size_t from, std::size_t to, const Service &service) const
    {
        for (const auto &[pair, wish] : m_wishes) {
            const bool isSame = (pair.second == to && isEverybody(pair.first) && !isEverybody(from))
                             || (pair.first == from && isEverybody(pair.second) && !isEverybody(to));
            if (isSame && (wish.services.contains(service) || wish.services.contains(Service{.isAny = true})))
                return true;
        }
        return false;
    }

    /// Of everybody: how many groups really get through, and whom their own gates stop.
    struct Crowd {
        std::size_t asked = 0;
        std::size_t allowed = 0;
        std::vector<std::size_t> stopped{};
    };

    Crowd ask(std::size_t from, std::size_t to, const Service &service) const
    {
        constexpr std::size_t kMostAsked = 300; // of a large design some speak for all
        const bool isFromAll = isEverybody(from);
        const auto step = m_out.groups.size() / kMostAsked + 1;
        Crowd crowd;
        for (std::size_t group = 0; group < m_out.groups.size(); group += step) {
            if (m_out.groups[group].kind != PolicyGroup::Kind::Pods || group == (isFromAll ? to : from))
                continue;
            const auto verdict = isFromAll ? decide(group, to, service) : decide(from, group, service);
            ++crowd.asked;
            crowd.allowed += verdict.isAllowed() ? 1 : 0;
            const auto &own = isFromAll ? verdict.egress : verdict.ingress;
            if (own.action == policy::Action::Deny)
                crowd.stopped.push_back(group);
        }
        return crowd;
    }

    /// What the arrow of a wish says of one service: a tick only where the connection is really allowed.
    struct Judged {
        QStringList allowed{};
        QStringList denied{};
        bool isPartly = false; ///< of everybody some are stopped, and no arrow of their own says so
        bool isStoppedAtSource = false;
    };

    void judge(std::size_t from, std::size_t to, const Wish &wish, const Service &service, Judged &judged)
    {
        const bool isCrowd = isEverybody(from) || isEverybody(to);
        const auto crowd = isCrowd ? ask(from, to, service) : Crowd();
        const bool isAnyPod = m_out.groups[from].kind == PolicyGroup::Kind::AnyPod
                           || m_out.groups[to].kind == PolicyGroup::Kind::AnyPod;
        const auto verdict = isAnyPod ? policy::Verdict() : decide(from, to, service);
        const bool isAllowed = isAnyPod ? crowd.allowed > 0 || crowd.asked == 0 : verdict.isAllowed();
        constexpr std::size_t kMostNamed = 6; // more of them would be all that is seen
        if (isAllowed && !isFolded(from, to, service)) {
            judged.allowed << service.text();
            const auto named = crowd.stopped.size() > kMostNamed ? 0 : crowd.stopped.size();
            judged.isPartly = judged.isPartly || (isAnyPod && crowd.allowed + named < crowd.asked);
        }
        // "All ports" is denied where the other end allows only some: those have their own words.
        if (!isAllowed && !(service.isAny && wish.services.size() > 1)) {
            judged.denied << service.text();
            judged.isStoppedAtSource = isAnyPod ? isEverybody(from) == (crowd.stopped.size() == crowd.asked)
                                                : verdict.egress.action == policy::Action::Deny;
        }
        if (!isAllowed || crowd.stopped.size() > kMostNamed)
            return;
        for (const auto group : crowd.stopped) {
            const auto pair = isEverybody(from) ? std::pair(group, to) : std::pair(from, group);
            if (!m_wishes.contains(pair))
                m_stopped[pair].services.insert(service);
            m_stopped[pair].policy = wish.policy;
        }
    }

    void makeArrows()
    {
        for (const auto &[pair, wish] : m_wishes) {
            const auto [from, to] = pair;
            Judged judged;
            for (const auto &service : wish.services)
                judge(from, to, wish, service, judged);
            if (from == to) {
                if (!judged.allowed.isEmpty())
                    m_out.groups[from].among = tr("each other: %1").arg(shortened(judged.allowed));
                continue;
            }
            add(from, to, judged.allowed, true, false, wish.policy);
            if (judged.isPartly && !judged.allowed.isEmpty())
                m_out.arrows.back().ports += tr(" · not all");
            add(from, to, judged.denied, false, judged.isStoppedAtSource, wish.policy);
        }
        for (const auto &[pair, wish] : m_stopped) {
            QStringList services;
            for (const auto &service : wish.services)
                services << service.text();
            const auto end =
                decide(pair.first, pair.second, wish.services.empty() ? Service() : *wish.services.begin());
            add(pair.first, pair.second, services, false, end.egress.action == policy::Action::Deny,
                wish.policy);
        }
        std::vector<bool> isUsed(m_out.groups.size(), false);
        for (const auto &arrow : m_out.arrows)
            isUsed[arrow.from] = isUsed[arrow.to] = true;
        dropUnused(isUsed);
    }

    static QString shortened(QStringList ports)
    {
        constexpr int kMost = 3;
        if (ports.size() <= kMost)
            return ports.join(QStringLiteral(", "));
        const auto rest = ports.size() - 2;
        return ports.mid(0, 2).join(QStringLiteral(", ")) + tr(" + %1").arg(rest);
    }

    void add(std::size_t from, std::size_t to, const QStringList &ports, bool isAllowed,
             bool isStoppedAtSource, const ObjectId &policy)
    {
        if (!ports.isEmpty())
            m_out.arrows.push_back({.from = from,
                                    .to = to,
                                    .isAllowed = isAllowed,
                                    .isStoppedAtSource = isStoppedAtSource,
                                    .ports = shortened(ports),
                                    .policy = policy});
    }

    /// Nets and everybody without an arrow: what they stood for is folded into another.
    void dropUnused(const std::vector<bool> &isUsed)
    {
        std::vector<std::size_t> newIndex(m_out.groups.size(), 0);
        std::vector<PolicyGroup> kept;
        for (std::size_t group = 0; group < m_out.groups.size(); ++group) {
            const auto kind = m_out.groups[group].kind;
            if (!isUsed[group] && kind != PolicyGroup::Kind::Pods && kind != PolicyGroup::Kind::Host)
                continue;
            newIndex[group] = kept.size();
            kept.push_back(std::move(m_out.groups[group]));
        }
        m_out.groups = std::move(kept);
        for (auto &arrow : m_out.arrows) {
            arrow.from = newIndex[arrow.from];
            arrow.to = newIndex[arrow.to];
        }
    }

    const Analysis &m_analysis;
    const policy::Program &m_program;
    PolicyPicture m_out;
    std::vector<std::size_t> m_groupOf; ///< by endpoint
    std::size_t m_podCount = 0;
    std::map<std::size_t, IpAddress> m_samples; ///< an address of each net
    std::map<std::pair<std::size_t, std::size_t>, Wish> m_wishes;
    /// What everybody may do, and some may not: their own gates stop it.
    std::map<std::pair<std::size_t, std::size_t>, Wish> m_stopped;
};

} // namespace

PolicyPicture describePolicies(const Analysis &analysis)
{
    return PolicyDescriber(analysis).describe();
}

} // namespace podloom::app
