#include "core/policy/prediction.h"

#include "core/model/placement.h"
#include "core/model/sameness.h"

#include <set>

namespace podloom::policy {

namespace {

/// No real node has such a name.
constexpr const char *kSomeNode = "Somewhere";

ObjectId someNode(const std::string &cluster)
{
    return {cluster, "", "Node", "", kSomeNode};
}

std::set<std::string> clustersWithoutNodes(const Design &design)
{
    const auto names = design.clusterNames();
    std::set<std::string> out(names.begin(), names.end());
    for (const auto &node : design.nodes)
        out.erase(node.meta.id.cluster);
    return out;
}

/// Every pod of the table changed by `change`, which returns whether it did anything.
template <class Change>
Table<Pod> changed(const Table<Pod> &pods, Change change)
{
    std::vector<Table<Pod>::Pointer> out;
    out.reserve(pods.size());
    for (std::size_t index = 0; index < pods.size(); ++index) {
        auto pod = pods[index];
        out.push_back(change(pod) ? std::make_shared<const Pod>(std::move(pod)) : pods.pointer(index));
    }
    return Table<Pod>::fromUnsorted(std::move(out));
}

} // namespace

Design predicted(Design design)
{
    return predictedPlan(std::move(design)).design;
}

AddressPlan predictedPlan(Design design)
{
    design = place(std::move(design));
    const auto withoutNodes = clustersWithoutNodes(design);
    for (const auto &cluster : withoutNodes)
        design.nodes.put(Node{.meta = {.id = someNode(cluster)}});
    if (!withoutNodes.empty())
        design.pods = changed(design.pods, [&](Pod &pod) {
            if (!pod.spec.nodeName.empty() || !withoutNodes.contains(pod.meta.id.cluster))
                return false;
            pod.spec.nodeName = kSomeNode;
            return true;
        });
    auto plan = planAddresses(std::move(design));
    if (withoutNodes.empty())
        return plan;
    std::erase_if(plan.blocks, [](const Block &block) { return block.affinity == kSomeNode; });
    design = std::move(plan.design);
    for (const auto &cluster : withoutNodes)
        design.nodes.erase(someNode(cluster));
    design.pods = changed(design.pods, [](Pod &pod) {
        if (pod.spec.nodeName != kSomeNode)
            return false;
        pod.spec.nodeName.clear();
        return true;
    });
    plan.design = std::move(design);
    return plan;
}

bool isPlacedAlike(const Design &a, const Design &b)
{
    return areSameButPlaces(a.pods, b.pods) && areSameButPlaces(a.nodes, b.nodes)
        && areSameButPlaces(a.namespaces, b.namespaces) && areSameButPlaces(a.clusters, b.clusters)
        && areSameButPlaces(a.ipPools, b.ipPools) && areSameButPlaces(a.ipReservations, b.ipReservations)
        && areSameButPlaces(a.ipamConfigurations, b.ipamConfigurations)
        && clustersOf(a.workloads) == clustersOf(b.workloads);
}

Design predicted(Design design, const Design &before, const Design &predictedBefore)
{
    if (!isPlacedAlike(design, before) || predictedBefore.pods.size() != design.pods.size())
        return predicted(std::move(design));
    std::vector<Table<Pod>::Pointer> pods;
    pods.reserve(design.pods.size());
    for (std::size_t index = 0; index < design.pods.size(); ++index) {
        const auto &known = predictedBefore.pods.pointer(index);
        if (design.pods.pointer(index) == before.pods.pointer(index)
            || design.pods[index].meta.at == known->meta.at) {
            pods.push_back(known);
            continue;
        }
        auto pod = *known;
        pod.meta.at = design.pods[index].meta.at;
        pods.push_back(std::make_shared<const Pod>(std::move(pod)));
    }
    design.pods = Table<Pod>::fromUnsorted(std::move(pods));
    return design;
}

} // namespace podloom::policy
