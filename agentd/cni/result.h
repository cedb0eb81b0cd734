// agentd/cni/result.h: the success result of an ADD, in the version that was asked for.
#pragma once

#include "agentd/cni/attachment.h"

namespace podloom {

/// The result of `attachment`, behind what a plugin before us gave in prevResult, which may be of another
/// version. Before 1.0.0 every address says its version; from 1.1.0 on interfaces say their MTU.
Json resultOf(const Attachment &attachment, const CniConfig &config);

/// The addresses of the interface `ifName` in a result of any version, without prefix lengths; all addresses
/// when the result names no interfaces.
std::vector<IpAddress> addressesIn(const Json &result, std::string_view ifName);

} // namespace podloom
