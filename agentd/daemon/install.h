// agentd/daemon/install.h: the plugin and its configuration, where container runtimes look for them.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace podloom {

/// Where runtimes look. Source: the defaults of containerd, CRI-O and kubelet.
struct CniFolders {
    std::string plugins = "/opt/cni/bin";
    std::string configurations = "/etc/cni/net.d";
};

/// The network configurations of a folder in the order in which runtimes see them; they take the first.
/// Errors: PermissionDenied, Io.
Result<std::vector<std::filesystem::path>> networkConfigurations(const std::filesystem::path &folder);

/// Whether the file is a list that leads to our plugin: by its content, whatever its name is.
bool leadsToPodloom(const std::filesystem::path &configuration);

/// Puts podloom-cni and then a configuration list into the folders, each in one step, and touches nothing of
/// another plugin. A list of ours that is there already stays as it is. Its name is the first in order as far
/// as names with a number can be. Returns
/// {"plugin":FILE,"configuration":FILE,"isNew":B,"before":[FILE],"after":[FILE]}: configurations of others
/// that runtimes prefer, and that they leave for ours. Errors: NotFound (no plugin beside the agent),
/// PermissionDenied, Io.
Result<Json> installPlugin(const CniFolders &folders);

/// Takes both away again, and no list under a name that another hand gave it. Returns what was there. Errors:
/// PermissionDenied, Io.
Result<Json> removePlugin(const CniFolders &folders);

} // namespace podloom
