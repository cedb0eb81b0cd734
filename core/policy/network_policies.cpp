// networking.k8s.io/v1 NetworkPolicy. Every rule allows; isolation is the end of the tier "default" (K-41,
// K-42).
#include "core/policy/compiler.h"

#include <algorithm>
#include <map>

namespace podloom::policy {

namespace {

/// K-79: where Calico puts them among its own policies of the tier.
constexpr double kOrder = 1000;

PrefixSet addressesOf(const IpBlock &block)
{
    PrefixSet out({block.cidr});
    for (const auto &except : block.except)
        out.remove(except);
    return out;
}

class RuleCompiler {
public:
    RuleCompiler(Compiler &compiler, const NetworkPolicy &policy) : m_compiler(compiler), m_policy(policy) {}

    Rule compile(const NetworkPolicyRule &rule, std::size_t index, Direction direction)
    {
        Rule out{.index = static_cast<std::uint32_t>(index), .at = rule.at};
        auto &peers = direction == Direction::Ingress ? out.sources : out.destinations;
        peers = this->peers(rule.peers);
        out.neverMatches = !rule.peers.empty() && peers.empty();
        out.transports = transports(rule.ports);
        return out;
    }

private:
    /// K-52 … K-55: selectors one by one, all address blocks as one alternative.
    std::vector<Peer> peers(const std::vector<NetworkPolicyPeer> &peers)
    {
        std::vector<Peer> out;
        PrefixSet nets;
        for (const auto &peer : peers) {
            if (peer.ipBlock) {
                nets = nets.united(addressesOf(*peer.ipBlock));
            } else if (peer.podSelector || peer.namespaceSelector) {
                const Peer one{.set = m_compiler.podSet(selectionOf(peer))};
                if (std::find(out.begin(), out.end(), one) == out.end())
                    out.push_back(one);
            }
        }
        if (!nets.isEmpty())
            out.push_back({.nets = std::move(nets)});
        return out;
    }

    PodSelection selectionOf(const NetworkPolicyPeer &peer) const
    {
        PodSelection selection{.cluster = m_policy.meta.id.cluster};
        if (peer.namespaceSelector)
            selection.namespaces = *peer.namespaceSelector;
        else
            selection.ns = m_policy.meta.id.ns;
        if (peer.podSelector)
            selection.pods = *peer.podSelector;
        return selection;
    }

    /// K-56, K-57: one alternative a protocol.
    std::vector<Transport> transports(const std::vector<NetworkPolicyPort> &ports)
    {
        std::map<Protocol, std::optional<PortMatch>> byProtocol; // nothing = every port
        for (const auto &port : ports) {
            const auto at = byProtocol.try_emplace(port.protocol, PortMatch{}).first;
            auto &match = at->second;
            if (!port.port)
                match.reset();
            if (!match)
                continue;
            if (const auto *number = std::get_if<std::uint16_t>(&*port.port)) {
                match->numbers.insert({*number, std::max(*number, port.endPort.value_or(*number))});
                continue;
            }
            const auto pairs = m_compiler.namedPort(m_policy.meta.id.cluster,
                                                    std::get<std::string>(*port.port), port.protocol);
            if (std::find(match->pairs.begin(), match->pairs.end(), pairs) == match->pairs.end())
                match->pairs.push_back(pairs);
        }
        std::vector<Transport> out;
        for (auto &[protocol, match] : byProtocol)
            out.push_back({.protocol = protocol, .destinationPorts = std::move(match)});
        return out;
    }

    Compiler &m_compiler;
    const NetworkPolicy &m_policy;
};

} // namespace

void compileNetworkPolicies(Compiler &compiler)
{
    for (const auto &policy : compiler.design().networkPolicies) {
        const auto &id = policy.meta.id;
        const auto tier = compiler.defaultTier(id.cluster);
        if (compiler.reuse(policy, &Design::networkPolicies, tier))
            continue;
        Policy out{.id = id,
                   .at = policy.meta.at,
                   .dialect = Dialect::NetworkPolicy,
                   .tier = tier,
                   .order = kOrder,
                   .applies = {policy.isolatesIngress, policy.isolatesEgress}};
        RuleCompiler rules(compiler, policy);
        for (std::size_t index = 0; index < policy.ingress.size(); ++index)
            out.rules[0].push_back(rules.compile(policy.ingress[index], index, Direction::Ingress));
        for (std::size_t index = 0; index < policy.egress.size(); ++index)
            out.rules[1].push_back(rules.compile(policy.egress[index], index, Direction::Egress));
        auto selection = std::make_shared<const PodSelection>(
            PodSelection{.cluster = id.cluster, .ns = id.ns, .pods = policy.podSelector});
        out.selects = compiler.selection().select(*selection);
        compiler.add(std::move(out), "knp.default." + id.name, &policy, std::move(selection));
    }
}

} // namespace podloom::policy
