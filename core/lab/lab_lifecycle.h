// core/lab/lab_lifecycle.h: labs come up, are listed and go down. Blocking: call on a worker thread.
#pragma once

#include "core/lab/lab_inventory.h"
#include "core/lab/lab_job.h"

namespace podloom {

struct LabNodeState {
    std::string name{};
    std::string address{}; ///< the first one, without its length
    std::string state{};   ///< "starting", "up" or "down"
    std::string reason{};  ///< why a real machine is "down"
};

struct LabState {
    std::string name{};
    std::vector<LabNodeState> nodes{};
};

struct LabUpRequest {
    std::string name{};
    int nodes = 3; ///< for a design without nodes
};

/// Brings the emulated machines of a lab for `design` up and waits until each answers over SSH. Idempotent:
/// what runs stays, what is missing is added. Real nodes are only written down.
/// Errors: InvalidArgument, PermissionDenied (needs root), Timeout, Cancelled, Io.
Result<LabState> bringLabUp(const Design &design, const LabUpRequest &request, const LabJob &job);

/// Ends the machines and removes everything that the lab left on this host. A lab that does not exist is down
/// already.
Status takeLabDown(const LabFolder &folder, const LabJob &job);

/// Errors: NotFound.
Result<LabState> labState(const LabFolder &folder, const LabJob &job);

Json toJson(const LabState &state);

} // namespace podloom
