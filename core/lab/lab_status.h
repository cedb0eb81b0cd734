// core/lab/lab_status.h: what the nodes of a lab say of themselves. Blocking.
#pragma once

#include "core/lab/node_link.h"

namespace podloom {

/// `{"nodes":[{"name","agent":{…},"bgp":[…],"pods":[…]}]}` (docs/cli.md, status); a node that does not answer
/// is "unreachable", with the reason as "trouble". Errors: NotFound (no such lab), Cancelled.
Result<Json> labStatus(const LabFolder &folder, const LabJob &job);

/// Calls `changed` with the status, from the thread of the caller, first at once and then whenever it
/// differs, at most once a second, until the job is stopped, which is no error. Connections are kept. Errors:
/// NotFound.
Status watchLab(const LabFolder &folder, const LabJob &job, const std::function<void(const Json &)> &changed);

/// The entry of one node.
Json nodeStatus(NodeLink &link);

} // namespace podloom
