// core/address/pools.h: which pools a cluster has, and who may take addresses from them.
#pragma once

#include "core/model/design.h"
#include "core/net/prefix_set.h"

#include <string>
#include <vector>

namespace podloom {

/// The IPPools of `cluster` by name; in a design that has none for it, one for each podCIDR of the Cluster,
/// named "default-ipv4-pool" and "default-ipv6-pool" (further ones "…-2", "…-3"), with blocks of /26 and
/// /122, or of one block when the podCIDR is smaller.
std::vector<IpPool> poolsOf(const Design &design, const std::string &cluster);

/// How addresses are handed out in a cluster. Source: projectcalico.org/v3 IPAMConfiguration, IPReservation.
struct AddressRules {
    bool isStrictAffinity = false;
    std::uint32_t maxBlocksPerNode = 20;
    std::uint32_t cooldownSeconds = 0; ///< after its release nobody gets an address for so long by itself
    PrefixSet reserved{};              ///< never handed out by themselves
    bool operator==(const AddressRules &) const = default;
};
AddressRules addressRulesOf(const Design &design, const std::string &cluster);

/// Whether the pool has the block, and would make one of that size.
bool makes(const IpPool &pool, const Prefix &block);

/// Whether pods of a namespace with `namespaceLabels` on a node with `nodeLabels` get addresses from the pool
/// without asking for it by name: it is enabled, automatic, for workloads, and both its selectors hold. A
/// selector that cannot be read holds for nobody.
bool servesByItself(const IpPool &pool, const Labels &nodeLabels, const Labels &namespaceLabels);
/// The two halves of that.
bool servesNode(const IpPool &pool, const Labels &nodeLabels);
bool servesNamespace(const IpPool &pool, const Labels &namespaceLabels);

/// What a pool can hold; the counts saturate at 2^128 - 1.
struct PoolCapacity {
    IpPool pool{};
    Uint128 blocks{};
    Uint128 addresses{};                      ///< without reserved ones
    std::vector<std::string> usableByNodes{}; ///< names, sorted
    Uint128 maxNodes{};                       ///< as many nodes can have a block of their own
    /// Pods that each usable node can have at the same time when all share the blocks evenly, within the
    /// limit of blocks per node; of one node when there is none.
    Uint128 podsPerNode{};
};
std::vector<PoolCapacity> capacityOf(const Design &design, const std::string &cluster);

} // namespace podloom
