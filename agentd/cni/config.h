// agentd/cni/config.h: the network configuration that a runtime gives to every call.
#pragma once

#include "agentd/cni/request.h"
#include "agentd/cni/runtime_config.h"
#include "agentd/ipam/attachment_key.h"

#include <string>
#include <variant>
#include <vector>

namespace podloom {

/// What CNI_ARGS say of a pod; empty where they say nothing.
struct PodIdentity {
    std::string ns{};
    std::string name{};
    std::string uid{};
    bool operator==(const PodIdentity &) const = default;
};

/// Keys of other plugins and unknown keys are no concern of ours.
struct CniConfig {
    std::string cniVersion{};
    std::string network{};             ///< `name`
    Json prevResult{};                 ///< null = none
    std::vector<std::string> pools4{}; ///< ipam.ipv4Pools: names or CIDRs; empty = the pools decide
    std::vector<std::string> pools6{}; ///< ipam.ipv6Pools
    RuntimeConfig runtime{};           ///< of an ADD
    PodIdentity pod{};
    std::vector<AttachmentKey> validAttachments{}; ///< of a GC
    bool hasValidAttachments = false;
};

/// Errors (codes 1, 2, 6, 7): not JSON, no name, a version that the plugin does not speak; for an ADD also
/// what a runtime asks and nobody can give.
std::variant<CniConfig, CniError> parseCniConfig(const CniRequest &request);

} // namespace podloom
