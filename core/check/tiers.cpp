// Calico's tiers: those that do not exist, equal orders in one of them, Pass where no tier follows.
#include "core/check/finding.h"
#include "core/check/policy_checks.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

namespace podloom {

namespace {

constexpr double kDefaultOrder = 1'000'000;
constexpr std::array<std::string_view, 5> kBuiltInTiers{"default", "kube-admin", "kube-baseline",
                                                        "adminnetworkpolicy", "baselineadminnetworkpolicy"};

bool isBuiltIn(const std::string &tier)
{
    return std::find(kBuiltInTiers.begin(), kBuiltInTiers.end(), tier) != kBuiltInTiers.end();
}

class TierChecker {
public:
    TierChecker(const Design &design, const policy::Program &program, std::string cluster,
                Diagnostics &findings)
        : m_design(design),
          m_cluster(std::move(cluster)),
          m_findings(findings)
    {
        for (const auto &tier : design.calicoTiers) {
            if (tier.meta.id.cluster == m_cluster)
                m_orders[tier.meta.id.name] = tier.order.value_or(std::numeric_limits<double>::infinity());
        }
        m_orders.try_emplace("default", kDefaultOrder);
        const auto isBaseline = [&](const ClusterPolicy &policy) {
            return policy.meta.id.cluster == m_cluster && policy.tier == ClusterPolicy::Tier::Baseline;
        };
        for (const auto &compiled : program.policies) {
            if (compiled.dialect != policy::Dialect::Calico)
                continue;
            if (const auto *written = design.calicoPolicies.find(compiled.id))
                m_selects.emplace(written, &compiled.selects);
        }
        m_hasBaseline = std::any_of(design.clusterPolicies.begin(), design.clusterPolicies.end(), isBaseline);
    }

    void run()
    {
        for (const auto &policy : m_design.calicoPolicies) {
            if (policy.meta.id.cluster != m_cluster)
                continue;
            checkTier(policy);
            checkPass(policy, policy.ingress);
            checkPass(policy, policy.egress);
        }
        checkOrders();
    }

private:
    void checkTier(const CalicoPolicy &policy)
    {
        if (isBuiltIn(policy.tier) || m_orders.contains(policy.tier))
            return;
        FindingsAbout(policy.meta, m_findings)
            .error(
                policy.meta.at, "unknown-tier",
                "the design has no tier \"%1\", so this policy would be refused; add a Tier of that name, or "
                "name another one",
                {policy.tier});
    }

    /// Behind the last tier only the profiles are left, which allow everything to pods of Kubernetes.
    void checkPass(const CalicoPolicy &policy, const std::vector<CalicoRule> &rules)
    {
        const auto own = m_orders.find(policy.tier);
        if (own == m_orders.end() || m_hasBaseline)
            return;
        const bool isLast = std::none_of(m_orders.begin(), m_orders.end(), [&](const auto &other) {
            return std::pair(other.second, other.first) > std::pair(own->second, own->first);
        });
        if (!isLast)
            return;
        for (const auto &rule : rules) {
            if (rule.action == RuleAction::Pass)
                FindingsAbout(policy.meta, m_findings)
                    .warning(
                        rule.at, "pass-in-last-tier",
                        "no tier comes after \"%1\", so what this rule passes on is decided by the profiles, "
                        "which allow pods everything; write Allow if that is meant, else Deny",
                        {policy.tier});
        }
    }

    static bool hasAction(const CalicoPolicy &policy, RuleAction action)
    {
        const auto is = [action](const CalicoRule &rule) { return rule.action == action; };
        return std::any_of(policy.ingress.begin(), policy.ingress.end(), is)
            || std::any_of(policy.egress.begin(), policy.egress.end(), is);
    }

    /// CA-09: ties go by name, which nobody sees in the manifests.
    void checkOrders()
    {
        std::map<std::pair<std::string, double>, std::vector<const CalicoPolicy *>> byOrder;
        for (const auto &policy : m_design.calicoPolicies) {
            if (policy.meta.id.cluster == m_cluster && policy.order && !policy.staged)
                byOrder[{policy.tier, *policy.order}].push_back(&policy);
        }
        for (const auto &[key, policies] : byOrder) {
            for (std::size_t i = 1; i < policies.size(); ++i) {
                const auto clash =
                    std::find_if(policies.begin(), policies.begin() + static_cast<std::ptrdiff_t>(i),
                                 [&](const CalicoPolicy *other) { return canClash(*other, *policies[i]); });
                if (clash != policies.begin() + static_cast<std::ptrdiff_t>(i))
                    reportOrder(*policies[i], **clash);
            }
        }
    }

    bool canClash(const CalicoPolicy &a, const CalicoPolicy &b) const
    {
        const bool isSameNamespace =
            a.meta.id.ns == b.meta.id.ns || a.meta.id.ns.empty() || b.meta.id.ns.empty();
        const bool differ = (hasAction(a, RuleAction::Allow) && hasAction(b, RuleAction::Deny))
                         || (hasAction(a, RuleAction::Deny) && hasAction(b, RuleAction::Allow));
        return isSameNamespace && differ && haveCommonEndpoint(a, b);
    }

    bool haveCommonEndpoint(const CalicoPolicy &a, const CalicoPolicy &b) const
    {
        const auto first = m_selects.find(&a);
        const auto second = m_selects.find(&b);
        if (first == m_selects.end() || second == m_selects.end())
            return false;
        const auto &ones = *first->second;
        const auto &others = *second->second;
        for (auto one = ones.begin(), other = others.begin(); one != ones.end() && other != others.end();) {
            if (*one == *other)
                return true;
            *one < *other ? ++one : ++other;
        }
        return false;
    }

    void reportOrder(const CalicoPolicy &policy, const CalicoPolicy &other)
    {
        FindingsAbout(policy.meta, m_findings)
            .info(policy.meta.at, "equal-order",
                  "%1 has the same order in the tier \"%2\" and selects some of the same pods; their names "
                  "decide "
                  "which comes first: give one of them another order",
                  {other.meta.id.toString(), policy.tier});
    }

    const Design &m_design;
    std::string m_cluster;
    Diagnostics &m_findings;
    std::map<std::string, double> m_orders;
    bool m_hasBaseline = false;
    std::map<const CalicoPolicy *, const std::vector<policy::EndpointIndex> *>
        m_selects; ///< that are compiled
};

} // namespace

void checkTiers(const Design &design, const policy::Program &program, Diagnostics &findings)
{
    if (design.calicoPolicies.empty())
        return;
    for (const auto &cluster : design.clusterNames())
        TierChecker(design, program, cluster, findings).run();
}

} // namespace podloom
