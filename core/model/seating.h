// core/model/seating.h: how the pods of a cluster are given to its nodes, one after another.
#pragma once

#include "core/model/design.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace podloom {

/// A number in this state, and in the state before where that is followed.
struct Count {
    std::size_t now = 0;
    std::size_t before = 0;
};

/// A node while pods are being given out.
struct Seat {
    const Node *node = nullptr;
    std::uint64_t hash = 0;
    Count pods{};
    Count alike{}; ///< replicas of the workload that is being placed
};

/// The work behind placementOf(); private to this folder. It can follow, beside the state that is placed, the
/// one before: then only seats that differ need to be asked.
class Seating {
public:
    using Place = std::optional<std::size_t>; ///< index of a seat

    Seating(const Design &design, std::string cluster);

    /// Nothing for a name that no node of the cluster has.
    Place seatOf(const std::string &name) const;
    /// Of the node at that seat; empty for nothing.
    const std::string &nameOf(Place place) const;
    /// The node that the pod names, or that a daemon set's pod of its number has; empty where one is chosen.
    std::string fixedNode(const Pod &pod) const;
    /// Pods that nothing is chosen for; before all that something is chosen for.
    void countFixed(Place place, bool isNow);
    /// What setLimit() takes when nodes are still to be chosen for `open` pods: a fair share and a quarter.
    std::size_t limitFor(std::size_t open, bool isNow) const;
    /// More pods than this a node takes only when all that suit are as full.
    void setLimit(std::size_t pods) { m_limit = pods; }

    /// The pods that are given out next are replicas of that one, which has to stay.
    void turnTo(const std::optional<ObjectId> &workload);
    /// The pod takes the node that suits it best.
    Place choose(const Pod &pod);
    /// The same for one that took `before` in the state before, of the same choice but for the seats that
    /// differ; of the workload that was turned to. It is not looked at where no seat differs.
    Place follow(const Table<Pod>::Pointer &pod, Place before);
    /// A pod of the state before, of the workload that was turned to, took that.
    void takeBefore(Place before);

private:
    using Rank = std::tuple<std::size_t, std::size_t, std::uint64_t>;

    /// Room first, then no second replica on a node, then the hash: the lowest wins.
    Rank rank(std::size_t index, std::uint64_t pod) const;
    std::size_t fullness(std::size_t pods) const { return pods >= m_limit ? pods - m_limit + 1 : 0; }
    const std::vector<std::size_t> &suiting(const PodSpec &pod);
    Place best(const Pod &pod);
    void take(std::size_t index, std::size_t Count::*state);
    void takeInBoth(std::size_t index);

    const Design &m_design;
    std::string m_cluster;
    std::vector<Seat> m_seats;
    std::unordered_map<std::string, std::size_t> m_byName; ///< names of its own: they lie together
    Count m_fixed{};
    std::size_t m_limit = 1;
    /// Seats by what a pod asks for: few sorts of pods are asked about very often.
    std::map<std::pair<Labels, std::vector<Labels>>, std::vector<std::size_t>> m_suiting;
    struct WorkloadHash {
        std::size_t operator()(const ObjectId *id) const
        {
            const std::hash<std::string> hash;
            return hash(id->name) * 31 + hash(id->ns);
        }
    };
    struct IsSameWorkload {
        bool operator()(const ObjectId *a, const ObjectId *b) const { return *a == *b; }
    };
    /// Where the replicas of a workload that was left stand in m_left.
    struct Replicas {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    std::unordered_map<const ObjectId *, Replicas, WorkloadHash, IsSameWorkload> m_replicas;
    std::vector<std::pair<std::size_t, Count>> m_left;   ///< seats of replicas
    const ObjectId *m_workload = nullptr;                ///< the one that Seat::alike is about
    std::vector<std::size_t> m_taken;                    ///< seats where it is not 0
    std::set<std::size_t> m_differing, m_differingAlike; ///< seats whose Count is not the same in both states
};

} // namespace podloom
