// app/tools/bulk_links.h: many links at once, between machines whose names match patterns.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/design.h"

#include <string>
#include <vector>

namespace podloom::app {

enum class BulkMode {
    Each,  ///< every one of the first with every one of the second
    Pairs, ///< the first with the first, the second with the second, …
    Round, ///< the first ones in turn over the second ones
};

struct BulkRequest {
    std::string from{}; ///< names with * and ?, several parted by blanks or commas
    std::string to{};
    BulkMode mode = BulkMode::Each;
};

/// Whether `name` matches a pattern with * (any letters) and ? (one letter).
bool matchesPattern(std::string_view name, std::string_view pattern);

/// Links that are not there yet, between nodes and routers, with names that are free. Errors:
/// InvalidArgument, when a pattern matches no machine, Pairs has sides of different numbers, or nothing is
/// left to do.
Result<std::vector<Json>> bulkLinks(const Design &design, const BulkRequest &request);

} // namespace podloom::app
