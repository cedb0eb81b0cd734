// Calico's policies: those that select nothing, and rules whose selectors match nothing.
#include "core/check/finding.h"
#include "core/check/policy_checks.h"
#include "core/policy/compile.h"
#include "core/policy/prediction.h"

#include <algorithm>
#include <optional>
#include <set>

namespace podloom {

namespace {

/// The design with a pod of each workload that has none at the moment; nothing where all have pods.
std::optional<Design> withPossiblePods(const Design &design)
{
    std::set<ObjectId> owners;
    for (const auto &pod : design.pods) {
        if (pod.owner)
            owners.insert(*pod.owner);
    }
    std::optional<Design> out;
    for (const auto &workload : design.workloads) {
        if (workload.owner || owners.contains(workload.meta.id))
            continue;
        Pod pod{.meta = workload.meta, .spec = workload.spec, .owner = workload.meta.id};
        pod.meta.id.group.clear();
        pod.meta.id.kind = "Pod";
        pod.meta.labels = workload.templateLabels;
        if (!out)
            out = design;
        if (!out->pods.contains(pod.meta.id))
            out->pods.put(std::move(pod));
    }
    return out;
}

/// "the selector app == 'web' in namespaces all()", "the service accounts a, b".
std::string textOf(const CalicoEntity &entity)
{
    std::string out;
    const auto add = [&](const char *what, const std::string &value) {
        if (!value.empty())
            out += (out.empty() ? "" : " with ") + std::string(what) + ' ' + value;
    };
    add("selector", entity.selector);
    add("namespaceSelector", entity.namespaceSelector);
    add("serviceAccounts.selector", entity.serviceAccountSelector);
    if (!entity.serviceAccountNames.empty())
        add("serviceAccounts.names beginning with", entity.serviceAccountNames.front());
    return out;
}

class CalicoChecker {
public:
    CalicoChecker(const Design &design, const policy::Program &program, Diagnostics &findings)
        : m_design(design),
          m_program(program),
          m_findings(findings)
    {
        for (const auto &endpoint : program.endpoints) {
            if (endpoint.kind == policy::Endpoint::Kind::Pod)
                m_namespaces.emplace(endpoint.id.cluster, endpoint.id.ns);
        }
    }

    void run()
    {
        for (const auto &compiled : m_program.policies) {
            const auto *policy = m_design.calicoPolicies.find(compiled.id);
            if (compiled.dialect != policy::Dialect::Calico || !policy || !hasPods(policy->meta.id))
                continue;
            if (compiled.selects.empty())
                reportSubject(*policy);
            checkRules(*policy, policy->ingress, compiled.rulesOf(policy::Direction::Ingress));
            checkRules(*policy, policy->egress, compiled.rulesOf(policy::Direction::Egress));
        }
    }

private:
    /// Whether the design knows the pods that the policy may be about.
    bool hasPods(const ObjectId &policy) const
    {
        if (!policy.ns.empty())
            return m_namespaces.contains({policy.cluster, policy.ns});
        const auto at = m_namespaces.lower_bound({policy.cluster, ""});
        return at != m_namespaces.end() && at->first == policy.cluster;
    }

    void reportSubject(const CalicoPolicy &policy)
    {
        const bool isForHosts = policy.isUntracked || policy.isPreDnat || policy.appliesOnForward;
        const auto severity =
            isForHosts && m_design.hostEndpoints.empty() ? Severity::Info : Severity::Warning;
        auto text = textOf(CalicoEntity{.selector = policy.selector,
                                        .namespaceSelector = policy.namespaceSelector,
                                        .serviceAccountSelector = policy.serviceAccountSelector});
        if (isForHosts)
            FindingsAbout(policy.meta, m_findings)
                .add(
                    severity, policy.meta.at, "policy-selects-nothing",
                    "no host endpoint of this design matches the policy (%1), so it has no effect; check the "
                    "labels, or add the HostEndpoint",
                    {text.empty() ? "all()" : std::move(text)});
        else
            FindingsAbout(policy.meta, m_findings)
                .add(severity, policy.meta.at, "policy-selects-nothing",
                     "no pod and no host endpoint matches the policy (%1), so it has no effect; check the "
                     "labels",
                     {text.empty() ? "all()" : std::move(text)});
    }

    void checkRules(const CalicoPolicy &policy, const std::vector<CalicoRule> &written,
                    const std::vector<policy::Rule> &rules)
    {
        for (const auto &rule : rules) {
            if (rule.index >= written.size())
                continue;
            const auto &own = written[rule.index];
            checkPeers(policy, own, own.source, rule.sources, "source");
            checkPeers(policy, own, own.destination, rule.destinations, "destination");
        }
    }

    void checkPeers(const CalicoPolicy &policy, const CalicoRule &rule, const CalicoEntity &entity,
                    const std::vector<policy::Peer> &peers, const char *side)
    {
        auto text = textOf(entity);
        const bool isNothing = std::any_of(peers.begin(), peers.end(), [&](const policy::Peer &peer) {
            return peer.set != policy::kNone && m_program.sets[peer.set].members.empty()
                && m_program.sets[peer.set].nets.isEmpty();
        });
        if (!isNothing || text.empty())
            return;
        const bool isOwnNamespace = !policy.meta.id.ns.empty() && entity.namespaceSelector.empty();
        FindingsAbout(policy.meta, m_findings)
            .add(isOwnNamespace ? Severity::Warning : Severity::Info, rule.at, "peer-matches-nothing",
                 isOwnNamespace
                     ? "nothing in the namespace of the policy matches the %1's %2, so the rule never "
                       "matches; check the labels, or add a namespaceSelector"
                     : "no pod, host endpoint or network set of this design matches the %1's %2; check "
                       "the labels, or add what is missing to the design",
                 {side, std::move(text)});
    }

    const Design &m_design;
    const policy::Program &m_program;
    Diagnostics &m_findings;
    std::set<std::pair<std::string, std::string>> m_namespaces; ///< with pods, by cluster
};

} // namespace

void checkCalicoPolicies(const Design &design, const policy::Program &program, Diagnostics &findings)
{
    if (design.calicoPolicies.empty())
        return;
    if (const auto possible = withPossiblePods(design))
        CalicoChecker(design, policy::compile(policy::predicted(*possible)), findings).run();
    else
        CalicoChecker(design, program, findings).run();
}

} // namespace podloom
