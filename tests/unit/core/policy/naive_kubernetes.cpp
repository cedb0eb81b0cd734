// NetworkPolicy (K-40 … K-60) and the cluster-wide policies (K-70 … K-78).
#include "tests/unit/core/policy/naive_words.h"

#include <algorithm>

namespace podloom::policy::naive {

namespace {

const Labels &labelsOf(const Party &party)
{
    return party.pod->meta.labels;
}

Labels namespaceOf(const Case &asked, const Party &party)
{
    return asked.design.namespaceLabels(party.pod->meta.id.cluster, party.pod->meta.id.ns);
}

bool isIn(const std::vector<Prefix> &nets, const Party &party)
{
    return party.address && std::any_of(nets.begin(), nets.end(), [&](const Prefix &net) {
               return net.contains(*party.address);
           });
}

/// "Selects particular namespaces for which all Pods should be allowed", "particular Pods in the same
/// namespace", both, or an ipBlock.
bool isPeer(const Case &asked, const NetworkPolicy &policy, const NetworkPolicyPeer &peer)
{
    const auto &party = asked.peer();
    if (peer.ipBlock)
        return isIn({peer.ipBlock->cidr}, party) && !isIn(peer.ipBlock->except, party);
    if (!isSelectable(party.pod) || party.pod->meta.id.cluster != policy.meta.id.cluster)
        return false;
    const bool isNamespace = peer.namespaceSelector
                               ? isTrueFor(*peer.namespaceSelector, namespaceOf(asked, party))
                               : party.pod->meta.id.ns == policy.meta.id.ns;
    return isNamespace && (!peer.podSelector || isTrueFor(*peer.podSelector, labelsOf(party)));
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
    return hasNamedPort(question.to, std::get<std::string>(*port.port), question.protocol, question.port);
}

bool isRule(const Case &asked, const NetworkPolicy &policy, const NetworkPolicyRule &rule)
{
    const bool isFromPeer = rule.peers.empty()
                         || std::any_of(rule.peers.begin(), rule.peers.end(),
                                        [&](const auto &each) { return isPeer(asked, policy, each); });
    return isFromPeer
        && (rule.ports.empty() || std::any_of(rule.ports.begin(), rule.ports.end(), [&](const auto &each) {
                return isPort(each, asked.question);
            }));
}

bool areThese(const Case &asked, const NamespacedPods &pods, const Party &party)
{
    return isTrueFor(pods.namespaceSelector, namespaceOf(asked, party))
        && isTrueFor(pods.podSelector, labelsOf(party));
}

bool isNode(const Case &asked, const LabelSelector &selector, const Party &party)
{
    for (const auto &node : asked.design.nodes) {
        for (const auto &each : node.addresses) {
            if (party.address == each.address && isTrueFor(selector, node.meta.labels))
                return true;
        }
    }
    return false;
}

/// K-75. Domain names are not known to be anybody.
bool isPeer(const Case &asked, const ClusterPolicyPeer &peer)
{
    const auto &party = asked.peer();
    if (peer.namespaces)
        return isSelectable(party.pod) && isTrueFor(*peer.namespaces, namespaceOf(asked, party));
    if (peer.pods)
        return isSelectable(party.pod) && areThese(asked, *peer.pods, party);
    if (peer.nodes)
        return isNode(asked, *peer.nodes, party);
    return isIn(peer.networks, party);
}

/// K-76. A named port is one of whichever protocol the pod gives it.
bool isPort(const ClusterPolicyPort &port, const Question &question)
{
    if (!port.namedPort.empty())
        return hasNamedPort(question.to, port.namedPort, question.protocol, question.port);
    return port.protocol == question.protocol
        && (!port.range || (port.range->first <= question.port && question.port <= port.range->last));
}

/// K-77: a rule with a peer that nobody knows is safe in both ways: it does not accept anything, and whatever
/// it holds back, it holds back all of it.
std::optional<RuleAction> answer(const Case &asked, const ClusterPolicyRule &rule)
{
    for (const auto &peer : rule.peers) {
        if (peer.isUnknown)
            return rule.action == RuleAction::Allow ? std::nullopt : std::optional(RuleAction::Deny);
    }
    const bool isMatch =
        std::any_of(rule.peers.begin(), rule.peers.end(),
                    [&](const auto &peer) { return isPeer(asked, peer); })
        && (rule.ports.empty() || std::any_of(rule.ports.begin(), rule.ports.end(), [&](const auto &port) {
                return isPort(port, asked.question);
            }));
    return isMatch ? std::optional(rule.action) : std::nullopt;
}

} // namespace

bool concerns(const NetworkPolicy &policy, const Case &asked)
{
    const auto &id = asked.subject().pod->meta.id;
    return policy.meta.id.ns == id.ns && policy.meta.id.cluster == id.cluster
        && (asked.isIngress ? policy.isolatesIngress : policy.isolatesEgress)
        && isTrueFor(policy.podSelector, labelsOf(asked.subject()));
}

std::optional<RuleAction> answer(const NetworkPolicy &policy, const Case &asked)
{
    for (const auto &rule : asked.isIngress ? policy.ingress : policy.egress) {
        if (isRule(asked, policy, rule))
            return RuleAction::Allow;
    }
    return std::nullopt;
}

bool concerns(const ClusterPolicy &policy, const Case &asked)
{
    const auto &subject = asked.subject();
    if (subject.pod->meta.id.cluster != policy.meta.id.cluster)
        return false;
    return policy.subjectPods
             ? areThese(asked, *policy.subjectPods, subject)
             : policy.subjectNamespaces && isTrueFor(*policy.subjectNamespaces, namespaceOf(asked, subject));
}

std::optional<RuleAction> answer(const ClusterPolicy &policy, const Case &asked)
{
    for (const auto &rule : asked.isIngress ? policy.ingress : policy.egress) {
        if (const auto said = answer(asked, rule))
            return said;
    }
    return std::nullopt;
}

} // namespace podloom::policy::naive
