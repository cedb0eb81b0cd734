// Address blocks of policies that mean addresses of pods, which any pod may get (K-55).
#include "core/check/finding.h"
#include "core/check/policy_checks.h"
#include "core/check/pool_checks.h"
#include "core/net/prefix_set.h"

#include <string>
#include <vector>

namespace podloom {

namespace {

/// A network that pods get their addresses from.
struct PodNetwork {
    Prefix prefix;
    std::string what{}; ///< "the pool \"a\""
};

std::vector<PodNetwork> podNetworks(const Design &design, const std::string &cluster)
{
    std::vector<PodNetwork> out;
    for (const auto &pool : design.ipPools) {
        if (pool.meta.id.cluster == cluster && isRead(pool))
            out.push_back({pool.cidr, "the pool \"" + pool.meta.id.name + '"'});
    }
    const auto *declared = design.clusters.find({"", "podloom.dev", "Cluster", "", cluster});
    if (out.empty() && declared) {
        for (const auto &prefix : declared->podCidrs)
            out.push_back({prefix, "the pod network of the cluster"});
    }
    return out;
}

class BlockChecker {
public:
    BlockChecker(std::vector<PodNetwork> networks, Diagnostics &findings)
        : m_networks(std::move(networks)),
          m_findings(findings)
    {}

    void check(const NetworkPolicy &policy) const
    {
        for (const auto *rules : {&policy.ingress, &policy.egress}) {
            for (const auto &rule : *rules) {
                for (const auto &peer : rule.peers) {
                    if (peer.ipBlock)
                        check(policy.meta, peer.at, peer.ipBlock->cidr, PrefixSet(peer.ipBlock->except),
                              Severity::Warning);
                }
            }
        }
    }

    void check(const ClusterPolicy &policy) const
    {
        for (const auto &rule : policy.egress) {
            for (const auto &peer : rule.peers) {
                for (const auto &network : peer.networks)
                    check(policy.meta, peer.at, network, {}, Severity::Info);
            }
        }
    }

    void check(const CalicoPolicy &policy) const
    {
        for (const auto *rules : {&policy.ingress, &policy.egress}) {
            for (const auto &rule : *rules) {
                for (const auto *entity : {&rule.source, &rule.destination}) {
                    for (const auto &net : entity->nets)
                        check(policy.meta, rule.at, net, PrefixSet(entity->notNets), Severity::Info);
                }
            }
        }
    }

private:
    /// All addresses of a family mean everybody; that is no mistake.
    void check(const ObjectMeta &meta, SourceRef at, const Prefix &block, const PrefixSet &except,
               Severity severity) const
    {
        if (block.length() == 0)
            return;
        const auto left = PrefixSet({block}).without(except);
        for (const auto &network : m_networks) {
            if (left.intersected(PrefixSet({network.prefix})).isEmpty())
                continue;
            const FindingsAbout about(meta, m_findings);
            if (network.prefix.contains(block))
                about.add(
                    severity, at, "block-in-pool",
                    "the addresses %1 are of %2 (%3), which gives them to any pod; name the pods by their "
                    "labels instead",
                    {block.toString(), network.what, network.prefix.toString()});
            else
                about.info(
                    at, "block-in-pool",
                    "the addresses %1 contain %2 (%3), so that all its pods are meant too; leave it out if "
                    "only addresses outside of the cluster are meant",
                    {block.toString(), network.what, network.prefix.toString()});
        }
    }

    std::vector<PodNetwork> m_networks;
    Diagnostics &m_findings;
};

} // namespace

void checkIpBlocks(const Design &design, Diagnostics &findings)
{
    for (const auto &cluster : design.clusterNames()) {
        const auto networks = podNetworks(design, cluster);
        if (networks.empty())
            continue;
        const BlockChecker checker(networks, findings);
        const auto checkAll = [&](const auto &table) {
            for (const auto &policy : table) {
                if (policy.meta.id.cluster == cluster)
                    checker.check(policy);
            }
        };
        checkAll(design.networkPolicies);
        checkAll(design.clusterPolicies);
        checkAll(design.calicoPolicies);
    }
}

} // namespace podloom
