#include "core/net/address.h"

#include "core/base/text.h"

#include <algorithm>
#include <charconv>

namespace podloom {

namespace {

std::optional<std::uint32_t> parseV4(std::string_view text)
{
    const auto parts = split(text, '.');
    if (parts.size() != 4)
        return std::nullopt;
    std::uint32_t bits = 0;
    for (const auto part : parts) {
        const auto octet = parseUnsigned(part, 255);
        if (!octet || (part.size() > 1 && part.front() == '0'))
            return std::nullopt;
        bits = (bits << 8U) | static_cast<std::uint32_t>(*octet);
    }
    return bits;
}

using Groups = std::vector<std::uint16_t>;

/// The 16-bit groups of one side of "::"; a dotted quad may close the text.
std::optional<Groups> parseGroups(std::string_view text, bool mayEndInV4)
{
    Groups groups;
    if (text.empty())
        return groups;
    const auto parts = split(text, ':');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = parts[i];
        if (mayEndInV4 && i + 1 == parts.size() && part.find('.') != std::string_view::npos) {
            const auto v4 = parseV4(part);
            if (!v4)
                return std::nullopt;
            groups.push_back(static_cast<std::uint16_t>(*v4 >> 16U));
            groups.push_back(static_cast<std::uint16_t>(*v4 & 0xFFFFU));
            continue;
        }
        std::uint16_t value = 0;
        const auto *end = part.data() + part.size();
        const auto [stop, error] = std::from_chars(part.data(), end, value, 16);
        if (part.empty() || part.size() > 4 || error != std::errc() || stop != end)
            return std::nullopt;
        groups.push_back(value);
    }
    return groups;
}

std::optional<Uint128> parseV6(std::string_view text)
{
    const auto gap = text.find("::");
    const bool hasGap = gap != std::string_view::npos;
    const auto front = parseGroups(hasGap ? text.substr(0, gap) : text, !hasGap);
    const auto back = hasGap ? parseGroups(text.substr(gap + 2), true) : Groups();
    if (!front || !back)
        return std::nullopt;
    const auto count = front->size() + back->size();
    if (hasGap ? count > 7 : count != 8)
        return std::nullopt;
    Groups groups = *front;
    groups.resize(8 - back->size(), 0);
    groups.insert(groups.end(), back->begin(), back->end());
    Uint128 bits;
    for (const auto group : groups)
        bits = (bits << 16) | Uint128{0, group};
    return bits;
}

struct Run {
    int start = 0;
    int length = 0;
};

/// The first longest run of zero groups, at least two long (RFC 5952 §4.2).
Run longestZeroRun(const std::array<std::uint16_t, 8> &groups)
{
    Run best;
    for (int start = 0; start < 8; ++start) {
        int length = 0;
        while (start + length < 8 && groups[static_cast<std::size_t>(start + length)] == 0)
            ++length;
        if (length > best.length)
            best = {start, length};
        start += length;
    }
    return best.length >= 2 ? best : Run{-1, 0};
}

std::string v4Text(std::uint32_t bits)
{
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += std::to_string((bits >> static_cast<unsigned>(shift)) & 0xFFU);
        if (shift > 0)
            out += '.';
    }
    return out;
}

std::string v6Text(Uint128 bits)
{
    if (bits.high == 0 && (bits.low >> 32U) == 0xFFFFU) // RFC 5952 §5: mapped addresses in mixed notation
        return "::ffff:" + v4Text(static_cast<std::uint32_t>(bits.low));
    std::array<std::uint16_t, 8> groups{};
    for (int i = 0; i < 8; ++i)
        groups[static_cast<std::size_t>(i)] =
            static_cast<std::uint16_t>((bits >> (112 - 16 * i)).low & 0xFFFFU);
    const auto gap = longestZeroRun(groups);
    std::string out;
    for (int i = 0; i < 8; ++i) {
        if (i == gap.start) {
            out += "::";
            i += gap.length - 1;
            continue;
        }
        if (!out.empty() && out.back() != ':')
            out += ':';
        std::array<char, 5> buffer{};
        const auto end =
            std::to_chars(buffer.data(), buffer.data() + 5, groups[static_cast<std::size_t>(i)], 16).ptr;
        out.append(buffer.data(), end);
    }
    return out;
}

} // namespace

std::string Uint128::toString() const
{
    // Long division by ten over four 32-bit digits.
    std::array<std::uint32_t, 4> digits{
        static_cast<std::uint32_t>(high >> 32U), static_cast<std::uint32_t>(high),
        static_cast<std::uint32_t>(low >> 32U), static_cast<std::uint32_t>(low)};
    std::string out;
    do {
        std::uint64_t remainder = 0;
        for (auto &digit : digits) {
            const auto value = (remainder << 32U) | digit;
            digit = static_cast<std::uint32_t>(value / 10);
            remainder = value % 10;
        }
        out += static_cast<char>('0' + remainder);
    } while (std::any_of(digits.begin(), digits.end(), [](auto digit) { return digit != 0; }));
    std::reverse(out.begin(), out.end());
    return out;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    if (text.find(':') == std::string_view::npos) {
        const auto bits = parseV4(text);
        return bits ? std::optional(v4(*bits)) : std::nullopt;
    }
    const auto bits = parseV6(text);
    return bits ? std::optional(v6(*bits)) : std::nullopt;
}

std::optional<IpAddress> IpAddress::fromBytes(const std::uint8_t *bytes, std::size_t size)
{
    if (size != 4 && size != 16)
        return std::nullopt;
    Uint128 value;
    for (std::size_t i = 0; i < size; ++i)
        value = (value << 8) | Uint128{0, bytes[i]};
    return from(size == 4 ? Family::V4 : Family::V6, value);
}

std::array<std::uint8_t, 16> IpAddress::toBytes() const
{
    std::array<std::uint8_t, 16> bytes{};
    const int size = bitsOf(m_family) / 8;
    for (int i = 0; i < size; ++i)
        bytes[static_cast<std::size_t>(i)] =
            static_cast<std::uint8_t>((m_bits >> (8 * (size - 1 - i))).low & 0xFFU);
    return bytes;
}

std::string IpAddress::toString() const
{
    return isV4() ? v4Text(static_cast<std::uint32_t>(m_bits.low)) : v6Text(m_bits);
}

bool IpAddress::isLinkLocal() const
{
    return isV4() ? (m_bits.low >> 16U) == 0xA9FE : (m_bits.high >> 54U) == 0x3FA;
}

bool IpAddress::isMulticast() const
{
    return isV4() ? (m_bits.low >> 28U) == 0xE : (m_bits.high >> 56U) == 0xFF;
}

} // namespace podloom
