// Traps of the cluster-wide policies of Kubernetes (K-70 … K-78): what they select, and their order.
#include "core/check/check.h"
#include "core/check/finding.h"
#include "core/check/pod_kinds.h"

#include <algorithm>
#include <map>
#include <set>

namespace podloom {

namespace {

using Kinds = std::vector<const PodKind *>;

Kinds subjectOf(const PodKinds &pods, const ClusterPolicy &policy)
{
    auto kinds = policy.subjectPods
                   ? pods.select(policy.subjectPods->namespaceSelector, policy.subjectPods->podSelector)
                   : pods.select(policy.subjectNamespaces.value_or(LabelSelector{}), {});
    kinds.erase(
        std::remove_if(kinds.begin(), kinds.end(), [](const PodKind *kind) { return kind->isHostNetwork; }),
        kinds.end());
    return kinds;
}

std::string textOf(const NamespacedPods &pods)
{
    return pods.podSelector.toString() + " in namespaces " + pods.namespaceSelector.toString();
}

void checkSubject(const PodKinds &pods, const ClusterPolicy &policy, Diagnostics &findings)
{
    if (!subjectOf(pods, policy).empty())
        return;
    const FindingsAbout about(policy.meta, findings);
    const auto &namespaces =
        policy.subjectPods ? policy.subjectPods->namespaceSelector : *policy.subjectNamespaces;
    if (pods.namespaces(namespaces).empty())
        about.warning(policy.meta.at, "policy-selects-nothing",
                      "no namespace of this design matches the subject's %1, so the policy has no effect; "
                      "check the labels of the namespaces",
                      {namespaces.toString()});
    else
        about.warning(policy.meta.at, "policy-selects-nothing",
                      "no pod matches the subject (%1), so the policy has no effect; check the labels",
                      {policy.subjectPods ? textOf(*policy.subjectPods) : namespaces.toString()});
}

void checkPeer(const PodKinds &pods, const ClusterPolicy &policy, const ClusterPolicyPeer &peer,
               Diagnostics &findings)
{
    const FindingsAbout about(policy.meta, findings);
    const auto &namespaces = peer.pods ? peer.pods->namespaceSelector : *peer.namespaces;
    if (pods.namespaces(namespaces).empty())
        return about.info(
            peer.at, "peer-matches-nothing",
            "no namespace of this design matches %1; check its labels, or add the namespace to the design",
            {namespaces.toString()});
    if (peer.pods && pods.select(namespaces, peer.pods->podSelector).empty())
        about.info(peer.at, "peer-matches-nothing",
                   "no pod of this design matches %1; check the labels, or add the pods to the design",
                   {textOf(*peer.pods)});
}

void checkPeers(const PodKinds &pods, const ClusterPolicy &policy, Diagnostics &findings)
{
    for (const auto *rules : {&policy.ingress, &policy.egress}) {
        for (const auto &rule : *rules) {
            for (const auto &peer : rule.peers) {
                if (peer.namespaces || peer.pods)
                    checkPeer(pods, policy, peer, findings);
            }
        }
    }
}

/// Behind the tier Baseline nothing decides any more, unless Calico has tiers there.
void checkPass(const Design &design, const ClusterPolicy &policy, Diagnostics &findings)
{
    constexpr double kBaselineOrder = 10'000'000;
    const auto isBehind = [&](const CalicoTier &tier) {
        return tier.meta.id.cluster == policy.meta.id.cluster
            && tier.order.value_or(kBaselineOrder + 1) > kBaselineOrder;
    };
    if (policy.tier != ClusterPolicy::Tier::Baseline
        || std::any_of(design.calicoTiers.begin(), design.calicoTiers.end(), isBehind))
        return;
    for (const auto *rules : {&policy.ingress, &policy.egress}) {
        for (const auto &rule : *rules) {
            if (rule.action == RuleAction::Pass)
                FindingsAbout(policy.meta, findings)
                    .warning(rule.at, "pass-in-last-tier",
                             "no tier comes after Baseline, so what this rule passes on is allowed; write "
                             "Accept if "
                             "that is meant, else Deny");
        }
    }
}

/// Whether some rule of both decides the same direction in another way.
bool canContradict(const ClusterPolicy &a, const ClusterPolicy &b)
{
    const auto differ = [](const std::vector<ClusterPolicyRule> &one,
                           const std::vector<ClusterPolicyRule> &other) {
        return std::any_of(one.begin(), one.end(), [&](const ClusterPolicyRule &rule) {
            return std::any_of(other.begin(), other.end(), [&](const ClusterPolicyRule &against) {
                return against.action != rule.action;
            });
        });
    };
    return differ(a.ingress, b.ingress) || differ(a.egress, b.egress);
}

/// K-71: what policies of one tier and priority decide about the same pods is undefined.
void checkPriorities(const PodKinds &pods, const std::vector<const ClusterPolicy *> &policies,
                     Diagnostics &findings)
{
    std::map<std::pair<ClusterPolicy::Tier, std::uint32_t>, std::vector<const ClusterPolicy *>> byPriority;
    for (const auto *policy : policies)
        byPriority[{policy->tier, policy->priority}].push_back(policy);
    for (const auto &[key, same] : byPriority) {
        std::map<const PodKind *, std::vector<const ClusterPolicy *>> selecting;
        std::set<std::pair<const ClusterPolicy *, const ClusterPolicy *>> reported;
        for (const auto *policy : same) {
            for (const auto *kind : subjectOf(pods, *policy)) {
                auto &others = selecting[kind];
                for (const auto *other : others) {
                    if (canContradict(*other, *policy) && reported.emplace(other, policy).second)
                        FindingsAbout(policy->meta, findings)
                            .warning(
                                policy->meta.at, "equal-priority",
                                "the priority %1 is also that of \"%2\", which selects some of the same pods "
                                "and decides otherwise; which of the two wins is undefined: give one of "
                                "them another priority",
                                {std::to_string(policy->priority), other->meta.id.name});
                }
                others.push_back(policy);
            }
        }
    }
}

} // namespace

void checkClusterPolicies(const Design &design, Diagnostics &findings)
{
    for (const auto &cluster : design.clusterNames()) {
        std::vector<const ClusterPolicy *> policies;
        for (const auto &policy : design.clusterPolicies) {
            const bool hasSubject = policy.subjectPods || policy.subjectNamespaces;
            if (policy.meta.id.cluster == cluster && hasSubject)
                policies.push_back(&policy);
        }
        if (policies.empty())
            continue;
        const PodKinds pods(design, cluster);
        if (pods.isEmpty())
            continue;
        for (const auto *policy : policies) {
            checkSubject(pods, *policy, findings);
            checkPeers(pods, *policy, findings);
            checkPass(design, *policy, findings);
        }
        checkPriorities(pods, policies, findings);
    }
}

} // namespace podloom
