#include "core/base/text.h"
#include "core/check/check.h"
#include "core/check/finding.h"
#include "core/check/pool_checks.h"
#include "core/net/prefix_set.h"

#include <algorithm>
#include <map>

namespace podloom {

namespace {

/// A network of a cluster and who declares it.
struct Claim {
    Prefix prefix;
    std::string what{}; ///< "the pool \"a\"", "the service network"
    const ObjectMeta *meta = nullptr;
    bool isPool = false;
};

void reportOverlap(const Claim &claim, const Claim &other, Diagnostics &findings)
{
    const bool arePools = claim.isPool && other.isPool;
    findings.push_back({Severity::Error, claim.meta->at,
                        Message{arePools ? "pool-overlap" : "network-overlap",
                                "%1 (%2) overlaps %3 (%4)",
                                {claim.what, claim.prefix.toString(), other.what, other.prefix.toString()}},
                        claim.meta->id});
}

std::vector<Claim> claimsOf(const Design &design, const std::string &cluster)
{
    std::vector<Claim> out;
    for (const auto &pool : design.ipPools) {
        if (pool.meta.id.cluster == cluster && isRead(pool))
            out.push_back({pool.cidr, "the pool \"" + pool.meta.id.name + '"', &pool.meta, true});
    }
    const auto *declared = design.clusters.find({"", "podloom.dev", "Cluster", "", cluster});
    if (!declared)
        return out;
    const auto add = [&](const std::vector<Prefix> &prefixes, const std::string &what) {
        for (const auto &prefix : prefixes)
            out.push_back({prefix, what, &declared->meta, false});
    };
    if (out.empty())
        add(declared->podCidrs, "the pod network of the cluster");
    add(declared->serviceCidrs, "the service network of the cluster");
    add(declared->nodeCidrs, "the node network of the cluster");
    return out;
}

void checkOverlaps(const Design &design, const std::string &cluster, Diagnostics &findings)
{
    auto claims = claimsOf(design, cluster);
    std::stable_sort(claims.begin(), claims.end(),
                     [](const Claim &a, const Claim &b) { return a.prefix < b.prefix; });
    // Sorted, a prefix that overlaps an earlier one lies inside it.
    std::vector<const Claim *> open;
    for (const auto &claim : claims) {
        while (!open.empty() && !open.back()->prefix.contains(claim.prefix))
            open.pop_back();
        if (!open.empty()) {
            const bool isLater = !claim.isPool && open.back()->isPool;
            reportOverlap(isLater ? *open.back() : claim, isLater ? claim : *open.back(), findings);
        }
        open.push_back(&claim);
    }
}

/// Node addresses inside a pool would be handed out to pods.
void checkNodesInPools(const Design &design, Diagnostics &findings)
{
    for (const auto &node : design.nodes) {
        for (const auto &address : node.addresses) {
            for (const auto &pool : design.ipPools) {
                if (pool.meta.id.cluster == node.meta.id.cluster && isRead(pool)
                    && pool.cidr.contains(address.address))
                    findings.push_back(
                        {Severity::Error, node.meta.at,
                         Message{"node-in-pool",
                                 "the address %1 of the node \"%2\" lies in the pool \"%3\" (%4)",
                                 {address.address.toString(), node.meta.id.name, pool.meta.id.name,
                                  pool.cidr.toString()}},
                         node.meta.id});
            }
        }
    }
}

/// The subnets that Links give nodes.
std::map<ObjectId, std::vector<Prefix>> wiredSubnets(const Design &design)
{
    const auto clusters = design.clusterNames();
    std::map<ObjectId, std::vector<Prefix>> out;
    for (const auto &link : design.links) {
        for (const auto &end : link.ends) {
            const auto &cluster = end.cluster.empty() ? clusters.front() : end.cluster;
            auto &subnets = out[{cluster, "", "Node", "", end.node}];
            subnets.insert(subnets.end(), link.subnets.begin(), link.subnets.end());
        }
    }
    return out;
}

/// Addresses of nodes that none of their wires carries. One with the length of a network was meant for a
/// wire.
void checkNodesOnWires(const Design &design, Diagnostics &findings)
{
    const auto wired = wiredSubnets(design);
    for (const auto &node : design.nodes) {
        const auto found = wired.find(node.meta.id);
        if (found == wired.end())
            continue;
        for (const auto &own : node.addresses) {
            const auto family = own.address.family();
            std::vector<std::string> others;
            bool isCarried = false;
            for (const auto &subnet : found->second) {
                isCarried = isCarried || subnet.contains(own.address);
                if (subnet.family() == family)
                    others.push_back(subnet.toString());
            }
            if (isCarried || others.empty() || own.prefixLength == bitsOf(family))
                continue;
            FindingsAbout(node.meta, findings)
                .warning(
                    node.meta.at, "node-off-link",
                    "the address %1 lies in no subnet of the node's Links (%2): it stands on the loopback "
                    "interface, and the wire gets an address of its own; write one of the subnet, or "
                    "the length %3 where a loopback address is meant",
                    {own.toString(), join(others, ", "), '/' + std::to_string(bitsOf(family))});
        }
    }
}

/// Two nodes, or two live pods, of a cluster with one address (K-01).
template <class Objects, class AddressesOf>
void checkTwice(const Objects &objects, AddressesOf addressesOf, Diagnostics &findings)
{
    std::map<std::pair<std::string, IpAddress>, const ObjectMeta *> owners;
    for (const auto &object : objects) {
        for (const auto &address : addressesOf(object)) {
            const auto [at, isNew] = owners.try_emplace({object.meta.id.cluster, address}, &object.meta);
            if (!isNew)
                findings.push_back(
                    {Severity::Error, object.meta.at,
                     Message{"address-twice",
                             "%1 has the address %2, which %3 has too",
                             {object.meta.id.toString(), address.toString(), at->second->id.toString()}},
                     object.meta.id});
        }
    }
}

} // namespace

void checkAddresses(const Design &design, Diagnostics &findings)
{
    for (const auto &cluster : design.clusterNames())
        checkOverlaps(design, cluster, findings);
    checkNodesInPools(design, findings);
    checkNodesOnWires(design, findings);
    checkTwice(
        design.nodes,
        [](const Node &node) {
            std::vector<IpAddress> out;
            for (const auto &each : node.addresses)
                out.push_back(each.address);
            return out;
        },
        findings);
    checkTwice(
        design.pods,
        [](const Pod &pod) {
            return pod.isFinished || pod.spec.isHostNetwork ? std::vector<IpAddress>() : pod.ips;
        },
        findings);
}

} // namespace podloom
