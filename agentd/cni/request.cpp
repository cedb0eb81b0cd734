#include "agentd/cni/request.h"

#include <algorithm>
#include <charconv>

namespace podloom {

namespace {

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isInterfaceName(std::string_view text)
{
    return !text.empty() && text.size() <= 15 && text != "." && text != ".."
        && text.find_first_of("/: \t\n\v\f\r") == std::string_view::npos;
}

} // namespace

bool isCniName(std::string_view text)
{
    return !text.empty() && isAlphanumeric(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
        return isAlphanumeric(c) || c == '_' || c == '.' || c == '-';
    });
}

Json toJson(const CniRequest &request)
{
    return Json::object({{"command", request.command},
                         {"containerId", request.containerId},
                         {"ifName", request.ifName},
                         {"args", request.args},
                         {"path", request.path},
                         {"netnsPath", request.netnsPath},
                         {"config", request.config}});
}

CniRequest cniRequestFromJson(const Json &json)
{
    return {.command = json["command"].asString(),
            .containerId = json["containerId"].asString(),
            .ifName = json["ifName"].asString(),
            .args = json["args"].asString(),
            .path = json["path"].asString(),
            .netnsPath = json["netnsPath"].asString(),
            .config = json["config"].asString()};
}

std::string toWire(const CniAnswer &answer)
{
    return std::to_string(answer.exitStatus) + ' ' + std::to_string(answer.output.size()) + '\n'
         + answer.output;
}

std::optional<CniAnswer> answerFromWire(std::string_view bytes)
{
    CniAnswer answer;
    std::size_t length = 0;
    const auto *const end = bytes.data() + bytes.size();
    const auto status = std::from_chars(bytes.data(), end, answer.exitStatus);
    if (status.ec != std::errc() || status.ptr == end || *status.ptr != ' ')
        return std::nullopt;
    const auto size = std::from_chars(status.ptr + 1, end, length);
    if (size.ec != std::errc() || size.ptr == end || *size.ptr != '\n')
        return std::nullopt;
    answer.output.assign(size.ptr + 1, end);
    return answer.output.size() == length ? std::optional(answer) : std::nullopt;
}

CniAnswer answerWith(const CniError &error, std::string_view cniVersion)
{
    Json json = Json::object({{"cniVersion", cniVersion.empty() ? kCniVersions.back() : cniVersion},
                              {"code", error.code},
                              {"msg", error.message}});
    if (!error.details.empty())
        json.set("details", error.details);
    return {.exitStatus = 1, .output = json.dump()};
}

CniError cniErrorFrom(const Error &error)
{
    int code = cni_code::kFailed;
    switch (error.code) {
    case Errc::InvalidArgument: code = cni_code::kInvalidConfig; break;
    case Errc::Unsupported: code = cni_code::kUnsupportedField; break;
    case Errc::AlreadyExists: code = cni_code::kAlreadyAttached; break;
    case Errc::Io: code = cni_code::kIo; break;
    case Errc::Exhausted:
    case Errc::Conflict:
    case Errc::Timeout:
    case Errc::Cancelled:
    case Errc::Unavailable: code = cni_code::kTryAgainLater; break;
    default: break;
    }
    CniError out{.code = code, .message = error.message.text(), .details = error.text()};
    if (out.details == out.message) // runtimes print one behind the other
        out.details.clear();
    return out;
}

std::optional<CniError> checkEnvironment(const CniRequest &request)
{
    const auto wrong = [](const std::string &variable, const std::string &why) {
        return CniError{cni_code::kInvalidEnvironment, variable + ' ' + why, {}};
    };
    const auto &command = request.command;
    if (command.empty())
        return wrong("CNI_COMMAND", "is missing");
    const bool isGlobal = command == "GC" || command == "STATUS";
    if (command != "ADD" && command != "DEL" && command != "CHECK" && !isGlobal)
        return wrong("CNI_COMMAND", "is not a command: " + command);
    if (isGlobal)
        return std::nullopt;
    if (!isCniName(request.containerId))
        return wrong("CNI_CONTAINERID",
                     request.containerId.empty() ? "is missing" : "is not valid: " + request.containerId);
    if (!isInterfaceName(request.ifName))
        return wrong("CNI_IFNAME", request.ifName.empty() ? "is missing" : "is not valid: " + request.ifName);
    if (command != "DEL" && request.netnsPath.empty())
        return wrong("CNI_NETNS", "is missing");
    return std::nullopt;
}

CniAnswer answerVersion(std::string_view config)
{
    const auto json = parseJson(config);
    const auto asked = json ? (*json)["cniVersion"].asString() : std::string();
    Json versions = Json::array();
    for (const auto version : kCniVersions)
        versions.append(version);
    const auto answer =
        Json::object({{"cniVersion", asked.empty() ? std::string(kCniVersions.back()) : asked},
                      {"supportedVersions", versions}});
    return {.output = answer.dump()};
}

std::string tombstoneName(const CniRequest &request)
{
    return request.containerId + ':' + request.ifName;
}

} // namespace podloom
