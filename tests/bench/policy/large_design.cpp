#include "tests/bench/policy/large_design.h"

#include "tests/unit/core/policy/sample_design.h"

#include <algorithm>

namespace podloom::policy {

namespace {

constexpr unsigned kTiers = 3;

std::string namespaceName(unsigned number)
{
    return "ns-" + std::to_string(number);
}

std::string applicationName(unsigned number)
{
    return "app-" + std::to_string(number);
}

NetworkPolicy policyOf(unsigned number, const Size &size, unsigned applicationsOfANamespace)
{
    const auto ns = number % size.namespaces;
    const auto application = number / size.namespaces % applicationsOfANamespace;
    auto policy = networkPolicy(namespaceName(ns) + "/policy-" + std::to_string(number),
                                labelled({{"app", applicationName(application)}}));
    policy.isolatesEgress = number % 3 == 0;
    const auto friendly = labelled({{"app", applicationName((application + 1) % applicationsOfANamespace)}});
    NetworkPolicyRule rule{.peers = {fromPods(friendly)}, .ports = {tcp(80), tcp(443)}};
    if (number % 4 == 1)
        rule.peers.push_back(fromNamespaces(
            labelled({{std::string(kNamespaceNameLabel), namespaceName((ns + 1) % size.namespaces)}})));
    if (number % 10 == 2)
        rule.peers.push_back(fromBlock("192.168.0.0/16", {"192.168.7.0/24"}));
    policy.ingress.push_back(rule);
    policy.egress.push_back(std::move(rule));
    return policy;
}

/// Tiers that pass on what they do not decide.
void addTiers(Design &design)
{
    for (unsigned number = 0; number < kTiers; ++number) {
        CalicoTier tier{.order = 100.0 * (number + 1), .passesAtEnd = true};
        tier.meta.id = {"default", "projectcalico.org", "Tier", "", "tier-" + std::to_string(number)};
        design.calicoTiers.put(std::move(tier));
    }
}

/// One application is closed to another one, and open to the front of every application of a team.
CalicoPolicy calicoPolicyOf(unsigned number, const Size &size, unsigned applicationsOfANamespace)
{
    CalicoPolicy policy{.tier = "tier-" + std::to_string(number % kTiers), .order = number};
    policy.meta.id = {"default", "projectcalico.org", "GlobalNetworkPolicy", "",
                      "policy-" + std::to_string(number)};
    const auto named = [](const std::string &label, const std::string &value) {
        return label + " == '" + value + '\'';
    };
    policy.selector = named("app", applicationName(number % applicationsOfANamespace)) + " && "
                    + named("projectcalico.org/namespace", namespaceName(number % size.namespaces));
    CalicoRule deny{.action = RuleAction::Deny, .protocol = Protocol::Tcp};
    deny.source.selector = named("app", applicationName((number + 2) % applicationsOfANamespace));
    deny.destination.ports = {PortRange{8'080, 8'090}};
    CalicoRule allow{.action = RuleAction::Allow};
    allow.source.selector = named("pcns.team", "team-" + std::to_string(number % 20)) + " && tier == 'front'";
    allow.source.notNets = {*Prefix::parse("10.0.7.0/24")};
    policy.ingress = {std::move(deny), std::move(allow), CalicoRule{.action = RuleAction::Pass}};
    return policy;
}

/// A team may not be asked for what only administrators ask for.
ClusterPolicy clusterPolicyOf(unsigned number)
{
    ClusterPolicy policy{.priority = number % 1'000};
    policy.meta.id = {"default", "policy.networking.k8s.io", "ClusterNetworkPolicy", "",
                      "policy-" + std::to_string(number)};
    policy.subjectNamespaces = labelled({{"team", "team-" + std::to_string(number % 20)}});
    ClusterPolicyRule rule{
        .action = RuleAction::Deny,
        .peers = {{.namespaces = labelled({{"team", "team-" + std::to_string((number + 7) % 20)}})}},
        .ports = {{.protocol = Protocol::Tcp, .range = PortRange{9'000, 9'100}}}};
    policy.ingress.push_back(std::move(rule));
    return policy;
}

void addPolicies(Design &design, const Size &size, unsigned applicationsOfANamespace)
{
    std::vector<Table<NetworkPolicy>::Pointer> policies;
    std::vector<Table<CalicoPolicy>::Pointer> ofCalico;
    for (unsigned number = 0; number < size.policies; ++number) {
        if (size.hasAllDialects && number % 50 == 49)
            design.clusterPolicies.put(clusterPolicyOf(number));
        else if (size.hasAllDialects && number % 5 == 4)
            ofCalico.push_back(
                std::make_shared<const CalicoPolicy>(calicoPolicyOf(number, size, applicationsOfANamespace)));
        else
            policies.push_back(
                std::make_shared<const NetworkPolicy>(policyOf(number, size, applicationsOfANamespace)));
    }
    design.networkPolicies = Table<NetworkPolicy>::fromUnsorted(std::move(policies));
    design.calicoPolicies = Table<CalicoPolicy>::fromUnsorted(std::move(ofCalico));
    if (size.hasAllDialects)
        addTiers(design);
}

} // namespace

Design largeDesign(const Size &size)
{
    SampleDesign sample;
    for (unsigned ns = 0; ns < size.namespaces; ++ns)
        sample.ns(namespaceName(ns), {{"team", "team-" + std::to_string(ns % 20)}});
    std::vector<Table<Pod>::Pointer> pods;
    const auto podsOfANamespace = (size.pods + size.namespaces - 1) / size.namespaces;
    const auto applications = std::max(1U, podsOfANamespace / size.podsOfAnApplication);
    for (unsigned number = 0; number < size.pods; ++number) {
        const auto application = number / size.namespaces % applications;
        auto pod = sample.pod(namespaceName(number % size.namespaces) + "/pod-" + std::to_string(number),
                              {{"app", applicationName(application)},
                               {"pod-template-hash", std::to_string(application * 7919)},
                               {"tier", application % 2 == 0 ? "front" : "back"}},
                              {}, {{"http", 80, Protocol::Tcp}});
        pod.ips.push_back(IpAddress::v4(0x0A000000U + number + 1));
        pods.push_back(std::make_shared<const Pod>(std::move(pod)));
    }
    sample.design.pods = Table<Pod>::fromUnsorted(std::move(pods));
    addPolicies(sample.design, size, applications);
    return std::move(sample.design);
}

Design withAnotherPort(Design design, std::size_t policy, std::uint16_t port)
{
    auto edited = design.networkPolicies[policy];
    edited.ingress.front().ports.front() = tcp(port);
    design.networkPolicies.put(std::move(edited));
    return design;
}

} // namespace podloom::policy
