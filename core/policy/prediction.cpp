#include "core/policy/prediction.h"

#include "core/address/plan_addresses.h"
#include "core/model/placement.h"

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
    design = place(std::move(design));
    const auto withoutNodes = clustersWithoutNodes(design);
    for (const auto &cluster : withoutNodes)
        design.nodes.put(Node{.meta = {.id = someNode(cluster)}});
    design.pods = changed(design.pods, [&](Pod &pod) {
        if (!pod.spec.nodeName.empty() || !withoutNodes.contains(pod.meta.id.cluster))
            return false;
        pod.spec.nodeName = kSomeNode;
        return true;
    });
    design = planAddresses(std::move(design)).design;
    for (const auto &cluster : withoutNodes)
        design.nodes.erase(someNode(cluster));
    design.pods = changed(design.pods, [](Pod &pod) {
        if (pod.spec.nodeName != kSomeNode)
            return false;
        pod.spec.nodeName.clear();
        return true;
    });
    return design;
}

} // namespace podloom::policy
