#include "core/policy/prediction.h"

#include "core/model/earlier_place.h"
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
    const PodSeats *seats = nullptr;
};

/// The pods of a design, placed and addressed; those of before where they are the same. `addressesOf`: by the
/// index of the pod, null for those that it has or had.
template <class AddressesOf>
Table<Pod> podsAt(const Table<Pod> &pods, const NextPlacement &placement, const AddressesOf &addressesOf,
                  const Earlier &earlier)
{
    std::vector<Table<Pod>::Pointer> out;
    out.reserve(pods.size());
    for (std::size_t index = 0; index < pods.size(); ++index) {
        const auto &pod = pods.pointer(index);
        auto *ips = addressesOf(index);
        if (const auto kept = placement.kept[index]; kept != UINT32_MAX) {
            const auto &known = earlier.predicted->pods.pointer(kept);
            if (!ips || known->ips == *ips) {
                out.push_back(known);
                continue;
            }
        }
        const auto &node = placement.nodes[index];
        if (pod->spec.nodeName == node && (!ips || pod->ips == *ips)) {
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
std::optional<AddressPlan> changedPlan(const Design &design, const NextPlacement &placement,
                                       const Earlier &earlier)
{
    auto changed = changedAddresses(
        design, placement.nodes, {*earlier.design, earlier.predicted->pods, *earlier.blocks, placement.kept});
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

/// Pods that stay where they were though a whole cluster was placed anew.
void findKept(NextPlacement &placement, const Table<Pod> &pods, const Earlier &earlier)
{
    const auto &known = earlier.design->pods;
    EarlierPlace before(known);
    for (std::size_t index = 0; index < pods.size(); ++index) {
        auto &kept = placement.kept[index];
        if (kept != UINT32_MAX) {
            before.goTo(kept + std::size_t{1});
            continue;
        }
        const auto same = before.find(pods.pointer(index));
        if (same && earlier.predicted->pods[*same].spec.nodeName == placement.nodes[index])
            kept = static_cast<std::uint32_t>(*same);
    }
}

NextPlacement placed(const Design &design, const Earlier &earlier)
{
    if (earlier.design) {
        auto out = placementOf(design, *earlier.design, *earlier.seats);
        findKept(out, design.pods, earlier);
        return out;
    }
    NextPlacement out{.nodes = placementOf(design),
                      .kept = std::vector<std::uint32_t>(design.pods.size(), UINT32_MAX)};
    out.seats = seatsOf(design, out.nodes);
    return out;
}

PredictedPlan planOf(Design design, const Earlier &earlier)
{
    auto placement = placed(design, earlier);
    const auto withoutNodes = clustersWithoutNodes(design);
    if (earlier.design && withoutNodes.empty()) {
        if (auto plan = changedPlan(design, placement, earlier))
            return {*std::move(plan), std::move(placement.seats)};
    }
    for (const auto &cluster : withoutNodes)
        design.nodes.put(Node{.meta = {.id = someNode(cluster)}});
    auto &nodes = placement.nodes;
    const auto isHomeless = [&](std::size_t index) {
        return nodes[index].empty() && withoutNodes.contains(design.pods[index].meta.id.cluster);
    };
    for (std::size_t index = 0; !withoutNodes.empty() && index < nodes.size(); ++index) {
        if (isHomeless(index))
            nodes[index] = kSomeNode;
    }
    auto addresses = plannedAddresses(design, nodes);
    for (const auto &cluster : withoutNodes)
        design.nodes.erase(someNode(cluster));
    if (!withoutNodes.empty()) {
        std::erase_if(addresses.blocks, [](const Block &block) { return block.affinity == kSomeNode; });
        std::replace(nodes.begin(), nodes.end(), std::string(kSomeNode), std::string());
    }
    const auto addressesOf = [&](std::size_t index) { return &addresses.ips[index]; };
    design.pods = podsAt(design.pods, placement, addressesOf, earlier);
    return {{.design = std::move(design), .blocks = std::move(addresses.blocks)}, std::move(placement.seats)};
}

} // namespace

Design predicted(Design design)
{
    return predictedPlan(std::move(design)).design;
}

PredictedPlan predictedPlan(Design design)
{
    return planOf(std::move(design), {});
}

PredictedPlan predictedPlan(Design design, const Design &before, const Design &predictedBefore,
                            const std::vector<Block> &blocksBefore, const PodSeats &seatsBefore)
{
    if (before.pods.size() != predictedBefore.pods.size() || before.pods.size() != seatsBefore.size())
        return predictedPlan(std::move(design));
    return planOf(
        std::move(design),
        {.design = &before, .predicted = &predictedBefore, .blocks = &blocksBefore, .seats = &seatsBefore});
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
