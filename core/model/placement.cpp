#include "core/model/placement.h"

#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace podloom {

namespace {

/// A node while pods are being given out.
struct Seat {
    const Node *node = nullptr;
    std::uint64_t hash = 0;
    std::size_t pods = 0;
};

/// FNV-1a; stays the same on every machine, which std::hash does not promise.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return hash;
}

/// How much a pod wants a node: the finaliser of splitmix64 over both hashes.
std::uint64_t wish(std::uint64_t pod, std::uint64_t node)
{
    auto mixed = pod ^ (node * 0x9E3779B97F4A7C15ULL);
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

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

/// Gives the pods of one cluster to its nodes.
class Placing {
public:
    Placing(const Design &design, std::string cluster) : m_design(design), m_cluster(std::move(cluster))
    {
        for (const auto &node : design.nodes) {
            if (node.meta.id.cluster == m_cluster)
                m_seats.push_back({&node, hashOf(node.meta.id.name), 0});
        }
    }

    std::size_t countFixed(const std::vector<const Pod *> &pods);
    /// More pods than this a node takes only when all that suit are as full.
    void limit(std::size_t pods);
    std::string daemonNode(const Pod &pod) const
    {
        const auto nodes = daemonNodes(m_design, m_cluster, pod.spec);
        return pod.ordinal < nodes.size() ? nodes[pod.ordinal]->meta.id.name : std::string();
    }
    std::string choose(const Pod &pod);

private:
    const Design &m_design;
    std::string m_cluster;
    std::vector<Seat> m_seats;
    std::size_t m_limit = 1;
    const std::vector<std::size_t> &suiting(const PodSpec &pod);
    void turnTo(const std::optional<ObjectId> &workload);

    /// Seats by what a pod asks for: few sorts of pods are asked about very often.
    std::map<std::pair<Labels, std::vector<Labels>>, std::vector<std::size_t>> m_suiting;
    std::map<ObjectId, std::map<std::size_t, std::uint32_t>> m_replicas; ///< of a workload, by seat
    std::optional<ObjectId> m_workload;                                  ///< the one that m_alike is about
    std::vector<std::uint32_t> m_alike;                                  ///< its replicas, per seat
};

std::size_t Placing::countFixed(const std::vector<const Pod *> &pods)
{
    std::size_t count = 0;
    for (const auto *pod : pods) {
        const auto name = pod->spec.nodeName.empty() ? daemonNode(*pod) : pod->spec.nodeName;
        for (auto &seat : m_seats) {
            if (seat.node->meta.id.name == name) {
                ++seat.pods;
                ++count;
            }
        }
    }
    return count;
}

void Placing::limit(std::size_t pods)
{
    std::size_t open = 0;
    for (const auto &seat : m_seats)
        open += seat.node->isUnschedulable ? 0 : 1;
    if (open > 0)
        m_limit = (pods * 5 + open * 4 - 1) / (open * 4);
}

const std::vector<std::size_t> &Placing::suiting(const PodSpec &pod)
{
    const auto [at, isNew] = m_suiting.try_emplace({pod.nodeSelector, pod.tolerations});
    if (isNew) {
        for (std::size_t index = 0; index < m_seats.size(); ++index) {
            const auto &node = *m_seats[index].node;
            if (!node.isUnschedulable && suits(pod, node))
                at->second.push_back(index);
        }
    }
    return at->second;
}

/// Pods come in the order of their names, so that those of one workload mostly follow each other.
void Placing::turnTo(const std::optional<ObjectId> &workload)
{
    m_alike.resize(m_seats.size());
    if (workload == m_workload)
        return;
    if (m_workload) {
        for (const auto &[index, count] : m_replicas[*m_workload])
            m_alike[index] = 0;
    }
    m_workload = workload;
    if (m_workload) {
        for (const auto &[index, count] : m_replicas[*m_workload])
            m_alike[index] = count;
    }
}

std::string Placing::choose(const Pod &pod)
{
    const auto &id = pod.meta.id;
    const auto hash = hashOf(id.ns + '/' + id.name);
    turnTo(pod.owner);
    // Room first, then no second replica on a node, then the hash.
    const auto rank = [&](std::size_t index) {
        const auto &seat = m_seats[index];
        const std::size_t full = seat.pods >= m_limit ? seat.pods - m_limit + 1 : 0;
        return std::tuple(full, m_alike[index], ~wish(hash, seat.hash));
    };
    const auto &seats = suiting(pod.spec);
    if (seats.empty())
        return {};
    auto best = seats.front();
    auto bestRank = rank(best);
    for (const auto index : seats) {
        if (const auto each = rank(index); each < bestRank) {
            best = index;
            bestRank = each;
        }
    }
    ++m_seats[best].pods;
    if (pod.owner)
        m_alike[best] = ++m_replicas[*pod.owner][best];
    return m_seats[best].node->meta.id.name;
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

Design place(Design design)
{
    std::map<std::string, std::vector<Table<Pod>::Pointer>> clusters;
    for (std::size_t index = 0; index < design.pods.size(); ++index)
        clusters[design.pods[index].meta.id.cluster].push_back(design.pods.pointer(index));

    std::vector<Table<Pod>::Pointer> placed;
    placed.reserve(design.pods.size());
    for (const auto &[cluster, pods] : clusters) {
        std::vector<const Pod *> fixed;
        std::vector<const Pod *> open;
        for (const auto &pod : pods) {
            const bool isFixed = !pod->spec.nodeName.empty() || isDaemonReplica(*pod);
            (isFixed ? fixed : open).push_back(pod.get());
        }
        Placing placing(design, cluster);
        placing.limit(placing.countFixed(fixed) + open.size());
        for (const auto &pod : pods) {
            if (!pod->spec.nodeName.empty()) {
                placed.push_back(pod);
                continue;
            }
            auto copy = *pod;
            copy.spec.nodeName = isDaemonReplica(*pod) ? placing.daemonNode(*pod) : placing.choose(*pod);
            placed.push_back(std::make_shared<const Pod>(std::move(copy)));
        }
    }
    design.pods = Table<Pod>::fromUnsorted(std::move(placed));
    return design;
}

} // namespace podloom
