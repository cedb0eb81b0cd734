// core/routing/name_hash.h: short marks made of long names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace podloom {

/// FNV-1a, 64 bits. Private to this folder.
constexpr std::uint64_t fnv1a(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char byte : text) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001B3U;
    }
    return hash;
}

/// 16 digits.
inline std::string hex(std::uint64_t value)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4)
        text += kDigits[(value >> static_cast<unsigned>(shift)) & 15U];
    return text;
}

/// `name`, cut to `longest` bytes with a mark of the whole when it is longer.
inline std::string shortened(const std::string &name, std::size_t longest)
{
    if (name.size() <= longest)
        return name;
    const auto mark = hex(fnv1a(name));
    return name.substr(0, longest - 1 - mark.size()) + '-' + mark;
}

} // namespace podloom
