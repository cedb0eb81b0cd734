// app/panels/route_rows.h: the table of a machine, predicted against real, as values.
#pragma once

#include "app/document/analysis.h"
#include "core/base/json.h"

#include <QString>

#include <vector>

namespace podloom::app {

/// A route of one machine.
struct RouteRow {
    enum class Match {
        Predicted, ///< nothing is measured
        Same,      ///< predicted, and the kernel has it so
        Other,     ///< the kernel has another way
        Missing,   ///< predicted, and the kernel does not have it
        Surplus,   ///< the kernel has what was not predicted
        Absent,    ///< neither: the machine does not know this prefix of the design
    };
    Match match = Match::Predicted;
    Prefix prefix = Prefix::all(Family::V4);
    QString way{};  ///< "192.168.11.1 eth0", "own block"
    QString real{}; ///< what the kernel has instead
    QString from{}; ///< who told of it
};

/// `real`: `tables` of `routes --lab` for that machine, or null. Own routes first, then those it does not
/// have.
std::vector<RouteRow> routeRows(const Analysis &analysis, const MachineId &machine, const Json &real);

} // namespace podloom::app
