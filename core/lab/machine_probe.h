// core/lab/machine_probe.h: what is on a machine now.
#pragma once

#include "core/plan/machine_plan.h"
#include "core/ssh/remote_host.h"

namespace podloom {

/// Who starts services on a machine.
enum class ServiceManager { PodloomInit, Systemd };

struct MachineFacts {
    ServiceManager manager = ServiceManager::PodloomInit;
    std::string architecture{}; ///< "x86_64"
    std::string kernel{};       ///< "6.1.0-13-amd64"
    bool hasApt = false;
};

/// Errors: PermissionDenied (we cannot become root), Unsupported (no service manager that we know, another
/// processor than ours, or a kernel without what we need), and as RemoteHost.
Result<MachineFacts> probeFacts(RemoteHost &host, const std::stop_token &stop);

/// What the machine has of what is wanted. Errors: as RemoteHost.
Result<FoundMachine> probeMachine(RemoteHost &host, const WantedMachine &wanted, const MachineFacts &facts,
                                  const std::stop_token &stop);

/// Where the stamp of a service's last successful start stands on the machine.
std::string stampPath(const std::string &service);

} // namespace podloom
