// core/base/text.h: small operations on text that the standard library lacks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// `text` cut at each `separator`; empty parts are kept, so that "a,,b" has three.
std::vector<std::string_view> split(std::string_view text, char separator);

/// `parts` with `separator` between them.
std::string join(const std::vector<std::string> &parts, std::string_view separator);

/// `text` without leading and trailing spaces, tabs, carriage returns and line feeds.
std::string_view trimmed(std::string_view text);

/// ASCII letters in lower case, everything else as it is.
std::string toLower(std::string_view text);

/// A decimal number that fills the whole of `text` (no sign, no blanks) and is at most `maximum`.
std::optional<std::uint64_t> parseUnsigned(std::string_view text, std::uint64_t maximum = UINT64_MAX);

/// Whether `text` is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
bool isUtf8(std::string_view text);

} // namespace podloom
