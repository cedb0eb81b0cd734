#include "app/panels/properties.h"

#include "app/canvas/topology.h"
#include "app/panels/property_builder.h"
#include "app/panels/words.h"
#include "core/model/rack.h"

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

} // namespace podloom::app
