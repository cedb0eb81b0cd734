// agentd/enforce/nft_protocol.h: what podloom-nft and its parent say to each other, one JSON text a line.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace podloom {

/// {"id":1,"run":"add table inet x"} or {"id":1,"list":"inet x"}.
struct NftRequest {
    enum class Verb { Run, List };

    std::int64_t id = 0;
    Verb verb = Verb::Run;
    /// The script, or family and name of the table; empty for a list of the chains of every table, without
    /// their rules.
    std::string text{};
    bool operator==(const NftRequest &) const = default;
};

/// {"id":1,"ok":true,"memoryKiB":5120,"retiring":false,"result":…} or
/// {"id":1,"ok":false,"memoryKiB":…,"retiring":…,"code":"not-found","error":"…","line":3}.
struct NftReply {
    std::int64_t id = 0;
    bool isOk = true;
    Errc code = Errc::Internal; ///< of a failure
    std::string error{};        ///< what the library printed
    std::size_t line = 0;       ///< of the script, from 1; 0 when the library named none
    Json result{};              ///< the listing of a List
    std::uint64_t memoryKiB = 0;
    bool isRetiring = false; ///< the program ends after this reply, its memory has grown too far
};

/// The line of a request, with its line feed.
std::string encode(const NftRequest &request);
/// Errors: InvalidArgument, "nft-request".
Result<NftRequest> parseNftRequest(std::string_view line);

/// The line of a reply, with its line feed; `listing` is put in as `result` as it is, when it is not empty.
std::string encode(const NftReply &reply, std::string_view listing = {});
/// Errors: InvalidArgument, "nft-reply".
Result<NftReply> parseNftReply(std::string_view line);

/// The code that fits an error text of libnftables, whose only sign of an errno is its sentence at the end.
Errc codeOfNftError(std::string_view text);
/// The first line number of "FILE:LINE:COLUMN-COLUMN: Error: …", else 0.
std::size_t lineOfNftError(std::string_view text);

} // namespace podloom
