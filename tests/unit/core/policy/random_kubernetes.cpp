#include "tests/unit/core/policy/random_parts.h"

namespace podloom::policy {

namespace {

NetworkPolicyPeer peer(Dice &dice)
{
    if (dice.chance(35)) {
        return dice.chance(80)
                 ? dice.oneOf(std::array{fromBlock("10.0.0.0/8", {"10.1.0.0/16"}),
                                         fromBlock("0.0.0.0/0", {"10.0.0.0/30", "8.0.0.0/8"}),
                                         fromBlock("192.168.0.0/24"), fromBlock("10.0.0.4/30")})
                 : dice.oneOf(std::array{fromBlock("::/0"), fromBlock("fd00::/64", {"fd00::4/126"})});
    }
    NetworkPolicyPeer out;
    if (dice.chance(60))
        out.podSelector = dice.selector();
    if (dice.chance(50) || !out.podSelector)
        out.namespaceSelector = dice.selector();
    return out;
}

NetworkPolicyPort port(Dice &dice)
{
    NetworkPolicyPort out{.protocol = dice.oneOf(kProtocols)};
    if (dice.chance(20))
        return out;
    if (dice.chance(30)) {
        out.port = PortRef(std::string(dice.oneOf(kPortNames)));
        return out;
    }
    const auto number = dice.oneOf(kPorts);
    out.port = PortRef(number);
    if (dice.chance(30))
        out.endPort = static_cast<std::uint16_t>(number + dice.below(100));
    return out;
}

std::vector<NetworkPolicyRule> rules(Dice &dice)
{
    std::vector<NetworkPolicyRule> out(dice.below(3));
    for (auto &rule : out) {
        const auto peers = dice.below(3);
        for (unsigned index = 0; index < peers; ++index)
            rule.peers.push_back(peer(dice));
        const auto ports = dice.below(3);
        for (unsigned index = 0; index < ports; ++index)
            rule.ports.push_back(port(dice));
    }
    return out;
}

ClusterPolicyPeer clusterPeer(Dice &dice, const ClusterPolicyRule &rule, bool isIngress)
{
    ClusterPolicyPeer out;
    const auto kind = dice.below(isIngress ? 9 : 14);
    if (kind < 4)
        out.namespaces = dice.selector();
    else if (kind < 8)
        out.pods = NamespacedPods{dice.selector(), dice.selector()};
    else if (kind == 8)
        out.isUnknown = dice.chance(40);
    else if (kind == 9)
        out.nodes = dice.selector();
    else if (kind == 10 && rule.action == RuleAction::Allow)
        out.domainNames = {"*.example.org"};
    else
        out.networks = dice.nets();
    if (kind == 8 && !out.isUnknown)
        out.namespaces = LabelSelector();
    return out;
}

ClusterPolicyPort clusterPort(Dice &dice)
{
    ClusterPolicyPort out;
    if (dice.chance(25)) {
        out.namedPort = dice.oneOf(kPortNames);
        return out;
    }
    out.protocol = dice.oneOf(kProtocols);
    if (dice.chance(20))
        return out;
    const auto first = dice.oneOf(kPorts);
    out.range =
        PortRange{first, dice.chance(30) ? static_cast<std::uint16_t>(first + dice.below(100)) : first};
    return out;
}

std::vector<ClusterPolicyRule> clusterRules(Dice &dice, bool isBaseline, bool isIngress)
{
    std::vector<ClusterPolicyRule> out(dice.below(4));
    for (auto &rule : out) {
        rule.action = dice.oneOf(std::array{RuleAction::Allow, RuleAction::Deny, RuleAction::Pass});
        if (isBaseline && rule.action == RuleAction::Pass)
            rule.action = RuleAction::Deny;
        const auto peers = 1 + dice.below(2);
        for (unsigned index = 0; index < peers; ++index)
            rule.peers.push_back(clusterPeer(dice, rule, isIngress));
        const auto ports = dice.below(3);
        for (unsigned index = 0; index < ports; ++index)
            rule.ports.push_back(clusterPort(dice));
    }
    return out;
}

} // namespace

NetworkPolicy randomNetworkPolicy(Dice &dice, unsigned index)
{
    auto out =
        networkPolicy(std::string(dice.oneOf(kNamespaces)) + "/np" + std::to_string(index), dice.selector());
    out.isolatesIngress = dice.chance(70);
    out.isolatesEgress = dice.chance(50) || !out.isolatesIngress;
    out.ingress = rules(dice);
    out.egress = rules(dice);
    return out;
}

ClusterPolicy randomClusterPolicy(Dice &dice, unsigned index)
{
    ClusterPolicy out;
    const auto kind = dice.below(10);
    const auto *name = kind < 6 ? "ClusterNetworkPolicy"
                     : kind < 9 ? "AdminNetworkPolicy"
                                : "BaselineAdminNetworkPolicy";
    out.meta.id = {"default", "policy.networking.k8s.io", name, "",
                   kind == 9 ? "default" : "cluster" + std::to_string(index)};
    if (kind == 9 || (kind < 6 && dice.chance(40)))
        out.tier = ClusterPolicy::Tier::Baseline;
    out.priority = kind == 9 ? kBaselinePriority : dice.oneOf(std::array<std::uint32_t, 4>{0, 10, 10, 1'000});
    if (dice.chance(50))
        out.subjectNamespaces = dice.selector();
    else
        out.subjectPods = NamespacedPods{dice.selector(), dice.selector()};
    out.ingress = clusterRules(dice, kind == 9, true);
    out.egress = clusterRules(dice, kind == 9, false);
    return out;
}

} // namespace podloom::policy
