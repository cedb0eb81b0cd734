// core/ssh/dial.h: TCP connections with a deadline that can be cancelled.
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>

namespace podloom {

/// A connected TCP socket (blocking, close-on-exec, no delay). Tries every address of the name in turn. The
/// look-up of the name itself is bounded by the resolver only, so call this on a worker thread.
/// Errors: NotFound (no such name), Unavailable (nobody listens, no route), Timeout, Cancelled.
Result<UniqueFd> dialTcp(const std::string &host, std::uint16_t port, std::chrono::milliseconds timeout,
                         std::stop_token stop);

} // namespace podloom
