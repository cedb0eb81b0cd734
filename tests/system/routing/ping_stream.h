// tests/system/routing/ping_stream.h: an echo request each 10 ms, so that every gap is seen.
#pragma once

#include "core/net/address.h"
#include "core/os/unique_fd.h"

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace podloom::test {

/// Sends from the network namespace of a process until it is stopped; one thread.
class PingStream {
public:
    static constexpr std::chrono::milliseconds kInterval{10};

    /// What came of a stream.
    struct Result {
        std::size_t sent = 0;
        std::size_t lost = 0;
        std::chrono::milliseconds longestGap{}; ///< consecutive lost ones × interval
        std::string text() const;
    };

    PingStream(pid_t from, IpAddress to);
    ~PingStream();
    PingStream(const PingStream &) = delete;
    PingStream &operator=(const PingStream &) = delete;

    /// Why it could not begin; empty if it did.
    const std::string &trouble() const { return m_trouble; }
    /// Waits until `count` more in a row were answered, at most `patience`.
    bool flows(std::size_t count, std::chrono::milliseconds patience) const;
    /// Ends sending, waits for the last answers, and counts.
    Result stop();

private:
    void run();
    void send(std::uint32_t sequence);
    void receive();

    IpAddress m_to;
    UniqueFd m_socket;
    std::string m_trouble;
    std::uint16_t m_id = 0;
    std::vector<bool> m_isAnswered; ///< by sequence; of the thread until it has ended
    std::atomic<std::size_t> m_answeredInRow = 0;
    std::atomic<std::uint32_t> m_lastAnswered = 0;
    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
};

} // namespace podloom::test
