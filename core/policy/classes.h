// core/policy/classes.h: ends that no policy of a program can tell apart.
#pragma once

#include "core/policy/flow.h"

#include <vector>

namespace podloom::policy {

/// A partition of ends for one family and one kind of traffic: ends of one class have the same chains, also
/// at the interface of their machine, are in the same sets and nets, and their port has the same names. Found
/// by hashing memberships (128 bits), so that the cost is the number of memberships and not that of pairs.
struct Classes {
    std::vector<std::uint32_t> classOf{};        ///< by end; kNone for one that does not speak the family
    std::vector<std::uint32_t> representative{}; ///< an end, by class
    std::size_t size() const { return representative.size(); }
};

Classes classify(const Program &program, const std::vector<FlowEnd> &ends, Family family,
                 const Traffic &traffic);

/// The same for every kind of traffic of both families at once; ends of one class speak the same families and
/// are all pods or none.
Classes classifyForAll(const Program &program, const std::vector<FlowEnd> &ends);

} // namespace podloom::policy
