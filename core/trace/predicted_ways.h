// core/trace/predicted_ways.h: whether packets between pods arrive by predicted tables.
#pragma once

#include "core/routing/packet_path.h"

#include <map>
#include <utility>
#include <vector>

namespace podloom {

/// Remembers tables and answers: it is asked about every pair of pods of a lab. `prediction` must outlive it.
class PredictedWays {
public:
    explicit PredictedWays(const RoutePrediction &prediction);

    /// What becomes of a packet from a pod of `from` to the pod of `owner` with the address `to`.
    Fate fate(const MachineId &from, const MachineId &owner, IpAddress to);

private:
    const std::vector<KernelEntry> &tableOf(const MachineId &machine, Family family);

    const RoutePrediction &m_prediction;
    AddressOwners m_owners;
    std::map<std::pair<MachineId, Family>, std::vector<KernelEntry>> m_tables;
    std::map<std::pair<MachineId, IpAddress>, Fate> m_fates; ///< by sender and destination
};

} // namespace podloom
