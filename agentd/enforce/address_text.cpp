#include "agentd/enforce/address_text.h"

#include <algorithm>

namespace podloom {

namespace {

std::string rangeText(const AddressRange &range)
{
    if (range.first == range.last)
        return range.first.toString();
    const auto prefixes = [&] {
        PrefixSet one;
        one.insert(range);
        return one.prefixes();
    }();
    if (prefixes.size() == 1)
        return prefixes.front().toString();
    return range.first.toString() + '-' + range.last.toString();
}

std::string portText(PortRange range)
{
    const auto first = std::to_string(range.first);
    return range.first == range.last ? first : first + '-' + std::to_string(range.last);
}

} // namespace

std::string_view nftProtocol(Family family)
{
    return family == Family::V4 ? "ip" : "ip6";
}

std::string_view nftFamily(Family family)
{
    return family == Family::V4 ? "ipv4" : "ipv6";
}

std::string_view nftAddressType(Family family)
{
    return family == Family::V4 ? "ipv4_addr" : "ipv6_addr";
}

char nftDigit(Family family)
{
    return family == Family::V4 ? '4' : '6';
}

std::vector<std::string> rangeTexts(const PrefixSet &set, Family family)
{
    std::vector<std::string> texts;
    for (const auto &range : set.ranges())
        if (range.first.family() == family)
            texts.push_back(rangeText(range));
    std::sort(texts.begin(), texts.end());
    return texts;
}

bool isEmptyIn(const PrefixSet &set, Family family)
{
    return std::none_of(set.ranges().begin(), set.ranges().end(),
                        [&](const AddressRange &range) { return range.first.family() == family; });
}

bool isEverythingIn(const PrefixSet &set, Family family)
{
    return set.contains(Prefix::all(family));
}

std::string portsText(const PortSet &ports)
{
    if (ports.ranges().size() == 1)
        return portText(ports.ranges().front());
    std::string text;
    for (const auto &range : ports.ranges())
        text += (text.empty() ? "{ " : ", ") + portText(range);
    return text + " }";
}

std::string quoted(std::string_view name)
{
    return '"' + std::string(name) + '"';
}

} // namespace podloom
