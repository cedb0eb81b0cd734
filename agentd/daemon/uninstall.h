// agentd/daemon/uninstall.h: takes everything that an agent put on a node away again.
#pragma once

#include "agentd/daemon/options.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace podloom {

/// Notes what the node's own setting was before an agent changed it; the first note counts. Errors: Io.
Status noteHostSetting(const std::string &stateFolder, const std::string &key, const std::string &value);

/// What was there and is not any more, and the first thing that went wrong.
struct Uninstalled {
    /// {"pods":[…],"links":[…],"routes":N,"tables":[…],"settings":[…],"folders":[…],"shared":[…]}, the
    /// last are folders that stay because others have something in them; null when nothing was touched.
    Json found{};
    Status done{};
};

/// Ends pods of podloom-node, removes links of pods and tunnels, routes, those of BIRD too, tables of the
/// packet filter, connections of pods, BIRD and what is an agent's in the folders of `options`, and gives
/// settings back that were noted, if nobody has changed them since. A second run finds nothing. Touches
/// nothing while an agent works in this network namespace, and with folders that are not an agent's. Errors:
/// Conflict (an agent runs, a pod does not end), InvalidArgument (the folders), PermissionDenied, Io. What
/// does not go keeps nothing else, but the folder that another run needs for it.
Uninstalled uninstall(const RunOptions &options);

} // namespace podloom
