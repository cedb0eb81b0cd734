// app/tools/copied_along.h: what a workload needs beside it to be copied as it is.
#pragma once

#include "app/document/analysis.h"

#include <set>
#include <string>
#include <vector>

namespace podloom::app {

struct CopiedAlong {
    std::set<ObjectId> objects{};       ///< policies and services; those that stand in files
    std::vector<std::string> missing{}; ///< names of policies that will not select the copies
};

/// Of the workloads and pods among `chosen`: the policies and services that find them by a label which has
/// their name as its value, and so do not find copies with a label of their own. One that finds other pods
/// too is not copied; a policy of that sort is `missing`.
CopiedAlong copiedAlong(const Analysis &analysis, const std::set<ObjectId> &chosen);

} // namespace podloom::app
