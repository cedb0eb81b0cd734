// core/net/address.h: an IPv4 or IPv6 address, as a value.
#pragma once

#include "core/base/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace podloom {

enum class Family : std::uint8_t { V4 = 4, V6 = 6 };

/// Bits of an address of the family: 32 or 128.
constexpr int bitsOf(Family family)
{
    return family == Family::V4 ? 32 : 128;
}

/// 128 bits, big end first: room for arithmetic on addresses of both families (IPv4 in the low 32 bits).
struct Uint128 {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    constexpr auto operator<=>(const Uint128 &) const = default;
    constexpr Uint128 operator~() const { return {~high, ~low}; }
    constexpr Uint128 operator&(Uint128 other) const { return {high & other.high, low & other.low}; }
    constexpr Uint128 operator|(Uint128 other) const { return {high | other.high, low | other.low}; }
    constexpr Uint128 operator+(Uint128 other) const
    {
        const auto sum = low + other.low;
        return {high + other.high + (sum < low ? 1 : 0), sum};
    }
    constexpr Uint128 operator-(Uint128 other) const
    {
        return {high - other.high - (low < other.low ? 1 : 0), low - other.low};
    }
    constexpr Uint128 operator<<(int bits) const
    {
        if (bits == 0)
            return *this;
        if (bits >= 128)
            return {};
        if (bits >= 64)
            return {low << (bits - 64), 0};
        return {(high << bits) | (low >> (64 - bits)), low << bits};
    }
    constexpr Uint128 operator>>(int bits) const
    {
        if (bits == 0)
            return *this;
        if (bits >= 128)
            return {};
        if (bits >= 64)
            return {0, high >> (bits - 64)};
        return {high >> bits, (low >> bits) | (high << (64 - bits))};
    }
    /// The decimal digits.
    std::string toString() const;
};

/// An address without zone or prefix length. There is no null address: "none" is std::optional<IpAddress>.
class IpAddress {
public:
    static constexpr IpAddress v4(std::uint32_t bits) { return IpAddress(Family::V4, {0, bits}); }
    static constexpr IpAddress v6(Uint128 bits) { return IpAddress(Family::V6, bits); }
    /// `bits` as an address of `family`; for IPv4 all but the low 32 bits are dropped.
    static constexpr IpAddress from(Family family, Uint128 bits)
    {
        return family == Family::V4 ? v4(static_cast<std::uint32_t>(bits.low)) : v6(bits);
    }
    /// Dotted decimal without leading zeros, or RFC 4291 §2.2 text (an IPv4-mapped address stays IPv6).
    static std::optional<IpAddress> parse(std::string_view text);
    /// 4 or 16 bytes in network order.
    static std::optional<IpAddress> fromBytes(const std::uint8_t *bytes, std::size_t size);

    constexpr Family family() const { return m_family; }
    constexpr bool isV4() const { return m_family == Family::V4; }
    constexpr Uint128 bits() const { return m_bits; }
    /// 16 bytes in network order; an IPv4 address fills the first four.
    std::array<std::uint8_t, 16> toBytes() const;
    /// Canonical text (RFC 5952 for IPv6).
    std::string toString() const;
    /// The address `offset` further on; wraps around at the end of the family.
    constexpr IpAddress plus(Uint128 offset) const { return from(m_family, m_bits + offset); }

    bool isLinkLocal() const; ///< 169.254.0.0/16, fe80::/10
    bool isMulticast() const; ///< 224.0.0.0/4, ff00::/8

    constexpr auto operator<=>(const IpAddress &) const = default; ///< IPv4 before IPv6, then by value

private:
    constexpr IpAddress(Family family, Uint128 bits) : m_family(family), m_bits(bits) {}

    Family m_family;
    Uint128 m_bits;
};

} // namespace podloom

template <>
struct std::hash<podloom::IpAddress> {
    std::size_t operator()(const podloom::IpAddress &address) const noexcept
    {
        const auto mixed =
            (address.bits().high * 0x9E3779B97F4A7C15ULL) ^ (address.bits().low + 0x7F4A7C15ULL);
        return static_cast<std::size_t>((mixed ^ (mixed >> 29U)) * 0xBF58476D1CE4E5B9ULL);
    }
};
