#include "core/model/placement.h"

#include "core/model/earlier_place.h"
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

constexpr auto kNobody = UINT32_MAX;

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
        auto end = index + 1;
        auto other = pods.size(); // the first of another cluster lies in end … other
        while (end < other) {
            const auto middle = end + (other - end) / 2;
            if (pods[middle].meta.id.cluster == cluster)
                end = middle + 1;
            else
                other = middle;
        }
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

void placeCluster(const Design &design, const std::string &cluster, Range range, Placement &out)
{
    Seating seating(design, cluster);
    seating.setLimit(placeFixed(seating, design.pods, range, out));
    for (auto index = range.begin; index < range.end; ++index) {
        if (!isFixed(design.pods[index]))
            out[index] = seating.nameOf(seating.choose(design.pods[index]));
    }
}

std::uint32_t numberOf(Seating::Place place)
{
    return place ? static_cast<std::uint32_t>(*place) : kNobody;
}

void noteSeats(const Design &design, const std::string &cluster, Range range, const Placement &placement,
               PodSeats &out)
{
    const Seating seating(design, cluster);
    for (auto index = range.begin; index < range.end; ++index) {
        const auto &pod = design.pods[index];
        out[index] = {.node = numberOf(seating.seatOf(placement[index])),
                      .isFixed = isFixed(pod),
                      .hasOwnerOfLast = index > range.begin && design.pods[index - 1].owner == pod.owner};
    }
}

/// Places one cluster of the next state by following the state before pod by pod. Of pods that are the same
/// objects nothing is looked at that is in their seats.
class Follower {
public:
    Follower(const Design &design, const std::string &cluster, Range range, const Design &before,
             Range rangeBefore, const PodSeats &seatsBefore, NextPlacement &out)
        : m_pods(design.pods),
          m_range(range),
          m_earlier(before.pods),
          m_rangeBefore(rangeBefore),
          m_seats(seatsBefore),
          m_out(out),
          m_seating(design, cluster)
    {}

    /// False when that is another matter altogether.
    bool run()
    {
        pair();
        const auto limit = placeFixed();
        if (countFixed() != limit)
            return false;
        m_seating.setLimit(limit);
        auto before = m_rangeBefore.begin;
        for (auto index = m_range.begin; index < m_range.end; ++index) {
            const auto same = m_out.kept[index];
            const auto isEarlier = [&] {
                return same != kNobody
                         ? before < same
                         : before < m_rangeBefore.end && m_earlier[before].meta.id < m_pods[index].meta.id;
            };
            for (; isEarlier(); ++before)
                takeBefore(before);
            if (same != kNobody)
                follow(index, same);
            else
                placeOther(index, before);
            const bool wasThere = same != kNobody || isThere(before, index);
            before += wasThere ? 1 : 0;
        }
        return true;
    }

private:
    /// The same objects in both states.
    void pair()
    {
        EarlierPlace before(m_earlier, m_rangeBefore.begin, m_rangeBefore.end);
        for (auto index = m_range.begin; index < m_range.end; ++index) {
            if (const auto same = before.find(m_pods.pointer(index)))
                m_out.kept[index] = static_cast<std::uint32_t>(*same);
        }
    }

    bool isFixedNow(std::size_t index) const
    {
        const auto same = m_out.kept[index];
        return same == kNobody ? isFixed(m_pods[index]) : m_seats[same].isFixed;
    }

    std::size_t placeFixed()
    {
        std::size_t open = 0;
        for (auto index = m_range.begin; index < m_range.end; ++index) {
            if (!isFixedNow(index)) {
                ++open;
                continue;
            }
            m_out.nodes[index] = m_seating.fixedNode(m_pods[index]);
            const auto place = m_seating.seatOf(m_out.nodes[index]);
            m_seating.countFixed(place, true);
            note(index, place, true);
        }
        return m_seating.limitFor(open, true);
    }

    std::size_t countFixed()
    {
        std::size_t open = 0;
        for (auto index = m_rangeBefore.begin; index < m_rangeBefore.end; ++index) {
            if (m_seats[index].isFixed)
                m_seating.countFixed(placeBefore(index), false);
            else
                ++open;
        }
        return m_seating.limitFor(open, false);
    }

    Seating::Place placeBefore(std::size_t before) const
    {
        const auto node = m_seats[before].node;
        return node == kNobody ? std::nullopt : Seating::Place(node);
    }

    /// Has the seating count replicas of the workload of that pod of before.
    void turnToOwnerBefore(std::size_t before)
    {
        const auto last = std::exchange(m_turnedTo, before);
        if (last == kNowhere || last + 1 != before || !m_seats[before].hasOwnerOfLast)
            m_seating.turnTo(m_earlier[before].owner);
    }

    void takeBefore(std::size_t before)
    {
        if (m_seats[before].isFixed)
            return;
        turnToOwnerBefore(before);
        m_seating.takeBefore(placeBefore(before));
    }

    bool isThere(std::size_t before, std::size_t index) const
    {
        return before < m_rangeBefore.end && m_earlier[before].meta.id == m_pods[index].meta.id;
    }

    void follow(std::size_t index, std::size_t before)
    {
        if (m_seats[before].isFixed) {
            if (m_out.seats[index].node != m_seats[before].node)
                m_out.kept[index] = kNobody;
            return;
        }
        turnToOwnerBefore(before);
        const auto place = m_seating.follow(m_pods.pointer(index), placeBefore(before));
        note(index, place, false);
        if (place != placeBefore(before))
            m_out.kept[index] = kNobody;
    }

    /// One that is not the same object; `before` is the one of its name where there was one.
    void placeOther(std::size_t index, std::size_t before)
    {
        const auto &pod = m_pods[index];
        const bool wasThere = isThere(before, index);
        const bool isFollowed =
            wasThere && !isFixed(pod) && !m_seats[before].isFixed && asksTheSame(pod, m_earlier[before]);
        if (wasThere && !isFollowed)
            takeBefore(before);
        if (isFixed(pod))
            return;
        m_turnedTo = kNowhere;
        m_seating.turnTo(pod.owner);
        note(index,
             isFollowed ? m_seating.follow(m_pods.pointer(index), placeBefore(before))
                        : m_seating.choose(pod),
             false);
    }

    void note(std::size_t index, Seating::Place place, bool isFixed)
    {
        if (!isFixed)
            m_out.nodes[index] = m_seating.nameOf(place);
        const auto same = m_out.kept[index];
        const bool isBehindSame = index > m_range.begin && same != kNobody && same > m_rangeBefore.begin
                               && m_pods.pointer(index - 1) == m_earlier.pointer(same - 1);
        m_out.seats[index] = {.node = numberOf(place),
                              .isFixed = isFixed,
                              .hasOwnerOfLast = isBehindSame
                                                  ? m_seats[same].hasOwnerOfLast
                                                  : index > m_range.begin
                                                        && m_pods[index - 1].owner == m_pods[index].owner};
    }

    static constexpr std::size_t kNowhere = SIZE_MAX;

    const Table<Pod> &m_pods;
    Range m_range;
    const Table<Pod> &m_earlier;
    Range m_rangeBefore;
    const PodSeats &m_seats; ///< of m_earlier
    NextPlacement &m_out;
    Seating m_seating;
    std::size_t m_turnedTo = kNowhere; ///< the pod of before whose workload the seating counts
};

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

PodSeats seatsOf(const Design &design, const Placement &placement)
{
    PodSeats out(design.pods.size());
    for (const auto &[cluster, range] : clusterRanges(design.pods))
        noteSeats(design, cluster, range, placement, out);
    return out;
}

NextPlacement placementOf(const Design &design, const Design &before, const PodSeats &seatsBefore)
{
    NextPlacement out{.nodes = Placement(design.pods.size()),
                      .seats = PodSeats(design.pods.size()),
                      .kept = std::vector<std::uint32_t>(design.pods.size(), kNobody)};
    const auto rangesBefore = clusterRanges(before.pods);
    const bool areNodesAlike =
        seatsBefore.size() == before.pods.size() && areSameButPlaces(design.nodes, before.nodes);
    for (const auto &[cluster, range] : clusterRanges(design.pods)) {
        const auto found = rangesBefore.find(cluster);
        if (areNodesAlike && found != rangesBefore.end()
            && Follower(design, cluster, range, before, found->second, seatsBefore, out).run())
            continue;
        std::fill(out.kept.begin() + static_cast<std::ptrdiff_t>(range.begin),
                  out.kept.begin() + static_cast<std::ptrdiff_t>(range.end), kNobody);
        placeCluster(design, cluster, range, out.nodes);
        noteSeats(design, cluster, range, out.nodes, out.seats);
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
