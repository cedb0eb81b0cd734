#include "core/policy/prediction.h"

#include "core/model/placement.h"
#include "core/model/sameness.h"

#include <algorithm>
#include <optional>
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
    for (const auto cluster : design.nodes.clusters())
        out.erase(std::string(cluster));
    return out;
}

/// What is known of the state before a design; all of it null for none.
struct Earlier {
    const Design *design = nullptr;
    const Design *predicted = nullptr;
    const std::vector<Block> *blocks = nullptr;
};

/// The pods of a design, placed and addressed; those of before where they are the same. `addressesOf`: by the
/// index of the pod, null for those that it has or had.
template <class AddressesOf>
Table<Pod> podsAt(const Table<Pod> &pods, const Placement &placement, const AddressesOf &addressesOf,
                  const Earlier &earlier)
{
    std::vector<Table<Pod>::Pointer> out;
    out.reserve(pods.size());
    std::size_t before = 0;
    for (std::size_t index = 0; index < pods.size(); ++index) {
        const auto &pod = pods.pointer(index);
        const auto &node = placement[index];
        auto *ips = addressesOf(index);
        const auto isThatPod = [&](const Pod &known) {
            return known.spec.nodeName == node && (!ips || known.ips == *ips);
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
        if (ips)
            placed.ips = std::move(*ips);
        out.push_back(std::make_shared<const Pod>(std::move(placed)));
    }
    return Table<Pod>::fromSorted(std::move(out));
}

/// planOf() where only the addresses of some nodes differ from those before; else nothing.
std::optional<AddressPlan> changedPlan(const Design &design, const Placement &placement,
                                       const Earlier &earlier)
{
    auto changed =
        changedAddresses(design, placement, {*earlier.design, earlier.predicted->pods, *earlier.blocks});
    if (!changed)
        return std::nullopt;
    const auto addressesOf = [&](std::size_t index) {
        const auto found = changed->ips.find(index);
        return found == changed->ips.end() ? nullptr : &found->second;
    };
    AddressPlan out{.design = design, .blocks = std::move(changed->blocks)};
    out.design.pods = podsAt(design.pods, placement, addressesOf, earlier);
    return out;
}

AddressPlan planOf(Design design, const Earlier &earlier)
{
    auto placement =
        earlier.design ? placementOf(design, *earlier.design, earlier.predicted->pods) : placementOf(design);
    const auto withoutNodes = clustersWithoutNodes(design);
    if (earlier.design && withoutNodes.empty()) {
        if (auto plan = changedPlan(design, placement, earlier))
            return *std::move(plan);
    }
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
    const auto addressesOf = [&](std::size_t index) { return &addresses.ips[index]; };
    design.pods = podsAt(design.pods, placement, addressesOf, earlier);
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

AddressPlan predictedPlan(Design design, const Design &before, const Design &predictedBefore,
                          const std::vector<Block> &blocksBefore)
{
    if (before.pods.size() != predictedBefore.pods.size())
        return predictedPlan(std::move(design));
    return planOf(std::move(design),
                  {.design = &before, .predicted = &predictedBefore, .blocks = &blocksBefore});
}

bool isPlacedAlike(const Design &a, const Design &b)
{
    return areSameButPlaces(a.pods, b.pods) && isPlannedAlike(a, b)
        && a.workloads.clusters() == b.workloads.clusters();
}

Design predicted(Design design, const Design &before, const Design &predictedBefore)
{
    if (!isPlacedAlike(design, before) || predictedBefore.pods.size() != design.pods.size())
        return predicted(std::move(design));
    const auto isSamePod = [](const Pod &, const Pod &) { return false; };
    if (areSame(design.pods, before.pods, isSamePod)) {
        design.pods = predictedBefore.pods;
        return design;
    }
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
    design.pods = Table<Pod>::fromSorted(std::move(pods));
    return design;
}

} // namespace podloom::policy
