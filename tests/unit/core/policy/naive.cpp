#include "tests/unit/core/policy/naive.h"

#include <algorithm>

namespace podloom::policy::naive {

namespace {

bool isTrueFor(const LabelSelector &selector, const Labels &labels)
{
    for (const auto &[key, value] : selector.matchLabels) {
        if (!labels.contains(key) || labels.at(key) != value)
            return false;
    }
    for (const auto &requirement : selector.matchExpressions) {
        const bool isThere = labels.contains(requirement.key);
        const auto count = isThere ? std::count(requirement.values.begin(), requirement.values.end(),
                                                labels.at(requirement.key))
                                   : 0;
        using Operator = LabelRequirement::Operator;
        if ((requirement.op == Operator::In && count == 0) || (requirement.op == Operator::NotIn && count > 0)
            || (requirement.op == Operator::Exists && !isThere)
            || (requirement.op == Operator::DoesNotExist && isThere))
            return false;
    }
    return true;
}

bool isSelectable(const Pod *pod)
{
    return pod && !pod->spec.isHostNetwork && !pod->isFinished;
}

/// "Selects particular namespaces for which all Pods should be allowed", "particular Pods in the same
/// namespace", both, or an ipBlock.
bool isPeer(const Design &design, const NetworkPolicy &policy, const NetworkPolicyPeer &peer,
            const Party &party)
{
    if (peer.ipBlock) {
        if (!party.address || !peer.ipBlock->cidr.contains(*party.address))
            return false;
        return std::none_of(peer.ipBlock->except.begin(), peer.ipBlock->except.end(),
                            [&](const Prefix &except) { return except.contains(*party.address); });
    }
    if (!isSelectable(party.pod) || party.pod->meta.id.cluster != policy.meta.id.cluster)
        return false;
    const auto &ns = party.pod->meta.id.ns;
    const bool isNamespace =
        peer.namespaceSelector
            ? isTrueFor(*peer.namespaceSelector, design.namespaceLabels(policy.meta.id.cluster, ns))
            : ns == policy.meta.id.ns;
    return isNamespace && (!peer.podSelector || isTrueFor(*peer.podSelector, party.pod->meta.labels));
}

bool isPort(const NetworkPolicyPort &port, const Question &question)
{
    if (port.protocol != question.protocol)
        return false;
    if (!port.port)
        return true;
    if (const auto *number = std::get_if<std::uint16_t>(&*port.port))
        return port.endPort ? *number <= question.port && question.port <= *port.endPort
                            : *number == question.port;
    if (!isSelectable(question.to.pod))
        return false;
    for (const auto &container : question.to.pod->spec.ports) {
        if (container.name == std::get<std::string>(*port.port) && container.protocol == question.protocol
            && container.port == question.port)
            return true;
    }
    return false;
}

bool isRule(const Design &design, const NetworkPolicy &policy, const NetworkPolicyRule &rule,
            const Party &peer, const Question &question)
{
    const bool isFromPeer = rule.peers.empty()
                         || std::any_of(rule.peers.begin(), rule.peers.end(),
                                        [&](const auto &each) { return isPeer(design, policy, each, peer); });
    return isFromPeer
        && (rule.ports.empty() || std::any_of(rule.ports.begin(), rule.ports.end(), [&](const auto &each) {
                return isPort(each, question);
            }));
}

enum class Answer { NotIsolated, Allowed, Denied };

Answer networkPolicies(const Design &design, const Party &subject, const Party &peer, bool isIngress,
                       const Question &question)
{
    auto answer = Answer::NotIsolated;
    for (const auto &policy : design.networkPolicies) {
        const auto &pod = *subject.pod;
        if (policy.meta.id.ns != pod.meta.id.ns || policy.meta.id.cluster != pod.meta.id.cluster
            || !isTrueFor(policy.podSelector, pod.meta.labels)
            || !(isIngress ? policy.isolatesIngress : policy.isolatesEgress))
            continue;
        if (answer == Answer::NotIsolated)
            answer = Answer::Denied;
        for (const auto &rule : isIngress ? policy.ingress : policy.egress) {
            if (isRule(design, policy, rule, peer, question))
                answer = Answer::Allowed;
        }
    }
    return answer;
}

bool sideAllows(const Design &design, const Party &subject, const Party &peer, bool isIngress,
                const Question &question)
{
    if (!isSelectable(subject.pod))
        return true;
    return networkPolicies(design, subject, peer, isIngress, question) != Answer::Denied;
}

/// "Traffic to and from the node where a Pod is running is always allowed".
bool isNodeLocal(const Design &design, const Party &a, const Party &b)
{
    if (!isSelectable(a.pod) || a.pod->spec.nodeName.empty())
        return false;
    if (b.pod && b.pod->spec.isHostNetwork)
        return b.pod->spec.nodeName == a.pod->spec.nodeName
            && b.pod->meta.id.cluster == a.pod->meta.id.cluster
            && design.nodes.contains({a.pod->meta.id.cluster, "", "Node", "", a.pod->spec.nodeName});
    const auto *node = design.nodes.find({a.pod->meta.id.cluster, "", "Node", "", a.pod->spec.nodeName});
    return !b.pod && node && b.address
        && std::any_of(node->addresses.begin(), node->addresses.end(),
                       [&](const InterfaceAddress &each) { return each.address == b.address; });
}

} // namespace

bool isAllowed(const Design &design, const Question &question)
{
    if (question.from.pod && question.from.pod == question.to.pod && isSelectable(question.from.pod))
        return true;
    if (isNodeLocal(design, question.from, question.to) || isNodeLocal(design, question.to, question.from))
        return true;
    return sideAllows(design, question.from, question.to, false, question)
        && sideAllows(design, question.to, question.from, true, question);
}

} // namespace podloom::policy::naive
