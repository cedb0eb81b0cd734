#include "core/model/bgp_community.h"

#include "core/base/text.h"

namespace podloom {

std::optional<BgpCommunity> BgpCommunity::parse(std::string_view text)
{
    const auto parts = split(text, ':');
    if (parts.size() != 2 && parts.size() != 3)
        return std::nullopt;
    const std::uint64_t largest = parts.size() == 3 ? UINT32_MAX : UINT16_MAX;
    std::uint32_t numbers[3]{};
    for (std::size_t index = 0; index < parts.size(); ++index) {
        const auto number = parseUnsigned(parts[index], largest);
        if (!number)
            return std::nullopt;
        numbers[index] = static_cast<std::uint32_t>(*number);
    }
    BgpCommunity community{numbers[0], numbers[1], std::nullopt};
    if (parts.size() == 3)
        community.more = numbers[2];
    return community;
}

std::string BgpCommunity::toString() const
{
    auto text = std::to_string(administrator) + ':' + std::to_string(value);
    return more ? text + ':' + std::to_string(*more) : text;
}

} // namespace podloom
