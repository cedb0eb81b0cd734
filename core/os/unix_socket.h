// core/os/unix_socket.h: Unix stream sockets that carry bytes and file descriptors.
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

#include <string>
#include <string_view>
#include <utility>

namespace podloom {

/// Connects to the socket at `path` (blocking, close-on-exec).
/// Errors: NotFound (no such socket), Unavailable (nobody listens), PermissionDenied, Io.
Result<UniqueFd> connectUnix(const std::string &path);

/// Listens at `path` with `mode`; a socket file that nobody listens on any more is replaced.
/// Errors: AlreadyExists (another process listens there), PermissionDenied, Io.
Result<UniqueFd> listenUnix(const std::string &path, unsigned mode = 0600);

/// A connected pair of stream sockets, both close-on-exec. Errors: Io.
Result<std::pair<UniqueFd, UniqueFd>> socketPair();

/// Sends `bytes` (at least one) and, with the first of them, the descriptor `fd` (SCM_RIGHTS); -1 sends none.
/// Errors: Io.
Status sendWithFd(int socket, std::string_view bytes, int fd);

struct ReceivedBytes {
    std::string bytes{}; ///< empty at the end of the stream
    UniqueFd fd{};       ///< what came with them, if anything did
};

/// Waits for some bytes, at most `limit`, and the descriptor that comes with them. Errors: Io.
Result<ReceivedBytes> receiveWithFd(int socket, std::size_t limit = 65536);

} // namespace podloom
