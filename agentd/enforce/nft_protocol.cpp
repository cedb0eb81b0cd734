#include "agentd/enforce/nft_protocol.h"

#include <array>
#include <charconv>

namespace podloom {

namespace {

// The codes that a refusal can have, by the sentence of strerror(3) at the end of libnftables' text.
constexpr std::array<std::pair<std::string_view, Errc>, 7> kSentences{{
    {"No such file or directory", Errc::NotFound},
    {"File exists", Errc::AlreadyExists},
    {"Operation not supported", Errc::Unsupported},
    {"Protocol not supported", Errc::Unsupported},
    {"Operation not permitted", Errc::PermissionDenied},
    {"Permission denied", Errc::PermissionDenied},
    {"Device or resource busy", Errc::Conflict},
}};

constexpr std::array kCodes{Errc::InvalidArgument, Errc::NotFound,    Errc::AlreadyExists,    Errc::Conflict,
                            Errc::Exhausted,       Errc::Unsupported, Errc::PermissionDenied, Errc::Io};

Errc codeByName(std::string_view name)
{
    for (const auto code : kCodes)
        if (toString(code) == name)
            return code;
    return Errc::Internal;
}

} // namespace

std::string encode(const NftRequest &request)
{
    Json json;
    json.set("id", request.id);
    json.set(request.verb == NftRequest::Verb::Run ? "run" : "list", request.text);
    return json.dump() + '\n';
}

Result<NftRequest> parseNftRequest(std::string_view line)
{
    const auto json = parseJson(line);
    if (!json)
        return wrap(json.error(), "read a request");
    NftRequest request{.id = (*json)["id"].asInt()};
    if ((*json)["run"].isString())
        request.text = (*json)["run"].asString();
    else if ((*json)["list"].isString()) {
        request.verb = NftRequest::Verb::List;
        request.text = (*json)["list"].asString();
    } else {
        return fail(Errc::InvalidArgument, "nft-request", "a request has neither \"run\" nor \"list\"");
    }
    return request;
}

std::string encode(const NftReply &reply, std::string_view listing)
{
    Json json;
    json.set("id", reply.id);
    json.set("ok", reply.isOk);
    json.set("memoryKiB", static_cast<std::int64_t>(reply.memoryKiB));
    json.set("retiring", reply.isRetiring);
    if (!reply.isOk) {
        json.set("code", toString(reply.code));
        json.set("error", reply.error);
        json.set("line", reply.line);
    }
    auto text = json.dump();
    if (!listing.empty()) {
        text.back() = ',';
        text += "\"result\":";
        text += listing;
        text += '}';
    }
    return text + '\n';
}

Result<NftReply> parseNftReply(std::string_view line)
{
    auto json = parseJson(line);
    if (!json)
        return wrap(std::move(json).error(), "read a reply");
    if (!(*json)["id"].isInt() || !(*json)["ok"].isBool())
        return fail(Errc::InvalidArgument, "nft-reply", "a reply has no \"id\" or no \"ok\"");
    return NftReply{.id = (*json)["id"].asInt(),
                    .isOk = (*json)["ok"].asBool(),
                    .code = codeByName((*json)["code"].asString()),
                    .error = (*json)["error"].asString(),
                    .line = static_cast<std::size_t>((*json)["line"].asInt()),
                    .result = (*json)["result"],
                    .memoryKiB = static_cast<std::uint64_t>((*json)["memoryKiB"].asInt()),
                    .isRetiring = (*json)["retiring"].asBool()};
}

Errc codeOfNftError(std::string_view text)
{
    for (const auto &[sentence, code] : kSentences)
        if (text.find(sentence) != std::string_view::npos)
            return code;
    return Errc::InvalidArgument;
}

std::size_t lineOfNftError(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return 0;
    const auto digits = text.substr(colon + 1);
    std::size_t line = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), line);
    return error == std::errc() && end != digits.data() + digits.size() && *end == ':' ? line : 0;
}

} // namespace podloom
