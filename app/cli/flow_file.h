// app/cli/flow_file.h: observed connections in a file, as CSV or JSON.
#pragma once

#include "core/base/result.h"
#include "core/policy/suggest.h"

#include <string>
#include <vector>

namespace podloom::cli {

/// CSV with a head line that names from, to, protocol and port (in any order, further columns are skipped;
/// protocol may be missing and is TCP then); or JSON: a list, {"flows":[…]}, or an object a line, each with
/// those keys. Duplicates count once. Errors: InvalidArgument with the line or the number of the flow.
Result<std::vector<policy::WantedFlow>> parseFlows(const std::string &text);

} // namespace podloom::cli
