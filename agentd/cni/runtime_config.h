// agentd/cni/runtime_config.h: what a runtime asks for one container beyond the network configuration.
#pragma once

#include "agentd/cni/request.h"
#include "core/net/prefix_set.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// A port of the node that leads to one of the pod.
struct PortMapping {
    std::uint16_t hostPort = 0;
    std::uint16_t podPort = 0;
    std::string protocol = "tcp";           ///< tcp, udp or sctp
    std::optional<IpAddress> hostAddress{}; ///< none: every address of the node
    auto operator<=>(const PortMapping &) const = default;

    /// "127.0.0.1:8080/tcp".
    std::string toString() const;
};

/// Bits a second and bits; a rate of 0 is no limit. Ingress is what the pod receives.
struct BandwidthLimit {
    std::uint64_t ingressRate = 0;
    std::uint64_t ingressBurst = 0;
    std::uint64_t egressRate = 0;
    std::uint64_t egressBurst = 0;
    bool operator==(const BandwidthLimit &) const = default;
};

/// One address is to come out of these.
struct WishedRange {
    std::string subnet{}; ///< as it was given
    Family family = Family::V4;
    PrefixSet addresses{};
};

/// runtimeConfig and `args` of the configuration, CNI_ARGS, and the annotations that a runtime passes on.
/// Where two say something of the same, runtimeConfig is before `args`, `args` before CNI_ARGS, and all are
/// before annotations.
struct RuntimeConfig {
    std::vector<std::string> addresses{}; ///< ips, without prefix lengths
    std::string mac{};
    std::vector<WishedRange> ranges{}; ///< at most one of each family
    std::vector<PortMapping> ports{};
    BandwidthLimit bandwidth{};
    Json dns{};                        ///< as a result says it; null: nothing
    std::vector<std::string> pools4{}; ///< of annotations
    std::vector<std::string> pools6{};
};

/// Reads `config` (the standard input of a call) and `args` (CNI_ARGS) into `out`; keys of runtimeConfig in
/// any case. Capabilities that change nothing here (aliases, cgroupPath, deviceID, infinibandGUID) are passed
/// over. Errors: codes 2 and 7.
std::optional<CniError> readRuntimeConfig(const Json &config, std::string_view args, RuntimeConfig &out);

/// A list of texts inside a text, as annotations have it. Nothing when it is none.
std::optional<std::vector<std::string>> textsInside(const std::string &annotation);

Json toJson(const PortMapping &port);
/// Nothing when it is none.
std::optional<PortMapping> portMappingFromJson(const Json &json);
Json toJson(const BandwidthLimit &limit);
BandwidthLimit bandwidthFromJson(const Json &json);

} // namespace podloom
