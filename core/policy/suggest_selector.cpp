#include "core/policy/suggest_selector.h"

#include <algorithm>
#include <array>

namespace podloom::policy {

namespace {

/// Labels that people choose by, best first; others follow.
constexpr std::array<std::string_view, 4> kTelling{"app.kubernetes.io/name", "app", "k8s-app", "name"};
/// Labels that controllers write and that change with every roll-out.
constexpr std::array<std::string_view, 5> kVolatile{"pod-template-hash", "controller-revision-hash",
                                                    "pod-template-generation", "apps.kubernetes.io/pod-index",
                                                    "statefulset.kubernetes.io/pod-name"};

bool isVolatile(const std::string &key)
{
    return std::find(kVolatile.begin(), kVolatile.end(), key) != kVolatile.end();
}

std::size_t rankOf(const std::string &key)
{
    return static_cast<std::size_t>(std::find(kTelling.begin(), kTelling.end(), key) - kTelling.begin())
         + (isVolatile(key) ? kTelling.size() + 1 : 0);
}

/// The keys of labels, the most telling first.
std::vector<std::string> keysOf(const Labels &labels)
{
    std::vector<std::string> out;
    for (const auto &[key, value] : labels)
        out.push_back(key);
    std::stable_sort(out.begin(), out.end(),
                     [](const std::string &a, const std::string &b) { return rankOf(a) < rankOf(b); });
    return out;
}

LabelSelector valuesOf(const std::string &key, const std::set<std::string> &values)
{
    if (values.size() == 1)
        return {.matchLabels = {{key, *values.begin()}}};
    return {
        .matchExpressions = {
            {.key = key, .op = LabelRequirement::Operator::In, .values = {values.begin(), values.end()}}}};
}

} // namespace

PodGroups::PodGroups(const Program &program) : m_of(program.endpoints.size(), kNone)
{
    std::map<std::pair<std::string, Labels>, GroupIndex> known;
    for (EndpointIndex index = 0; index < program.endpoints.size(); ++index) {
        const auto &endpoint = program.endpoints[index];
        if (endpoint.kind != Endpoint::Kind::Pod)
            continue;
        const auto ns = endpoint.id.cluster + ':' + endpoint.id.ns;
        const auto [at, isNew] =
            known.try_emplace({ns, *endpoint.labels}, static_cast<GroupIndex>(m_groups.size()));
        if (isNew) {
            m_groups.push_back({.ns = ns, .labels = *endpoint.labels});
            m_byNamespace[ns].insert(at->second);
        }
        m_of[index] = at->second;
    }
}

std::vector<std::string> PodGroups::namespaces() const
{
    std::vector<std::string> out;
    for (const auto &[ns, groups] : m_byNamespace)
        out.push_back(ns);
    return out;
}

std::set<GroupIndex> PodGroups::selected(const std::string &ns, const LabelSelector &selector) const
{
    std::set<GroupIndex> out;
    for (const auto group : m_byNamespace.at(ns)) {
        if (selector.matches(m_groups[group].labels))
            out.insert(group);
    }
    return out;
}

std::vector<LabelSelector> PodGroups::candidates(const std::set<GroupIndex> &groups) const
{
    std::vector<LabelSelector> out{{}};
    std::vector<LabelSelector> lists; // of several values: only where no single one will do
    const auto &labels = m_groups[*groups.begin()].labels;
    const auto keys = keysOf(labels);
    for (const auto &key : keys) {
        std::set<std::string> values;
        const bool haveAll = std::all_of(groups.begin(), groups.end(), [&](GroupIndex group) {
            const auto found = m_groups[group].labels.find(key);
            if (found == m_groups[group].labels.end())
                return false;
            values.insert(found->second);
            return true;
        });
        if (haveAll)
            (values.size() == 1 ? out : lists).push_back(valuesOf(key, values));
    }
    out.insert(out.end(), lists.begin(), lists.end());
    for (std::size_t first = 0; groups.size() == 1 && first < keys.size(); ++first) {
        for (std::size_t second = first + 1; second < keys.size(); ++second)
            out.push_back({.matchLabels = {{keys[first], labels.at(keys[first])},
                                           {keys[second], labels.at(keys[second])}}});
    }
    return out;
}

/// All labels, and no label that a group with more of them has.
LabelSelector PodGroups::exactSelector(const std::string &ns, GroupIndex group) const
{
    LabelSelector out{.matchLabels = m_groups[group].labels};
    for (;;) {
        auto others = selected(ns, out);
        others.erase(group);
        if (others.empty())
            return out;
        for (const auto &key : keysOf(m_groups[*others.begin()].labels)) {
            if (!out.matchLabels.contains(key)) {
                out.matchExpressions.push_back({.key = key, .op = LabelRequirement::Operator::DoesNotExist});
                break;
            }
        }
    }
}

std::vector<LabelSelector> PodGroups::selectorsFor(const std::string &ns,
                                                   const std::set<GroupIndex> &groups) const
{
    for (const auto &candidate : candidates(groups)) {
        if (selected(ns, candidate) == groups)
            return {candidate};
    }
    if (groups.size() == 1)
        return {exactSelector(ns, *groups.begin())};
    std::vector<LabelSelector> out;
    for (const auto group : groups) {
        for (auto &selector : selectorsFor(ns, {group}))
            out.push_back(std::move(selector));
    }
    return out;
}

std::string PodGroups::nameFor(const std::string &ns, const LabelSelector &selector) const
{
    const auto groups = selected(ns, selector);
    if (selector.isEmpty() || groups.size() > 1) {
        const auto &expressions = selector.matchExpressions;
        return selector.matchLabels.empty() && expressions.empty() ? "allow-all-pods" : "allow-several";
    }
    std::string out = "allow-";
    const auto &labels = m_groups[*groups.begin()].labels;
    const auto keys = keysOf(labels);
    for (const char c : keys.empty() ? std::string("pods") : labels.at(keys.front())) {
        const bool isLower = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const bool isUpper = c >= 'A' && c <= 'Z';
        out += isLower ? c : isUpper ? static_cast<char>(c - 'A' + 'a') : '-';
    }
    while (out.back() == '-')
        out.pop_back();
    return out;
}

} // namespace podloom::policy
