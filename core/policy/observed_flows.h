// core/policy/observed_flows.h: connections that were observed, as a file tells them in CSV or JSON.
#pragma once

#include "core/base/result.h"
#include "core/policy/suggest.h"

#include <string>
#include <vector>

namespace podloom::policy {

/// CSV with a head line that names from, to, protocol and port (in any order, further columns are skipped;
/// protocol may be missing and is TCP then); or JSON: a list, {"flows":[…]}, or an object a line, each with
/// those keys. The answer is sorted, and duplicates count once. Errors: InvalidArgument with the number of
/// the flow, or for what is no UTF-8.
Result<std::vector<WantedFlow>> parseFlows(const std::string &text);

} // namespace podloom::policy
