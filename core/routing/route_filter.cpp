#include "core/routing/route_filter.h"

#include "core/routing/session_settings.h"

#include <algorithm>

namespace podloom {

namespace {

bool matchesPrefix(const BgpFilterRule &rule, const Prefix &prefix)
{
    switch (rule.match) {
    case PrefixMatch::Equal: return prefix == *rule.cidr;
    case PrefixMatch::NotEqual: return prefix != *rule.cidr;
    case PrefixMatch::In:
    case PrefixMatch::NotIn: break;
    }
    const bool isInside = rule.cidr->contains(prefix) && prefix.length() >= rule.minLength.value_or(0)
                       && prefix.length() <= rule.maxLength.value_or(bitsOf(prefix.family()));
    return isInside == (rule.match == PrefixMatch::In);
}

} // namespace

bool matches(const BgpFilterRule &rule, const FilteredRoute &route)
{
    if (rule.peerType != BgpPeerType::Any
        && (rule.peerType == BgpPeerType::Internal) != route.isSessionInternal)
        return false;
    if (rule.cidr && !matchesPrefix(rule, route.prefix))
        return false;
    if (rule.isFromRemotePeers && !route.isFromBgp)
        return false;
    if (!rule.interface.empty() && !matchesGlob(rule.interface, route.interface))
        return false;
    if (rule.community
        && !std::binary_search(route.communities.begin(), route.communities.end(), *rule.community))
        return false;
    const auto &wanted = rule.asPathPrefix;
    if (wanted.size() > route.asPath.size()
        || !std::equal(wanted.begin(), wanted.end(), route.asPath.begin()))
        return false;
    return !rule.priority || route.localPreference == kPriorityBase - *rule.priority;
}

FilterDecision decide(const BgpFilters &filters, bool isExport, const FilteredRoute &route)
{
    for (const auto &filter : filters) {
        const auto family = route.prefix.family();
        const auto &rules = isExport ? filter->exports(family) : filter->imports(family);
        for (std::size_t index = 0; index < rules.size(); ++index) {
            if (matches(rules[index], route))
                return {rules[index].accepts ? FilterDecision::Verdict::Accept
                                             : FilterDecision::Verdict::Reject,
                        filter.get(), index, &rules[index]};
        }
    }
    return {};
}

bool matchesGlob(std::string_view pattern, std::string_view text)
{
    // Backtracks to the last star only.
    std::size_t at = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    std::size_t here = 0;
    while (here < text.size()) {
        if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == text[here]) && pattern[at] != '*') {
            ++at, ++here;
        } else if (at < pattern.size() && pattern[at] == '*') {
            star = at++;
            resume = here;
        } else if (star != std::string_view::npos) {
            at = star + 1;
            here = ++resume;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern[at] == '*')
        ++at;
    return at == pattern.size();
}

} // namespace podloom
