// agentd/pod/event_loop.h: one thread that waits for descriptors and deadlines (epoll).
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>

namespace podloom {

/// Calls back on the thread that runs it, and only there. Callbacks may add and remove anything, themselves
/// too.
class EventLoop {
public:
    using Clock = std::chrono::steady_clock;
    using OnReady = std::function<void(std::uint32_t epollEvents)>;
    using TimerId = std::pair<Clock::time_point, std::uint64_t>;

    EventLoop();
    EventLoop(const EventLoop &) = delete;
    EventLoop &operator=(const EventLoop &) = delete;

    /// Watches `fd`, which stays the caller's, until remove(). Errors: Io.
    Status add(int fd, std::uint32_t epollEvents, OnReady onReady);
    void change(int fd, std::uint32_t epollEvents);
    void remove(int fd);

    TimerId callAt(Clock::time_point when, std::function<void()> action);
    void cancel(const TimerId &timer) { m_timers.erase(timer); }

    /// Runs until stop(). Errors: Io.
    Status run();
    void stop() { m_isStopped = true; }

private:
    int millisecondsToNextTimer() const;
    void callTimersThatAreDue();

    /// A descriptor's number may be used again within one round of events; its serial is not.
    struct Watched {
        std::uint32_t serial = 0;
        std::shared_ptr<OnReady> onReady{};
    };

    UniqueFd m_epoll;
    std::unordered_map<int, Watched> m_watched;
    std::uint32_t m_lastSerial = 0;
    std::map<TimerId, std::function<void()>> m_timers;
    std::uint64_t m_lastTimer = 0;
    bool m_isStopped = false;
};

} // namespace podloom
