// core/routing/route_filter.h: what a BGPFilter says to a route.
#pragma once

#include "core/model/bgp_filter.h"

#include <memory>
#include <string_view>
#include <vector>

namespace podloom {

/// A route as filters see it.
struct FilteredRoute {
    Prefix prefix = Prefix::all(Family::V4);
    bool isFromBgp = false;
    bool isSessionInternal = false;
    std::string_view interface {}; ///< of its next hop; empty when it has none
    const std::vector<std::uint32_t> &asPath;
    const std::vector<BgpCommunity> &communities; ///< sorted
    std::uint32_t localPreference = 100;
};

/// Which rule decided, if any.
struct FilterDecision {
    enum class Verdict { None, Accept, Reject };
    Verdict verdict = Verdict::None;
    const BgpFilter *filter = nullptr;
    std::size_t rule = 0; ///< index into the rules of its direction and family
    const BgpFilterRule *decided = nullptr;
};

using BgpFilters = std::vector<std::shared_ptr<const BgpFilter>>;

/// Whether every condition of the rule holds. Source: CA-07.
bool matches(const BgpFilterRule &rule, const FilteredRoute &route);

/// The first rule that matches, filter after filter.
FilterDecision decide(const BgpFilters &filters, bool isExport, const FilteredRoute &route);

/// Shell-like, with * and ?, as BIRD matches names of interfaces.
bool matchesGlob(std::string_view pattern, std::string_view text);

} // namespace podloom
