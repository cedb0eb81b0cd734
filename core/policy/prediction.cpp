#include "core/policy/prediction.h"

#include "core/model/placement.h"
#include "core/model/sameness.h"

#include <algorithm>
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

/// What is known of the state before a design; all of it null for none.
struct Earlier {
    const Design *design = nullptr;
    const Design *predicted = nullptr;
};

/// The pods of a design, placed and addressed; those of before where they are the same.
Table<Pod> podsAt(const Table<Pod> &pods, const Placement &placement, PlannedAddresses &addresses,
                  const Earlier &earlier)
{
    std::vector<Table<Pod>::Pointer> out;
    out.reserve(pods.size());
    std::size_t before = 0;
    for (std::size_t index = 0; index < pods.size(); ++index) {
        const auto &pod = pods.pointer(index);
        const auto &node = placement[index];
        auto &ips = addresses.ips[index];
        const auto isThatPod = [&](const Pod &known) {
            return known.spec.nodeName == node && known.ips == ips;
        };
        if (earlier.design) {
            const auto &known = earlier.design->pods;
            while (before < known.size() && known.pointer(before) != pod
                   && known[before].meta.id < pod->meta.id)
                ++before;
            if (before < known.size() && known.pointer(before) == pod
                && isThatPod(earlier.predicted->pods[before])) {
                out.push_back(earlier.predicted->pods.pointer(before));
                continue;
            }
        }
        if (isThatPod(*pod)) {
            out.push_back(pod);
            continue;
        }
        auto placed = *pod;
        placed.spec.nodeName = node;
        placed.ips = std::move(ips);
        out.push_back(std::make_shared<const Pod>(std::move(placed)));
    }
    return Table<Pod>::fromUnsorted(std::move(out));
}

AddressPlan planOf(Design design, const Earlier &earlier)
{
    auto placement =
        earlier.design ? placementOf(design, *earlier.design, earlier.predicted->pods) : placementOf(design);
    const auto withoutNodes = clustersWithoutNodes(design);
    for (const auto &cluster : withoutNodes)
        design.nodes.put(Node{.meta = {.id = someNode(cluster)}});
    const auto isHomeless = [&](std::size_t index) {
        return placement[index].empty() && withoutNodes.contains(design.pods[index].meta.id.cluster);
    };
    for (std::size_t index = 0; !withoutNodes.empty() && index < placement.size(); ++index) {
        if (isHomeless(index))
            placement[index] = kSomeNode;
    }
    auto addresses = plannedAddresses(design, placement);
    for (const auto &cluster : withoutNodes)
        design.nodes.erase(someNode(cluster));
    if (!withoutNodes.empty()) {
        std::erase_if(addresses.blocks, [](const Block &block) { return block.affinity == kSomeNode; });
        std::replace(placement.begin(), placement.end(), std::string(kSomeNode), std::string());
    }
    design.pods = podsAt(design.pods, placement, addresses, earlier);
    return {.design = std::move(design), .blocks = std::move(addresses.blocks)};
}

} // namespace

Design predicted(Design design)
{
    return predictedPlan(std::move(design)).design;
}

AddressPlan predictedPlan(Design design)
{
    return planOf(std::move(design), {});
}

AddressPlan predictedPlan(Design design, const Design &before, const Design &predictedBefore)
{
    if (before.pods.size() != predictedBefore.pods.size())
        return predictedPlan(std::move(design));
    return planOf(std::move(design), {.design = &before, .predicted = &predictedBefore});
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
