#include "core/net/port_set.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace podloom {

namespace {

constexpr std::array<std::pair<Protocol, std::string_view>, 6> kNames{{{Protocol::Icmp, "ICMP"},
                                                                       {Protocol::Tcp, "TCP"},
                                                                       {Protocol::Udp, "UDP"},
                                                                       {Protocol::Icmpv6, "ICMPv6"},
                                                                       {Protocol::Sctp, "SCTP"},
                                                                       {Protocol::UdpLite, "UDPLite"}}};

} // namespace

std::string toString(Protocol protocol)
{
    const auto *found =
        std::find_if(kNames.begin(), kNames.end(), [&](const auto &each) { return each.first == protocol; });
    return found == kNames.end() ? std::to_string(static_cast<int>(protocol)) : std::string(found->second);
}

std::optional<Protocol> parseProtocol(std::string_view text)
{
    const auto wanted = toLower(text);
    const auto *found = std::find_if(kNames.begin(), kNames.end(),
                                     [&](const auto &each) { return toLower(each.second) == wanted; });
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

bool hasPorts(Protocol protocol)
{
    return protocol == Protocol::Tcp || protocol == Protocol::Udp || protocol == Protocol::Sctp
        || protocol == Protocol::UdpLite;
}

void PortSet::insert(PortRange range)
{
    m_ranges.push_back(range);
    std::sort(m_ranges.begin(), m_ranges.end());
    std::vector<PortRange> melted;
    for (const auto &each : m_ranges) {
        if (!melted.empty() && each.first <= melted.back().last + 1)
            melted.back().last = std::max(melted.back().last, each.last);
        else
            melted.push_back(each);
    }
    m_ranges = std::move(melted);
}

bool PortSet::contains(std::uint16_t port) const
{
    return std::any_of(m_ranges.begin(), m_ranges.end(),
                       [&](const PortRange &range) { return range.first <= port && port <= range.last; });
}

PortSet PortSet::united(const PortSet &other) const
{
    PortSet out = *this;
    for (const auto &range : other.m_ranges)
        out.insert(range);
    return out;
}

PortSet PortSet::intersected(const PortSet &other) const
{
    PortSet out;
    for (const auto &left : m_ranges) {
        for (const auto &right : other.m_ranges) {
            const PortRange both{std::max(left.first, right.first), std::min(left.last, right.last)};
            if (both.first <= both.last)
                out.insert(both);
        }
    }
    return out;
}

PortSet PortSet::without(const PortSet &other) const
{
    PortSet rest; // the complement of `other`
    int next = 0;
    for (const auto &range : other.m_ranges) {
        if (next < range.first)
            rest.insert({static_cast<std::uint16_t>(next), static_cast<std::uint16_t>(range.first - 1)});
        next = range.last + 1;
    }
    if (next <= 65535)
        rest.insert({static_cast<std::uint16_t>(next), 65535});
    return intersected(rest);
}

std::string PortSet::toString() const
{
    if (isAll())
        return "all";
    std::string out;
    for (const auto &range : m_ranges) {
        if (!out.empty())
            out += ',';
        out += std::to_string(range.first);
        if (range.last != range.first)
            out += '-' + std::to_string(range.last);
    }
    return out;
}

} // namespace podloom
