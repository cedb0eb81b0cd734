// agentd/daemon/ipam_api.h: what the agent tells of addresses.
#pragma once

#include "agentd/daemon/agent.h"

namespace podloom {

/// {"pools":[…],"blocks":[…],"addresses":[{"address","owner","pod"}],"problems":[{"kind","address","owner",
/// "detail"}]}: pools and blocks of the cluster, the rest of this node. Errors: as Kernel.
Result<Json> ipamJson(Agent &agent);

/// Releases `address` when it is leaked, which is proven anew; with it everything else of its owner, who has
/// no interface any more. Answers {"address","owner"}. Errors: InvalidArgument, as AddressAudit.
Result<Json> releaseAddress(Agent &agent, const std::string &address);

} // namespace podloom
