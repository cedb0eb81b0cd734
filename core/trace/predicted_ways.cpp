#include "core/trace/predicted_ways.h"

namespace podloom {

PredictedWays::PredictedWays(const RoutePrediction &prediction)
    : m_prediction(prediction),
      m_owners(addressOwners(prediction.wires()))
{}

const std::vector<KernelEntry> &PredictedWays::tableOf(const MachineId &machine, Family family)
{
    auto at = m_tables.find({machine, family});
    if (at == m_tables.end())
        at = m_tables.emplace(std::pair(machine, family), predictedKernelTable(m_prediction, machine, family))
                 .first;
    return at->second;
}

Fate PredictedWays::fate(const MachineId &from, const MachineId &owner, IpAddress to)
{
    const auto known = m_fates.find({from, to});
    if (known != m_fates.end())
        return known->second;
    const auto tables = [&](const MachineId &machine) {
        auto table = tableOf(machine, to.family());
        if (machine == owner) // its agent delivers to its pods
            table.push_back({Prefix::host(to), std::nullopt, {}, {}, 0});
        return table;
    };
    const auto fate = packetPath(m_owners, tables, from, to).fate;
    m_fates.emplace(std::pair(from, to), fate);
    return fate;
}

} // namespace podloom
