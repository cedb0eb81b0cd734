// app/tools/copy_objects.h: copies that can stand beside what they were made of.
#pragma once

#include "core/base/json.h"
#include "core/manifest/edit.h"
#include "core/manifest/snapshot.h"

#include <set>
#include <string_view>
#include <vector>

namespace podloom::app {

/// The manifests of those of `objects` that stand in files; both documents of a node that has two.
std::vector<Json> manifestsOf(const Snapshot &snapshot, const std::set<ObjectId> &objects);

/// The manifests in a text: YAML or JSON, several documents, lists. Errors: InvalidArgument when there is
/// none.
Result<std::vector<Json>> manifestsIn(std::string_view text);

/// The same objects with names, addresses and AS numbers that nothing in `snapshot` has. What they say of
/// each other by name or label is said of the copies; what a system wrote into them (status, uid) is left
/// out. Errors: Exhausted when there is no free address or network of that size.
Result<std::vector<Json>> copiesOf(const std::vector<Json> &manifests, const Snapshot &snapshot);

/// The steps that say of every object that it belongs to `cluster`, where that went without saying because
/// there is no other: before a second one is added.
Edit sayingCluster(const Snapshot &snapshot, const std::string &cluster);

} // namespace podloom::app
