#include "core/policy/selection.h"

#include "core/base/text.h"
#include "core/model/label_key.h"

#include <algorithm>
#include <set>
#include <utility>

namespace podloom::policy {

namespace {

std::string canonicalText(const LabelRequirement &requirement)
{
    const std::set<std::string> values(requirement.values.begin(), requirement.values.end());
    const auto list = join({values.begin(), values.end()}, ",");
    switch (requirement.op) {
    case LabelRequirement::Operator::In:
        return values.size() == 1 ? requirement.key + '=' + list : requirement.key + " in (" + list + ')';
    case LabelRequirement::Operator::NotIn: return requirement.key + " notin (" + list + ')';
    case LabelRequirement::Operator::Exists: return requirement.key;
    case LabelRequirement::Operator::DoesNotExist: return '!' + requirement.key;
    }
    return {};
}

} // namespace

std::string canonicalText(const LabelSelector &selector)
{
    std::set<std::string> parts;
    for (const auto &[key, value] : selector.matchLabels)
        parts.insert(key + '=' + value);
    for (const auto &each : selector.matchExpressions)
        parts.insert(canonicalText(each));
    return join({parts.begin(), parts.end()}, ",");
}

std::string PodSelection::key() const
{
    const auto where = ns.empty() ? "namespaces{" + canonicalText(namespaces) + '}' : "namespace " + ns;
    return cluster + ": pods{" + canonicalText(pods) + "} in " + where;
}

Selection::Selection(const SharedList<Endpoint> &endpoints, NamespaceLabels namespaceLabels)
    : m_members(endpoints.size()),
      m_namespaces(std::move(namespaceLabels))
{
    const Endpoint *last = nullptr; // replicas stand together and have the same lists
    decltype(m_byNamespace)::value_type *ofNamespace = nullptr;
    std::vector<std::vector<EndpointIndex> *> ofLabels;
    for (EndpointIndex index = 0; index < endpoints.size(); ++index) {
        const auto &endpoint = endpoints[index];
        if (endpoint.kind != Endpoint::Kind::Pod)
            continue;
        const bool isOfCluster = last && last->id.cluster == endpoint.id.cluster;
        if (!isOfCluster || last->id.ns != endpoint.id.ns)
            ofNamespace = &*m_byNamespace.try_emplace({endpoint.id.cluster, endpoint.id.ns}).first;
        if (!isOfCluster || last->labels != endpoint.labels) {
            ofLabels.clear();
            for (const auto &[key, value] : *endpoint.labels)
                ofLabels.push_back(&m_byLabel[labelKey(endpoint.id.cluster, key, value)]);
        }
        last = &endpoint;
        ofNamespace->second.push_back(index);
        m_members[index] = {endpoint.labels, &ofNamespace->first.second};
        for (auto *list : ofLabels)
            list->push_back(index);
    }
}

std::vector<EndpointIndex> Selection::select(const PodSelection &selection) const
{
    std::vector<EndpointIndex> out;
    const auto addMatching = [&](const std::vector<EndpointIndex> &candidates) {
        const Labels *last = nullptr;
        bool isMatch = false;
        for (const auto index : candidates) {
            const auto *labels = m_members[index].labels.get();
            if (std::exchange(last, labels) != labels)
                isMatch = selection.pods.matches(*labels);
            if (isMatch)
                out.push_back(index);
        }
    };
    const auto podsOf = [&](const std::string &ns) -> const std::vector<EndpointIndex> & {
        const auto found = m_byNamespace.find({selection.cluster, ns});
        return found == m_byNamespace.end() ? m_nothing : found->second;
    };
    if (!selection.ns.empty()) {
        const auto &pods = podsOf(selection.ns);
        const auto *posting = shortestPosting(selection.cluster, selection.pods);
        if (!posting || pods.size() <= posting->size()) {
            addMatching(pods);
            return out;
        }
        addMatching(*posting);
        std::erase_if(out, [&](EndpointIndex index) { return *m_members[index].ns != selection.ns; });
        return out;
    }
    std::set<std::string> namespaces;
    for (auto at = m_namespaces.lower_bound({selection.cluster, ""});
         at != m_namespaces.end() && at->first.first == selection.cluster; ++at) {
        if (selection.namespaces.matches(at->second))
            namespaces.insert(at->first.second);
    }
    if (const auto *posting = shortestPosting(selection.cluster, selection.pods)) {
        addMatching(*posting);
        std::erase_if(out, [&](EndpointIndex index) { return !namespaces.contains(*m_members[index].ns); });
        return out;
    }
    for (const auto &ns : namespaces)
        addMatching(podsOf(ns));
    std::sort(out.begin(), out.end());
    return out;
}

const std::vector<EndpointIndex> *Selection::shortestPosting(const std::string &cluster,
                                                             const LabelSelector &selector) const
{
    const std::vector<EndpointIndex> *best = nullptr;
    for (const auto &[key, value] : selector.matchLabels) {
        const auto found = m_byLabel.find(labelKey(cluster, key, value));
        const auto *posting = found == m_byLabel.end() ? &m_nothing : &found->second;
        if (!best || posting->size() < best->size())
            best = posting;
    }
    return best;
}

} // namespace podloom::policy
