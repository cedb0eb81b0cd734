// core/os/errno_error.h: the one place where an errno becomes an Error.
#pragma once

#include "core/base/result.h"

namespace podloom {

/// A failure from `errnoValue`; `doing` says what was tried on what, e.g. "open /etc/x".
[[nodiscard]] Failure failErrno(int errnoValue, std::string doing);

} // namespace podloom
