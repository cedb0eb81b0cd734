// tests/unit/core/routing/naive.h: BGP written down a second time, slowly and plainly, to compare with.
#pragma once

#include "core/routing/predict.h"

#include <map>
#include <string>
#include <vector>

namespace podloom::test {

/// Tables by machine name as "PREFIX via NEXTHOP dev INTERFACE path … from PEER" or "PREFIX local", sorted;
/// nothing when the network does not come to rest. All machines speak at once, round after round.
std::optional<std::map<std::string, std::vector<std::string>>> naiveTables(const Design &design,
                                                                           const NodeBlocks &blocks);

/// The same of a prediction.
std::map<std::string, std::vector<std::string>> tablesOf(const RoutePrediction &prediction);

} // namespace podloom::test
