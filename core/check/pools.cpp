// Pools in places where they are of no use (L-01), and encapsulations that do not do what they should (L-05,
// L-07).
#include "core/check/check.h"
#include "core/check/finding.h"
#include "core/check/pool_checks.h"

#include "core/address/pools.h"
#include "core/routing/overlay.h"
#include "core/routing/session.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace podloom {

namespace {

bool crossesSubnets(const IpPool &pool)
{
    return pool.encapsulation == Encapsulation::VxlanCrossSubnet
        || pool.encapsulation == Encapsulation::IpipCrossSubnet;
}

class PoolChecker {
public:
    PoolChecker(const Design &design, const Underlay &wires, const std::string &cluster,
                Diagnostics &findings)
        : m_design(design),
          m_wires(wires),
          m_cluster(cluster),
          m_findings(findings)
    {
        for (const auto &node : design.nodes) {
            if (node.meta.id.cluster == cluster)
                m_nodes.push_back(&node);
        }
    }

    void run()
    {
        for (const auto &pool : m_design.ipPools) {
            if (pool.meta.id.cluster != m_cluster || !isRead(pool))
                continue;
            checkRange(pool);
            checkPodNetwork(pool);
            checkExport(pool);
            if (crossesSubnets(pool))
                checkMasks(pool);
            checkMtu(pool);
            if (const auto refusal = unsupportedEncapsulation(pool))
                m_findings.push_back({Severity::Warning, pool.meta.at, *refusal, pool.meta.id});
        }
        for (const auto &felix : m_design.felixConfigurations) {
            const auto node = felix.meta.id.name.starts_with("node.") ? felix.meta.id.name.substr(5) : "";
            const auto refusal = unsupportedEncryption(m_design, m_cluster, node);
            if (felix.meta.id.cluster == m_cluster && refusal && refusal->arguments[0] == felix.meta.id.name)
                m_findings.push_back({Severity::Warning, felix.meta.at, *refusal, felix.meta.id});
        }
        checkPath();
        checkFamilies();
    }

private:
    void warn(const IpPool &pool, const char *rule, const char *english,
              std::vector<std::string> arguments) const
    {
        if (const auto *meta = metaOfPool(m_design, m_cluster, pool))
            FindingsAbout(*meta, m_findings).warning(meta->at, rule, english, std::move(arguments));
    }

    /// CA-01.
    void checkRange(const IpPool &pool) const
    {
        static constexpr std::array<const char *, 7> kReserved{
            "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "::1/128", "fe80::/10", "ff00::/8"};
        for (const auto *text : kReserved) {
            const auto reserved = *Prefix::parse(text);
            if (reserved.contains(pool.cidr) || pool.cidr.contains(reserved))
                FindingsAbout(pool.meta, m_findings)
                    .error(pool.meta.at, "pool-reserved-range",
                           "the pool \"%1\" (%2) overlaps %3, which has another meaning everywhere: give it "
                           "another network",
                           {pool.meta.id.name, pool.cidr.toString(), text});
        }
    }

    /// What kube-proxy takes for the cluster's own addresses (its clusterCIDR) are the podCIDRs (L-02).
    void checkPodNetwork(const IpPool &pool) const
    {
        const auto *declared = m_design.clusters.find({"", "podloom.dev", "Cluster", "", m_cluster});
        std::vector<Prefix> networks;
        for (const auto &network : declared ? declared->podCidrs : std::vector<Prefix>()) {
            if (network.family() == pool.cidr.family())
                networks.push_back(network);
        }
        const bool isInside = std::any_of(networks.begin(), networks.end(),
                                          [&](const Prefix &network) { return network.contains(pool.cidr); });
        if (networks.empty() || isInside || !pool.allowsWorkloads)
            return;
        warn(pool, "pool-outside-pod-network",
             "the pool \"%1\" (%2) does not lie inside the podCIDRs of the cluster (%3): whoever goes by "
             "these, as kube-proxy by its clusterCIDR, takes its pods for strangers and hides their "
             "addresses; add the network to podCIDRs, or move the pool",
             {pool.meta.id.name, pool.cidr.toString(), networks.front().toString()});
    }

    /// The first pool of a design takes the place of all default pools, those of the other family too.
    void checkFamilies() const
    {
        const auto *declared = m_design.clusters.find({"", "podloom.dev", "Cluster", "", m_cluster});
        const IpPool *first = nullptr;
        std::set<Family> families;
        for (const auto &pool : m_design.ipPools) {
            if (pool.meta.id.cluster != m_cluster)
                continue;
            if (!isRead(pool))
                return;
            first = first ? first : &pool;
            families.insert(pool.cidr.family());
        }
        if (!declared || !first)
            return;
        for (const auto &network : m_design.clusterOrDefault(m_cluster).podCidrs) {
            if (!families.insert(network.family()).second)
                continue;
            const bool isV4 = network.family() == Family::V4;
            FindingsAbout(first->meta, m_findings)
                .add(declared->podCidrs.empty() ? Severity::Info : Severity::Warning, first->meta.at,
                     "pool-family-missing",
                     "the pool \"%1\" takes the place of the default pools of the cluster, and no pool gives "
                     "%2 addresses any more: pods get none; add a pool with %3, or give the Cluster podCIDRs "
                     "without %2",
                     {first->meta.id.name, isV4 ? "IPv4" : "IPv6", network.toString()});
        }
    }

    /// Blocks that nobody tells of, and no tunnel leads to.
    void checkExport(const IpPool &pool) const
    {
        if (!pool.isBgpExportDisabled || pool.encapsulation != Encapsulation::None || m_nodes.size() < 2)
            return;
        warn(pool, "pool-not-exported",
             "the pool \"%1\" has disableBGPExport and no encapsulation: nodes do not learn where its "
             "addresses are; take disableBGPExport away, or set vxlanMode",
             {pool.meta.id.name});
    }

    /// Which nodes are near is told by the masks of their addresses (CA-60).
    void checkMasks(const IpPool &pool) const
    {
        std::map<Prefix, const Node *> networks;
        for (const auto *node : m_nodes) {
            for (const auto &address : node->addresses) {
                if (address.address.family() != pool.cidr.family())
                    continue;
                if (address.prefixLength == bitsOf(pool.cidr.family())) {
                    warn(pool, "cross-subnet-mask",
                         "the node \"%2\" has the address %3, a network of its own: the pool \"%1\" tunnels "
                         "all of its packets; write the real length of its network",
                         {pool.meta.id.name, node->meta.id.name, address.toString()});
                    return;
                }
                networks.emplace(address.network(), node);
            }
        }
        for (auto at = networks.begin(); at != networks.end(); ++at) {
            const auto next = std::next(at);
            if (next == networks.end() || !at->first.contains(next->first))
                continue;
            warn(pool, "cross-subnet-mask",
                 "the nodes \"%2\" (%3) and \"%4\" (%5) do not agree whether they share a network: the pool "
                 "\"%1\" tunnels one way and not the other; give both the same length",
                 {pool.meta.id.name, at->second->meta.id.name, at->first.toString(),
                  next->second->meta.id.name, next->first.toString()});
            return;
        }
        checkSegments(pool);
    }

    /// One network by its mask, but no wire that both are on: packets are sent straight and arrive nowhere.
    void checkSegments(const IpPool &pool) const
    {
        std::map<Prefix, std::pair<std::size_t, std::string>> seen;
        for (const auto &machine : m_wires.machines) {
            if (machine.id.isRouter() || machine.id.cluster != m_cluster)
                continue;
            for (const auto &interface : machine.interfaces) {
                for (const auto &address : interface.addresses) {
                    if (address.address.family() != pool.cidr.family())
                        continue;
                    const auto [at, isNew] =
                        seen.try_emplace(address.network(), std::pair(interface.segment, machine.id.name));
                    if (isNew || at->second.first == interface.segment)
                        continue;
                    warn(pool, "cross-subnet-mask",
                         "by their masks the nodes \"%2\" and \"%3\" share the network %4, but no Link joins "
                         "them: the pool \"%1\" sends packets straight that need a tunnel; write the real "
                         "length of their networks",
                         {pool.meta.id.name, at->second.second, machine.id.name,
                          address.network().toString()});
                    return;
                }
            }
        }
    }

    /// CA-62: what is left for pods on the narrowest wire.
    void checkMtu(const IpPool &pool) const
    {
        const int overhead = encapsulationOverhead(pool);
        const auto pools = poolsOf(m_design, m_cluster);
        const bool hasIpv6 = std::any_of(pools.begin(), pools.end(),
                                         [](const IpPool &each) { return each.cidr.family() == Family::V6; });
        if (overhead == 0 || !hasIpv6)
            return;
        for (const auto &segment : m_wires.segments) {
            const int left = segment.mtuBytes - overhead;
            if (left >= 1280)
                continue;
            warn(pool, "tunnel-mtu",
                 "the link \"%2\" carries %3 bytes; the tunnels of the pool \"%1\" take %4 of them, and %5 "
                 "are "
                 "less than the 1280 that IPv6 needs: raise the mtu of the link",
                 {pool.meta.id.name, segment.name, std::to_string(segment.mtuBytes), std::to_string(overhead),
                  std::to_string(left)});
            return;
        }
    }

    /// Wires between routers that carry less than those of the nodes: what pods send fits into the first
    /// ones.
    void checkPath() const
    {
        std::set<std::size_t> ofNodes;
        for (const auto &machine : m_wires.machines) {
            for (const auto &interface : machine.interfaces) {
                if (!machine.id.isRouter() && machine.id.cluster == m_cluster)
                    ofNodes.insert(interface.segment);
            }
        }
        int least = 0;
        for (const auto segment : ofNodes) {
            const auto mtu = m_wires.segments[segment].mtuBytes;
            least = least == 0 ? mtu : std::min(least, mtu);
        }
        const auto *declared = m_design.clusters.find({"", "podloom.dev", "Cluster", "", m_cluster});
        for (std::size_t index = 0; declared && index < m_wires.segments.size(); ++index) {
            const auto &segment = m_wires.segments[index];
            if (ofNodes.contains(index) || segment.mtuBytes >= least)
                continue;
            FindingsAbout(declared->meta, m_findings)
                .warning(
                    declared->meta.at, "path-mtu",
                    "the link \"%1\" carries %2 bytes, the links of the nodes %3: larger packets between "
                    "racks depend on path MTU discovery, and tunnels hide it from pods; give all links "
                    "the same mtu",
                    {segment.name, std::to_string(segment.mtuBytes), std::to_string(least)});
            return;
        }
    }

    const Design &m_design;
    const Underlay &m_wires;
    const std::string &m_cluster;
    Diagnostics &m_findings;
    std::vector<const Node *> m_nodes;
};

} // namespace

const ObjectMeta *metaOfPool(const Design &design, const std::string &cluster, const IpPool &pool)
{
    if (const auto *written = design.ipPools.find(pool.meta.id))
        return &written->meta;
    const auto *declared = design.clusters.find({"", "podloom.dev", "Cluster", "", cluster});
    return declared ? &declared->meta : nullptr;
}

bool isRead(const IpPool &pool)
{
    return pool.cidr.length() > 0;
}

void checkPools(const Design &design, const policy::Program &program, const Underlay &wires,
                Diagnostics &findings)
{
    const bool isNothingWritten =
        design.ipPools.empty() && design.clusters.empty() && design.felixConfigurations.empty();
    for (const auto &cluster : design.clusterNames()) {
        if (!isNothingWritten)
            PoolChecker(design, wires, cluster, findings).run();
        checkPoolCapacity(design, program, cluster, findings);
    }
}

} // namespace podloom
