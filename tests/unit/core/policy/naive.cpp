#include "tests/unit/core/policy/naive.h"

#include "tests/unit/core/policy/naive_words.h"

#include <algorithm>
#include <limits>

namespace podloom::policy::naive {

namespace {

constexpr double kLast = std::numeric_limits<double>::infinity();

Tier &tierCalled(std::vector<Tier> &tiers, const std::string &name)
{
    for (auto &tier : tiers) {
        if (tier.name == name)
            return tier;
    }
    return tiers.emplace_back(Tier{.name = name, .order = kLast}); // declared nowhere
}

/// CA-11, K-79.
std::vector<Tier> declaredTiers(const Design &design)
{
    std::vector<Tier> tiers{{.name = "kube-admin", .order = 1'000, .passesAtEnd = true},
                            {.name = "default", .order = 1'000'000},
                            {.name = "kube-baseline", .order = 10'000'000, .passesAtEnd = true}};
    for (const auto &tier : design.calicoTiers) {
        const auto &name = tier.meta.id.name;
        if (name != "kube-admin" && name != "default" && name != "kube-baseline")
            tiers.push_back(
                {.name = name, .order = tier.order.value_or(kLast), .passesAtEnd = tier.passesAtEnd});
    }
    return tiers;
}

/// K-46: "Traffic to and from the node where a Pod is running is always allowed".
bool isNodeLocal(const Design &design, const Party &a, const Party &b)
{
    if (!isSelectable(a.pod) || a.pod->spec.nodeName.empty())
        return false;
    const auto *node = design.nodes.find({a.pod->meta.id.cluster, "", "Node", "", a.pod->spec.nodeName});
    if (!node)
        return false;
    if (b.pod)
        return b.pod->spec.isHostNetwork && b.pod->spec.nodeName == a.pod->spec.nodeName
            && b.pod->meta.id.cluster == a.pod->meta.id.cluster;
    return b.address
        && std::any_of(node->addresses.begin(), node->addresses.end(),
                       [&](const InterfaceAddress &each) { return each.address == b.address; });
}

} // namespace

bool isSelectable(const Pod *pod)
{
    return pod && !pod->spec.isHostNetwork && !pod->isFinished;
}

bool hasNamedPort(const Party &party, const std::string &name, Protocol protocol, std::uint16_t port)
{
    if (!isSelectable(party.pod))
        return false;
    const auto &ports = party.pod->spec.ports;
    return std::any_of(ports.begin(), ports.end(), [&](const ContainerPort &each) {
        return each.name == name && each.protocol == protocol && each.port == port;
    });
}

Evaluator::Evaluator(const Design &design) : m_design(design), m_tiers(declaredTiers(design))
{
    for (const auto &policy : design.networkPolicies)
        tierCalled(m_tiers, "default")
            .voices.push_back({1'000, "knp.default." + policy.meta.id.name, &policy});
    for (const auto &policy : design.clusterPolicies) {
        const bool isAdmin = policy.tier == ClusterPolicy::Tier::Admin;
        tierCalled(m_tiers, isAdmin ? "kube-admin" : "kube-baseline")
            .voices.push_back({static_cast<double>(policy.priority),
                               policy.meta.id.kind + '/' + policy.meta.id.name, &policy});
    }
    for (const auto &policy : design.calicoPolicies) {
        if (!policy.staged) // CA-15
            tierCalled(m_tiers, policy.tier)
                .voices.push_back({policy.order.value_or(kLast), policy.meta.id.name, &policy});
    }
    const auto comesFirst = [](const auto &a, const auto &b) {
        return a.order != b.order ? a.order < b.order : a.name < b.name;
    };
    std::stable_sort(m_tiers.begin(), m_tiers.end(), comesFirst);
    for (auto &tier : m_tiers)
        std::stable_sort(tier.voices.begin(), tier.voices.end(), comesFirst);
}

Evaluator::~Evaluator() = default;

/// Section 3.3 of the reference: tiers in order; in a tier the first policy that decides; a tier that has a
/// say and does not decide ends with its default action; profiles.
bool Evaluator::sideAllows(const Question &question, bool isIngress) const
{
    const Case asked{m_design, question, isIngress};
    if (!isSelectable(asked.subject().pod))
        return true;
    for (const auto &tier : m_tiers) {
        bool hasSay = false;
        std::optional<RuleAction> decision;
        for (const auto &voice : tier.voices) {
            if (!std::visit([&](const auto *policy) { return concerns(*policy, asked); }, voice.policy))
                continue;
            hasSay = true;
            decision = std::visit([&](const auto *policy) { return answer(*policy, asked); }, voice.policy);
            if (decision)
                break;
        }
        if (decision == RuleAction::Allow)
            return true;
        if (decision == RuleAction::Deny || (!decision && hasSay && !tier.passesAtEnd))
            return false;
    }
    return profilesAllow(asked);
}

/// CA-34, where somebody says it: a configuration of the node, or else the one of all.
bool Evaluator::isClosedToItsNode(const Pod &pod) const
{
    for (const auto &name : {"node." + pod.spec.nodeName, std::string("default")}) {
        const auto *found = m_design.felixConfigurations.find(
            {pod.meta.id.cluster, "projectcalico.org", "FelixConfiguration", "", name});
        if (found && found->endpointToHost)
            return *found->endpointToHost == "Drop";
    }
    return false;
}

bool Evaluator::isAllowed(const Question &question) const
{
    if (question.from.pod && question.from.pod == question.to.pod && isSelectable(question.from.pod))
        return true; // K-47
    if (isNodeLocal(m_design, question.from, question.to))
        return !isClosedToItsNode(*question.from.pod);
    if (isNodeLocal(m_design, question.to, question.from))
        return true;
    return sideAllows(question, false) && sideAllows(question, true) && hostAllows(question, false)
        && hostAllows(question, true);
}

} // namespace podloom::policy::naive
