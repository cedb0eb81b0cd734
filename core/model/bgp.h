// core/model/bgp.h: Calico's BGPConfiguration and BGPPeer, and what Podloom adds to them.
#pragma once

#include "core/model/bgp_filter.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// An entry of a Secret. Its value never enters a design.
struct SecretKeyRef {
    std::string name{};
    std::string key{};
    bool operator==(const SecretKeyRef &) const = default;
};

/// Bidirectional forwarding detection: a peer that stays silent for interval × multiplier is gone.
struct BfdTimers {
    std::uint32_t intervalMilliseconds = 200;
    std::uint32_t multiplier = 3;
    /// A silent peer may come back: its routes stay meanwhile (podloom.dev/bfd: graceful).
    bool isGraceful = false;
    bool isForDirectOnly = false; ///< failureDetectionMode: BFDIfDirectlyConnected
    bool operator==(const BfdTimers &) const = default;
};

/// How fast the loss of a peer is noticed. Of sessions of a BGPPeer, of the mesh (BGPConfiguration "default")
/// and of the Routers on a Link: annotations podloom.dev/hold-time, podloom.dev/keepalive-time,
/// podloom.dev/bfd, podloom.dev/bfd-interval and podloom.dev/bfd-multiplier.
struct BgpTimers {
    std::optional<std::uint32_t> holdSeconds{}; ///< 0 = for ever, else 3 … 65535
    std::optional<std::uint32_t> keepaliveSeconds{};
    std::optional<BfdTimers> bfd{};
    bool operator==(const BgpTimers &) const = default;
};

/// Communities that routes inside `cidr` get when they are announced.
struct PrefixAdvertisement {
    Prefix cidr = Prefix::all(Family::V4);
    std::vector<BgpCommunity> communities{};
    bool operator==(const PrefixAdvertisement &) const = default;
};

/// projectcalico.org/v3 BGPConfiguration (CA-05); name "default" or "node.NAME".
struct BgpConfiguration {
    ObjectMeta meta{};
    std::optional<bool> isMeshEnabled{};
    std::optional<std::uint32_t> asNumber{};
    std::uint16_t listenPort = 179;
    bool bindsToNodeIp = false; ///< bindMode NodeIP: listens on the sessions' own addresses alone
    std::vector<Prefix> serviceClusterIps{};
    std::vector<Prefix> serviceExternalIps{};
    std::vector<Prefix> serviceLoadBalancerIps{};
    std::vector<PrefixAdvertisement> prefixAdvertisements{};
    std::optional<SecretKeyRef> meshPassword{};
    std::optional<std::uint32_t> meshMaxRestartSeconds{};
    std::vector<std::string> ignoredInterfaces{}; ///< globs
    std::string logSeverity{};                    ///< logSeverityScreen
    BgpTimers meshTimers{};
    bool operator==(const BgpConfiguration &) const = default;
};

enum class SourceAddress { Auto, NodeIp, None };

/// projectcalico.org/v3 BGPPeer (CA-06): `node` xor `nodeSelector` (neither = every node) peers with
/// `peerIp` xor `peerSelector`.
struct BgpPeer {
    ObjectMeta meta{};
    std::string node{};
    std::string nodeSelector{}; ///< Calico selector
    std::optional<IpAddress> peerIp{};
    std::uint16_t peerPort = 179;
    std::string peerSelector{};          ///< Calico selector
    std::string localWorkloadSelector{}; ///< Calico selector of pods on the same node
    std::optional<std::uint32_t> asNumber{};
    bool keepsNextHop = false;    ///< nextHopMode Keep or keepOriginalNextHop
    bool setsNextHopSelf = false; ///< nextHopMode Self
    std::optional<std::uint32_t> localAsNumber{};
    unsigned allowedLocalAs = 0;   ///< numAllowedLocalASNumbers
    bool hasManualReverse = false; ///< reversePeering Manual: selected peers do not answer by themselves
    std::optional<SecretKeyRef> password{};
    SourceAddress sourceAddress = SourceAddress::Auto; ///< Auto: of the interface that meets the peer
    std::optional<std::uint32_t> maxRestartSeconds{};
    std::optional<std::uint8_t> ttlSecurityHops{};
    std::optional<IpAddress> reachableBy{}; ///< a gateway towards the peer
    std::vector<std::string> filters{};     ///< names of BGPFilters, in order
    BgpTimers timers{};                     ///< keepaliveTime and annotations
    std::optional<std::uint32_t> med{};     ///< annotation podloom.dev/med
    bool operator==(const BgpPeer &) const = default;
};

} // namespace podloom
