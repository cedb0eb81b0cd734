// agentd/node/init.h: process 1 of an emulated machine.
#pragma once

#include <filesystem>

namespace podloom {

struct InitPaths {
    std::filesystem::path services = "/etc/podloom/services";
    std::filesystem::path logs = "/var/log/podloom";
    std::filesystem::path socket = "/run/podloom-init.sock";
};

/// Starts the services, says '+' on `readyFd` (if >= 0) and closes it, then reaps, restarts and answers on
/// its socket until SIGTERM or SIGINT: then it ends the services and returns. Exit status: 0; 1 when it
/// cannot listen.
///
/// The socket takes {"op":"start"|"stop"|"restart"|"status"|"list","name":NAME} and answers one object a
/// line: the status of the service, {"services":[…]}, or {"error":SENTENCE}. stop and restart answer when the
/// old process is gone.
int runInit(const InitPaths &paths, int readyFd);

} // namespace podloom
