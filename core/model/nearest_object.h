// core/model/nearest_object.h: which object somebody means who writes a name that none has.
#pragma once

#include "core/base/result.h"
#include "core/model/object.h"

#include <string>
#include <vector>

namespace podloom {

/// That no object is called `written` (KIND[.GROUP]/[NAMESPACE/]NAME), and which of `objects` may be meant:
/// one of that kind and name in another group or namespace, one of that name, else the one that is spelt most
/// alike.
Failure noSuchObject(const std::string &written, const std::vector<ObjectId> &objects);

} // namespace podloom
