// core/ssh/ssh_connection.h: one authenticated libssh session. Private to core/ssh.
#pragma once

#include "core/os/stop_event.h"
#include "core/ssh/ssh_options.h"

#include <libssh/libssh.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace podloom {

struct FreeSession {
    void operator()(ssh_session session) const
    {
        ssh_disconnect(session);
        ssh_free(session);
    }
};
struct FreeChannel {
    void operator()(ssh_channel channel) const { ssh_channel_free(channel); }
};
using SessionPointer = std::unique_ptr<std::remove_pointer_t<ssh_session>, FreeSession>;
using ChannelPointer = std::unique_ptr<std::remove_pointer_t<ssh_channel>, FreeChannel>;

/// The session's own words for its last failure, e.g. "exec: Socket error: disconnected".
[[nodiscard]] Failure failSsh(ssh_session session, Errc code, std::string doing);

/// Breaks off whatever libssh is waiting for on a socket when the deadline has passed or the stop is
/// requested, by shutting the socket down: the library's own waits know neither. The session is lost then.
class CutOff {
public:
    CutOff(int fd, StopEvent::Clock::time_point deadline, std::stop_token stop);
    CutOff(const CutOff &) = delete;
    CutOff &operator=(const CutOff &) = delete;
    ~CutOff();

    /// Why the wait was broken off (Timeout, Cancelled), else `otherwise`.
    [[nodiscard]] Failure reasonOr(Failure otherwise) const;
    bool hasCut() const;

private:
    void watch();

    const int m_fd;
    const StopEvent::Clock::time_point m_deadline;
    const std::stop_token m_stop;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isDone = false;
    std::optional<Errc> m_reason;
    std::stop_callback<std::function<void()>> m_callback;
    std::thread m_watcher;
};

/// Connects, checks the machine's key, logs in. Blocking; the session is in blocking mode.
Result<SessionPointer> connectSsh(const SshOptions &options, const std::stop_token &stop);

} // namespace podloom
