// core/lab/lab_status.h: what the nodes of a lab say of themselves. Blocking.
#pragma once

#include "core/lab/node_link.h"

namespace podloom {

/// `{"nodes":[{"name","agent":{…},"bgp":[…],"pods":[…]}]}` (docs/cli.md, status); a node that does not answer
/// is "unreachable", with the reason as "trouble". Errors: NotFound (no such lab), Cancelled.
Result<Json> labStatus(const LabFolder &folder, const LabJob &job);

/// The entry of one node.
Json nodeStatus(NodeLink &link);

} // namespace podloom
