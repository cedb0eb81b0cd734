#include "agentd/enforce/address_text.h"
#include "agentd/enforce/rule_text.h"

#include <algorithm>

namespace podloom {

using policy::IcmpMatch;
using policy::PortMatch;
using policy::Transport;

namespace {

constexpr std::string_view kWithPorts = "meta l4proto { 6, 17, 132, 136 }";
constexpr std::string_view kWithoutPorts = "meta l4proto != { 6, 17, 132, 136 }";

std::string numberOf(Protocol protocol)
{
    return std::to_string(static_cast<unsigned>(protocol));
}

void append(std::string &text, std::string_view match)
{
    if (!text.empty() && !match.empty())
        text += ' ';
    text += match;
}

/// Which end's ports are looked at.
struct Side {
    std::string_view address; ///< saddr, daddr
    std::string_view port;    ///< sport, dport
};
constexpr Side kSource{"saddr", "sport"};
constexpr Side kDestination{"daddr", "dport"};

std::string pairsText(policy::PortSetIndex index, Side side, Family family, std::string_view op,
                      SetCatalog &sets)
{
    std::string text(nftProtocol(family));
    text.append(1, ' ').append(side.address).append(" . meta l4proto . th ").append(side.port);
    return text.append(1, ' ').append(op).append(1, '@').append(sets.pairs(index, family));
}

/// The alternatives of "the port is one of these".
std::vector<std::string> anyOf(const PortMatch &match, Side side, Family family, SetCatalog &sets)
{
    std::vector<std::string> out;
    if (match.numbers.isAll())
        return {std::string()};
    if (!match.numbers.isEmpty())
        out.push_back("th " + std::string(side.port) + ' ' + portsText(match.numbers));
    for (const auto index : match.pairs)
        out.push_back(pairsText(index, side, family, "", sets));
    return out;
}

/// "The port is none of these"; nothing when that cannot be.
std::optional<std::string> noneOf(const PortMatch &match, Side side, Family family, SetCatalog &sets)
{
    if (match.numbers.isAll())
        return std::nullopt;
    std::string text;
    if (!match.numbers.isEmpty())
        text = "th " + std::string(side.port) + " != " + portsText(match.numbers);
    for (const auto index : match.pairs)
        append(text, pairsText(index, side, family, "!= ", sets));
    return text;
}

/// The alternatives for a packet that has ports, without its protocol.
std::vector<std::string> portTexts(const Transport &transport, Family family, SetCatalog &sets)
{
    std::vector<std::string> out{std::string()};
    const auto with = [&](const std::vector<std::string> &alternatives) {
        std::vector<std::string> next;
        for (const auto &text : out) {
            for (const auto &alternative : alternatives) {
                next.push_back(text);
                append(next.back(), alternative);
            }
        }
        out = std::move(next);
    };
    const auto without = [&](const PortMatch &match, Side side) {
        const auto text = noneOf(match, side, family, sets);
        with(text ? std::vector{*text} : std::vector<std::string>());
    };
    if (transport.sourcePorts)
        with(anyOf(*transport.sourcePorts, kSource, family, sets));
    if (transport.destinationPorts)
        with(anyOf(*transport.destinationPorts, kDestination, family, sets));
    if (transport.notSourcePorts)
        without(*transport.notSourcePorts, kSource);
    if (transport.notDestinationPorts)
        without(*transport.notDestinationPorts, kDestination);
    return out;
}

/// "icmp type 8" and "icmp code 0" with `op` before the values.
std::string icmpField(Protocol protocol, std::string_view field, std::string_view op, std::uint8_t value)
{
    std::string text = protocol == Protocol::Icmp ? "icmp " : "icmpv6 ";
    return text.append(field).append(1, ' ').append(op).append(std::to_string(value));
}

std::vector<std::string> icmpTexts(const Transport &transport)
{
    const auto protocol = *transport.protocol;
    std::string wanted;
    if (transport.icmp && transport.icmp->type)
        wanted = icmpField(protocol, "type", "", *transport.icmp->type);
    if (transport.icmp && transport.icmp->code)
        append(wanted, icmpField(protocol, "code", "", *transport.icmp->code));
    if (!transport.notIcmp)
        return {wanted};
    const IcmpMatch &unwanted = *transport.notIcmp;
    if (!unwanted.type)
        return {};
    std::vector<std::string> out{wanted};
    append(out.back(), icmpField(protocol, "type", "!= ", *unwanted.type));
    if (unwanted.code) {
        out.push_back(wanted);
        append(out.back(), icmpField(protocol, "type", "", *unwanted.type));
        append(out.back(), icmpField(protocol, "code", "!= ", *unwanted.code));
    }
    return out;
}

bool isIcmp(Protocol protocol)
{
    return protocol == Protocol::Icmp || protocol == Protocol::Icmpv6;
}

} // namespace

std::vector<std::string> transportTexts(const Transport &transport, Family family, SetCatalog &sets)
{
    const bool needsPorts = transport.sourcePorts || transport.destinationPorts;
    const bool asksForPorts = needsPorts || transport.notSourcePorts || transport.notDestinationPorts;
    const bool asksForIcmp = transport.icmp || transport.notIcmp;
    std::string prefix;
    if (transport.protocol)
        prefix = "meta l4proto " + numberOf(*transport.protocol);
    if (transport.notProtocol)
        append(prefix, "meta l4proto != " + numberOf(*transport.notProtocol));

    std::vector<std::string> matches{std::string()};
    if (asksForIcmp && transport.protocol && isIcmp(*transport.protocol)) {
        // The field itself says the family: "icmp type" matches nothing in IPv6.
        if ((*transport.protocol == Protocol::Icmp) != (family == Family::V4))
            return {};
        matches = icmpTexts(transport);
    }
    if (asksForPorts && transport.protocol && hasPorts(*transport.protocol)) {
        matches = portTexts(transport, family, sets);
    } else if (asksForPorts && transport.protocol) {
        if (needsPorts)
            return {};
    } else if (asksForPorts) {
        matches.clear();
        for (auto &ports : portTexts(transport, family, sets)) {
            matches.emplace_back(kWithPorts);
            append(matches.back(), ports);
        }
        if (!needsPorts)
            matches.emplace_back(kWithoutPorts);
    }
    for (auto &match : matches) {
        auto text = prefix;
        append(text, match);
        match = std::move(text);
    }
    return matches;
}

} // namespace podloom
