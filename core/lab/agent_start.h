// core/lab/agent_start.h: waiting for the agent of a node, and finding out why it does not come. Blocking.
#pragma once

#include "core/lab/node_link.h"

namespace podloom {

/// Waits until the agent says that it is ready. Errors: Timeout with the agent's own trouble, or with the end
/// of its log when it does not answer at all (at once when its service keeps dying); Cancelled.
Status waitForAgent(NodeLink &link, std::chrono::milliseconds timeout, const LabJob &job);

} // namespace podloom
