// tests/unit/core/manifest/same_snapshot.h: whether two ways to a snapshot gave the same one.
#pragma once

#include "core/manifest/edit.h"

#include <string>

namespace podloom::samples {

/// Empty, or the first thing in which the two differ: bytes, objects, findings or a table of the design.
std::string difference(const Snapshot &a, const Snapshot &b);

/// The files of `snapshot` read anew.
SnapshotPointer readAgain(const Snapshot &snapshot);

/// What must hold after every edit that was applied to `before`: its splices lead from the old bytes to the
/// new ones, the inverse leads back, and what was read again in part is what reading everything gives. Empty,
/// or what does not hold.
std::string faultOf(const Snapshot &before, const Applied &applied);

} // namespace podloom::samples
