// core/lab/missing_cause.h: where on its way a predicted route was really lost. Private to core/lab. Pure.
#pragma once

#include "core/lab/lab_tables.h"

namespace podloom {

/// The session with that peer in what a machine tells; null when it knows none.
const Json *sessionIn(const MachineTable &table, const std::string &peer, Family family);

/// Follows a route's predicted way from its origin and finds the first machine that has not got it.
class MissingCause {
public:
    /// Both must outlive this object.
    MissingCause(const Design &placed, const LabTables &tables);

    /// A half sentence that says why `machine` lacks the route to `prefix` that `from` should tell of, and
    /// what to do; `isOtherwise`: it has another one instead.
    std::string of(const MachineId &machine, const Prefix &prefix, const std::string &from,
                   bool isOtherwise) const;

private:
    std::string nameOf(const MachineId &machine) const;
    bool has(const MachineId &machine, const Prefix &prefix) const;
    std::string between(const MachineId &giver, const MachineId &taker, Family family) const;
    std::string inKernel(const MachineId &machine, const Prefix &prefix) const;

    const Design &m_placed;
    const LabTables &m_tables;
    bool m_hasSeveralClusters;
};

} // namespace podloom
