#include "core/os/unix_socket.h"

#include "core/os/errno_error.h"
#include "core/os/files.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace podloom {

namespace {

Result<sockaddr_un> addressOf(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return fail(Errc::InvalidArgument, "socket-path", "the socket path %1 is longer than %2 bytes",
                    {path, std::to_string(sizeof address.sun_path - 1)});
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

UniqueFd newSocket()
{
    return UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

} // namespace

Result<UniqueFd> connectUnix(const std::string &path)
{
    const auto address = addressOf(path);
    if (!address)
        return Failure{address.error()};
    auto fd = newSocket();
    if (!fd)
        return failErrno(errno, "create a Unix socket");
    if (::connect(fd.get(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0)
        return failErrno(errno, "connect to " + path);
    return fd;
}

Result<UniqueFd> listenUnix(const std::string &path, unsigned mode)
{
    const auto address = addressOf(path);
    if (!address)
        return Failure{address.error()};
    if (const auto taken = connectUnix(path))
        return fail(Errc::AlreadyExists, "socket-taken", "another process listens on %1", {path});
    ::unlink(path.c_str());
    auto fd = newSocket();
    if (!fd)
        return failErrno(errno, "create a Unix socket");
    const auto old = ::umask(0777U & ~mode);
    const int bound = ::bind(fd.get(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address);
    const int error = errno;
    ::umask(old);
    if (bound != 0)
        return failErrno(error, "bind " + path);
    if (::listen(fd.get(), 64) != 0)
        return failErrno(errno, "listen on " + path);
    return fd;
}

Result<std::pair<UniqueFd, UniqueFd>> socketPair()
{
    std::array<int, 2> fds{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0)
        return failErrno(errno, "create a socket pair");
    return std::pair(UniqueFd(fds[0]), UniqueFd(fds[1]));
}

Status sendWithFd(int socket, std::string_view bytes, int fd)
{
    iovec part{const_cast<char *>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (fd >= 0) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        auto *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
    }
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return failErrno(errno, "send");
    return writeAll(socket, bytes.substr(static_cast<std::size_t>(sent)));
}

Result<ReceivedBytes> receiveWithFd(int socket, std::size_t limit)
{
    ReceivedBytes out;
    out.bytes.resize(limit);
    iovec part{out.bytes.data(), out.bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t size = 0;
    do {
        size = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (size < 0 && errno == EINTR);
    if (size < 0)
        return failErrno(errno, "receive");
    out.bytes.resize(static_cast<std::size_t>(size));
    for (auto *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        int fd = -1;
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
            continue;
        std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
        out.fd.reset(fd);
    }
    return out;
}

} // namespace podloom
