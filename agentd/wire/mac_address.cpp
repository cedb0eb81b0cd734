#include "agentd/wire/mac_address.h"

#include <charconv>

namespace podloom {

std::optional<MacAddress> MacAddress::parse(std::string_view text)
{
    MacAddress mac;
    if (text.size() != 17)
        return std::nullopt;
    for (std::size_t i = 0; i < mac.bytes.size(); ++i) {
        const char *begin = text.data() + 3 * i;
        const auto [end, error] = std::from_chars(begin, begin + 2, mac.bytes[i], 16);
        if (error != std::errc() || end != begin + 2 || (i < 5 && *end != ':'))
            return std::nullopt;
    }
    return mac;
}

std::string MacAddress::toString() const
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (const auto byte : bytes) {
        if (!text.empty())
            text += ':';
        text += kHex[byte >> 4U];
        text += kHex[byte & 0xFU];
    }
    return text;
}

} // namespace podloom
