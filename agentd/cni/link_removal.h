// agentd/cni/link_removal.h: the one thing that the plugin asks of the kernel by itself. Private to the
// plugin, which is static and so cannot use agentd/wire.
#pragma once

#include "core/base/result.h"

#include <string>

namespace podloom {

/// Removes the link `name`; one that is not there is no error. Errors: PermissionDenied, Io.
Status removeLink(const std::string &name);

} // namespace podloom
