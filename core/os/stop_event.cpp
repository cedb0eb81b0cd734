#include "core/os/stop_event.h"

#include "core/os/errno_error.h"

#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

namespace podloom {

StopEvent::StopEvent(std::stop_token stop)
    : m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_stop(std::move(stop)),
      m_callback(m_stop, [fd = m_event.get()] {
          const std::uint64_t one = 1;
          [[maybe_unused]] const auto written = ::write(fd, &one, sizeof one);
      })
{}

Status StopEvent::waitFor(int fd, short events, Clock::time_point deadline)
{
    for (;;) {
        if (isStopped())
            return fail(Errc::Cancelled, "cancelled", "it was cancelled");
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0)
            return fail(Errc::Timeout, "timed-out", "there was no answer in time");
        std::array<pollfd, 2> waiting{pollfd{fd, events, 0}, pollfd{m_event.get(), POLLIN, 0}};
        const int ready =
            ::poll(waiting.data(), waiting.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000)));
        if (ready < 0 && errno != EINTR)
            return failErrno(errno, "poll");
        if (ready > 0 && waiting[0].revents != 0)
            return {};
    }
}

} // namespace podloom
