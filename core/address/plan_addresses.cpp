#include "core/address/plan_addresses.h"

#include "core/address/claims.h"
#include "core/model/sameness.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace podloom {

namespace {

constexpr std::array kFamilies{Family::V4, Family::V6};

/// Plays all agents of one cluster.
class ClusterPlanner {
public:
    ClusterPlanner(const Design &design, std::string cluster)
        : m_design(design),
          m_cluster(std::move(cluster)),
          m_pools(poolsOf(design, m_cluster)),
          m_rules(addressRulesOf(design, m_cluster))
    {
        for (const auto &pod : design.pods) {
            if (!pod.ips.empty() && pod.meta.id.cluster == m_cluster)
                m_taken.insert(pod.ips.begin(), pod.ips.end());
        }
    }

    /// What every agent does when it starts: a block of each family, so that the first pod need not wait.
    void claimFirstBlocks()
    {
        std::uint64_t number = 0;
        for (const auto &node : m_design.nodes) {
            if (node.meta.id.cluster == m_cluster)
                m_agents.try_emplace(node.meta.id.name, agentOf(node.meta, number++));
        }
        for (const auto &node : m_design.nodes) {
            if (node.meta.id.cluster != m_cluster)
                continue;
            auto &agent = m_agents.at(node.meta.id.name);
            for (const auto family : kFamilies)
                claim(agent, family, agent.pools);
        }
    }

    /// Whether each node has lived on its first block of each family alone, and still could: then none is in
    /// the way of another.
    bool areApart(const std::vector<Block> &blocks) const
    {
        const auto isOverlapped = [&](const IpPool &pool) {
            return std::any_of(m_pools.begin(), m_pools.end(), [&](const IpPool &other) {
                return &other != &pool && other.cidr.overlaps(pool.cidr);
            });
        };
        if (!m_rules.reserved.isEmpty() || std::any_of(m_pools.begin(), m_pools.end(), isOverlapped))
            return false;
        std::unordered_set<std::string_view> names;
        for (const auto &node : m_design.nodes)
            names.insert(node.meta.id.name);
        std::map<Family, std::unordered_set<std::string_view>> without; // a block
        for (const auto &pool : m_pools) {
            if (!pool.isDisabled && !pool.isManual && pool.allowsWorkloads)
                without.emplace(pool.cidr.family(), names);
        }
        for (const auto &block : blocks) {
            const bool isOwn = block.held.size() == 1 && block.held.begin()->first == block.affinity;
            const auto used = block.used.find(block.affinity);
            const bool isFull = used != block.used.end() && used->second.size() == block.size();
            if (!isOwn || isFull || without[block.cidr.family()].erase(block.affinity) == 0)
                return false;
        }
        return std::all_of(without.begin(), without.end(),
                           [](const auto &family) { return family.second.empty(); });
    }

    /// Has nodes begin again with the blocks that they have, alone; false when one has to look for more.
    bool beginAgain(const std::unordered_set<std::string_view> &nodes, const std::vector<Block> &blocks)
    {
        m_isAlone = true;
        for (const auto &node : m_design.nodes) {
            if (nodes.contains(node.meta.id.name))
                m_agents.try_emplace(node.meta.id.name, agentOf(node.meta, 0));
        }
        for (const auto &block : blocks) {
            const auto found = m_agents.find(block.affinity);
            if (found == m_agents.end())
                continue;
            auto &agent = found->second;
            auto &again = m_blocks[block.cidr] = block;
            again.held.clear();
            again.used.clear();
            agent.own.insert(block.cidr);
            agent.held.insert(block.cidr);
            if (!claim(agent, block.cidr.family(), agent.pools))
                return false;
        }
        return m_agents.size() == nodes.size();
    }
    /// Whether some node that began again needed more than its own block.
    bool isCrowded() const { return m_isCrowded; }

    /// One address of each family, as far as there are any.
    std::vector<IpAddress> addressesFor(const Pod &pod, const std::string &node)
    {
        auto found = m_agents.find(node);
        if (found == m_agents.end())
            found = m_agents.try_emplace(node, agentOfUnknown(node)).first;
        std::vector<IpAddress> ips;
        for (const auto family : kFamilies) {
            if (auto ip = addressFor(found->second, family, pod.meta.id.ns))
                ips.push_back(*ip);
        }
        return ips;
    }

    const std::map<Prefix, Block> &blocks() const { return m_blocks; }

private:
    using Pools = std::vector<const IpPool *>;

    /// The agent of one node.
    struct Agent {
        std::string node{};
        std::uint64_t number = 0; ///< among the nodes of the cluster, by name
        Pools pools{};            ///< that serve the node
        std::set<Prefix> own{};   ///< blocks that are affine to it
        std::set<Prefix> held{};  ///< blocks that it may hand out some addresses of
    };

    Agent agentOf(const ObjectMeta &node, std::uint64_t number) const
    {
        Agent agent{.node = node.id.name, .number = number};
        for (const auto &pool : m_pools) {
            if (servesNode(pool, node.labels))
                agent.pools.push_back(&pool);
        }
        return agent;
    }

    /// Of a node that a pod names and the design does not have.
    Agent agentOfUnknown(const std::string &node) const
    {
        const auto number = std::count_if(m_agents.begin(), m_agents.end(),
                                          [&](const auto &each) { return each.first < node; });
        return agentOf(ObjectMeta{.id = {.name = node}}, static_cast<std::uint64_t>(number));
    }

    /// Pools for pods of that namespace, on nodes of all kinds.
    const std::set<const IpPool *> &poolsOfNamespace(const std::string &ns)
    {
        const auto [at, isNew] = m_poolsOfNamespace.try_emplace(ns);
        if (isNew) {
            const auto labels = m_design.namespaceLabels(m_cluster, ns);
            for (const auto &pool : m_pools) {
                if (servesNamespace(pool, labels))
                    at->second.insert(&pool);
            }
        }
        return at->second;
    }

    std::optional<IpAddress> addressFor(Agent &agent, Family family, const std::string &ns)
    {
        const auto &ofNamespace = poolsOfNamespace(ns);
        Pools pools;
        for (const auto *pool : agent.pools) {
            if (pool->cidr.family() == family && ofNamespace.contains(pool))
                pools.push_back(pool);
        }
        if (pools.empty())
            return std::nullopt;
        for (;;) {
            for (const auto &cidr : agent.held) {
                if (cidr.family() != family || !isOneOf(pools, cidr))
                    continue;
                if (auto ip = takeFrom(m_blocks.at(cidr), agent.node))
                    return ip;
            }
            if (!claim(agent, family, pools))
                return std::nullopt;
        }
    }

    /// `pools` of other families are passed over.
    bool claim(Agent &agent, Family family, const Pools &pools)
    {
        ClaimWish wish{.node = agent.node, .family = family, .rules = m_rules, .startBlock = agent.number};
        for (const auto *pool : pools) {
            if (pool->cidr.family() == family)
                wish.pools.push_back(*pool);
        }
        if (wish.pools.empty())
            return false;
        std::vector<const Block *> own;
        for (const auto &cidr : agent.own)
            own.push_back(&m_blocks.at(cidr));
        const auto hasMore = [&](const Block *block) {
            return isOneOf(pools, block->cidr) && block->cidr.family() == family && !block->free().isEmpty();
        };
        if (m_isAlone && std::none_of(own.begin(), own.end(), hasMore)) {
            m_isCrowded = true;
            return false;
        }
        const auto claim = nextClaim(wish, m_blocks, own);
        if (!claim)
            return false;
        const auto &block = claim->block;
        m_blocks[block.cidr] = block;
        agent.held.insert(block.cidr);
        if (block.affinity == agent.node)
            agent.own.insert(block.cidr);
        return true;
    }

    static bool isOneOf(const Pools &pools, const Prefix &block)
    {
        return std::any_of(pools.begin(), pools.end(),
                           [&](const IpPool *pool) { return pool->cidr.contains(block); });
    }

    std::optional<IpAddress> takeFrom(Block &block, const std::string &node)
    {
        auto &used = block.used[node];
        const auto free = block.heldBy(node).without(used);
        for (const auto ordinal : free.members()) {
            used.insert(ordinal); // taken ones too: they are not asked for again
            if (m_taken.insert(block.addressAt(ordinal)).second)
                return block.addressAt(ordinal);
        }
        return std::nullopt;
    }

    const Design &m_design;
    std::string m_cluster;
    std::vector<IpPool> m_pools;
    AddressRules m_rules;
    std::unordered_map<std::string, Agent> m_agents; ///< by node
    std::map<std::string, std::set<const IpPool *>> m_poolsOfNamespace;
    std::unordered_set<IpAddress> m_taken;
    std::map<Prefix, Block> m_blocks;
    bool m_isAlone = false;   ///< only some nodes are played, which must not claim new blocks
    bool m_isCrowded = false; ///< one of them would have had to
};

bool getsAddress(const Pod &pod)
{
    return !pod.spec.isHostNetwork && !pod.isFinished && pod.ips.empty();
}

/// The nodes that other pods run on than before, by name; nothing when addresses that are written differ.
std::optional<std::unordered_set<std::string_view>>
nodesWithOtherPods(const Design &design, const Placement &placement, const EarlierAddresses &before)
{
    std::unordered_set<std::string_view> out;
    bool isWritten = false;
    const auto add = [&](const Pod &pod, const std::string &node) {
        isWritten = isWritten || !pod.ips.empty();
        if (!node.empty())
            out.insert(node);
    };
    const auto &earlier = before.design.pods;
    std::size_t at = 0;
    const auto addEarlierUntil = [&](std::size_t end) {
        for (; at < end; ++at)
            add(earlier[at], before.planned[at].spec.nodeName);
    };
    for (std::size_t index = 0; index < design.pods.size(); ++index) {
        if (const auto kept = before.kept[index]; kept != UINT32_MAX) {
            addEarlierUntil(kept);
            ++at;
        } else {
            add(design.pods[index], placement[index]);
        }
    }
    addEarlierUntil(earlier.size());
    return isWritten ? std::nullopt : std::optional(std::move(out));
}

} // namespace

PlannedAddresses plannedAddresses(const Design &design, const Placement &placement)
{
    PlannedAddresses out;
    out.ips.reserve(design.pods.size());
    for (const auto &pod : design.pods)
        out.ips.push_back(pod.ips);
    for (const auto &cluster : design.clusterNames()) {
        ClusterPlanner planner(design, cluster);
        planner.claimFirstBlocks();
        for (std::size_t index = 0; index < design.pods.size(); ++index) {
            const auto &pod = design.pods[index];
            if (pod.meta.id.cluster != cluster || placement[index].empty() || !getsAddress(pod))
                continue;
            out.ips[index] = planner.addressesFor(pod, placement[index]);
        }
        for (const auto &[cidr, block] : planner.blocks())
            out.blocks.push_back(block);
    }
    return out;
}

bool isPlannedAlike(const Design &a, const Design &b)
{
    return areSameButPlaces(a.nodes, b.nodes) && areSameButPlaces(a.namespaces, b.namespaces)
        && areSameButPlaces(a.clusters, b.clusters) && areSameButPlaces(a.ipPools, b.ipPools)
        && areSameButPlaces(a.ipReservations, b.ipReservations)
        && areSameButPlaces(a.ipamConfigurations, b.ipamConfigurations);
}

std::optional<ChangedAddresses> changedAddresses(const Design &design, const Placement &placement,
                                                 const EarlierAddresses &before)
{
    const auto clusters = design.clusterNames();
    if (clusters.size() != 1 || clusters != before.design.clusterNames()
        || before.planned.size() != before.design.pods.size() || before.kept.size() != design.pods.size()
        || !isPlannedAlike(design, before.design))
        return std::nullopt;
    const auto nodes = nodesWithOtherPods(design, placement, before);
    ClusterPlanner planner(design, clusters.front());
    if (!nodes || !planner.areApart(before.blocks) || !planner.beginAgain(*nodes, before.blocks))
        return std::nullopt;
    ChangedAddresses out{.blocks = before.blocks};
    for (std::size_t index = 0; index < design.pods.size(); ++index) {
        const auto &pod = design.pods[index];
        if (!nodes->contains(placement[index]))
            continue;
        out.ips[index] = getsAddress(pod) ? planner.addressesFor(pod, placement[index]) : pod.ips;
    }
    if (planner.isCrowded())
        return std::nullopt;
    for (auto &block : out.blocks) {
        if (const auto found = planner.blocks().find(block.cidr); found != planner.blocks().end())
            block = found->second;
    }
    return out;
}

AddressPlan planAddresses(Design design)
{
    Placement placement;
    placement.reserve(design.pods.size());
    for (const auto &pod : design.pods)
        placement.push_back(pod.spec.nodeName);
    auto planned = plannedAddresses(design, placement);
    std::vector<Table<Pod>::Pointer> pods;
    pods.reserve(design.pods.size());
    for (std::size_t index = 0; index < design.pods.size(); ++index) {
        if (design.pods[index].ips == planned.ips[index]) {
            pods.push_back(design.pods.pointer(index));
            continue;
        }
        auto pod = design.pods[index];
        pod.ips = std::move(planned.ips[index]);
        pods.push_back(std::make_shared<const Pod>(std::move(pod)));
    }
    design.pods = Table<Pod>::fromSorted(std::move(pods));
    return {.design = std::move(design), .blocks = std::move(planned.blocks)};
}

} // namespace podloom
