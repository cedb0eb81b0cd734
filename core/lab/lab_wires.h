// core/lab/lab_wires.h: what the machines of a lab were wired to when they started, against what a design
// asks.
#pragma once

#include "core/base/json.h"

#include <map>
#include <string>
#include <vector>

namespace podloom {

struct LabSpec;

/// The interfaces and routes of each machine, by its name. MAC addresses and neighbours follow from them.
using LabWires = std::map<std::string, Json>;

LabWires wiresOf(const LabSpec &spec);

/// What lies between the wires that are there and those that are wanted. All sorted.
struct WiringDifference {
    std::vector<std::string> missing{};  ///< machines that are to be started
    std::vector<std::string> extended{}; ///< those that only get more: this works while they run
    std::vector<std::string> replaced{}; ///< those that have to start again
    std::vector<std::string> obsolete{}; ///< those that nobody wants any more

    bool isEmpty() const
    {
        return missing.empty() && extended.empty() && replaced.empty() && obsolete.empty();
    }
    /// "node-2 and tor-1 are wired otherwise, node-4 is missing"; empty without a difference.
    std::string toString() const;
};

WiringDifference compareWires(const LabWires &found, const LabWires &wanted);

} // namespace podloom
