// app/document/pods_of.h: which pods an object is about.
#pragma once

#include "app/document/analysis.h"

#include <vector>

namespace podloom::app {

/// As indexes into Analysis::placed.pods, ascending: those on a node, of a workload or namespace, with an
/// address of a pool, behind a service, or selected by a policy.
std::vector<std::size_t> podsOf(const Analysis &analysis, const ObjectId &id);

} // namespace podloom::app
