// core/lab/lab_addresses.h: the addresses of a lab: who has which, what is wrong with that, and mending it.
// Blocking.
#pragma once

#include "core/lab/node_link.h"

#include <string>
#include <vector>

namespace podloom {

/// `{"pools":[…],"blocks":[…],"addresses":[…],"troubles":{NODE:SENTENCE}}` (docs/cli.md, ipam show). Errors:
/// NotFound (no such lab), Unavailable (no node answers), Cancelled.
Result<Json> labAddresses(const LabFolder &folder, const LabJob &job);

/// `{"problems":[{"kind","address","node","detail"}],"troubles":{…}}`: what nodes find when they compare
/// their books with their kernel, and what only shows when nodes are compared with each other. Errors: as
/// above.
Result<Json> checkLabAddresses(const LabFolder &folder, const LabJob &job);

/// Releases what checkLabAddresses() calls leaked, and what nodes hold that it calls gone. When `wanted` is
/// not empty, only what it names: an address; a pod ("NAMESPACE/NAME") or a workload, whose replicas are
/// NAME-0, NAME-1 …; a container by its id, or one of its interfaces ("ID/eth0"); a node that is gone, or one
/// of its blocks: all of that node's goes. Each node proves it again before it releases, and what is named
/// and in use stays, with the reason. `{"released":[{"address","node","owner","pod"}],"kept":[{"address",
/// "node","reason"}],"troubles":{…}}`; what no node knows is kept under its name, without node. Errors: as
/// above.
Result<Json> releaseLabAddresses(const LabFolder &folder, const std::vector<std::string> &wanted,
                                 const LabJob &job);

/// Replaces the pool by `parts` (a power of two) smaller ones of its other settings, named POOL-1 and so on;
/// pods keep their addresses. `{"pools":[manifest],"removed":NAME}`. Errors: as above, NotFound (no such
/// pool), InvalidArgument (not that many blocks, or no power of two), AlreadyExists (a name is taken).
Result<Json> splitLabPool(const LabFolder &folder, const std::string &pool, int parts, const LabJob &job);

} // namespace podloom
