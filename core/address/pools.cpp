#include "core/address/pools.h"

#include "core/model/calico_selector.h"

#include <algorithm>
#include <map>

namespace podloom {

namespace {

bool selects(const std::string &selector, const Labels &labels)
{
    const auto parsed = CalicoSelector::parse(selector);
    return parsed && parsed->matches(labels);
}

IpPool poolFromCidr(const Cluster &cluster, const std::string &clusterName, const Prefix &cidr, int number)
{
    const bool isV4 = cidr.family() == Family::V4;
    std::string name = isV4 ? "default-ipv4-pool" : "default-ipv6-pool";
    if (number > 1)
        name += '-' + std::to_string(number);
    IpPool pool;
    pool.meta.id = {clusterName, "projectcalico.org", "IPPool", "", name};
    pool.meta.version = "v3";
    pool.cidr = cidr;
    pool.blockSize = std::max(isV4 ? 26 : 122, cidr.length());
    pool.encapsulation = cluster.encapsulation;
    pool.isNatOutgoing = cluster.isNatOutgoing;
    return pool;
}

Uint128 powerOfTwo(int exponent)
{
    return exponent >= 128 ? ~Uint128{} : Uint128{0, 1} << exponent;
}

/// a × b for a b below 2^32; saturates.
Uint128 times(Uint128 a, std::uint32_t b)
{
    Uint128 sum;
    for (int bit = 0; bit < 32; ++bit) {
        if (((b >> bit) & 1U) == 0)
            continue;
        if (bit > 0 && (a >> (128 - bit)) != Uint128{})
            return ~Uint128{};
        const auto next = sum + (a << bit);
        if (next < sum)
            return ~Uint128{};
        sum = next;
    }
    return sum;
}

/// a / b for a b above 0; exact as long as a < 2^64, which every pool of up to 2^64 blocks is.
Uint128 dividedBy(Uint128 a, std::uint64_t b)
{
    if (a.high != 0)
        a = {0, UINT64_MAX};
    return {0, a.low / b};
}

Uint128 reservedIn(const Prefix &cidr, const PrefixSet &reserved)
{
    Uint128 count;
    const auto inside = reserved.intersected(PrefixSet(std::vector<Prefix>{cidr}));
    for (const auto &range : inside.ranges())
        count = count + (range.last.bits() - range.first.bits()) + Uint128{0, 1};
    return count;
}

} // namespace

std::vector<IpPool> poolsOf(const Design &design, const std::string &cluster)
{
    std::vector<IpPool> pools;
    for (const auto &pool : design.ipPools) {
        if (pool.meta.id.cluster == cluster)
            pools.push_back(pool);
    }
    if (!pools.empty())
        return pools;
    const auto defaults = design.clusterOrDefault(cluster);
    std::map<Family, int> numbers;
    for (const auto &cidr : defaults.podCidrs)
        pools.push_back(poolFromCidr(defaults, cluster, cidr, ++numbers[cidr.family()]));
    return pools;
}

AddressRules addressRulesOf(const Design &design, const std::string &cluster)
{
    AddressRules rules;
    for (const auto &configuration : design.ipamConfigurations) {
        if (configuration.meta.id.cluster != cluster)
            continue;
        rules.isStrictAffinity = configuration.isStrictAffinity;
        if (configuration.maxBlocksPerHost > 0)
            rules.maxBlocksPerNode = configuration.maxBlocksPerHost;
        rules.cooldownSeconds = configuration.cooldownSeconds;
    }
    for (const auto &reservation : design.ipReservations) {
        if (reservation.meta.id.cluster != cluster)
            continue;
        for (const auto &prefix : reservation.reserved)
            rules.reserved.insert(prefix);
    }
    return rules;
}

bool servesNode(const IpPool &pool, const Labels &nodeLabels)
{
    return !pool.isDisabled && !pool.isManual && pool.allowsWorkloads
        && selects(pool.nodeSelector, nodeLabels);
}

bool servesNamespace(const IpPool &pool, const Labels &namespaceLabels)
{
    return selects(pool.namespaceSelector, namespaceLabels);
}

bool makes(const IpPool &pool, const Prefix &block)
{
    return pool.cidr.contains(block) && pool.blockSize == block.length();
}

bool servesByItself(const IpPool &pool, const Labels &nodeLabels, const Labels &namespaceLabels)
{
    return servesNode(pool, nodeLabels) && servesNamespace(pool, namespaceLabels);
}

std::vector<PoolCapacity> capacityOf(const Design &design, const std::string &cluster)
{
    const auto rules = addressRulesOf(design, cluster);
    std::vector<PoolCapacity> capacities;
    for (const auto &pool : poolsOf(design, cluster)) {
        PoolCapacity capacity{.pool = pool};
        capacity.blocks = powerOfTwo(pool.blockSize - pool.cidr.length());
        capacity.addresses = pool.cidr.size() - reservedIn(pool.cidr, rules.reserved);
        for (const auto &node : design.nodes) {
            if (node.meta.id.cluster == cluster && servesNode(pool, node.meta.labels))
                capacity.usableByNodes.push_back(node.meta.id.name);
        }
        std::sort(capacity.usableByNodes.begin(), capacity.usableByNodes.end());
        capacity.maxNodes = capacity.blocks;
        const auto share =
            dividedBy(capacity.blocks, std::max<std::uint64_t>(capacity.usableByNodes.size(), 1));
        const auto blocksPerNode = std::min(share, Uint128{0, rules.maxBlocksPerNode});
        capacity.podsPerNode = times(powerOfTwo(bitsOf(pool.cidr.family()) - pool.blockSize),
                                     static_cast<std::uint32_t>(blocksPerNode.low));
        capacities.push_back(std::move(capacity));
    }
    return capacities;
}

} // namespace podloom
