// core/lab/router_setup.h: what makes a machine of a lab a router, and how a running one gets a new design.
#pragma once

#include "core/lab/lab_job.h"
#include "core/lab/lab_spec.h"
#include "core/lab/machine_probe.h"
#include "core/plan/machine_plan.h"
#include "core/routing/frr_config.h"
#include "core/ssh/remote_host.h"

namespace podloom {

/// The routing daemon of one router: its files and services.
struct RouterSetup {
    std::string router{};
    RouterEngine engine = RouterEngine::Bird;
    std::vector<LabFile> files{};
    std::vector<LabService> services{};
};

/// Pure. Errors: NotFound (no such router), InvalidArgument (a password that its daemon does not take).
Result<RouterSetup> routerSetup(const Design &design, const std::string &router,
                                const RoutingPasswords &passwords);

/// Why this computer cannot run the router's daemon; nothing when it can.
std::optional<Error> missingDaemon(const RouterSetup &setup);

/// The step that renews the router when its files or services are not those of `setup`.
/// Errors: as RemoteHost.
Result<std::optional<PlanStep>> routerStep(RemoteHost &host, const RouterSetup &setup, const LabJob &job);

/// Brings a running router to `setup`. The daemon looks at the new configuration before anything changes, and
/// sessions whose settings are the same are not touched. Errors: InvalidArgument (the daemon's own sentence;
/// it goes on with what it had), and as RemoteHost.
Status renewRouter(RemoteHost &host, const RouterSetup &setup, const LabJob &job);

} // namespace podloom
