// What becomes of the wishes of rules: a tick where all policies together allow it, else a cross.
#include "app/canvas/policy_describer.h"

#include <algorithm>

namespace podloom::app {

policy::FlowEnd PolicyDescriber::endOf(std::size_t group, std::size_t member) const
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

policy::FlowEnd PolicyDescriber::hostEnd(const policy::Endpoint &host) const
{
    for (std::uint32_t node = 0; node < m_program.nodes.size(); ++node) {
        if (m_program.nodes[node].name == host.node && m_program.nodes[node].cluster == host.id.cluster)
            return policy::nodeEnd(m_program, node);
    }
    return policy::endOf(m_program, host.ips.empty() ? *IpAddress::parse("203.0.113.254") : host.ips.front());
}

policy::Verdict PolicyDescriber::decide(std::size_t from, std::size_t to, const Service &service) const
{
    const auto source = endOf(from, 0);
    const auto target = endOf(to, from == to ? 1 : 0);
    const auto port = service.ports == PortRange{} ? samplePort(to, service.protocol) : service.ports.first;
    return policy::verdict(m_program, source, target, {.protocol = service.protocol, .port = port});
}

std::uint16_t PolicyDescriber::samplePort(std::size_t to, Protocol protocol) const
{
    if (!m_out.groups[to].members.empty()) {
        for (const auto &port : m_program.endpoints[m_out.groups[to].members.front()].ports) {
            if (port.protocol == protocol)
                return port.port;
        }
    }
    return 80;
}

bool PolicyDescriber::isEverybody(std::size_t group) const
{
    return m_out.groups[group].kind == PolicyGroup::Kind::AnyPod
        || m_out.groups[group].kind == PolicyGroup::Kind::Anywhere;
}

bool PolicyDescriber::isFolded(std::size_t from, std::size_t to, const Service &service) const
{
    for (const auto &[pair, wish] : m_wishes) {
        const bool isSame = (pair.second == to && isEverybody(pair.first) && !isEverybody(from))
                         || (pair.first == from && isEverybody(pair.second) && !isEverybody(to));
        if (isSame && (wish.services.contains(service) || wish.services.contains(Service{.isAny = true})))
            return true;
    }
    return false;
}

PolicyDescriber::Crowd PolicyDescriber::ask(std::size_t from, std::size_t to, const Service &service) const
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

void PolicyDescriber::judge(std::size_t from, std::size_t to, const Wish &wish, const Service &service,
                            Judged &judged)
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

void PolicyDescriber::makeArrows()
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
        add(pair.first, pair.second, services, false, end.egress.action == policy::Action::Deny, wish.policy);
    }
    std::vector<bool> isUsed(m_out.groups.size(), false);
    for (const auto &arrow : m_out.arrows)
        isUsed[arrow.from] = isUsed[arrow.to] = true;
    dropUnused(isUsed);
}

QString PolicyDescriber::shortened(QStringList ports)
{
    constexpr int kMost = 3;
    if (ports.size() <= kMost)
        return ports.join(QStringLiteral(", "));
    const auto rest = ports.size() - 2;
    return ports.mid(0, 2).join(QStringLiteral(", ")) + tr(" + %1").arg(rest);
}

void PolicyDescriber::add(std::size_t from, std::size_t to, const QStringList &ports, bool isAllowed,
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

void PolicyDescriber::dropUnused(const std::vector<bool> &isUsed)
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

} // namespace podloom::app
