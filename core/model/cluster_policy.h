// core/model/cluster_policy.h: policy.networking.k8s.io: AdminNetworkPolicy, BaselineAdminNetworkPolicy and
// their successor ClusterNetworkPolicy, as one kind of object.
#pragma once

#include "core/model/label_selector.h"
#include "core/model/object.h"
#include "core/net/port_set.h"
#include "core/net/prefix.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom {

enum class RuleAction { Allow, Deny, Pass, Log };

/// Pods by their labels, in namespaces by theirs.
struct NamespacedPods {
    LabelSelector namespaceSelector{};
    LabelSelector podSelector{};
    bool operator==(const NamespacedPods &) const = default;
};

/// Exactly one of the first four is set, unless the peer is of a kind that we do not know (K-77).
struct ClusterPolicyPeer {
    std::optional<LabelSelector> namespaces{};
    std::optional<NamespacedPods> pods{};
    std::vector<Prefix> networks{};         ///< egress only
    std::optional<LabelSelector> nodes{};   ///< egress only
    std::vector<std::string> domainNames{}; ///< egress and Allow only; cannot be predicted
    bool isUnknown = false;
    SourceRef at{};
    bool operator==(const ClusterPolicyPeer &) const = default;
};

/// Either a range of numbers of one protocol, or all numbers of it, or a named port of whichever protocol.
struct ClusterPolicyPort {
    std::optional<Protocol> protocol{};
    std::optional<PortRange> range{};
    std::string namedPort{};
    SourceRef at{};
    bool operator==(const ClusterPolicyPort &) const = default;
};

struct ClusterPolicyRule {
    std::string name{};
    RuleAction action = RuleAction::Allow; ///< never Log
    std::vector<ClusterPolicyPeer> peers{};
    std::vector<ClusterPolicyPort> ports{}; ///< empty = everything
    SourceRef at{};
    bool operator==(const ClusterPolicyRule &) const = default;
};

/// Of a BaselineAdminNetworkPolicy, which states none: behind every ClusterNetworkPolicy of its tier.
inline constexpr std::uint32_t kBaselinePriority = 1001;

/// K-70 … K-78.
struct ClusterPolicy {
    enum class Tier { Admin, Baseline };

    ObjectMeta meta{};
    Tier tier = Tier::Admin;
    std::uint32_t priority = 0; ///< 0 … 1000, lower first; a BaselineAdminNetworkPolicy has kBaselinePriority
    std::optional<LabelSelector> subjectNamespaces{};
    std::optional<NamespacedPods> subjectPods{}; ///< exactly one of the two
    std::vector<ClusterPolicyRule> ingress{};
    std::vector<ClusterPolicyRule> egress{};
    bool operator==(const ClusterPolicy &) const = default;
};

} // namespace podloom
