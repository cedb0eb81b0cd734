// core/rpc/message_codec.h: JSON-RPC 2.0, one message a line.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace podloom::rpc {

/// A call; without an id it is a notification and gets no answer.
struct Request {
    std::optional<std::int64_t> id{};
    std::string method{};
    Json params{};
};

/// The answer to the call of the same id: a result or an error.
struct Response {
    std::int64_t id = 0;
    Json result{};
    std::optional<Error> error{};
};

using Message = std::variant<Request, Response>;

/// A line with its line feed. An Error travels whole: its code, its message with arguments, its context.
std::string encode(const Request &request);
std::string encode(const Response &response);

/// Errors: InvalidArgument for what is no JSON-RPC 2.0 message.
Result<Message> decode(std::string_view line);

/// Cuts a stream of bytes into lines.
class LineBuffer {
public:
    /// A peer that sends a longer line is not one of ours.
    static constexpr std::size_t kMaxLineBytes = std::size_t{64} << 20U;

    void append(std::string_view bytes) { m_bytes += bytes; }
    /// The next whole line without its line feed. Errors: InvalidArgument when it would be too long.
    Result<std::optional<std::string>> next();

private:
    std::string m_bytes;
    std::size_t m_searched = 0; ///< no line feed before here
};

} // namespace podloom::rpc
