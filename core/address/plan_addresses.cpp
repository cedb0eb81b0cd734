#include "core/address/plan_addresses.h"

#include "core/address/claims.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

/// Plays all agents of one cluster.
class ClusterPlanner {
public:
    ClusterPlanner(const Design &design, std::string cluster)
        : m_design(design),
          m_cluster(std::move(cluster)),
          m_pools(poolsOf(design, m_cluster)),
          m_rules(addressRulesOf(design, m_cluster))
    {
        for (const auto &node : design.nodes) {
            if (node.meta.id.cluster == m_cluster)
                m_nodes.push_back(node.meta.id.name);
        }
        for (const auto &pod : design.pods) {
            if (pod.meta.id.cluster == m_cluster)
                m_taken.insert(pod.ips.begin(), pod.ips.end());
        }
    }

    /// What every agent does when it starts: a block of each family, so that the first pod need not wait.
    void claimFirstBlocks()
    {
        for (const auto &node : m_nodes) {
            const auto *object = m_design.nodes.find({m_cluster, "", "Node", "", node});
            for (const auto family : {Family::V4, Family::V6}) {
                std::vector<IpPool> pools;
                for (const auto &pool : m_pools) {
                    if (pool.cidr.family() == family && servesNode(pool, object->meta.labels))
                        pools.push_back(pool);
                }
                claim(node, family, pools);
            }
        }
    }

    /// One address of each family, as far as there are any.
    std::vector<IpAddress> addressesFor(const Pod &pod)
    {
        std::vector<IpAddress> ips;
        for (const auto family : {Family::V4, Family::V6}) {
            if (auto ip = addressFor(pod, family))
                ips.push_back(*ip);
        }
        return ips;
    }

    const std::map<Prefix, Block> &blocks() const { return m_blocks; }

private:
    std::optional<IpAddress> addressFor(const Pod &pod, Family family)
    {
        const auto &node = pod.spec.nodeName;
        const auto pools = poolsFor(pod, family);
        if (pools.empty())
            return std::nullopt;
        for (;;) {
            for (const auto &cidr : m_blocksOf[{node, family}]) {
                if (!isOneOf(pools, cidr))
                    continue;
                if (auto ip = takeFrom(m_blocks.at(cidr), node))
                    return ip;
            }
            if (!claim(node, family, pools))
                return std::nullopt;
        }
    }

    bool claim(const std::string &node, Family family, const std::vector<IpPool> &pools)
    {
        if (pools.empty())
            return false;
        const auto number = std::lower_bound(m_nodes.begin(), m_nodes.end(), node) - m_nodes.begin();
        const auto claim = nextClaim({.node = node,
                                      .family = family,
                                      .pools = pools,
                                      .rules = m_rules,
                                      .startBlock = static_cast<std::uint64_t>(number)},
                                     m_blocks);
        if (!claim)
            return false;
        m_blocks[claim->block.cidr] = claim->block;
        m_blocksOf[{node, family}].insert(claim->block.cidr);
        return true;
    }

    std::vector<IpPool> poolsFor(const Pod &pod, Family family) const
    {
        const auto *node = m_design.nodes.find({m_cluster, "", "Node", "", pod.spec.nodeName});
        const auto nodeLabels = node ? node->meta.labels : Labels();
        std::vector<IpPool> pools;
        for (const auto &pool : m_pools) {
            if (pool.cidr.family() == family
                && servesByItself(pool, nodeLabels, m_design.namespaceLabels(m_cluster, pod.meta.id.ns)))
                pools.push_back(pool);
        }
        return pools;
    }

    static bool isOneOf(const std::vector<IpPool> &pools, const Prefix &block)
    {
        return std::any_of(pools.begin(), pools.end(),
                           [&](const IpPool &pool) { return pool.cidr.contains(block); });
    }

    std::optional<IpAddress> takeFrom(Block &block, const std::string &node)
    {
        const auto free = block.heldBy(node).without(block.used[node]);
        for (const auto ordinal : free.members()) {
            block.used[node].insert(ordinal); // taken ones too: they are not asked for again
            if (m_taken.insert(block.addressAt(ordinal)).second)
                return block.addressAt(ordinal);
        }
        return std::nullopt;
    }

    const Design &m_design;
    std::string m_cluster;
    std::vector<IpPool> m_pools;
    AddressRules m_rules;
    std::vector<std::string> m_nodes; ///< sorted, as the table is
    std::set<IpAddress> m_taken;
    std::map<Prefix, Block> m_blocks;
    std::map<std::pair<std::string, Family>, std::set<Prefix>> m_blocksOf; ///< by who holds some of it
};

} // namespace

AddressPlan planAddresses(Design design)
{
    AddressPlan plan;
    auto pods = design.pods;
    for (const auto &cluster : design.clusterNames()) {
        ClusterPlanner planner(design, cluster);
        planner.claimFirstBlocks();
        for (const auto &pod : design.pods) {
            if (pod.meta.id.cluster != cluster || pod.spec.nodeName.empty() || pod.spec.isHostNetwork
                || pod.isFinished || !pod.ips.empty())
                continue;
            auto planned = pod;
            planned.ips = planner.addressesFor(pod);
            pods.put(std::move(planned));
        }
        for (const auto &[cidr, block] : planner.blocks())
            plan.blocks.push_back(block);
    }
    plan.design = std::move(design);
    plan.design.pods = std::move(pods);
    return plan;
}

} // namespace podloom
