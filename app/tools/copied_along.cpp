#include "app/tools/copied_along.h"

#include "app/document/pods_of.h"

#include <algorithm>

namespace podloom::app {

namespace {

/// Whether a selector has one of `names` as a value: alone, or in the quotes of Calico's selectors.
bool hasName(const Json &selector, const std::set<std::string> &names)
{
    if (selector.isString()) {
        const auto text = selector.asString();
        return std::any_of(names.begin(), names.end(), [&](const std::string &name) {
            return text == name || text.find('\'' + name + '\'') != std::string::npos
                || text.find('"' + name + '"') != std::string::npos;
        });
    }
    const auto &items = selector.items();
    const auto &members = selector.members();
    return std::any_of(items.begin(), items.end(), [&](const Json &item) { return hasName(item, names); })
        || std::any_of(members.begin(), members.end(),
                       [&](const auto &member) { return hasName(member.second, names); });
}

class Finder {
public:
    Finder(const Analysis &analysis, const std::set<ObjectId> &chosen)
        : m_analysis(analysis),
          m_chosen(chosen)
    {
        for (const auto &id : chosen) {
            if (id.kind == "Pod" || analysis.snapshot->design().workloads.contains(id))
                m_names.insert(id.name);
        }
        if (m_names.empty())
            return;
        for (const auto &pod : analysis.placed.pods) {
            if (chosen.contains(pod.meta.id) || (pod.owner && chosen.contains(*pod.owner)))
                m_pods.insert(pod.meta.id);
        }
    }

    CopiedAlong find()
    {
        if (!m_pods.empty()) {
            findPolicies();
            findServices();
        }
        return std::move(m_out);
    }

private:
    void findPolicies()
    {
        const auto &endpoints = m_analysis.program.endpoints;
        std::vector<policy::EndpointIndex> ours;
        for (std::size_t at = 0; at < endpoints.size(); ++at) {
            if (m_pods.contains(endpoints[at].id))
                ours.push_back(static_cast<policy::EndpointIndex>(at));
        }
        std::set<ObjectId> seen;
        for (const auto &each : m_analysis.program.policies) {
            const auto count = static_cast<std::size_t>(
                std::count_if(ours.begin(), ours.end(), [&](policy::EndpointIndex endpoint) {
                    return std::binary_search(each.selects.begin(), each.selects.end(), endpoint);
                }));
            if (count == 0 || !each.id.kind.ends_with("Policy") || m_chosen.contains(each.id)
                || !seen.insert(each.id).second || !selectsByName(each.id))
                continue;
            if (count == each.selects.size())
                m_out.objects.insert(each.id);
            else
                m_out.missing.push_back(each.id.name);
        }
    }

    bool selectsByName(const ObjectId &policy) const
    {
        const auto spec = m_analysis.snapshot->manifestJson(policy)["spec"];
        return hasName(spec["podSelector"], m_names) || hasName(spec["selector"], m_names)
            || hasName(spec["subject"]["pods"]["podSelector"], m_names);
    }

    void findServices()
    {
        for (const auto &service : m_analysis.snapshot->design().services) {
            const auto &id = service.meta.id;
            if (!service.selector || m_chosen.contains(id)
                || std::none_of(service.selector->begin(), service.selector->end(),
                                [&](const auto &label) { return m_names.contains(label.second); }))
                continue;
            const auto pods = podsOf(m_analysis, id);
            if (!pods.empty() && std::all_of(pods.begin(), pods.end(), [&](std::size_t at) {
                    return m_pods.contains(m_analysis.placed.pods[at].meta.id);
                }))
                m_out.objects.insert(id);
        }
    }

    const Analysis &m_analysis;
    const std::set<ObjectId> &m_chosen;
    std::set<std::string> m_names; ///< of what has pods
    std::set<ObjectId> m_pods;
    CopiedAlong m_out;
};

} // namespace

CopiedAlong copiedAlong(const Analysis &analysis, const std::set<ObjectId> &chosen)
{
    return Finder(analysis, chosen).find();
}

} // namespace podloom::app
