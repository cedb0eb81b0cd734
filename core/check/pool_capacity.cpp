// Whether pools hold what nodes and pods need, by their sizes (L-03, L-04) and by what pods get.
#include "core/address/pools.h"
#include "core/check/finding.h"
#include "core/check/pool_checks.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace podloom {

namespace {

Uint128 saturatedSum(Uint128 a, Uint128 b)
{
    const auto sum = a + b;
    return sum < a ? ~Uint128{} : sum;
}

/// Pods on nodes that get no address of a family though there are pools for them.
struct Shortage {
    std::size_t pods = 0;
    std::string_view node{}; ///< the first by name that runs one
};

class CapacityChecker {
public:
    CapacityChecker(const Design &design, const policy::Program &program, const std::string &cluster,
                    Diagnostics &findings)
        : m_design(design),
          m_program(program),
          m_cluster(cluster),
          m_findings(findings),
          m_capacities(capacityOf(design, cluster))
    {
        const auto first = std::find_if(design.nodes.begin(), design.nodes.end(),
                                        [&](const Node &node) { return node.meta.id.cluster == cluster; });
        m_firstNode = first == design.nodes.end() ? nullptr : &first->meta;
    }

    void run()
    {
        if (!std::all_of(m_capacities.begin(), m_capacities.end(),
                         [](const PoolCapacity &each) { return isRead(each.pool); }))
            return;
        checkReservations();
        if (!m_firstNode)
            return;
        m_podCount = podCount();
        const auto shortages = findShortages();
        for (const auto family : {Family::V4, Family::V6}) {
            checkBlocks(family);
            const auto shortage = shortages.find(family);
            if (!tellTooSmall(family) && shortage != shortages.end())
                tellShortage(family, shortage->second);
        }
    }

private:
    void warn(const IpPool &pool, const char *rule, const char *english,
              std::vector<std::string> arguments) const
    {
        if (const auto *meta = metaOfPool(m_design, m_cluster, pool))
            FindingsAbout(*meta, m_findings).warning(meta->at, rule, english, std::move(arguments));
    }

    /// What must not pass in silence stands at a node where neither a pool nor a Cluster is written.
    void tellError(const IpPool &pool, const char *rule, const char *english,
                   std::vector<std::string> arguments) const
    {
        const auto *meta = metaOfPool(m_design, m_cluster, pool);
        meta = meta ? meta : m_firstNode;
        FindingsAbout(*meta, m_findings).error(meta->at, rule, english, std::move(arguments));
    }

    std::size_t podCount() const
    {
        return static_cast<std::size_t>(
            std::count_if(m_design.pods.begin(), m_design.pods.end(), [&](const Pod &pod) {
                return pod.meta.id.cluster == m_cluster && !pod.spec.isHostNetwork && !pod.isFinished;
            }));
    }

    /// The one with most blocks that is enabled, of those that nodes take from if there are any.
    const PoolCapacity *largestOf(Family family) const
    {
        const auto rank = [](const PoolCapacity &each) {
            return std::pair(!each.usableByNodes.empty(), each.blocks);
        };
        const PoolCapacity *largest = nullptr;
        for (const auto &each : m_capacities) {
            if (each.pool.cidr.family() == family && !each.pool.isDisabled
                && (!largest || rank(*largest) < rank(each)))
                largest = &each;
        }
        return largest;
    }

    void checkBlocks(Family family) const
    {
        Uint128 blocks{};
        std::set<std::string_view> users;
        for (const auto &each : m_capacities) {
            if (each.pool.cidr.family() != family || each.pool.isDisabled)
                continue;
            users.insert(each.usableByNodes.begin(), each.usableByNodes.end());
            blocks = saturatedSum(blocks, each.blocks);
        }
        const auto *largest = largestOf(family);
        if (largest && blocks < Uint128{0, users.size()})
            warn(largest->pool, "pool-blocks",
                 "%1 nodes take addresses from the pools of the family of \"%2\", which have %3 blocks: some "
                 "nodes have no block of their own and borrow address by address, each a route of its own; "
                 "make the pool larger or its blocks smaller",
                 {std::to_string(users.size()), largest->pool.meta.id.name, blocks.toString()});
    }

    /// Says that all pools of the family have too few addresses for the pods; whether it had to.
    bool tellTooSmall(Family family) const
    {
        Uint128 addresses{};
        for (const auto &each : m_capacities) {
            if (each.pool.cidr.family() == family && !each.pool.isDisabled)
                addresses = saturatedSum(addresses, each.addresses);
        }
        const auto *largest = largestOf(family);
        if (!largest || addresses >= Uint128{0, m_podCount})
            return false;
        const auto &pool = largest->pool;
        if (m_design.ipPools.contains(pool.meta.id))
            tellError(pool, "pool-too-small",
                      "%1 pods need addresses of the family of the pool \"%2\", and all pools together have "
                      "%3: make the pool larger",
                      {std::to_string(m_podCount), pool.meta.id.name, addresses.toString()});
        else
            tellError(
                pool, "pool-too-small",
                "%1 pods of the cluster \"%2\" need addresses of the family of %3, and its default pools "
                "have %4: write a Cluster with larger podCIDRs, or an IPPool with a larger cidr",
                {std::to_string(m_podCount), m_cluster, pool.cidr.toString(), addresses.toString()});
        return true;
    }

    /// Whether pods of that namespace on that node get addresses of the family by themselves.
    bool isServed(std::string_view node, std::string_view ns, Family family)
    {
        const auto [at, isNew] = m_served.try_emplace({node, ns});
        if (isNew) {
            const auto *known = m_design.nodes.find({m_cluster, "", "Node", "", std::string(node)});
            const auto labels = m_design.namespaceLabels(m_cluster, std::string(ns));
            for (const auto &each : m_capacities) {
                if (servesByItself(each.pool, known ? known->meta.labels : Labels(), labels))
                    at->second.insert(each.pool.cidr.family());
            }
        }
        return at->second.contains(family);
    }

    std::map<Family, Shortage> findShortages()
    {
        std::set<Family> families;
        for (const auto &each : m_capacities) {
            if (!each.pool.isDisabled)
                families.insert(each.pool.cidr.family());
        }
        std::map<Family, Shortage> out;
        for (const auto &endpoint : m_program.endpoints) {
            if (endpoint.kind != policy::Endpoint::Kind::Pod || endpoint.ips.size() >= families.size()
                || endpoint.node.empty() || endpoint.id.cluster != m_cluster)
                continue;
            const auto *pod = endpoint.ips.empty() ? nullptr : m_design.pods.find(endpoint.id);
            if (pod && !pod->ips.empty())
                continue; // keeps what is written
            for (const auto family : families) {
                const auto isOfFamily = [&](IpAddress ip) { return ip.family() == family; };
                if (std::any_of(endpoint.ips.begin(), endpoint.ips.end(), isOfFamily)
                    || !isServed(endpoint.node, endpoint.id.ns, family))
                    continue;
                auto &shortage = out[family];
                if (shortage.pods++ == 0 || endpoint.node < shortage.node)
                    shortage.node = endpoint.node;
            }
        }
        return out;
    }

    void tellShortage(Family family, const Shortage &shortage) const
    {
        const auto *largest = largestOf(family);
        if (!largest)
            return;
        const auto rules = addressRulesOf(m_design, m_cluster);
        const auto &pool = largest->pool;
        const auto blockAddresses = Uint128{0, 1} << (bitsOf(family) - pool.blockSize);
        tellError(
            pool, "pods-without-address",
            "%1 of the %2 pods of the cluster \"%3\" get no %4 address, as on the node \"%5\": a node takes "
            "%6 blocks at most, and the largest pool, \"%7\", has %8 blocks of %9 addresses; add nodes, "
            "write an IPPool with larger blocks (blockSize) or a larger cidr, or raise maxBlocksPerHost",
            {std::to_string(shortage.pods), std::to_string(m_podCount), m_cluster,
             family == Family::V4 ? "IPv4" : "IPv6", std::string(shortage.node),
             std::to_string(rules.maxBlocksPerNode), pool.meta.id.name, largest->blocks.toString(),
             blockAddresses.toString()});
    }

    /// More than a tenth reserved slows the search for a free address down (CA-02).
    void checkReservations() const
    {
        for (const auto &each : m_capacities) {
            const auto hostBits = bitsOf(each.pool.cidr.family()) - each.pool.cidr.length();
            if (hostBits > 40)
                continue; // nobody can reserve a tenth of it address by address
            const auto all = std::uint64_t{1} << static_cast<unsigned>(hostBits);
            const auto usable = each.addresses.low;
            if (usable < all - all / 10)
                warn(each.pool, "reserved-much",
                     "IPReservations hold back %2 of the %3 addresses of the pool \"%1\"; above a tenth, "
                     "looking for a free one becomes slow: cut the range out of the pool instead",
                     {each.pool.meta.id.name, std::to_string(all - usable), std::to_string(all)});
        }
    }

    const Design &m_design;
    const policy::Program &m_program;
    const std::string &m_cluster;
    Diagnostics &m_findings;
    std::vector<PoolCapacity> m_capacities;
    const ObjectMeta *m_firstNode = nullptr;
    std::size_t m_podCount = 0;
    /// By node and namespace.
    std::map<std::pair<std::string_view, std::string_view>, std::set<Family>> m_served;
};

} // namespace

void checkPoolCapacity(const Design &design, const policy::Program &program, const std::string &cluster,
                       Diagnostics &findings)
{
    CapacityChecker(design, program, cluster, findings).run();
}

} // namespace podloom
