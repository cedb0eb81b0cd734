// agentd/daemon/object_choice.h: which objects of the store a name on the command line means.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/object.h"

#include <map>
#include <string>
#include <vector>

namespace podloom {

/// The objects of "KIND[.GROUP]", by identity; all for an empty text. A kind that Podloom does not read is
/// one when `present` has an object of it. Errors: InvalidArgument (no such kind, with the one that may be
/// meant).
Result<std::vector<ObjectId>> objectsOfKind(const std::map<ObjectId, Json> &present, const std::string &kind);

/// The object "KIND[.GROUP]/[NAMESPACE/]NAME". Without a namespace it is in "default" or has none; without a
/// group Kubernetes' own kind goes first.
/// Errors: InvalidArgument (not that form, no such kind, several are meant), NotFound.
Result<ObjectId> objectNamed(const std::map<ObjectId, Json> &present, const std::string &name);

} // namespace podloom
