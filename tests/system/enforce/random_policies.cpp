#include "tests/system/enforce/random_policies.h"

#include <array>

namespace podloom {

namespace {

constexpr std::array kApps{"web", "api", "db", "monitor", "nobody"};
constexpr std::array kNamespaces{"shop", "ops"};

struct BlockText {
    const char *cidr;
    const char *except; ///< empty = none
};
constexpr std::array kBlocks{BlockText{"0.0.0.0/0", ""},
                             BlockText{"0.0.0.0/0", "203.0.113.0/26"},
                             BlockText{"0.0.0.0/0", "10.0.0.0/8"},
                             BlockText{"203.0.113.0/24", "203.0.113.64/26"},
                             BlockText{"203.0.113.5/32", ""},
                             BlockText{"10.48.0.0/29", "10.48.0.2/32"},
                             BlockText{"172.31.0.0/16", ""},
                             BlockText{"::/0", ""},
                             BlockText{"::/0", "2001:db8:5::/125"},
                             BlockText{"2001:db8:5::/64", ""},
                             BlockText{"fd00:48::/112", "fd00:48::3/128"}};

std::string describe(const NetworkPolicyRule &rule)
{
    std::string out = "  rule from/to";
    for (const auto &peer : rule.peers) {
        out += " {";
        if (peer.podSelector)
            out += " pods " + peer.podSelector->toString();
        if (peer.namespaceSelector)
            out += " namespaces " + peer.namespaceSelector->toString();
        if (peer.ipBlock) {
            out += ' ' + peer.ipBlock->cidr.toString();
            for (const auto &except : peer.ipBlock->except)
                out += " except " + except.toString();
        }
        out += " }";
    }
    out += " ports";
    for (const auto &port : rule.ports) {
        out += ' ' + toString(port.protocol) + '/';
        if (port.port && std::holds_alternative<std::string>(*port.port))
            out += std::get<std::string>(*port.port);
        else if (port.port)
            out += std::to_string(std::get<std::uint16_t>(*port.port));
        if (port.endPort)
            out += '-' + std::to_string(*port.endPort);
    }
    return out + '\n';
}

} // namespace

LabelSelector RandomPolicies::podSelector()
{
    LabelSelector out;
    if (chance(25))
        return out;
    const auto app = std::string(kApps[below(kApps.size())]);
    if (chance(60)) {
        out.matchLabels = {{"app", app}};
    } else {
        using Operator = LabelRequirement::Operator;
        constexpr std::array kOperators{Operator::In, Operator::NotIn, Operator::Exists,
                                        Operator::DoesNotExist};
        LabelRequirement requirement{.key = chance(80) ? "app" : "tier", .op = kOperators[below(4)]};
        if (requirement.op == Operator::In || requirement.op == Operator::NotIn)
            requirement.values = {app, kApps[below(kApps.size())]};
        out.matchExpressions = {requirement};
    }
    return out;
}

LabelSelector RandomPolicies::namespaceSelector()
{
    if (chance(30))
        return {};
    const auto name = std::string(kNamespaces[below(kNamespaces.size())]);
    return {.matchLabels = {{chance(50) ? "team" : "kubernetes.io/metadata.name", name}}};
}

IpBlock RandomPolicies::block()
{
    const auto &text = kBlocks[below(kBlocks.size())];
    IpBlock out{.cidr = *Prefix::parse(text.cidr)};
    if (*text.except)
        out.except = {*Prefix::parse(text.except)};
    return out;
}

NetworkPolicyPeer RandomPolicies::peer()
{
    NetworkPolicyPeer out;
    if (chance(35)) {
        out.ipBlock = block();
        return out;
    }
    const auto form = below(3);
    if (form != 1)
        out.podSelector = podSelector();
    if (form != 0)
        out.namespaceSelector = namespaceSelector();
    return out;
}

NetworkPolicyPort RandomPolicies::port()
{
    NetworkPolicyPort out{.protocol = chance(65) ? Protocol::Tcp
                                    : chance(80) ? Protocol::Udp
                                                 : Protocol::Sctp};
    if (chance(15))
        return out;
    if (chance(25)) {
        out.port = std::string("http");
        return out;
    }
    constexpr std::array<std::uint16_t, 4> kPorts{53, 80, 443, 8080};
    const auto number = kPorts[below(kPorts.size())];
    out.port = number;
    if (chance(25))
        out.endPort = static_cast<std::uint16_t>(number + below(500));
    return out;
}

NetworkPolicyRule RandomPolicies::rule()
{
    NetworkPolicyRule out;
    for (auto count = below(4); count > 0; --count)
        out.peers.push_back(peer());
    for (auto count = below(4); count > 0; --count)
        out.ports.push_back(port());
    return out;
}

void RandomPolicies::addTo(Design &design)
{
    for (auto count = 1 + below(4); count > 0; --count) {
        NetworkPolicy policy;
        policy.meta.id = {std::string(kDefaultCluster), "networking.k8s.io", "NetworkPolicy",
                          chance(80) ? "shop" : "ops", "p" + std::to_string(count)};
        policy.podSelector = podSelector();
        policy.isolatesIngress = chance(65);
        policy.isolatesEgress = !policy.isolatesIngress || chance(40);
        for (auto rules = below(3); policy.isolatesIngress && rules > 0; --rules)
            policy.ingress.push_back(rule());
        for (auto rules = below(3); policy.isolatesEgress && rules > 0; --rules)
            policy.egress.push_back(rule());
        design.networkPolicies.put(std::move(policy));
    }
}

std::string describe(const Design &design)
{
    std::string out;
    for (const auto &policy : design.networkPolicies) {
        out += policy.meta.id.toString() + " selects " + policy.podSelector.toString() + '\n';
        if (policy.isolatesIngress)
            out += " ingress\n";
        for (const auto &rule : policy.ingress)
            out += describe(rule);
        if (policy.isolatesEgress)
            out += " egress\n";
        for (const auto &rule : policy.egress)
            out += describe(rule);
    }
    return out;
}

} // namespace podloom
