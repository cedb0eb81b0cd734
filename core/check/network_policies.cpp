// Traps of networking.k8s.io/v1 NetworkPolicy: what it selects, policyTypes (K-49), peers (K-52 … K-55),
// named ports (K-57).
#include "core/check/check.h"
#include "core/check/finding.h"
#include "core/check/pod_kinds.h"

#include <algorithm>

namespace podloom {

namespace {

using Kinds = std::vector<const PodKind *>;

/// Without pods of the host network, on which policies have no effect.
Kinds selectable(Kinds kinds)
{
    kinds.erase(
        std::remove_if(kinds.begin(), kinds.end(), [](const PodKind *kind) { return kind->isHostNetwork; }),
        kinds.end());
    return kinds;
}

class PolicyChecker {
public:
    PolicyChecker(const Design &design, const PodKinds &pods, const NetworkPolicy &policy,
                  Diagnostics &findings)
        : m_design(design),
          m_pods(pods),
          m_policy(policy),
          m_ns(policy.meta.id.ns),
          m_about(policy.meta, findings)
    {}

    void run()
    {
        checkSubject();
        checkTypes();
        for (const auto &rule : m_policy.ingress)
            checkRule(rule, true);
        for (const auto &rule : m_policy.egress)
            checkRule(rule, false);
    }

private:
    void checkSubject()
    {
        const auto all = m_pods.select(m_ns, m_policy.podSelector);
        m_selected = selectable(all);
        if (!m_selected.empty())
            return;
        if (!all.empty())
            return m_about.warning(m_policy.meta.at, "policy-selects-host-network",
                                   "the policy selects only pods of the host network, which policies do not "
                                   "isolate; use a policy for host endpoints, or take it away");
        if (!m_pods.hasPodsIn(m_ns))
            return m_about.info(m_policy.meta.at, "policy-selects-nothing",
                                "the namespace \"%1\" has no pod in this design, so the policy has no effect",
                                {m_ns});
        Message message{"policy-selects-nothing",
                        "no pod of the namespace \"%1\" matches the podSelector %2, so the policy has no "
                        "effect; check the labels",
                        {m_ns, m_policy.podSelector.toString()}};
        m_pods.addHint(m_ns, m_policy.podSelector, message);
        m_about.warning(m_policy.meta.at, message.id, message.english, message.arguments);
    }

    void checkTypes()
    {
        if (!m_policy.isolatesEgress && !m_policy.egress.empty())
            m_about.warning(
                m_policy.egress.front().at, "policy-types",
                "the egress rules have no effect, since policyTypes does not name Egress; add it");
        else if (!m_policy.isolatesEgress && m_policy.statesEgress && !m_policy.statesTypes)
            m_about.warning(
                m_policy.meta.at, "policy-types",
                "an empty egress list alone does not deny egress; write policyTypes: [Egress] too");
        if (!m_policy.isolatesIngress && !m_policy.ingress.empty())
            m_about.warning(
                m_policy.ingress.front().at, "policy-types",
                "the ingress rules have no effect, since policyTypes does not name Ingress; add it");
        if (m_policy.statesTypes || m_policy.statesIngress)
            return;
        if (!m_policy.statesEgress)
            m_about.info(m_policy.meta.at, "policy-empty",
                         "the policy has no rules and no policyTypes, which denies all ingress; write "
                         "policyTypes: [Ingress] to say that it is meant");
        else if (m_policy.isolatesEgress && shutsServers())
            m_about.warning(
                m_policy.meta.at, "policy-types",
                "without policyTypes the policy denies all ingress of its pods too, and no other policy "
                "allows them any; write policyTypes: [Egress] if only egress is meant");
    }

    /// Whether a selected kind of pods has ports, and no policy has an ingress rule for it.
    bool shutsServers() const
    {
        return std::any_of(m_selected.begin(), m_selected.end(), [&](const PodKind *kind) {
            return !kind->ports.empty()
                && std::none_of(m_design.networkPolicies.begin(), m_design.networkPolicies.end(),
                                [&](const NetworkPolicy &other) {
                                    return other.meta.id.cluster == m_policy.meta.id.cluster
                                        && other.meta.id.ns == m_ns && !other.ingress.empty()
                                        && other.isolatesIngress && other.podSelector.matches(kind->labels);
                                });
        });
    }

    void checkRule(const NetworkPolicyRule &rule, bool isIngress)
    {
        Kinds reached;
        for (const auto &peer : rule.peers) {
            const auto kinds = kindsOf(peer);
            reached.insert(reached.end(), kinds.begin(), kinds.end());
            if (!peer.ipBlock && kinds.empty() && !isSeparated(rule, peer))
                checkEmptyPeer(peer);
        }
        for (const auto &port : rule.ports)
            checkNamedPort(rule, port, isIngress ? m_selected : reached, isIngress);
    }

    Kinds kindsOf(const NetworkPolicyPeer &peer) const
    {
        const auto pods = peer.podSelector.value_or(LabelSelector{});
        if (peer.ipBlock)
            return {};
        return selectable(peer.namespaceSelector ? m_pods.select(*peer.namespaceSelector, pods)
                                                 : m_pods.select(m_ns, pods));
    }

    void checkEmptyPeer(const NetworkPolicyPeer &peer)
    {
        const auto pods = peer.podSelector.value_or(LabelSelector{});
        if (!peer.namespaceSelector) {
            if (!m_pods.hasPodsIn(m_ns))
                return;
            Message message{"peer-matches-nothing",
                            "no pod of the namespace \"%1\" matches the podSelector %2; check the labels, or "
                            "add a namespaceSelector when the pods are in another namespace",
                            {m_ns, pods.toString()}};
            m_pods.addHint(m_ns, pods, message);
            return m_about.warning(peer.at, message.id, message.english, message.arguments);
        }
        const auto namespaces = m_pods.namespaces(*peer.namespaceSelector);
        if (namespaces.empty())
            return m_about.info(
                peer.at, "peer-matches-nothing",
                "no namespace of this design matches the namespaceSelector %1; check its labels, or add the "
                "namespace to the design",
                {peer.namespaceSelector->toString()});
        if (isOfTheSystem(namespaces, pods))
            return;
        const bool hasPods = std::any_of(namespaces.begin(), namespaces.end(),
                                         [&](const std::string &ns) { return m_pods.hasPodsIn(ns); });
        if (!hasPods)
            return m_about.info(
                peer.at, "peer-matches-nothing",
                "the namespace \"%1\", which the namespaceSelector matches, has no pod in this design",
                {namespaces.front()});
        Message message{
            "peer-matches-nothing",
            "no pod of the namespaces that match %1 matches the podSelector %2; both must hold for "
            "one pod (write two list items where either is enough)",
            {peer.namespaceSelector->toString(), pods.toString()}};
        if (namespaces.size() == 1)
            m_pods.addHint(namespaces.front(), pods, message);
        m_about.add(peer.namespaceSelector->isEmpty() ? Severity::Info : Severity::Warning, peer.at,
                    message.id, message.english, message.arguments);
    }

    /// Whether the pods may be those of the cluster itself (its name server, …), which few designs hold.
    bool isOfTheSystem(const std::vector<std::string> &namespaces, const LabelSelector &pods) const
    {
        const bool hasSystemPods = m_pods.hasPodsIn("kube-system");
        const bool isSystemLabel =
            pods.matchLabels.contains("k8s-app")
            || std::any_of(pods.matchExpressions.begin(), pods.matchExpressions.end(),
                           [](const LabelRequirement &each) { return each.key == "k8s-app"; });
        return !hasSystemPods
            && (isSystemLabel || (namespaces.size() == 1 && namespaces.front().starts_with("kube-")));
    }

    /// K-54: whether the peer and the one before it are two items where one was meant; says so.
    bool isSeparated(const NetworkPolicyRule &rule, const NetworkPolicyPeer &which)
    {
        if (&which == &rule.peers.front())
            return false;
        const auto &where = *(&which - 1);
        const bool isPair =
            where.namespaceSelector && !where.podSelector && which.podSelector && !which.namespaceSelector;
        if (!isPair || m_pods.select(*where.namespaceSelector, *which.podSelector).empty())
            return false;
        m_about.warning(which.at, "peer-and-or",
                        "the podSelector %1 matches no pod of the namespace \"%2\", but pods of the "
                        "namespaces of the item "
                        "before it, which allows all their pods; write both selectors in one item (without "
                        "the \"-\" before "
                        "podSelector) if only those pods are meant",
                        {which.podSelector->toString(), m_ns});
        return true;
    }

    /// K-57: the name must be that of a port of the pods that the connection goes to.
    void checkNamedPort(const NetworkPolicyRule &rule, const NetworkPolicyPort &port, Kinds reached,
                        bool isIngress)
    {
        const auto *name = port.port ? std::get_if<std::string>(&*port.port) : nullptr;
        if (!name)
            return;
        if (!isIngress && rule.peers.empty())
            reached = selectable(m_pods.select(LabelSelector{}, LabelSelector{}));
        const bool areAllAddresses =
            !rule.peers.empty()
            && std::all_of(rule.peers.begin(), rule.peers.end(),
                           [](const NetworkPolicyPeer &peer) { return peer.ipBlock.has_value(); });
        if (!isIngress && areAllAddresses)
            return m_about.warning(
                port.at, "named-port",
                "only pods have named ports, and this rule has nothing but ipBlocks, so \"%1\" "
                "matches nothing; write the number",
                {*name});
        if (reached.empty())
            return;
        const ContainerPort *other = nullptr;
        for (const auto *kind : reached) {
            for (const auto &each : kind->ports) {
                if (each.name == *name && each.protocol == port.protocol)
                    return;
                if (each.name == *name)
                    other = &each;
            }
        }
        if (other)
            m_about.warning(port.at, "named-port",
                            "the port \"%1\" of the pods is %2, but this entry is for %3; set its protocol",
                            {*name, toString(other->protocol), toString(port.protocol)});
        else
            m_about.warning(
                port.at, "named-port",
                "none of the pods that this rule leads to has a container port called \"%1\", so it "
                "matches nothing; name the port in the pods, or write its number",
                {*name});
    }

    const Design &m_design;
    const PodKinds &m_pods;
    const NetworkPolicy &m_policy;
    const std::string &m_ns;
    FindingsAbout m_about;
    Kinds m_selected;
};

} // namespace

void checkNetworkPolicies(const Design &design, Diagnostics &findings)
{
    if (design.networkPolicies.empty())
        return;
    for (const auto &cluster : design.clusterNames()) {
        const PodKinds pods(design, cluster);
        if (pods.isEmpty())
            continue; // policies without the pods that they are for
        for (const auto &policy : design.networkPolicies) {
            if (policy.meta.id.cluster == cluster)
                PolicyChecker(design, pods, policy, findings).run();
        }
    }
}

} // namespace podloom
