// core/model/network_policy.h: networking.k8s.io/v1 NetworkPolicy as it is written.
#pragma once

#include "core/model/label_selector.h"
#include "core/model/workload.h"
#include "core/net/prefix.h"

#include <optional>
#include <vector>

namespace podloom {

/// K-55. Every `except` lies inside `cidr`.
struct IpBlock {
    Prefix cidr;
    std::vector<Prefix> except{};
    bool operator==(const IpBlock &) const = default;
};

/// A peer: either ipBlock, or at least one selector; both selectors together mean AND (K-52 … K-55).
struct NetworkPolicyPeer {
    std::optional<LabelSelector> podSelector{};
    std::optional<LabelSelector> namespaceSelector{};
    std::optional<IpBlock> ipBlock{};
    SourceRef at{};
    bool operator==(const NetworkPolicyPeer &) const = default;
};

/// A port of a rule (K-56, K-57). Without `port` every port of the protocol; endPort only with a number.
struct NetworkPolicyPort {
    Protocol protocol = Protocol::Tcp;
    std::optional<PortRef> port{};
    std::optional<std::uint16_t> endPort{};
    SourceRef at{};
    bool operator==(const NetworkPolicyPort &) const = default;
};

/// Peers AND ports; no peers = every peer, no ports = every port and protocol (K-51).
struct NetworkPolicyRule {
    std::vector<NetworkPolicyPeer> peers{};
    std::vector<NetworkPolicyPort> ports{};
    SourceRef at{};
    bool operator==(const NetworkPolicyRule &) const = default;
};

struct NetworkPolicy {
    ObjectMeta meta{};
    LabelSelector podSelector{};
    bool isolatesIngress = true; ///< effective policyTypes (K-49)
    bool isolatesEgress = false;
    bool statesTypes = false;   ///< policyTypes is written
    bool statesIngress = false; ///< ingress is written, if only as an empty list
    bool statesEgress = false;
    std::vector<NetworkPolicyRule> ingress{};
    std::vector<NetworkPolicyRule> egress{};
    bool operator==(const NetworkPolicy &) const = default;
};

} // namespace podloom
