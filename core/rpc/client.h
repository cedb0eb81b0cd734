// core/rpc/client.h: calls to an agent over any stream of bytes.
#pragma once

#include "core/rpc/byte_stream.h"
#include "core/rpc/message_codec.h"

#include <functional>
#include <memory>

namespace podloom::rpc {

/// The protocol versions that this program speaks.
inline constexpr int kOldestProtocol = 1;
inline constexpr int kNewestProtocol = 1;

/// One conversation with one agent. Blocking; belongs to one thread.
class Client {
public:
    explicit Client(std::unique_ptr<ByteStream> stream) : m_stream(std::move(stream)) {}

    /// Called with every notification that arrives during call() or listen().
    void onNotification(std::function<void(const Request &)> handler) { m_notified = std::move(handler); }

    /// Opens the conversation: agrees on a protocol version. Returns the agent's answer
    /// {"protocol","version","node","cluster"}. Errors: Unsupported (no common version), and as call().
    Result<Json> hello(std::chrono::milliseconds timeout = kTimeout);

    /// Calls `method` and waits for its answer. Errors: what the agent answered (Errc, id and arguments as it
    /// made them), Timeout, Unavailable (the stream ended), Io. A late answer to a call that timed out is
    /// dropped by the next call.
    Result<Json> call(const std::string &method, Json params = Json::object(),
                      std::chrono::milliseconds timeout = kTimeout);

    /// Waits for notifications until one came. Errors: Timeout, Unavailable, Io.
    Status listen(std::chrono::milliseconds timeout);

    static constexpr std::chrono::milliseconds kTimeout{10'000};

private:
    using Clock = std::chrono::steady_clock;
    Result<Message> receive(Clock::time_point deadline);

    std::unique_ptr<ByteStream> m_stream;
    LineBuffer m_lines;
    std::function<void(const Request &)> m_notified;
    std::int64_t m_lastId = 0;
};

} // namespace podloom::rpc
