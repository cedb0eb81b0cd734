#include "core/model/placement.h"

#include "core/model/sameness.h"
#include "core/model/seating.h"

#include <algorithm>
#include <map>
#include <utility>

namespace podloom {

namespace {

const std::string &valueOf(const Labels &labels, const std::string &key)
{
    static const std::string kNone;
    const auto found = labels.find(key);
    return found == labels.end() ? kNone : found->second;
}

bool tolerates(const Labels &toleration, const Labels &taint)
{
    const auto &effect = valueOf(toleration, "effect");
    if (!effect.empty() && effect != valueOf(taint, "effect"))
        return false;
    const auto &key = valueOf(toleration, "key");
    if (valueOf(toleration, "operator") == "Exists")
        return key.empty() || key == valueOf(taint, "key");
    return key == valueOf(taint, "key") && valueOf(toleration, "value") == valueOf(taint, "value");
}

bool isDaemonReplica(const Pod &pod)
{
    return pod.owner && pod.owner->kind == "DaemonSet";
}

/// Whether nothing is to be chosen for it.
bool isFixed(const Pod &pod)
{
    return !pod.spec.nodeName.empty() || isDaemonReplica(pod);
}

/// Whether two states of one pod would take the same node of the same choice.
bool asksTheSame(const Pod &a, const Pod &b)
{
    return a.owner == b.owner && a.spec.nodeSelector == b.spec.nodeSelector
        && a.spec.tolerations == b.spec.tolerations;
}

/// The pods of one cluster in a table: they stand together.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::map<std::string, Range> clusterRanges(const Table<Pod> &pods)
{
    std::map<std::string, Range> out;
    for (std::size_t index = 0; index < pods.size();) {
        const auto &cluster = pods[index].meta.id.cluster;
        auto end = index;
        while (end < pods.size() && pods[end].meta.id.cluster == cluster)
            ++end;
        out[cluster] = {index, end};
        index = end;
    }
    return out;
}

/// Says where those pods are that nothing is chosen for, and gives the limit of every node.
std::size_t placeFixed(Seating &seating, const Table<Pod> &pods, Range range, Placement &out)
{
    std::size_t open = 0;
    for (auto index = range.begin; index < range.end; ++index) {
        if (!isFixed(pods[index])) {
            ++open;
            continue;
        }
        out[index] = seating.fixedNode(pods[index]);
        seating.countFixed(seating.seatOf(out[index]), true);
    }
    return seating.limitFor(open, true);
}

/// The state before, with the pods as they were placed then.
struct Earlier {
    const Table<Pod> &pods;
    const Table<Pod> &placed;
    Range range{};

    const std::string &nodeOf(std::size_t index) const { return placed[index].spec.nodeName; }
};

std::size_t countFixed(Seating &seating, const Earlier &earlier)
{
    std::size_t open = 0;
    for (auto index = earlier.range.begin; index < earlier.range.end; ++index) {
        if (isFixed(earlier.pods[index]))
            seating.countFixed(seating.seatOf(earlier.nodeOf(index)), false);
        else
            ++open;
    }
    return seating.limitFor(open, false);
}

void placeCluster(const Design &design, const std::string &cluster, Range range, Placement &out)
{
    Seating seating(design, cluster);
    seating.setLimit(placeFixed(seating, design.pods, range, out));
    for (auto index = range.begin; index < range.end; ++index) {
        if (!isFixed(design.pods[index]))
            out[index] = seating.nameOf(seating.choose(design.pods[index]));
    }
}

/// The same, following the state before pod by pod. False when that is another matter altogether.
bool followCluster(const Design &design, const std::string &cluster, Range range, const Earlier &earlier,
                   Placement &out)
{
    Seating seating(design, cluster);
    const auto limit = placeFixed(seating, design.pods, range, out);
    if (countFixed(seating, earlier) != limit)
        return false;
    seating.setLimit(limit);
    auto before = earlier.range.begin;
    for (auto index = range.begin; index < range.end; ++index) {
        const auto &pod = design.pods[index];
        const auto isEarlier = [&] {
            return before < earlier.range.end && earlier.pods.pointer(before) != design.pods.pointer(index)
                && earlier.pods[before].meta.id < pod.meta.id;
        };
        const auto takeBefore = [&] {
            if (!isFixed(earlier.pods[before]))
                seating.takeBefore(earlier.pods[before], seating.seatOf(earlier.nodeOf(before)));
        };
        for (; isEarlier(); ++before)
            takeBefore();
        const bool wasThere = before < earlier.range.end
                           && (earlier.pods.pointer(before) == design.pods.pointer(index)
                               || earlier.pods[before].meta.id == pod.meta.id);
        const bool isFollowed = wasThere && !isFixed(pod) && !isFixed(earlier.pods[before])
                             && asksTheSame(pod, earlier.pods[before]);
        if (wasThere && !isFollowed)
            takeBefore();
        if (isFollowed)
            out[index] = seating.nameOf(seating.follow(pod, seating.seatOf(earlier.nodeOf(before))));
        else if (!isFixed(pod))
            out[index] = seating.nameOf(seating.choose(pod));
        before += wasThere ? 1 : 0;
    }
    return true;
}

} // namespace

bool suits(const PodSpec &pod, const Node &node)
{
    for (const auto &[key, value] : pod.nodeSelector) {
        const auto label = node.meta.labels.find(key);
        if (label == node.meta.labels.end() || label->second != value)
            return false;
    }
    return std::all_of(node.taints.begin(), node.taints.end(), [&](const Labels &taint) {
        const auto &effect = valueOf(taint, "effect");
        if (effect != "NoSchedule" && effect != "NoExecute")
            return true;
        return std::any_of(pod.tolerations.begin(), pod.tolerations.end(),
                           [&](const Labels &toleration) { return tolerates(toleration, taint); });
    });
}

std::vector<const Node *> daemonNodes(const Design &design, const std::string &cluster, const PodSpec &pod)
{
    std::vector<const Node *> nodes;
    for (const auto &node : design.nodes) {
        if (node.meta.id.cluster == cluster && suits(pod, node))
            nodes.push_back(&node);
    }
    return nodes;
}

Placement placementOf(const Design &design)
{
    Placement out(design.pods.size());
    for (const auto &[cluster, range] : clusterRanges(design.pods))
        placeCluster(design, cluster, range, out);
    return out;
}

Placement placementOf(const Design &design, const Design &before, const Table<Pod> &placedBefore)
{
    if (placedBefore.size() != before.pods.size() || !areSameButPlaces(design.nodes, before.nodes))
        return placementOf(design);
    Placement out(design.pods.size());
    const auto rangesBefore = clusterRanges(before.pods);
    for (const auto &[cluster, range] : clusterRanges(design.pods)) {
        const auto found = rangesBefore.find(cluster);
        if (found == rangesBefore.end()
            || !followCluster(design, cluster, range, {before.pods, placedBefore, found->second}, out))
            placeCluster(design, cluster, range, out);
    }
    return out;
}

Design place(Design design)
{
    const auto nodes = placementOf(design);
    std::vector<Table<Pod>::Pointer> placed;
    placed.reserve(nodes.size());
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        if (design.pods[index].spec.nodeName == nodes[index]) {
            placed.push_back(design.pods.pointer(index));
            continue;
        }
        auto copy = design.pods[index];
        copy.spec.nodeName = nodes[index];
        placed.push_back(std::make_shared<const Pod>(std::move(copy)));
    }
    design.pods = Table<Pod>::fromSorted(std::move(placed));
    return design;
}

} // namespace podloom
