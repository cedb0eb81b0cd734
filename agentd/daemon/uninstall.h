// agentd/daemon/uninstall.h: takes everything that an agent put on a node away again.
#pragma once

#include "agentd/daemon/options.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace podloom {

/// Notes what the node's own setting was before an agent changed it; the first note counts. Errors: Io.
Status noteHostSetting(const std::string &stateFolder, const std::string &key, const std::string &value);

/// Ends pods of podloom-node, removes links of pods and tunnels, routes, tables of the packet filter,
/// connections of pods, BIRD and the folders of `options`, and gives settings back that were noted, if nobody
/// has changed them since. A second run finds nothing. Returns
/// {"pods":[…],"links":[…],"routes":N,"tables":[…],"settings":[…],"folders":[…]}: what was there. Errors:
/// Conflict (an agent runs, a pod does not end), PermissionDenied, Io. What does not go keeps nothing else,
/// but the folder that another run needs for it.
Result<Json> uninstall(const RunOptions &options);

} // namespace podloom
