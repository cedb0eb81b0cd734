// Policies that no connection reaches: a tier before theirs decides everything (CA-31).
#include "core/check/policy_checks.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace podloom {

namespace {

using policy::Action;
using policy::Dialect;
using policy::Direction;
using policy::PolicyIndex;
using policy::Program;
using policy::Rule;
using policy::TierIndex;

using Key = std::pair<PolicyIndex, Direction>;

class Unreached {
public:
    Unreached(const Program &program, Diagnostics &findings) : m_program(program), m_findings(findings) {}

    void run()
    {
        std::set<policy::ChainIndex> seen;
        auto last = policy::Endpoint().chains;
        for (const auto &endpoint : m_program.endpoints) {
            if (std::exchange(last, endpoint.chains) == endpoint.chains)
                continue;
            for (const auto &stage : endpoint.chains) {
                for (const auto direction : policy::kDirections) {
                    const auto chain = stage[static_cast<std::size_t>(direction)];
                    if (chain != policy::kNone && seen.insert(chain).second)
                        walk(m_program.chains[chain], direction);
                }
            }
        }
        for (const auto &[key, tier] : m_behind) {
            if (!m_reached.contains(key))
                report(key, tier);
        }
    }

private:
    void walk(const policy::Chain &chain, Direction direction)
    {
        TierIndex last = policy::kNone;
        for (const auto &step : chain.tiers) {
            for (const auto each : step.policies) {
                if (last == policy::kNone)
                    m_reached.emplace(each, direction);
                else
                    m_behind.try_emplace({each, direction}, last);
            }
            if (last == policy::kNone && decidesEverything(step, direction))
                last = step.tier;
        }
    }

    bool decidesEverything(const policy::Chain::Step &step, Direction direction) const
    {
        return step.atEnd == Action::Deny
            && std::none_of(step.policies.begin(), step.policies.end(), [&](PolicyIndex each) {
                   const auto &one = m_program.policies[each];
                   const auto &rules = one.rulesOf(direction);
                   // A baseline is there to be overridden by NetworkPolicies (K-71).
                   return one.dialect == Dialect::NetworkPolicy
                       || std::any_of(rules.begin(), rules.end(), [](const Rule &rule) {
                              return rule.action == Action::Pass && !rule.neverMatches;
                          });
               });
    }

    void report(const Key &key, TierIndex tier)
    {
        const auto &policy = m_program.policies[key.first];
        m_findings.push_back(
            {Severity::Warning, policy.at,
             Message{"unreached-policy",
                     "no %1 connection reaches this policy: the tier \"%2\" comes first, has no rule with "
                     "the action Pass, and denies what none of its rules decided; let it Pass what this "
                     "policy is to decide",
                     {toString(key.second), m_program.tiers[tier].name}},
             policy.id});
    }

    const Program &m_program;
    Diagnostics &m_findings;
    std::set<Key> m_reached;
    std::map<Key, TierIndex> m_behind; ///< with the tier that decides before
};

} // namespace

void checkUnreached(const Program &program, Diagnostics &findings)
{
    Unreached(program, findings).run();
}

} // namespace podloom
