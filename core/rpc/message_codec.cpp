#include "core/rpc/message_codec.h"

#include <algorithm>
#include <array>

namespace podloom::rpc {

namespace {

constexpr std::array kCodes{Errc::InvalidArgument, Errc::NotFound,  Errc::AlreadyExists,
                            Errc::Conflict,        Errc::Exhausted, Errc::PermissionDenied,
                            Errc::Unsupported,     Errc::Timeout,   Errc::Cancelled,
                            Errc::Unavailable,     Errc::Io,        Errc::Internal};

Json list(const std::vector<std::string> &texts)
{
    Json::Array items(texts.begin(), texts.end());
    return items;
}

std::vector<std::string> texts(const Json &items)
{
    std::vector<std::string> out;
    for (const auto &item : items.items())
        out.push_back(item.asString());
    return out;
}

/// JSON-RPC's own numbers where they say the same, otherwise one of ours.
int numberOf(Errc code)
{
    switch (code) {
    case Errc::InvalidArgument: return -32602;
    case Errc::Unsupported: return -32601;
    case Errc::Internal: return -32603;
    default: return -32000 - static_cast<int>(code);
    }
}

Json toJson(const Error &error)
{
    return Json::object({{"code", numberOf(error.code)},
                         {"message", error.text()},
                         {"data", Json::object({{"code", toString(error.code)},
                                                {"id", error.message.id},
                                                {"english", error.message.english},
                                                {"arguments", list(error.message.arguments)},
                                                {"context", list(error.context)}})}});
}

Error errorFrom(const Json &json)
{
    const auto &data = json["data"];
    if (!data.isObject())
        return fail(Errc::Internal, "peer-error", "%1", {json["message"].asString()}).error;
    const auto named = std::find_if(kCodes.begin(), kCodes.end(),
                                    [&](Errc code) { return toString(code) == data["code"].asString(); });
    return {.code = named == kCodes.end() ? Errc::Internal : *named,
            .message = {.id = data["id"].asString(),
                        .english = data["english"].asString(),
                        .arguments = texts(data["arguments"])},
            .context = texts(data["context"])};
}

} // namespace

std::string encode(const Request &request)
{
    Json json = Json::object({{"jsonrpc", "2.0"}});
    if (request.id)
        json.set("id", *request.id);
    json.set("method", request.method);
    if (!request.params.isNull())
        json.set("params", request.params);
    return json.dump() + '\n';
}

std::string encode(const Response &response)
{
    Json json = Json::object({{"jsonrpc", "2.0"}, {"id", response.id}});
    if (response.error)
        json.set("error", toJson(*response.error));
    else
        json.set("result", response.result);
    return json.dump() + '\n';
}

Result<Message> decode(std::string_view line)
{
    auto json = parseJson(line);
    if (!json)
        return wrap(std::move(json).error(), "read a message");
    const auto &id = (*json)["id"];
    if ((*json)["jsonrpc"].asString() != "2.0" || (!id.isNull() && !id.isInt()))
        return fail(Errc::InvalidArgument, "rpc-message", "this is not a JSON-RPC 2.0 message");
    if (json->contains("method")) {
        Request request{.method = (*json)["method"].asString(), .params = (*json)["params"]};
        if (id.isInt())
            request.id = id.asInt();
        return Message(std::move(request));
    }
    if (!id.isInt() || json->contains("result") == json->contains("error"))
        return fail(Errc::InvalidArgument, "rpc-message", "this is neither a call nor an answer");
    Response response{.id = id.asInt(), .result = (*json)["result"]};
    if (json->contains("error"))
        response.error = errorFrom((*json)["error"]);
    return Message(std::move(response));
}

Result<std::optional<std::string>> LineBuffer::next()
{
    const auto end = m_bytes.find('\n', m_searched);
    if (end == std::string::npos) {
        m_searched = m_bytes.size();
        if (m_bytes.size() > kMaxLineBytes)
            return fail(Errc::InvalidArgument, "rpc-line", "a message is longer than %1 bytes",
                        {std::to_string(kMaxLineBytes)});
        return std::optional<std::string>();
    }
    std::string line = m_bytes.substr(0, end);
    m_bytes.erase(0, end + 1);
    m_searched = 0;
    return std::optional(std::move(line));
}

} // namespace podloom::rpc
