// agentd/wire/mac_address.h: a 48-bit link-layer address.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace podloom {

struct MacAddress {
    std::array<std::uint8_t, 6> bytes{};

    /// Six pairs of hexadecimal digits with colons between them.
    static std::optional<MacAddress> parse(std::string_view text);
    std::string toString() const; ///< lower case
    /// Whether one interface can have it: neither of a group nor zero.
    bool isUnicast() const { return (bytes[0] & 1U) == 0 && bytes != decltype(bytes){}; }
    auto operator<=>(const MacAddress &) const = default;
};

} // namespace podloom
