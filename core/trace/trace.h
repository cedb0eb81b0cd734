// core/trace/trace.h: the way of a connection's first packet from pod to pod, machine by machine, and what
// becomes of it there.
#pragma once

#include "core/base/json.h"
#include "core/policy/flow.h"
#include "core/routing/origins.h"
#include "core/routing/packet_path.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// Both ends are pods with addresses of their own: "[CLUSTER:]NS/POD", or "ip:" with the address of one.
struct TraceQuestion {
    std::string from{};
    std::string to{};
    policy::Traffic traffic{};
};

/// A machine on the way. `predicted` and `kernel` say what becomes of the packet there: "forward", "deliver",
/// "deny" (by policies), or "no-route", "blackhole", "unreachable", "loop"; empty where that way does not
/// come by.
struct TraceHop {
    MachineId machine{};
    std::string interface {};           ///< that the packet leaves by; may be empty
    std::optional<IpAddress> address{}; ///< who it is handed to there
    std::string predicted{};
    std::string kernel{};
    bool operator==(const TraceHop &) const = default;
};

/// Nothing in a verdict: it was not asked.
struct Trace {
    Family family = Family::V4;
    std::vector<TraceHop> hops{};    ///< the predicted way, then what the kernels do otherwise
    std::vector<TraceHop> cut{};     ///< where tables would lead on from the machine whose policies deny it
    std::optional<bool> predicted{}; ///< policies allow it, it arrives, and so does its answer
    std::optional<bool> kernel{};    ///< tables lead there and back, whatever policies say
    std::optional<bool> probe{};     ///< it was tried, and answered
    Message reason{};                ///< why it is predicted to fail; else without an id
};

/// A pod as packets see it.
struct TraceEnd {
    std::string name{};
    MachineId machine{};
    std::optional<IpAddress> ipv4{};
    std::optional<IpAddress> ipv6{};

    std::optional<IpAddress> address(Family family) const { return family == Family::V4 ? ipv4 : ipv6; }
};

/// The predicted way in `placed`, whose pods have nodes and addresses, and whose nodes have `blocks`. Errors:
/// those of endByName(); InvalidArgument, ids "trace-end" (no pod, or one of the host network) and
/// "trace-family" (the two share no family).
Result<Trace> predictedTrace(const Design &placed, const NodeBlocks &blocks, const TraceQuestion &question);
/// The same for whoever has compiled and predicted that design already.
Result<Trace> predictedTrace(const policy::Program &program, const RoutePrediction &prediction,
                             const TraceQuestion &question);

/// Adds the way through real tables to `trace`, there and back.
void addKernelWay(Trace &trace, const AddressOwners &owners, const TableOf &tableOf, const TraceEnd &from,
                  const TraceEnd &to);
/// Adds what `real`, a trace without a prediction, says of kernels and of the probe.
void addMeasured(Trace &trace, const Trace &real);

/// {"from","to","protocol","port","family","hops":[{"node","interface","address","predicted","kernel","probe"}],
/// "verdict":{"predicted","kernel","probe"},"reason"}: verdicts are "allow" or "deny", and the probe's stands
/// at the last hop too; null for what is not known.
Json toJson(const Trace &trace, const TraceQuestion &question, bool hasSeveralClusters);

} // namespace podloom
