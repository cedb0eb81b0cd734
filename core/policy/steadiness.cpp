#include "core/policy/steadiness.h"

#include "core/policy/renumber.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace podloom::policy {

namespace {

bool isSameEndpoint(const Endpoint &a, const Endpoint &b)
{
    return a.kind == b.kind && a.id == b.id && a.ips == b.ips && a.ports == b.ports;
}

/// No index of any set, and not "none" either.
constexpr std::uint32_t kUnmatched = kNone - 1;

/// For each set of the first its equal in the second, or kUnmatched.
template <class Set>
std::vector<std::uint32_t> matched(const std::vector<Set> &first, const std::vector<Set> &second)
{
    std::unordered_map<std::string_view, std::uint32_t> byKey;
    for (std::uint32_t index = 0; index < second.size(); ++index)
        byKey.emplace(second[index].key, index);
    std::vector<std::uint32_t> out;
    out.reserve(first.size());
    for (const auto &set : first) {
        const auto found = byKey.find(set.key);
        const bool isThere = found != byKey.end() && second[found->second] == set;
        out.push_back(isThere ? found->second : kUnmatched);
    }
    return out;
}

/// Where a rule stands in its file decides nothing.
std::array<std::vector<Rule>, 2> withoutPlaces(std::array<std::vector<Rule>, 2> rules)
{
    for (auto &list : rules) {
        for (auto &rule : list)
            rule.at = {};
    }
    return rules;
}

} // namespace

Steadiness::Steadiness(const Program &first, const Program &second)
    : m_first(first),
      m_second(second),
      m_areEndpointsSame(std::ranges::equal(first.endpoints, second.endpoints, isSameEndpoint)),
      m_now{matched(first.sets, second.sets), matched(first.portSets, second.portSets)}
{}

bool Steadiness::isSteady(EndpointIndex endpoint, Direction direction)
{
    if (!m_areEndpointsSame)
        return false;
    const std::pair key{m_first.endpoints[endpoint].chain(direction),
                        m_second.endpoints[endpoint].chain(direction)};
    if (key.first == kNone || key.second == kNone)
        return key.first == key.second;
    const auto known = m_chains.find(key);
    if (known != m_chains.end())
        return known->second;
    return m_chains[key] = isSame(m_first.chains[key.first], m_second.chains[key.second]);
}

bool Steadiness::isSame(const Chain &before, const Chain &after)
{
    if (before.otherwise != after.otherwise || before.tiers.size() != after.tiers.size()
        || !isSame(before.first, after.first) || !isSame(before.profiles, after.profiles))
        return false;
    for (std::size_t each = 0; each < before.tiers.size(); ++each) {
        if (before.tiers[each].atEnd != after.tiers[each].atEnd
            || !isSame(before.tiers[each].policies, after.tiers[each].policies))
            return false;
    }
    return true;
}

bool Steadiness::isSame(const std::vector<PolicyIndex> &before, const std::vector<PolicyIndex> &after)
{
    return std::ranges::equal(before, after,
                              [&](PolicyIndex one, PolicyIndex other) { return isSame(one, other); });
}

/// Every set that the rules name must be there in the second program, with the same members.
bool Steadiness::isSame(PolicyIndex before, PolicyIndex after)
{
    const std::pair key{before, after};
    const auto known = m_policies.find(key);
    if (known != m_policies.end())
        return known->second;
    auto policy = m_first.policies[before];
    renumber(policy, m_now);
    return m_policies[key] =
               withoutPlaces(std::move(policy.rules)) == withoutPlaces(m_second.policies[after].rules);
}

} // namespace podloom::policy
