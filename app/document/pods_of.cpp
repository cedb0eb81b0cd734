#include "app/document/pods_of.h"

#include <algorithm>
#include <set>

namespace podloom::app {

namespace {

template <class IsWanted>
std::vector<std::size_t> podsWhere(const Design &design, IsWanted isWanted)
{
    std::vector<std::size_t> out;
    for (std::size_t at = 0; at < design.pods.size(); ++at) {
        if (isWanted(design.pods[at]))
            out.push_back(at);
    }
    return out;
}

/// Pods that the policy of that identity selects, in every dialect.
std::vector<std::size_t> selectedBy(const Analysis &analysis, const ObjectId &policy)
{
    std::set<ObjectId> selected;
    for (const auto &each : analysis.program.policies) {
        if (each.id != policy)
            continue;
        for (const auto endpoint : each.selects)
            selected.insert(analysis.program.endpoints[endpoint].id);
    }
    if (selected.empty())
        return {};
    return podsWhere(analysis.placed, [&](const Pod &pod) { return selected.contains(pod.meta.id); });
}

} // namespace

std::vector<std::size_t> podsOf(const Analysis &analysis, const ObjectId &id)
{
    const auto &design = analysis.placed;
    if (id.kind == "Node")
        return podsWhere(design, [&](const Pod &pod) {
            return pod.meta.id.cluster == id.cluster && pod.spec.nodeName == id.name;
        });
    if (id.kind == "Namespace")
        return podsWhere(design, [&](const Pod &pod) {
            return pod.meta.id.cluster == id.cluster && pod.meta.id.ns == id.name;
        });
    if (const auto *pool = design.ipPools.find(id))
        return podsWhere(design, [&](const Pod &pod) {
            return pod.meta.id.cluster == id.cluster && !pod.spec.isHostNetwork
                && std::any_of(pod.ips.begin(), pod.ips.end(),
                               [&](const IpAddress &ip) { return pool->cidr.contains(ip); });
        });
    if (const auto *service = design.services.find(id))
        return podsWhere(design, [&](const Pod &pod) {
            return service->selector && pod.meta.id.cluster == id.cluster && pod.meta.id.ns == id.ns
                && std::includes(pod.meta.labels.begin(), pod.meta.labels.end(), service->selector->begin(),
                                 service->selector->end());
        });
    if (design.workloads.contains(id))
        return podsWhere(design, [&](const Pod &pod) { return pod.owner == id; });
    return selectedBy(analysis, id);
}

} // namespace podloom::app
