// core/lab/verification.h: prediction against measurement: the proof that a lab is its design. Blocking.
#pragma once

#include "core/lab/measurement.h"
#include "core/lab/route_settling.h"
#include "core/manifest/snapshot.h"

namespace podloom {

/// What to ask. Without a port: every containerPort and every targetPort of the design.
struct ProbeQuestion {
    std::optional<Protocol> protocol{};
    std::uint16_t port = 0; ///< 0 = see above
    std::uint16_t sourcePort = 0;
    std::optional<Family>
        family{}; ///< verify: nothing = both; probe: nothing = the one both ends share, IPv4 first
    std::vector<IpAddress> outside{}; ///< `--ip`
    std::vector<std::string> from{};  ///< names of ends; empty = all
    std::vector<std::string> to{};
};

struct Mismatch {
    std::string from{};
    std::string to{};
    Family family = Family::V4;
    Protocol protocol = Protocol::Tcp;
    std::uint16_t port = 0;
    bool predicted = false;
    bool measured = false;
};

struct VerifyReport {
    std::size_t checked = 0; ///< connections, without those of a pod to itself
    std::size_t withoutWay =
        0; ///< those that policies allow and that are predicted to fail: no table leads there and back
    std::vector<Mismatch> mismatches{};
    TableReport tables{}; ///< predicted routes and sessions against those of nodes and routers

    bool isProof() const { return mismatches.empty() && tables.isProof(); }
};

/// Waits a while for the predicted routes and sessions of nodes and routers; predicts with the places and
/// addresses that the lab's pods have, measures, compares. A connection that should work and got no answer is
/// tried a second time: a lost packet is no verdict. Errors: NotFound, InvalidArgument (the lab is not of
/// this design), Unavailable (a pod of the design does not run), Timeout, Cancelled.
Result<VerifyReport> verifyLab(const LabFolder &folder, const SnapshotPointer &snapshot,
                               const ProbeQuestion &question, const LabJob &job);

/// A matrix as `reach` gives it, measured.
struct ProbeMatrix {
    std::vector<std::string> from{};
    std::vector<std::string> to{};
    std::vector<std::vector<bool>> allowed{}; ///< a row for each `from`
    std::string trouble{};                    ///< why something could not be tried; empty when all was
};

/// Errors: NotFound, InvalidArgument (no port), Timeout, Cancelled, Unavailable.
Result<ProbeMatrix> probeLab(const LabFolder &folder, const ProbeQuestion &question, const LabJob &job);

Json toJson(const VerifyReport &report);

} // namespace podloom
