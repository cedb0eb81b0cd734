#include "agentd/enforce/chain_writer.h"

#include "agentd/enforce/address_text.h"

#include <algorithm>

namespace podloom {

using policy::Action;
using policy::Direction;
using policy::PolicyIndex;
using policy::Rule;
using policy::Stage;

namespace {

// The kernel keeps 127 bytes of a log prefix.
constexpr std::size_t kMaxLogPrefix = 127;

std::string withVerdict(std::string match, std::string_view verdict)
{
    if (!match.empty())
        match += ' ';
    return match.append(verdict);
}

} // namespace

std::string ChainWriter::write(policy::ChainIndex index, Direction direction, Stage stage)
{
    const Place place{direction, stage};
    const auto known = m_written.find({index, place});
    if (known != m_written.end())
        return known->second;
    const auto &program = m_sets.program();
    const auto &chain = program.chains[index];
    Rules rules;
    appendFirst(rules, chain.first, place);
    for (const auto &step : chain.tiers)
        appendTier(rules, step, place, "end of tier " + program.tiers[step.tier].name);
    if (!chain.profiles.empty() && chain.otherwise != Action::Pass)
        appendTier(rules, {.policies = chain.profiles, .atEnd = Action::Pass}, place, "");
    if (chain.otherwise != Action::Pass) // Pass: the next stage decides
        rules.emplace_back(chain.otherwise == Action::Deny ? "drop" : allowText(stage), "otherwise");
    const auto name = named(toString(direction), std::move(rules));
    m_written.emplace(std::pair(index, place), name);
    return name;
}

std::string ChainWriter::allowText(Stage stage) const
{
    const auto mark = "meta mark set meta mark or " + std::to_string(m_hostMark);
    switch (stage) {
    case Stage::Untracked: return mark + " notrack accept";
    case Stage::PreDnat: return mark + " accept";
    case Stage::Forward:
    case Stage::Normal: break;
    }
    return "accept";
}

std::string ChainWriter::verdictOf(const Rule &rule, const std::string &ruleId, Place place) const
{
    switch (rule.action) {
    case Action::Allow: return allowText(place.stage);
    case Action::Deny: return "drop";
    case Action::Pass: return "return";
    case Action::Log: break;
    }
    return "log prefix " + quoted(ruleId.substr(0, kMaxLogPrefix)) + " group " + std::to_string(m_logGroup);
}

std::string ChainWriter::named(std::string_view kind, Rules rules)
{
    std::string content;
    for (const auto &rule : rules)
        content += rule.comment + '\n' + rule.text + '\n';
    const NftChain chain{.hook = std::nullopt, .rules = std::move(rules)};
    for (;; content += '\n') { // once more for another content with the same digest
        const auto name = std::string(kind) + '-' + digestOf(content);
        const auto at = m_chains.try_emplace(name, chain).first;
        if (at->second == chain)
            return name;
    }
}

ChainWriter::Rules ChainWriter::policyRules(PolicyIndex index, Place place)
{
    Rules rules;
    for (const auto &rule : m_sets.program().policies[index].rulesOf(place.direction)) {
        const auto id = m_sets.program().ruleId(index, place.direction, rule);
        const auto verdict = verdictOf(rule, id, place);
        for (auto &match : matchTexts(rule, m_sets))
            rules.emplace_back(withVerdict(std::move(match), verdict), id);
    }
    return rules;
}

std::string ChainWriter::policyChain(PolicyIndex index, Place place)
{
    const auto known = m_policies.find({index, place});
    if (known != m_policies.end())
        return known->second;
    auto rules = policyRules(index, place);
    const auto name = rules.empty() ? std::string() : named("policy", std::move(rules));
    m_policies.emplace(std::pair(index, place), name);
    return name;
}

bool ChainWriter::hasPass(const std::vector<PolicyIndex> &policies, Direction direction) const
{
    return std::any_of(policies.begin(), policies.end(), [&](PolicyIndex index) {
        const auto &rules = m_sets.program().policies[index].rulesOf(direction);
        return std::any_of(rules.begin(), rules.end(),
                           [](const Rule &rule) { return rule.action == Action::Pass; });
    });
}

void ChainWriter::appendPolicies(Rules &rules, const std::vector<PolicyIndex> &policies, Place place)
{
    for (const auto index : policies) {
        if (hasPass({index}, place.direction)) {
            for (auto &rule : policyRules(index, place))
                rules.push_back(std::move(rule));
        } else if (const auto chain = policyChain(index, place); !chain.empty()) {
            rules.emplace_back("jump " + chain);
        }
    }
}

/// What they match skips an early stage: a return from the chain of an endpoint ends its hook.
void ChainWriter::appendFirst(Rules &rules, const std::vector<PolicyIndex> &policies, Place place)
{
    if (place.stage != Stage::Untracked && place.stage != Stage::PreDnat)
        return appendPolicies(rules, policies, place);
    for (const auto index : policies) {
        for (const auto &rule : m_sets.program().policies[index].rulesOf(place.direction)) {
            const auto id = m_sets.program().ruleId(index, place.direction, rule);
            for (auto &match : matchTexts(rule, m_sets))
                rules.emplace_back(withVerdict(std::move(match), "return"), id);
        }
    }
}

void ChainWriter::appendTier(Rules &rules, const policy::Chain::Step &step, Place place,
                             std::string_view origin)
{
    Rules tier;
    appendPolicies(tier, step.policies, place);
    if (step.atEnd == Action::Deny)
        tier.emplace_back("drop", origin);
    if (tier.empty())
        return;
    if (hasPass(step.policies, place.direction))
        rules.emplace_back("jump " + named("tier", std::move(tier)));
    else
        std::move(tier.begin(), tier.end(), std::back_inserter(rules));
}

} // namespace podloom
