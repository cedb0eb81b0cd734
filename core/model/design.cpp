#include "core/model/design.h"

#include <set>

namespace podloom {

std::vector<std::string> Design::clusterNames() const
{
    std::set<std::string> names;
    for (const auto &cluster : clusters)
        names.insert(cluster.meta.id.name);
    const auto addFrom = [&](const auto &table) {
        for (const auto cluster : table.clusters())
            names.emplace(cluster);
    };
    addFrom(nodes);
    addFrom(pods);
    addFrom(workloads);
    names.erase("");
    if (names.empty())
        names.insert(std::string(kDefaultCluster));
    return {names.begin(), names.end()};
}

Cluster Design::clusterOrDefault(const std::string &name) const
{
    const auto withDefaults = [](Cluster cluster) {
        if (cluster.podCidrs.empty())
            cluster.podCidrs = defaultPodCidrs();
        if (cluster.serviceCidrs.empty())
            cluster.serviceCidrs = defaultServiceCidrs();
        if (cluster.nodeCidrs.empty())
            cluster.nodeCidrs = defaultNodeCidrs();
        return cluster;
    };
    for (const auto &cluster : clusters) {
        if (cluster.meta.id.name == name)
            return withDefaults(cluster);
    }
    Cluster implied;
    implied.meta.id = {"", "podloom.dev", "Cluster", "", name};
    return withDefaults(implied);
}

Labels Design::namespaceLabels(const std::string &cluster, const std::string &name) const
{
    if (const auto *found = namespaces.find({cluster, "", "Namespace", "", name}))
        return found->meta.labels;
    return {{std::string(kNamespaceNameLabel), name}};
}

std::string endpointName(const Pod &pod, bool hasSeveralClusters)
{
    const auto &id = pod.meta.id;
    return (hasSeveralClusters ? id.cluster + ':' : std::string()) + id.ns + '/' + id.name;
}

} // namespace podloom
