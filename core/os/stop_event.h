// core/os/stop_event.h: waiting for a descriptor with a deadline and a stop token.
#pragma once

#include "core/base/result.h"
#include "core/os/unique_fd.h"

#include <poll.h>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace podloom {

/// A stop token as something that poll(2) can wait for. Belongs to the thread that waits.
class StopEvent {
public:
    using Clock = std::chrono::steady_clock;

    explicit StopEvent(std::stop_token stop);

    /// Waits until `fd` has one of `events`, an error or a hang-up. Errors: Timeout, Cancelled.
    Status waitFor(int fd, short events, Clock::time_point deadline);
    bool isStopped() const { return m_stop.stop_requested(); }
    /// Readable from the moment the stop was requested.
    int fd() const { return m_event.get(); }

private:
    UniqueFd m_event;
    std::stop_token m_stop;
    std::stop_callback<std::function<void()>> m_callback;
};

} // namespace podloom
