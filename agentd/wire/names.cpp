#include "agentd/wire/names.h"

#include <algorithm>

namespace podloom {

namespace {

std::uint64_t fnv1a(std::string_view containerId, std::string_view ifName)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    const auto mix = [&](std::string_view text) {
        for (const char c : text) {
            hash ^= static_cast<unsigned char>(c);
            hash *= 0x100000001B3ULL;
        }
    };
    mix(containerId);
    mix("/");
    mix(ifName);
    return hash;
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

} // namespace

std::string podInterfaceName(std::string_view containerId, std::string_view ifName)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto hash = fnv1a(containerId, ifName);
    std::string name(kPodInterfacePrefix);
    for (unsigned shift = 64; shift > 20; shift -= 4)
        name += kHex[(hash >> (shift - 4)) & 0xFU];
    return name;
}

bool isPodInterface(std::string_view interface)
{
    return interface.size() == kPodInterfacePrefix.size() + 11 && interface.starts_with(kPodInterfacePrefix)
        && std::all_of(interface.begin() + kPodInterfacePrefix.size(), interface.end(), isHexDigit);
}

std::string limiterName(std::string_view interface)
{
    return "lim" + std::string(interface.substr(kPodInterfacePrefix.size()));
}

std::string podInterfaceOfLimiter(std::string_view link)
{
    if (!link.starts_with("lim"))
        return {};
    auto interface = std::string(kPodInterfacePrefix) + std::string(link.substr(3));
    return isPodInterface(interface) ? interface : std::string();
}

MacAddress tunnelMac(IpAddress local)
{
    return podMac(local.toString(), "vxlan");
}

MacAddress podMac(std::string_view containerId, std::string_view ifName)
{
    const auto hash = fnv1a(containerId, ifName);
    MacAddress mac{{0x02, 0, 0, 0, 0, 0}};
    for (std::size_t i = 1; i < mac.bytes.size(); ++i)
        mac.bytes[i] = static_cast<std::uint8_t>(hash >> (8 * i));
    return mac;
}

} // namespace podloom
