#include "core/policy/calico_rules.h"

#include "core/policy/service_sets.h"

#include <algorithm>

namespace podloom::policy {

namespace {

Action actionOf(RuleAction action)
{
    switch (action) {
    case RuleAction::Allow: return Action::Allow;
    case RuleAction::Deny: return Action::Deny;
    case RuleAction::Pass: return Action::Pass;
    case RuleAction::Log: break;
    }
    return Action::Log;
}

std::optional<CalicoSelector> optionalSelector(const std::string &text)
{
    return text.empty() ? std::nullopt : std::optional(parsedSelector(text));
}

/// A list of nets of one family makes the whole rule one of that family, a list of excluded nets too.
struct Families {
    bool v4 = true;
    bool v6 = true;

    void restrict(const std::vector<Prefix> &nets)
    {
        if (nets.empty())
            return;
        const auto has = [&](Family family) {
            return std::any_of(nets.begin(), nets.end(),
                               [&](const Prefix &net) { return net.family() == family; });
        };
        v4 = v4 && has(Family::V4);
        v6 = v6 && has(Family::V6);
    }
};

std::optional<IcmpMatch> icmpOf(const std::optional<CalicoIcmp> &icmp)
{
    if (!icmp)
        return std::nullopt;
    return IcmpMatch{.type = icmp->type, .code = icmp->code};
}

/// A named port of host endpoints, which are known by their addresses; nothing when none has such a port.
/// Only Calico's rules mean them (K-57).
std::optional<PortSetIndex> namedHostPort(Compiler &compiler, const std::string &cluster,
                                          const std::string &name, Protocol protocol)
{
    PortPairSet out;
    for (const auto &endpoint : compiler.endpoints()) {
        if (endpoint.kind != Endpoint::Kind::HostInterface || endpoint.id.cluster != cluster)
            continue;
        for (const auto &port : endpoint.ports) {
            if (port.name != name || port.protocol != protocol)
                continue;
            for (const auto &ip : endpoint.ips)
                out.members.push_back({.address = ip, .protocol = protocol, .port = port.port});
        }
    }
    if (out.members.empty())
        return std::nullopt;
    return compiler.portSet(cluster + ": host port " + name + '/' + toString(protocol), [&] { return out; });
}

} // namespace

CalicoSelector parsedSelector(const std::string &text)
{
    auto parsed = CalicoSelector::parse(text);
    return parsed ? *std::move(parsed) : CalicoSelector();
}

std::vector<Rule> CalicoRules::compile(const std::vector<CalicoRule> &rules)
{
    std::vector<Rule> out;
    for (const auto &rule : rules) {
        out.push_back(compile(rule));
        out.back().index = static_cast<std::uint32_t>(out.size() - 1);
    }
    return out;
}

Rule CalicoRules::compile(const CalicoRule &rule)
{
    Rule out{.action = actionOf(rule.action), .family = rule.ipVersion, .at = rule.at};
    Families families{.v4 = rule.ipVersion != Family::V6, .v6 = rule.ipVersion != Family::V4};
    for (const auto *entity : {&rule.source, &rule.destination}) {
        families.restrict(entity->nets);
        families.restrict(entity->notNets);
    }
    if (families.v4 != families.v6)
        out.family = families.v4 ? Family::V4 : Family::V6;
    // Without a proxy nobody can tell what a request asks for, so nothing is allowed by it.
    out.isUnpredictable = rule.hasHttp;
    out.neverMatches = rule.hasHttp || (!families.v4 && !families.v6);
    out.sources = peers(rule.source);
    out.destinations = rule.destination.serviceName.empty() ? peers(rule.destination) : std::vector<Peer>();
    out.transports = transports(rule);
    return out;
}

const std::string &CalicoRules::namespaceOf(const CalicoEntity &entity) const
{
    return entity.serviceNamespace.empty() ? m_ns : entity.serviceNamespace;
}

/// Selectors of a namespaced policy stay in its namespace as soon as one of them is used, also notSelector.
std::vector<Peer> CalicoRules::peers(const CalicoEntity &entity)
{
    Peer out;
    if (!entity.serviceName.empty())
        return {
            Peer{.set = serviceAddresses(m_compiler, m_cluster, namespaceOf(entity), entity.serviceName)}};
    const bool hasSelector = !entity.selector.empty() || !entity.namespaceSelector.empty()
                          || !entity.serviceAccountNames.empty() || !entity.serviceAccountSelector.empty();
    if (hasSelector || (!m_ns.empty() && !entity.notSelector.empty()))
        out.set = m_compiler.calicoSet({.cluster = m_cluster,
                                        .ns = m_ns,
                                        .namespaces = optionalSelector(entity.namespaceSelector),
                                        .selector = parsedSelector(entity.selector),
                                        .accountNames = entity.serviceAccountNames,
                                        .accounts = optionalSelector(entity.serviceAccountSelector)});
    if (!entity.notSelector.empty())
        out.notSets.push_back(
            m_compiler.calicoSet({.cluster = m_cluster, .selector = parsedSelector(entity.notSelector)}));
    if (!entity.nets.empty())
        out.nets = PrefixSet(entity.nets);
    if (!entity.notNets.empty())
        out.notNets = PrefixSet(entity.notNets);
    if (out == Peer())
        return {};
    return {std::move(out)};
}

PortMatch CalicoRules::ports(const std::vector<CalicoPort> &ports, Protocol protocol)
{
    PortMatch out;
    for (const auto &port : ports) {
        if (const auto *range = std::get_if<PortRange>(&port)) {
            out.numbers.insert(*range);
            continue;
        }
        const auto &name = std::get<std::string>(port);
        const auto pairs = m_compiler.namedPort(m_cluster, name, protocol);
        if (std::find(out.pairs.begin(), out.pairs.end(), pairs) != out.pairs.end())
            continue;
        out.pairs.push_back(pairs);
        if (const auto ofHosts = namedHostPort(m_compiler, m_cluster, name, protocol))
            out.pairs.push_back(*ofHosts);
    }
    return out;
}

std::vector<Transport> CalicoRules::transports(const CalicoRule &rule)
{
    Transport out{.protocol = rule.protocol,
                  .notProtocol = rule.notProtocol,
                  .icmp = icmpOf(rule.icmp),
                  .notIcmp = icmpOf(rule.notIcmp)};
    const auto matchOf = [&](const std::vector<CalicoPort> &list) {
        return list.empty() ? std::nullopt
                            : std::optional(ports(list, rule.protocol.value_or(Protocol::Tcp)));
    };
    out.sourcePorts = matchOf(rule.source.ports);
    out.notSourcePorts = matchOf(rule.source.notPorts);
    out.destinationPorts = matchOf(rule.destination.ports);
    out.notDestinationPorts = matchOf(rule.destination.notPorts);
    if (!rule.destination.serviceName.empty())
        out.destinationPorts =
            PortMatch{.pairs = {servicePorts(m_compiler, m_cluster, namespaceOf(rule.destination),
                                             rule.destination.serviceName)}};
    if (out == Transport())
        return {};
    return {std::move(out)};
}

} // namespace podloom::policy
