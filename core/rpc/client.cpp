#include "core/rpc/client.h"

#include <algorithm>

namespace podloom::rpc {

Result<Json> Client::hello(std::chrono::milliseconds timeout)
{
    return call("hello", Json::object({{"protocol", Json::array({kOldestProtocol, kNewestProtocol})}}),
                timeout);
}

Result<Json> Client::call(const std::string &method, Json params, std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    const auto id = ++m_lastId;
    if (auto sent = m_stream->write(encode(Request{.id = id, .method = method, .params = std::move(params)}),
                                    timeout);
        !sent)
        return wrap(std::move(sent).error(), "call " + method);
    for (;;) {
        auto message = receive(deadline);
        if (!message)
            return wrap(std::move(message).error(), "call " + method);
        if (const auto *notification = std::get_if<Request>(&*message)) {
            if (m_notified)
                m_notified(*notification);
            continue;
        }
        auto &response = std::get<Response>(*message);
        if (response.id != id)
            continue; // the answer to a call that was given up
        if (response.error)
            return Failure{*std::move(response.error)};
        return std::move(response.result);
    }
}

Status Client::listen(std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    for (;;) {
        const auto message = receive(deadline);
        if (!message)
            return Failure{message.error()};
        if (const auto *notification = std::get_if<Request>(&*message)) {
            if (m_notified)
                m_notified(*notification);
            return {};
        }
    }
}

Result<Message> Client::receive(Clock::time_point deadline)
{
    for (;;) {
        auto line = m_lines.next();
        if (!line)
            return Failure{std::move(line).error()};
        if (*line)
            return decode(**line);
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        const auto bytes = m_stream->read(std::max(left, std::chrono::milliseconds(0)));
        if (!bytes)
            return Failure{bytes.error()};
        if (bytes->empty())
            return fail(Errc::Unavailable, "stream-closed", "the agent closed the connection");
        m_lines.append(*bytes);
    }
}

} // namespace podloom::rpc
