#include "core/address/plan_addresses.h"

#include "core/address/claims.h"

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
        std::uint64_t number = 0;
        for (const auto &node : design.nodes) {
            if (node.meta.id.cluster == m_cluster)
                m_agents.try_emplace(node.meta.id.name, agentOf(node.meta, number++));
        }
        for (const auto &pod : design.pods) {
            if (pod.meta.id.cluster == m_cluster)
                m_taken.insert(pod.ips.begin(), pod.ips.end());
        }
    }

    /// What every agent does when it starts: a block of each family, so that the first pod need not wait.
    void claimFirstBlocks()
    {
        for (const auto &node : m_design.nodes) {
            if (node.meta.id.cluster != m_cluster)
                continue;
            auto &agent = m_agents.at(node.meta.id.name);
            for (const auto family : kFamilies)
                claim(agent, family, agent.pools);
        }
    }

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
};

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
            if (pod.meta.id.cluster != cluster || placement[index].empty() || pod.spec.isHostNetwork
                || pod.isFinished || !pod.ips.empty())
                continue;
            out.ips[index] = planner.addressesFor(pod, placement[index]);
        }
        for (const auto &[cidr, block] : planner.blocks())
            out.blocks.push_back(block);
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
    design.pods = Table<Pod>::fromUnsorted(std::move(pods));
    return {.design = std::move(design), .blocks = std::move(planned.blocks)};
}

} // namespace podloom
