#include "core/model/seating.h"

#include "core/model/placement.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace podloom {

namespace {

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

} // namespace

Seating::Seating(const Design &design, std::string cluster) : m_design(design), m_cluster(std::move(cluster))
{
    m_byName.reserve(2 * design.nodes.size());
    for (const auto &node : design.nodes) {
        if (node.meta.id.cluster != m_cluster)
            continue;
        m_byName.emplace(node.meta.id.name, m_seats.size());
        m_seats.push_back({.node = &node, .hash = hashOf(node.meta.id.name)});
    }
}

Seating::Place Seating::seatOf(const std::string &name) const
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? std::nullopt : Place(found->second);
}

const std::string &Seating::nameOf(Place place) const
{
    static const std::string kNone;
    return place ? m_seats[*place].node->meta.id.name : kNone;
}

std::string Seating::fixedNode(const Pod &pod) const
{
    if (!pod.spec.nodeName.empty())
        return pod.spec.nodeName;
    const auto nodes = daemonNodes(m_design, m_cluster, pod.spec);
    return pod.ordinal < nodes.size() ? nodes[pod.ordinal]->meta.id.name : std::string();
}

void Seating::countFixed(Place place, bool isNow)
{
    if (!place)
        return;
    const auto state = isNow ? &Count::now : &Count::before;
    ++(m_fixed.*state);
    take(*place, state);
}

std::size_t Seating::limitFor(std::size_t open, bool isNow) const
{
    std::size_t seats = 0;
    for (const auto &seat : m_seats)
        seats += seat.node->isUnschedulable ? 0 : 1;
    const auto pods = open + (isNow ? m_fixed.now : m_fixed.before);
    return seats == 0 ? 1 : (pods * 5 + seats * 4 - 1) / (seats * 4);
}

Seating::Rank Seating::rank(std::size_t index, std::uint64_t pod) const
{
    const auto &seat = m_seats[index];
    return {fullness(seat.pods.now), seat.alike.now, ~wish(pod, seat.hash)};
}

const std::vector<std::size_t> &Seating::suiting(const PodSpec &pod)
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
void Seating::turnTo(const std::optional<ObjectId> &workload)
{
    const auto *next = workload ? &*workload : nullptr;
    if (next == m_workload || (next && m_workload && *next == *m_workload))
        return;
    if (m_workload) {
        const auto begin = m_left.size();
        for (const auto index : m_taken)
            m_left.emplace_back(index, std::exchange(m_seats[index].alike, {}));
        m_replicas[m_workload] = {begin, m_left.size()};
    }
    m_taken.clear();
    m_differingAlike.clear();
    m_workload = next;
    const auto met = next ? m_replicas.find(next) : m_replicas.end();
    if (met == m_replicas.end())
        return;
    for (auto at = met->second.begin; at < met->second.end; ++at) {
        const auto &[index, count] = m_left[at];
        m_seats[index].alike = count;
        m_taken.push_back(index);
        if (count.now != count.before)
            m_differingAlike.insert(index);
    }
}

void Seating::take(std::size_t index, std::size_t Count::*state)
{
    const auto mark = [index](std::set<std::size_t> &differing, const Count &count) {
        if (count.now != count.before)
            differing.insert(index);
        else if (!differing.empty())
            differing.erase(index);
    };
    auto &seat = m_seats[index];
    ++(seat.pods.*state);
    mark(m_differing, seat.pods);
    if (!m_workload)
        return;
    if (seat.alike.now == 0 && seat.alike.before == 0)
        m_taken.push_back(index);
    ++(seat.alike.*state);
    mark(m_differingAlike, seat.alike);
}

/// Seats that did not differ do not differ now, and the other way round.
void Seating::takeInBoth(std::size_t index)
{
    auto &seat = m_seats[index];
    ++seat.pods.now;
    ++seat.pods.before;
    if (!m_workload)
        return;
    if (seat.alike.now == 0 && seat.alike.before == 0)
        m_taken.push_back(index);
    ++seat.alike.now;
    ++seat.alike.before;
}

Seating::Place Seating::best(const Pod &pod)
{
    const auto hash = hashOf(pod.meta.id.ns + '/' + pod.meta.id.name);
    const auto &seats = suiting(pod.spec);
    if (seats.empty())
        return std::nullopt;
    auto best = seats.front();
    auto bestRank = rank(best, hash);
    for (const auto index : seats) {
        if (const auto each = rank(index, hash); each < bestRank) {
            best = index;
            bestRank = each;
        }
    }
    return best;
}

Seating::Place Seating::choose(const Pod &pod)
{
    turnTo(pod.owner);
    const auto chosen = best(pod);
    if (chosen)
        take(*chosen, &Count::now);
    return chosen;
}

Seating::Place Seating::follow(const Table<Pod>::Pointer &pointer, Place before)
{
    auto chosen = before;
    if (before && !(m_differing.empty() && m_differingAlike.empty())) {
        const auto &pod = *pointer;
        const auto &seat = m_seats[*before];
        const bool isWorse = std::tuple(fullness(seat.pods.now), seat.alike.now)
                           > std::tuple(fullness(seat.pods.before), seat.alike.before);
        if (isWorse) {
            chosen = best(pod);
        } else {
            // Of the seats that are as they were none was better then, and none is now.
            const auto hash = hashOf(pod.meta.id.ns + '/' + pod.meta.id.name);
            const auto &seats = suiting(pod.spec);
            for (const auto *differing : {&m_differing, &m_differingAlike}) {
                for (const auto index : *differing) {
                    if (std::pair(rank(index, hash), index) < std::pair(rank(*chosen, hash), *chosen)
                        && std::binary_search(seats.begin(), seats.end(), index))
                        chosen = index;
                }
            }
        }
    }
    if (chosen && chosen == before) {
        takeInBoth(*chosen);
        return chosen;
    }
    if (before)
        take(*before, &Count::before);
    if (chosen)
        take(*chosen, &Count::now);
    return chosen;
}

void Seating::takeBefore(Place before)
{
    if (before)
        take(*before, &Count::before);
}

} // namespace podloom
