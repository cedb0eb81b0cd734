// policy.networking.k8s.io: the tiers kube-admin and kube-baseline (K-70 … K-79).
#include "core/policy/compiler.h"

#include <algorithm>
#include <map>

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

class RuleCompiler {
public:
    RuleCompiler(Compiler &compiler, const ClusterPolicy &policy)
        : m_compiler(compiler),
          m_cluster(policy.meta.id.cluster)
    {}

    Rule compile(const ClusterPolicyRule &rule, std::size_t index, Direction direction)
    {
        Rule out{.action = actionOf(rule.action),
                 .index = static_cast<std::uint32_t>(index),
                 .name = rule.name,
                 .at = rule.at};
        const auto isUnknown = [](const ClusterPolicyPeer &peer) { return peer.isUnknown; };
        if (std::any_of(rule.peers.begin(), rule.peers.end(), isUnknown)) { // K-77
            out.neverMatches = out.action == Action::Allow;
            out.action = out.neverMatches ? Action::Allow : Action::Deny;
            return out;
        }
        auto &peers = direction == Direction::Ingress ? out.sources : out.destinations;
        peers = this->peers(rule.peers);
        out.neverMatches = peers.empty();
        out.isUnpredictable = std::any_of(rule.peers.begin(), rule.peers.end(),
                                          [](const auto &peer) { return !peer.domainNames.empty(); });
        out.transports = transports(rule.ports);
        return out;
    }

private:
    /// Selectors one by one, all networks as one alternative.
    std::vector<Peer> peers(const std::vector<ClusterPolicyPeer> &peers)
    {
        std::vector<Peer> out;
        PrefixSet nets;
        const auto add = [&](SetIndex set) {
            const Peer one{.set = set};
            if (std::find(out.begin(), out.end(), one) == out.end())
                out.push_back(one);
        };
        for (const auto &peer : peers) {
            if (peer.namespaces)
                add(m_compiler.podSet({.cluster = m_cluster, .namespaces = *peer.namespaces}));
            if (peer.pods)
                add(m_compiler.podSet(selectionOf(m_cluster, *peer.pods)));
            if (peer.nodes)
                add(m_compiler.nodeSet(m_cluster, *peer.nodes));
            for (const auto &network : peer.networks)
                nets.insert(network);
        }
        if (!nets.isEmpty())
            out.push_back({.nets = std::move(nets)});
        return out;
    }

    /// One alternative a protocol; a named port may be of any.
    std::vector<Transport> transports(const std::vector<ClusterPolicyPort> &ports)
    {
        std::map<Protocol, std::optional<PortMatch>> byProtocol; // nothing = every port
        for (const auto &port : ports) {
            if (!port.namedPort.empty()) {
                for (const auto protocol : {Protocol::Tcp, Protocol::Udp, Protocol::Sctp})
                    addNamed(byProtocol, protocol, port.namedPort);
                continue;
            }
            auto &match =
                byProtocol.try_emplace(port.protocol.value_or(Protocol::Tcp), PortMatch{}).first->second;
            if (!port.range)
                match.reset();
            else if (match)
                match->numbers.insert(*port.range);
        }
        std::vector<Transport> out;
        for (auto &[protocol, match] : byProtocol)
            out.push_back({.protocol = protocol, .destinationPorts = std::move(match)});
        return out;
    }

    void addNamed(std::map<Protocol, std::optional<PortMatch>> &byProtocol, Protocol protocol,
                  const std::string &name)
    {
        auto &match = byProtocol.try_emplace(protocol, PortMatch{}).first->second;
        const auto pairs = m_compiler.namedPort(m_cluster, name, protocol);
        if (match && std::find(match->pairs.begin(), match->pairs.end(), pairs) == match->pairs.end())
            match->pairs.push_back(pairs);
    }

public:
    static PodSelection selectionOf(const std::string &cluster, const NamespacedPods &pods)
    {
        return {.cluster = cluster, .namespaces = pods.namespaceSelector, .pods = pods.podSelector};
    }

private:
    Compiler &m_compiler;
    const std::string &m_cluster;
};

std::vector<EndpointIndex> subjectsOf(const Compiler &compiler, const ClusterPolicy &policy)
{
    const auto &cluster = policy.meta.id.cluster;
    if (policy.subjectPods)
        return compiler.selection().select(RuleCompiler::selectionOf(cluster, *policy.subjectPods));
    if (policy.subjectNamespaces)
        return compiler.selection().select({.cluster = cluster, .namespaces = *policy.subjectNamespaces});
    return {};
}

/// Equal priorities are in an order of their own choice (K-71): by kind, then by name.
std::string sortNameOf(const ClusterPolicy &policy)
{
    return policy.meta.id.kind + '/' + policy.meta.id.name;
}

} // namespace

void compileClusterPolicies(Compiler &compiler)
{
    for (const auto &policy : compiler.design().clusterPolicies) {
        const auto &id = policy.meta.id;
        const auto tier = policy.tier == ClusterPolicy::Tier::Admin ? compiler.adminTier(id.cluster)
                                                                    : compiler.baselineTier(id.cluster);
        if (compiler.reuse(policy, &Design::clusterPolicies, tier))
            continue;
        Policy out{.id = id,
                   .at = policy.meta.at,
                   .dialect = Dialect::ClusterNetworkPolicy,
                   .tier = tier,
                   .order = policy.priority,
                   .applies = {!policy.ingress.empty(), !policy.egress.empty()}};
        RuleCompiler rules(compiler, policy);
        for (std::size_t index = 0; index < policy.ingress.size(); ++index)
            out.rules[0].push_back(rules.compile(policy.ingress[index], index, Direction::Ingress));
        for (std::size_t index = 0; index < policy.egress.size(); ++index)
            out.rules[1].push_back(rules.compile(policy.egress[index], index, Direction::Egress));
        out.selects = subjectsOf(compiler, policy);
        compiler.add(std::move(out), sortNameOf(policy), &policy);
    }
}

} // namespace podloom::policy
