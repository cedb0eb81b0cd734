// core/model/bgp_community.h: marks that BGP routes carry.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace podloom {

/// A community "aa:nn" (RFC 1997, 16 bits each) or a large one "aa:nn:mm" (RFC 8092, 32 bits each).
struct BgpCommunity {
    std::uint32_t administrator = 0;
    std::uint32_t value = 0;
    std::optional<std::uint32_t> more{}; ///< the third part of a large one

    static std::optional<BgpCommunity> parse(std::string_view text);
    bool isLarge() const { return more.has_value(); }
    std::string toString() const;
    auto operator<=>(const BgpCommunity &) const = default;
};

/// Goes to no eBGP peer.
inline constexpr BgpCommunity kNoExport{65535, 65281, std::nullopt};
/// Goes to no peer at all.
inline constexpr BgpCommunity kNoAdvertise{65535, 65282, std::nullopt};

} // namespace podloom
