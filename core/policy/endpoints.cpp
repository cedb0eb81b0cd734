#include "core/policy/compiler.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace podloom::policy {

namespace {

/// By cluster, namespace, name; replicas by the name of their workload, then by number.
using ListingKey = std::tuple<const std::string &, const std::string &, const std::string &, std::uint32_t,
                              const std::string &>;

ListingKey listingKey(const Pod &pod)
{
    const auto &id = pod.meta.id;
    return {id.cluster, id.ns, pod.owner ? pod.owner->name : id.name, pod.ordinal, id.name};
}

std::vector<IpAddress> nodeAddresses(const Design &design, const std::string &cluster,
                                     const std::string &node)
{
    std::vector<IpAddress> out;
    if (const auto *found = design.nodes.find({cluster, "", "Node", "", node})) {
        for (const auto &each : found->addresses)
            out.push_back(each.address);
    }
    return out;
}

} // namespace

std::vector<Endpoint> podEndpoints(const Design &design)
{
    std::vector<const Pod *> pods;
    for (const auto &pod : design.pods) {
        if (!pod.isFinished)
            pods.push_back(&pod);
    }
    std::sort(pods.begin(), pods.end(),
              [](const Pod *a, const Pod *b) { return listingKey(*a) < listingKey(*b); });

    const auto hasSeveralClusters = design.clusterNames().size() > 1;
    std::map<Labels, std::shared_ptr<const Labels>> distinctLabels;
    std::vector<Endpoint> out;
    out.reserve(pods.size());
    for (const auto *pod : pods) {
        auto &labels = distinctLabels[pod->meta.labels];
        if (!labels)
            labels = std::make_shared<const Labels>(pod->meta.labels);
        Endpoint endpoint{.id = pod->meta.id,
                          .name = endpointName(*pod, hasSeveralClusters),
                          .node = pod->spec.nodeName,
                          .serviceAccount =
                              pod->spec.serviceAccount.empty() ? "default" : pod->spec.serviceAccount,
                          .labels = labels,
                          .ips = pod->ips,
                          .ports = pod->spec.ports};
        if (pod->spec.isHostNetwork) {
            endpoint.kind = Endpoint::Kind::HostNetworkPod;
            if (endpoint.ips.empty())
                endpoint.ips = nodeAddresses(design, pod->meta.id.cluster, pod->spec.nodeName);
        }
        out.push_back(std::move(endpoint));
    }
    return out;
}

std::vector<ProgramNode> programNodes(const Design &design)
{
    std::vector<ProgramNode> out;
    for (const auto &node : design.nodes)
        out.push_back({.cluster = node.meta.id.cluster,
                       .name = node.meta.id.name,
                       .ips = nodeAddresses(design, node.meta.id.cluster, node.meta.id.name)});
    return out;
}

Selection::NamespaceLabels namespaceLabelsOf(const Design &design)
{
    Selection::NamespaceLabels out;
    const auto add = [&](const std::string &cluster, const std::string &name) {
        auto &labels = out[{cluster, name}];
        if (labels.empty()) {
            labels = design.namespaceLabels(cluster, name);
            labels.emplace(kNamespaceNameLabel, name);
        }
    };
    for (const auto &ns : design.namespaces)
        add(ns.meta.id.cluster, ns.meta.id.name);
    for (const auto &pod : design.pods)
        add(pod.meta.id.cluster, pod.meta.id.ns);
    return out;
}

} // namespace podloom::policy
