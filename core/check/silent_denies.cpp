// Policies that deny more than they say: a tier that ends with Deny drops what none of its rules matched
// (P-08, CA-31).
#include "core/check/policy_checks.h"
#include "core/check/rule_cover.h"

#include <algorithm>
#include <set>
#include <utility>

namespace podloom {

namespace {

using policy::Action;
using policy::Dialect;
using policy::Direction;
using policy::Program;
using policy::Rule;

bool letsThrough(const Rule &rule)
{
    return !rule.neverMatches && (rule.action == Action::Allow || rule.action == Action::Pass);
}

bool isOnlyLogs(const std::vector<Rule> &rules)
{
    return std::all_of(rules.begin(), rules.end(),
                       [](const Rule &rule) { return rule.action == Action::Log; });
}

/// Whether the rules say themselves that everything is denied.
bool saysSo(const std::vector<Rule> &rules)
{
    return std::any_of(rules.begin(), rules.end(), [](const Rule &rule) {
        return rule.action == Action::Deny && matchesEverything(rule);
    });
}

class SilentDenies {
public:
    SilentDenies(const Program &program, Diagnostics &findings) : m_program(program), m_findings(findings) {}

    void run()
    {
        auto last = policy::Endpoint().chains;
        for (const auto &endpoint : m_program.endpoints) {
            if (std::exchange(last, endpoint.chains) == endpoint.chains)
                continue;
            for (const auto direction : policy::kDirections) {
                const auto chain = endpoint.chain(direction);
                if (chain == policy::kNone || !m_seen.emplace(chain, direction).second)
                    continue;
                for (const auto &step : m_program.chains[chain].tiers)
                    checkStep(step, direction, endpoint.name);
            }
        }
    }

private:
    void checkStep(const policy::Chain::Step &step, Direction direction, const std::string &endpoint)
    {
        if (step.atEnd != Action::Deny)
            return;
        for (const auto index : step.policies) {
            const auto &rules = m_program.policies[index].rulesOf(direction);
            if (std::any_of(rules.begin(), rules.end(), letsThrough) || saysSo(rules))
                return;
        }
        for (const auto index : step.policies) {
            const auto &policy = m_program.policies[index];
            const auto &rules = policy.rulesOf(direction);
            if (policy.dialect != Dialect::Calico || rules.empty()
                || !m_reported.emplace(index, direction).second)
                continue;
            const auto &tier = m_program.tiers[step.tier].name;
            auto message =
                isOnlyLogs(rules)
                    ? Message{"log-only-policy",
                              "the %1 rules only log, and the tier \"%2\" denies what none of its rules "
                              "decided: %3 is cut off; add a rule with the action Pass or Allow behind them",
                              {}}
                    : Message{"deny-only-policy",
                              "the %1 rules only deny, and the tier \"%2\" denies what none of its rules "
                              "decided: everything is denied to %3; add a last rule with the action Pass or "
                              "Allow if that is not meant",
                              {}};
            message.arguments = {toString(direction), tier, endpoint};
            m_findings.push_back({Severity::Warning, rules.front().at, std::move(message), policy.id});
        }
    }

    const Program &m_program;
    Diagnostics &m_findings;
    std::set<std::pair<policy::ChainIndex, Direction>> m_seen;
    std::set<std::pair<policy::PolicyIndex, Direction>> m_reported;
};

} // namespace

void checkSilentDenies(const Program &program, Diagnostics &findings)
{
    SilentDenies(program, findings).run();
}

} // namespace podloom
