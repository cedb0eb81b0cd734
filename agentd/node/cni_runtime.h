// agentd/node/cni_runtime.h: executes CNI plugins as a container runtime does (CNI specification 1.1.0).
#pragma once

#include "core/base/json.h"

#include <string>
#include <vector>

namespace podloom {

/// A network configuration list, as read from a *.conflist file (section "Network configuration format").
struct NetworkList {
    std::string name{};
    std::string cniVersion{};
    Json::Array plugins{};
};

/// Errors: NotFound, InvalidArgument (no name, no version, or a plugin without a type), Io.
Result<NetworkList> readNetworkList(const std::string &file);

/// One interface of one container that is attached to a network.
struct CniAttachment {
    std::string containerId{};
    std::string netnsPath{};
    std::string ifName = "eth0";
    std::string args{};              ///< CNI_ARGS, "K=V;K=V"
    std::vector<std::string> path{}; ///< folders with plugins
};

/// ADD of every plugin in order, each with the result of the one before; the last one's result. When one
/// fails, DEL is sent to all before the failure is returned. Errors: NotFound (no such plugin), Unavailable
/// (code 11: try again), Timeout, Io (what the plugin says).
Result<Json> cniAdd(const NetworkList &network, const CniAttachment &attachment);

/// DEL of every plugin in reverse order; `result` is that of cniAdd, or null. The first failure ends it.
/// Errors: as cniAdd.
Status cniDel(const NetworkList &network, const CniAttachment &attachment, const Json &result);

} // namespace podloom
