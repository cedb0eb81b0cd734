// app/tools/remove_objects.h: taking objects out of a design.
#pragma once

#include "core/manifest/edit.h"

#include <set>

namespace podloom::app {

/// The steps that take away `objects` as far as they stand in files, with the links that would hang in the
/// air: a link loses the ends that go, and goes itself when fewer than two are left. Replicas and implied
/// objects stand in no file and are left out, so that the Edit may be empty.
Edit removalOf(const Snapshot &snapshot, const std::set<ObjectId> &objects);

} // namespace podloom::app
