// core/model/bgp.h: Calico's BGPConfiguration and BGPPeer.
#pragma once

#include "core/model/object.h"
#include "core/net/prefix.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// projectcalico.org/v3 BGPConfiguration (CA-05); name "default" or "node.NAME".
struct BgpConfiguration {
    ObjectMeta meta{};
    std::optional<bool> isMeshEnabled{};
    std::optional<std::uint32_t> asNumber{};
    std::uint16_t listenPort = 179;
    std::vector<Prefix> serviceClusterIps{};
    bool operator==(const BgpConfiguration &) const = default;
};

/// An entry of a Secret. Its value never enters a design.
struct SecretKeyRef {
    std::string name{};
    std::string key{};
    bool operator==(const SecretKeyRef &) const = default;
};

/// projectcalico.org/v3 BGPPeer (CA-06): `node` xor `nodeSelector` (neither = every node) peers with
/// `peerIp` xor `peerSelector`.
struct BgpPeer {
    ObjectMeta meta{};
    std::string node{};
    std::string nodeSelector{}; ///< Calico selector
    std::optional<IpAddress> peerIp{};
    std::uint16_t peerPort = 179;
    std::string peerSelector{}; ///< Calico selector
    std::optional<std::uint32_t> asNumber{};
    bool keepsNextHop = false;    ///< nextHopMode Keep or keepOriginalNextHop
    bool setsNextHopSelf = false; ///< nextHopMode Self
    std::optional<std::uint32_t> localAsNumber{};
    unsigned allowedLocalAs = 0;   ///< numAllowedLocalASNumbers
    bool hasManualReverse = false; ///< reversePeering Manual: selected peers do not answer by themselves
    std::optional<SecretKeyRef> password{};
    std::optional<std::uint32_t> keepaliveSeconds{};
    std::optional<std::uint32_t> holdSeconds{}; ///< annotation podloom.dev/hold-time
    std::optional<std::uint32_t> maxRestartSeconds{};
    std::optional<std::uint8_t> ttlSecurityHops{};
    std::vector<std::string> filters{};
    bool operator==(const BgpPeer &) const = default;
};

} // namespace podloom
