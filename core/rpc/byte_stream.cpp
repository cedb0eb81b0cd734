#include "core/rpc/byte_stream.h"

#include "core/os/errno_error.h"
#include "core/os/unix_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace podloom {

namespace {

using Clock = std::chrono::steady_clock;

/// Waits until `fd` is ready for `events`. Errors: Timeout, Io.
Status waitFor(int fd, short events, Clock::time_point deadline)
{
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd poll{.fd = fd, .events = events, .revents = 0};
        const int ready = ::poll(&poll, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
        if (ready > 0)
            return {};
        if (ready < 0 && errno != EINTR)
            return failErrno(errno, "wait for a stream");
        if (ready == 0)
            return fail(Errc::Timeout, "stream-timeout", "no answer in time");
    }
}

/// write(2), but a peer that has gone is an errno and no signal that would end the program.
ssize_t writeQuietly(int fd, std::string_view bytes)
{
    const auto count = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return count < 0 && errno == ENOTSOCK ? ::write(fd, bytes.data(), bytes.size()) : count;
}

} // namespace

Result<std::unique_ptr<ByteStream>> FdStream::connect(const std::string &socketPath)
{
    auto fd = connectUnix(socketPath);
    if (!fd)
        return Failure{std::move(fd).error()};
    return std::unique_ptr<ByteStream>(new FdStream(*std::move(fd)));
}

Status FdStream::write(std::string_view bytes, std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    while (!bytes.empty()) {
        if (auto ready = waitFor(outFd(), POLLOUT, deadline); !ready)
            return ready;
        // A pipe that is ready takes PIPE_BUF bytes without blocking, a socket at least as much.
        const auto count = writeQuietly(outFd(), bytes.substr(0, 4096));
        if (count < 0 && (errno == EPIPE || errno == ECONNRESET))
            return fail(Errc::Unavailable, "stream-closed", "the peer closed the connection");
        if (count < 0 && errno != EINTR && errno != EAGAIN)
            return failErrno(errno, "write to a stream");
        if (count > 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<std::string> FdStream::read(std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    std::array<char, 65536> buffer{};
    for (;;) {
        if (auto ready = waitFor(m_in.get(), POLLIN, deadline); !ready)
            return Failure{std::move(ready).error()};
        const auto count = ::read(m_in.get(), buffer.data(), buffer.size());
        if (count >= 0)
            return std::string(buffer.data(), static_cast<std::size_t>(count));
        if (errno == ECONNRESET)
            return std::string();
        if (errno != EINTR && errno != EAGAIN)
            return failErrno(errno, "read from a stream");
    }
}

} // namespace podloom
