// agentd/cni/request.h: what a container runtime asks of the plugin, and what it is answered. No Qt.
#pragma once

#include "core/base/json.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace podloom {

/// The versions of the CNI specification that the plugin speaks.
inline constexpr std::array<std::string_view, 5> kCniVersions{"0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"};

/// Codes of the error object. Source: CNI specification 1.1.0, "Error"; 100 and above are a plugin's own.
namespace cni_code {
inline constexpr int kIncompatibleVersion = 1;
inline constexpr int kUnsupportedField = 2;
inline constexpr int kUnknownContainer = 3;
inline constexpr int kInvalidEnvironment = 4;
inline constexpr int kIo = 5;
inline constexpr int kDecode = 6;
inline constexpr int kInvalidConfig = 7;
inline constexpr int kInvalidNetns = 8; ///< not of the specification; libcni's
inline constexpr int kTryAgainLater = 11;
inline constexpr int kNotAvailable = 50;
inline constexpr int kLimitedConnectivity = 51;
inline constexpr int kAlreadyAttached = 100;
inline constexpr int kNotAsItShouldBe = 101;
inline constexpr int kFailed = 102;
} // namespace cni_code

/// The environment and the standard input of one call, as they came.
struct CniRequest {
    std::string command{}; ///< CNI_COMMAND: ADD, DEL, CHECK, GC, STATUS
    std::string containerId{};
    std::string ifName{};
    std::string args{};
    std::string path{};
    std::string netnsPath{};
    std::string config{}; ///< standard input
    bool operator==(const CniRequest &) const = default;
};
Json toJson(const CniRequest &request);
CniRequest cniRequestFromJson(const Json &json);

struct CniError {
    int code = cni_code::kFailed;
    std::string message{};
    std::string details{};
};

/// What the plugin prints on standard output, and how it exits.
struct CniAnswer {
    int exitStatus = 0;
    std::string output{}; ///< a JSON text or nothing
};
/// As the agent hands it to the plugin: "STATUS LENGTH\n" and the output, so that a torn answer is seen.
std::string toWire(const CniAnswer &answer);
/// Nothing: the answer is not whole.
std::optional<CniAnswer> answerFromWire(std::string_view bytes);

/// The error object, with the version that was asked for.
CniAnswer answerWith(const CniError &error, std::string_view cniVersion);
/// The code that fits an Error best: what may help later is TryAgainLater.
CniError cniErrorFrom(const Error &error);

/// Whether `text` can name a container or a network: ^[a-zA-Z0-9][a-zA-Z0-9_.\-]*$
bool isCniName(std::string_view text);

/// What is wrong with the environment of the call (codes 4), if anything.
std::optional<CniError> checkEnvironment(const CniRequest &request);

/// {"cniVersion":…,"supportedVersions":[…]} for VERSION; the version is repeated as it was given.
CniAnswer answerVersion(std::string_view config);

/// The file name of the mark that a DEL leaves while no agent runs; neither part can hold a colon.
std::string tombstoneName(const CniRequest &request);

} // namespace podloom
