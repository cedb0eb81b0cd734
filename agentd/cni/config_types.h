// agentd/cni/config_types.h: whether what a runtime hands over has the types that it must have.
#pragma once

#include "agentd/cni/request.h"

namespace podloom {

/// What is wrong with the types of the network configuration, if anything: a key that means something to the
/// plugin and holds a value of another type, which would otherwise be as if it were not there. Keys that are
/// missing or null, and keys of others, are right. The error (code 7) names the key and has its value.
/// Source: CNI specification 1.1.0, "Section 1"; CONVENTIONS.md for runtimeConfig.
std::optional<CniError> wrongTypes(const Json &config);

} // namespace podloom
