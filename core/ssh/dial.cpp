#include "core/ssh/dial.h"

#include "core/os/errno_error.h"
#include "core/os/stop_event.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>

namespace podloom {

namespace {

struct FreeAddresses {
    void operator()(addrinfo *list) const { ::freeaddrinfo(list); }
};

Status finishConnect(int fd, StopEvent &stop, StopEvent::Clock::time_point deadline, const std::string &where)
{
    auto ready = stop.waitFor(fd, POLLOUT, deadline);
    if (!ready)
        return wrap(std::move(ready).error(), "connect to " + where);
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return fail(Errc::Unavailable, "dial-refused", "nobody answers at %1: %2",
                    {where, std::system_category().message(error)});
    return {};
}

Result<UniqueFd> dialOne(const addrinfo &address, StopEvent &stop, StopEvent::Clock::time_point deadline,
                         const std::string &where)
{
    UniqueFd fd(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd)
        return failErrno(errno, "create a socket");
    if (::connect(fd.get(), address.ai_addr, address.ai_addrlen) != 0) {
        if (errno != EINPROGRESS)
            return fail(Errc::Unavailable, "dial-refused", "nobody answers at %1: %2",
                        {where, std::system_category().message(errno)});
        if (auto finished = finishConnect(fd.get(), stop, deadline, where); !finished)
            return Failure{std::move(finished).error()};
    }
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) & ~O_NONBLOCK);
    return fd;
}

} // namespace

Result<UniqueFd> dialTcp(const std::string &host, std::uint16_t port, std::chrono::milliseconds timeout,
                         std::stop_token stop)
{
    StopEvent event(std::move(stop));
    const auto deadline = StopEvent::Clock::now() + timeout;
    const auto where = host + " port " + std::to_string(port);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo *found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
        hints.ai_flags = 0; // a machine with loopback alone
        if (const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
            error != 0)
            return fail(Errc::NotFound, "dial-name", "the name %1 cannot be looked up: %2",
                        {host, ::gai_strerror(error)});
    }
    const std::unique_ptr<addrinfo, FreeAddresses> addresses(found);
    Result<UniqueFd> last = fail(Errc::NotFound, "dial-no-address", "the name %1 has no address", {host});
    for (const auto *each = addresses.get(); each; each = each->ai_next) {
        last = dialOne(*each, event, deadline, where);
        if (last || last.error().code == Errc::Cancelled || last.error().code == Errc::Timeout)
            return last;
    }
    return last;
}

} // namespace podloom
