// tests/system/routing/seen_table.h: the tables of a machine: as predicted, as BIRD and as the kernel has
// them.
#pragma once

#include "core/routing/predict.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace podloom::test {

/// What one machine has of one prefix.
struct SeenRoute {
    std::set<std::string> hops{};        ///< "GATEWAY INTERFACE"; "unreachable"; "local"
    std::vector<std::uint32_t> asPath{}; ///< of the best
    bool operator==(const SeenRoute &) const = default;
};
using SeenTable = std::map<Prefix, SeenRoute>;

/// What BIRD is asked for, and its best routes out of the answer, without connected and learned ones.
inline constexpr auto kBirdQuestion = "show route primary all";
SeenTable birdTableOf(const std::string &said);

/// The same from FRR, by what vtysh says to "show ip(v6) route json" and "show bgp ipv4|ipv6 unicast json".
void addFrrTable(SeenTable &table, const std::string &routes, const std::string &paths);

/// The command that shows what BIRD (or with "bgp" FRR) has put into the kernel, and the routes out of its
/// answer.
std::vector<std::string> kernelQuestion(Family family, const std::string &protocol = "bird");
void addKernelTable(SeenTable &table, const std::string &said, Family family);

/// The tables of a prediction in the same form; without what a machine originates when `isKernel`.
SeenTable predictedTable(const RoutePrediction &prediction, const MachineId &machine, bool isKernel);

/// "PREFIX: hops; path", one a line.
std::string toText(const SeenTable &table);

/// Where the tables of a machine differ from what was predicted; empty when they do not.
std::string differences(const RoutePrediction &prediction, const MachineId &machine, const SeenTable &bird,
                        SeenTable kernel);

} // namespace podloom::test
