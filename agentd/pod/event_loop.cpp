#include "agentd/pod/event_loop.h"

#include "core/os/errno_error.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace podloom {

namespace {

epoll_event eventFor(int fd, std::uint32_t serial, std::uint32_t epollEvents)
{
    epoll_event event{};
    event.events = epollEvents;
    event.data.u64 = (std::uint64_t{serial} << 32U) | static_cast<std::uint32_t>(fd);
    return event;
}

} // namespace

EventLoop::EventLoop() : m_epoll(::epoll_create1(EPOLL_CLOEXEC)) {}

Status EventLoop::add(int fd, std::uint32_t epollEvents, OnReady onReady)
{
    auto event = eventFor(fd, ++m_lastSerial, epollEvents);
    if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event) != 0)
        return failErrno(errno, "watch a descriptor");
    m_watched[fd] = {m_lastSerial, std::make_shared<OnReady>(std::move(onReady))};
    return {};
}

void EventLoop::change(int fd, std::uint32_t epollEvents)
{
    const auto watched = m_watched.find(fd);
    if (watched == m_watched.end())
        return;
    auto event = eventFor(fd, watched->second.serial, epollEvents);
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, fd, &event);
}

void EventLoop::remove(int fd)
{
    if (m_watched.erase(fd) > 0)
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
}

EventLoop::TimerId EventLoop::callAt(Clock::time_point when, std::function<void()> action)
{
    const TimerId id{when, ++m_lastTimer};
    m_timers.emplace(id, std::move(action));
    return id;
}

int EventLoop::millisecondsToNextTimer() const
{
    if (m_timers.empty())
        return -1;
    const auto left = m_timers.begin()->first.first - Clock::now();
    const auto whole = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<std::int64_t>(whole, 0, 60'000));
}

void EventLoop::callTimersThatAreDue()
{
    const auto now = Clock::now();
    while (!m_timers.empty() && m_timers.begin()->first.first <= now) {
        const auto action = std::move(m_timers.begin()->second);
        m_timers.erase(m_timers.begin());
        action();
    }
}

Status EventLoop::run()
{
    std::array<epoll_event, 64> ready{};
    while (!m_isStopped) {
        const int count = ::epoll_wait(m_epoll.get(), ready.data(), static_cast<int>(ready.size()),
                                       millisecondsToNextTimer());
        if (count < 0 && errno != EINTR)
            return failErrno(errno, "wait for events");
        for (int i = 0; i < count; ++i) {
            const auto &event = ready[static_cast<std::size_t>(i)];
            const auto found = m_watched.find(static_cast<int>(event.data.u64 & 0xffffffffU));
            if (found == m_watched.end() || found->second.serial != event.data.u64 >> 32U)
                continue; // removed by a callback of this round, perhaps watched anew
            const auto onReady = found->second.onReady;
            (*onReady)(event.events);
        }
        callTimersThatAreDue();
    }
    return {};
}

} // namespace podloom
