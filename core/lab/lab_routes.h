// core/lab/lab_routes.h: the real routes of a lab, for people. Blocking.
#pragma once

#include "core/lab/lab_tables.h"

namespace podloom {

/// `{"sessions":[{"node","peer","family","state",…}],"tables":{NAME:[…]},"troubles":{NAME:SENTENCE}}`
/// (docs/cli.md, routes --lab) of every node and router, or of the one that is called `node`. Errors:
/// NotFound, Cancelled.
Result<Json> labRoutes(const LabFolder &folder, const std::string &node, const LabJob &job);

/// Calls `changed` with the same of the nodes, from the thread of the caller: at once, and whenever an agent
/// tells that a route came, changed or went, until the job is stopped, which is no error. Nothing is polled.
/// Routers have no agent that could tell. Errors: NotFound.
Status watchRoutes(const LabFolder &folder, const std::string &node, const LabJob &job,
                   const std::function<void(const Json &)> &changed);

/// The members that are called so, all for an empty name. Errors: NotFound.
Result<std::vector<LabMember>> nodesCalled(const LabInventory &inventory, const std::string &name);
/// The answer of labRoutes() out of what the agents of `members` told of their routes.
Json routesOf(const LabInventory &inventory, const std::vector<LabMember> &members,
              const std::vector<Json> &told);

} // namespace podloom
