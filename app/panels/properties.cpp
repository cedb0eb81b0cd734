#include "app/panels/properties.h"

#include "app/canvas/topology.h"
#include "app/panels/property_builder.h"
#include "app/panels/words.h"
#include "core/model/rack.h"

#include <algorithm>

namespace podloom::app {

namespace {

/// Adds the form of the object's kind, when the table has it.
template <class Object, class Add>
bool addFrom(const Table<Object> &table, PropertyBuilder &builder, Add add)
{
    const auto *found = table.find(builder.id());
    if (found)
        add(builder, *found);
    return found != nullptr;
}

bool addPolicyForm(PropertyBuilder &builder)
{
    const auto &design = builder.design();
    const auto add = [](PropertyBuilder &to, const auto &policy) { addPolicy(to, policy); };
    return addFrom(design.networkPolicies, builder, add) || addFrom(design.clusterPolicies, builder, add)
        || addFrom(design.calicoPolicies, builder, add)
        || addFrom(design.stagedNetworkPolicies, builder,
                   [](auto &to, const StagedNetworkPolicy &each) { addPolicy(to, each.policy); })
        || addFrom(design.calicoTiers, builder, addTier)
        || addFrom(design.networkSets, builder, addNetworkSet)
        || addFrom(design.hostEndpoints, builder, addHostEndpoint)
        || addFrom(design.calicoProfiles, builder, addProfile);
}

bool addForm(PropertyBuilder &builder)
{
    const auto &design = builder.design();
    return addFrom(design.nodes, builder, addNode) || addFrom(design.pods, builder, addPod)
        || addFrom(design.workloads, builder, addWorkload) || addPolicyForm(builder)
        || addFrom(design.ipPools, builder, addPool) || addFrom(design.bgpPeers, builder, addPeer)
        || addFrom(design.bgpConfigurations, builder, addBgpConfiguration)
        || addFrom(design.clusters, builder, addCluster) || addFrom(design.routers, builder, addRouter)
        || addFrom(design.links, builder, addLink) || addFrom(design.services, builder, addService)
        || addFrom(design.namespaces, builder, addNamespace);
}

const ObjectMeta *metaOf(const Analysis &analysis, const ObjectId &id)
{
    if (const auto *pod = analysis.placed.pods.find(id))
        return &pod->meta;
    if (const auto *node = analysis.placed.nodes.find(id))
        return &node->meta;
    if (const auto *ns = analysis.placed.namespaces.find(id))
        return &ns->meta;
    return analysis.snapshot->meta(id);
}

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
    std::vector<std::size_t> out;
    for (const auto &each : analysis.program.policies) {
        if (each.id != policy)
            continue;
        for (const auto endpoint : each.selects) {
            const auto &id = analysis.program.endpoints[endpoint].id;
            const auto found = podsWhere(analysis.placed, [&](const Pod &pod) { return pod.meta.id == id; });
            out.insert(out.end(), found.begin(), found.end());
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace

ObjectTitle titleFor(const Analysis &analysis, const ObjectId &id)
{
    QStringList words{text(id.kind)};
    if (const auto *meta = metaOf(analysis, id)) {
        const auto rack = rackOf(meta->labels);
        if (id.kind == "Node" && !rack.empty())
            words.append(rackTitle(rack));
    }
    if (!id.cluster.empty() && analysis.placed.clusterNames().size() > 1)
        words.append(
            QCoreApplication::translate("podloom::app::Properties", "cluster %1").arg(text(id.cluster)));
    if (!id.group.empty())
        words.append(text(id.group));
    auto name = titleOf(id);
    name.replace(QLatin1Char('/'), QStringLiteral(" / "));
    return {name, words.join(QStringLiteral(" · "))};
}

std::vector<PropertySection> propertiesOf(const Analysis &analysis, const ObjectId &id)
{
    PropertyBuilder builder(analysis, id);
    builder.name();
    addForm(builder);
    if (const auto *meta = metaOf(analysis, id)) {
        builder.labels(PropertyBuilder::tr("Labels"), meta->labels, "/metadata/labels");
        builder.labels(PropertyBuilder::tr("Annotations"), meta->annotations, "/metadata/annotations");
    }
    return builder.take();
}

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
