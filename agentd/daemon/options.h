// agentd/daemon/options.h: what `podloom-agentd run` is told on its command line.
#pragma once

#include "core/store/etcd_store.h"

#include <QStringList>

#include <chrono>
#include <string>

namespace podloom {

struct RunOptions {
    std::string node{};
    std::string cluster = "default";
    std::string store{}; ///< "sqlite:FILE" or "etcd:URL[,URL]"
    EtcdOptions etcd{};  ///< TLS files and user; the password comes from a file
    std::string stateFolder = "/var/lib/podloom";
    std::string runFolder = "/run/podloom";
    std::chrono::seconds idleBlockTime{60};    ///< after which unused blocks are given back
    std::chrono::seconds departedNodeTime{30}; ///< for which a deleted node is silent before it is forgotten
    bool runsPods = false;                     ///< --pods: runs the Pods of this node with podloom-node
    bool runsBgp = true;                       ///< --no-bgp: another program announces the routes

    std::string rpcSocket() const { return runFolder + "/agentd.sock"; }
    std::string cniSocket() const { return runFolder + "/cni.sock"; }
    std::string metricsSocket() const { return runFolder + "/metrics.sock"; }
};

/// Errors: InvalidArgument, with a sentence on what is missing or unknown; Cancelled for --help, with the
/// help.
Result<RunOptions> parseRunOptions(const QStringList &arguments);

} // namespace podloom
