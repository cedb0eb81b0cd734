#include "tests/bench/policy/large_design.h"

#include "tests/unit/core/policy/sample_design.h"

#include <algorithm>

namespace podloom::policy {

namespace {

constexpr unsigned kPodsOfAnApplication = 10;

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

} // namespace

Design largeDesign(const Size &size)
{
    SampleDesign sample;
    for (unsigned ns = 0; ns < size.namespaces; ++ns)
        sample.ns(namespaceName(ns), {{"team", "team-" + std::to_string(ns % 20)}});
    std::vector<Table<Pod>::Pointer> pods;
    const auto podsOfANamespace = (size.pods + size.namespaces - 1) / size.namespaces;
    const auto applications = std::max(1U, podsOfANamespace / kPodsOfAnApplication);
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
    std::vector<Table<NetworkPolicy>::Pointer> policies;
    for (unsigned number = 0; number < size.policies; ++number)
        policies.push_back(std::make_shared<const NetworkPolicy>(policyOf(number, size, applications)));
    sample.design.networkPolicies = Table<NetworkPolicy>::fromUnsorted(std::move(policies));
    return std::move(sample.design);
}

} // namespace podloom::policy
