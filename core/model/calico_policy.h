// core/model/calico_policy.h: Calico's policies, tiers, sets, host endpoints and profiles (CA-09 … CA-15).
#pragma once

#include "core/model/cluster_policy.h"
#include "core/model/network_policy.h"
#include "core/model/workload.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace podloom {

/// A range of numbers, or the name of a port.
using CalicoPort = std::variant<PortRange, std::string>;

struct CalicoIcmp {
    std::optional<std::uint8_t> type{};
    std::optional<std::uint8_t> code{};
    bool operator==(const CalicoIcmp &) const = default;
};

/// Source or destination of a rule; everything that is set must hold. Selectors are kept as text.
struct CalicoEntity {
    std::vector<Prefix> nets{};
    std::vector<Prefix> notNets{};
    std::string selector{};
    std::string notSelector{};
    std::string namespaceSelector{}; ///< global() is allowed here only
    std::vector<CalicoPort> ports{};
    std::vector<CalicoPort> notPorts{};
    std::string serviceName{}; ///< empty = no service
    std::string serviceNamespace{};
    std::vector<std::string> serviceAccountNames{};
    std::string serviceAccountSelector{};
    bool operator==(const CalicoEntity &) const = default;
};

struct CalicoRule {
    RuleAction action = RuleAction::Allow;
    std::optional<Family> ipVersion{};
    std::optional<Protocol> protocol{};
    std::optional<Protocol> notProtocol{};
    std::optional<CalicoIcmp> icmp{};
    std::optional<CalicoIcmp> notIcmp{};
    CalicoEntity source{};
    CalicoEntity destination{};
    bool hasHttp = false; ///< needs an application layer proxy; cannot be predicted
    SourceRef at{};
    bool operator==(const CalicoRule &) const = default;
};

/// stagedAction: what an accepted staged policy would do.
enum class StagedAction { Set, Delete, Learn, Ignore };

/// NetworkPolicy and GlobalNetworkPolicy, and the staged forms of both. `meta.id.ns` is empty for global
/// ones.
struct CalicoPolicy {
    ObjectMeta meta{};
    std::string tier = "default";
    std::optional<double> order{}; ///< nothing = last
    std::string selector{};        ///< empty = all()
    std::string serviceAccountSelector{};
    std::string namespaceSelector{}; ///< global ones only
    bool hasIngress = true;          ///< effective types
    bool hasEgress = false;
    std::vector<CalicoRule> ingress{};
    std::vector<CalicoRule> egress{};
    bool isUntracked = false; ///< doNotTrack
    bool isPreDnat = false;
    bool appliesOnForward = false;
    std::optional<StagedAction> staged{};
    bool operator==(const CalicoPolicy &) const = default;
};

/// StagedKubernetesNetworkPolicy; `policy.meta` is that of the NetworkPolicy that it would become.
struct StagedNetworkPolicy {
    ObjectMeta meta{};
    NetworkPolicy policy{};
    StagedAction action = StagedAction::Set;
    bool operator==(const StagedNetworkPolicy &) const = default;
};

/// CA-11.
struct CalicoTier {
    ObjectMeta meta{};
    std::optional<double> order{};
    bool passesAtEnd = false; ///< defaultAction: Pass
    bool operator==(const CalicoTier &) const = default;
};

/// NetworkSet and GlobalNetworkSet (CA-12); `meta.id.ns` is empty for global ones.
struct NetworkSet {
    ObjectMeta meta{};
    std::vector<Prefix> nets{};
    bool operator==(const NetworkSet &) const = default;
};

/// CA-13.
struct HostEndpoint {
    ObjectMeta meta{};
    std::string node{};
    std::string interfaceName{}; ///< "*" = all; may be empty when expectedIps are there
    std::vector<IpAddress> expectedIps{};
    std::vector<std::string> profiles{};
    std::vector<ContainerPort> ports{};
    bool operator==(const HostEndpoint &) const = default;
};

/// CA-14.
struct CalicoProfile {
    ObjectMeta meta{};
    Labels labelsToApply{};
    std::vector<CalicoRule> ingress{};
    std::vector<CalicoRule> egress{};
    bool operator==(const CalicoProfile &) const = default;
};

/// A port that host endpoints never block.
struct FailsafePort {
    Protocol protocol = Protocol::Tcp;
    std::uint16_t port = 0;
    std::optional<Prefix> net{};
    bool operator==(const FailsafePort &) const = default;
};

/// FelixConfiguration "default" or "node.NAME", as far as policies and routing need it (CA-19). Nothing = not
/// set there.
struct FelixConfiguration {
    ObjectMeta meta{};
    std::optional<std::vector<FailsafePort>> failsafeInbound{};
    std::optional<std::vector<FailsafePort>> failsafeOutbound{};
    std::optional<std::string> endpointToHost{}; ///< defaultEndpointToHostAction: Drop, Return or Accept
    bool encryptsV4 = false;                     ///< wireguardEnabled (CA-61)
    bool encryptsV6 = false;                     ///< wireguardEnabledV6
    bool operator==(const FelixConfiguration &) const = default;
};

} // namespace podloom
