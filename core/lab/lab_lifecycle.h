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
    std::optional<int> nodes{}; ///< for a design without nodes; else those that run for it, or 3
};

/// Brings the emulated machines of a lab for `design` up and waits until each answers over SSH. Idempotent:
/// what runs as the design wires it stays, what is missing is added, what is wired otherwise starts again
/// (the whole lab, if its store goes or it runs another cluster), what the design has no more ends. Real
/// nodes are asked for their addresses and written down; one that cannot be reached is "down", with the
/// reason. Errors: InvalidArgument, PermissionDenied (needs root), Timeout, Cancelled, Io.
Result<LabState> bringLabUp(const Design &design, const LabUpRequest &request, const LabJob &job);

enum class RealMachines {
    Clean, ///< what apply put there is taken away again
    Forget ///< they stay as they are: for machines that are gone for good
};

/// Ends the emulated machines, cleans the real ones, and removes everything that the lab left on this host. A
/// lab that does not exist is down already. Errors: a real machine that cannot be cleaned (the lab stays, so
/// that it can be tried again), Io.
Status takeLabDown(const LabFolder &folder, const LabJob &job, RealMachines real = RealMachines::Clean);

/// Errors: NotFound.
Result<LabState> labState(const LabFolder &folder, const LabJob &job);

Json toJson(const LabState &state);

} // namespace podloom
