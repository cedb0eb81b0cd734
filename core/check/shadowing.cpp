// Rules that can never decide anything, since an earlier rule takes all that they match.
#include "core/check/finding.h"
#include "core/check/policy_checks.h"
#include "core/check/rule_cover.h"

#include <algorithm>
#include <map>
#include <utility>

namespace podloom {

namespace {

using policy::Action;
using policy::Dialect;
using policy::Direction;
using policy::Policy;
using policy::PolicyIndex;
using policy::Program;
using policy::Rule;

/// A rule and the policy that it stands in.
struct PlacedRule {
    const Policy *policy = nullptr;
    const Rule *rule = nullptr;
};

class Shadows {
public:
    Shadows(const Program &program, Diagnostics &findings) : m_program(program), m_findings(findings) {}

    void run()
    {
        for (const auto direction : policy::kDirections) {
            for (PolicyIndex index = 0; index < m_program.policies.size(); ++index) {
                const auto &one = m_program.policies[index];
                if (one.appliesTo(direction) && !one.selects.empty() && one.tier != policy::kNone)
                    checkPolicy(index, direction);
            }
        }
    }

private:
    void checkPolicy(PolicyIndex index, Direction direction)
    {
        const auto &policy = m_program.policies[index];
        const auto before = policiesBefore(index, direction);
        const auto &rules = policy.rulesOf(direction);
        for (std::size_t i = 0; i < rules.size(); ++i) {
            if (rules[i].neverMatches)
                continue;
            if (const auto by = shadowOf({&policy, &rules[i]}, before, direction, i); by.rule)
                report({&policy, &rules[i]}, by, direction);
        }
    }

    /// Policies that every endpoint of this one meets before it, as far as they can shadow it.
    std::vector<PolicyIndex> policiesBefore(PolicyIndex index, Direction direction)
    {
        std::vector<PolicyIndex> out;
        const auto &policy = m_program.policies[index];
        const auto chain = m_program.endpoints[policy.selects.front()].chain(direction, policy.stage);
        if (chain == policy::kNone)
            return out;
        for (const auto &step : m_program.chains[chain].tiers) {
            for (const auto each : step.policies) {
                if (each == index)
                    return out;
                if (canShadow(m_program.policies[each], policy) && selectsAllOf(each, index))
                    out.push_back(each);
            }
        }
        return {};
    }

    static bool canShadow(const Policy &other, const Policy &policy)
    {
        if (other.dialect == Dialect::NetworkPolicy && policy.dialect == Dialect::NetworkPolicy)
            return false; // they add up, none shadows another (K-42)
        if (other.dialect == Dialect::NetworkPolicy && other.tier != policy.tier)
            return false; // a baseline is there to be overridden (K-71)
        return other.tier != policy.tier || other.order != policy.order
            || other.dialect != Dialect::ClusterNetworkPolicy; // which comes first is undefined (K-71)
    }

    /// Whether the first policy selects all that the second one selects.
    bool selectsAllOf(PolicyIndex outer, PolicyIndex inner)
    {
        const auto &all = m_program.policies[outer].selects;
        const auto &some = m_program.policies[inner].selects;
        if (all.size() < some.size())
            return false;
        constexpr std::size_t kFew = 16; // then each is looked up
        if (some.size() * kFew < all.size())
            return std::all_of(some.begin(), some.end(), [&](policy::EndpointIndex each) {
                return std::binary_search(all.begin(), all.end(), each);
            });
        const std::pair key{numberOf(outer), numberOf(inner)};
        const auto [known, isNew] = m_inclusions.try_emplace(key, key.first == key.second);
        if (isNew && key.first != key.second)
            known->second = std::includes(all.begin(), all.end(), some.begin(), some.end());
        return known->second;
    }

    /// Equal for policies that select the same.
    std::size_t numberOf(PolicyIndex index)
    {
        if (m_numbers.empty()) {
            std::map<std::vector<policy::EndpointIndex>, std::size_t> known;
            for (const auto &policy : m_program.policies)
                m_numbers.push_back(known.try_emplace(policy.selects, known.size()).first->second);
        }
        return m_numbers[index];
    }

    PlacedRule shadowOf(PlacedRule inner, const std::vector<PolicyIndex> &before, Direction direction,
                        std::size_t position) const
    {
        for (const auto index : before) {
            const auto &other = m_program.policies[index];
            for (const auto &rule : other.rulesOf(direction)) {
                if (takes({&other, &rule}, inner))
                    return {&other, &rule};
            }
        }
        if (inner.policy->dialect == Dialect::NetworkPolicy)
            return {};
        const auto &own = inner.policy->rulesOf(direction);
        for (std::size_t i = 0; i < position; ++i) {
            if (takes({inner.policy, &own[i]}, inner))
                return {inner.policy, &own[i]};
        }
        return {};
    }

    static bool takes(PlacedRule outer, PlacedRule inner)
    {
        const auto action = outer.rule->action;
        if (action == Action::Log || (action == Action::Pass && outer.policy->tier != inner.policy->tier))
            return false;
        return covers(*outer.rule, *inner.rule);
    }

    void report(PlacedRule inner, PlacedRule outer, Direction direction)
    {
        const bool isSame = outer.rule->action == inner.rule->action;
        const auto severity = isSame ? Severity::Info : Severity::Warning;
        const bool isOwn = outer.policy == inner.policy;
        auto message = shadowedRule(isOwn, isSame);
        message.arguments = {toString(direction), std::to_string(outer.rule->index + 1),
                             toString(outer.rule->action)};
        if (!isOwn)
            message.arguments.push_back(outer.policy->id.toString());
        m_findings.push_back({severity, inner.rule->at, std::move(message), inner.policy->id});
    }

    static Message shadowedRule(bool isOwn, bool isSame)
    {
        if (isOwn)
            return isSame
                     ? Message{"shadowed-rule",
                               "this rule never decides anything: %1 rule %2 above it matches all that it "
                               "matches, and its action is %3; take one of them away",
                               {}}
                     : Message{"shadowed-rule",
                               "this rule never decides anything: %1 rule %2 above it matches all that it "
                               "matches, and its action is %3; move this rule before it, or narrow the "
                               "other one",
                               {}};
        return isSame ? Message{"shadowed-rule",
                                "this rule never decides anything: %1 rule %2 of %4 comes first, matches all "
                                "that it matches, and its action is %3; take one of them away",
                                {}}
                      : Message{"shadowed-rule",
                                "this rule never decides anything: %1 rule %2 of %4 comes first, matches all "
                                "that it matches, and its action is %3; move this rule before it, or narrow "
                                "the other one",
                                {}};
    }

    const Program &m_program;
    Diagnostics &m_findings;
    std::vector<std::size_t> m_numbers{};
    std::map<std::pair<std::size_t, std::size_t>, bool> m_inclusions{}; ///< by numbers
};

} // namespace

void checkShadowing(const policy::Program &program, Diagnostics &findings)
{
    Shadows(program, findings).run();
}

} // namespace podloom
