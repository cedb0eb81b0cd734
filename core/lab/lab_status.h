// core/lab/lab_status.h: what the nodes of a lab say of themselves. Blocking.
#pragma once

#include "core/lab/node_link.h"

namespace podloom {

/// `{"nodes":[{"name","agent":{…},"bgp":[…],"pods":[…]}]}` (docs/cli.md, status); a node that does not answer
/// is "unreachable", with the reason as "trouble". Errors: NotFound (no such lab), Cancelled.
Result<Json> labStatus(const LabFolder &folder, const LabJob &job);

/// Calls `changed` with the status, from the thread of the caller, first when all nodes have answered or
/// failed to, then whenever agents tell news, at most ten times a second, until the job is stopped, which is
/// no error. Nothing is polled: agents push, and a node that is lost is tried again each second. Errors:
/// NotFound.
Status watchLab(const LabFolder &folder, const LabJob &job, const std::function<void(const Json &)> &changed);

/// The entry of one node.
Json nodeStatus(NodeLink &link);
/// The entry of a node out of what its agent answered, and that of one that did not answer.
Json nodeEntry(const std::string &node, Json status);
Json unreachableEntry(const std::string &node, const Error &why);

} // namespace podloom
