#include "agentd/enforce/rule_text.h"

#include "agentd/enforce/address_text.h"

#include <algorithm>
#include <array>

namespace podloom {

using policy::kNone;
using policy::Peer;
using policy::Rule;

namespace {

constexpr std::array kFamilies{Family::V4, Family::V6};

/// Matches that must all hold: "a b".
std::string both(std::string first, const std::string &second)
{
    if (first.empty() || second.empty())
        return first + second;
    return std::move(first) + ' ' + second;
}

/// Every pair of alternatives.
std::vector<std::string> product(const std::vector<std::string> &left, const std::vector<std::string> &right)
{
    std::vector<std::string> out;
    out.reserve(left.size() * right.size());
    for (const auto &first : left)
        for (const auto &second : right)
            out.push_back(both(first, second));
    return out;
}

/// "ip saddr OPERATOR NETS" with the fewest words. Precondition: neither nothing nor everything.
std::string netsText(const std::string &field, std::string_view op, const PrefixSet &nets, Family family,
                     SetCatalog &sets)
{
    const auto ranges = rangeTexts(nets, family);
    const auto value = ranges.size() == 1 ? ranges.front() : '@' + sets.nets(nets, family);
    return field + ' ' + std::string(op) + value;
}

/// The alternatives of one peer; `field` is "ip saddr" or the like.
std::vector<std::string> peerTexts(const Peer &peer, const std::string &field, Family family,
                                   SetCatalog &sets)
{
    std::string all;
    const auto &known = sets.program().sets;
    if (peer.nets) {
        if (isEmptyIn(*peer.nets, family))
            return {};
        if (!isEverythingIn(*peer.nets, family))
            all = netsText(field, "", *peer.nets, family, sets);
    }
    if (peer.notNets) {
        if (isEverythingIn(*peer.notNets, family))
            return {};
        if (!isEmptyIn(*peer.notNets, family))
            all = both(all, netsText(field, "!= ", *peer.notNets, family, sets));
    }
    for (const auto index : peer.notSets) {
        if (isEverythingIn(known[index].nets, family))
            return {};
        all = both(all, field + " != @" + sets.addresses(index, family));
        if (!isEmptyIn(known[index].nets, family))
            all = both(all, netsText(field, "!= ", known[index].nets, family, sets));
    }
    if (peer.set == kNone)
        return {all};
    const auto &nets = known[peer.set].nets;
    if (isEverythingIn(nets, family))
        return {all};
    std::vector<std::string> out{both(field + " @" + sets.addresses(peer.set, family), all)};
    if (!isEmptyIn(nets, family))
        out.push_back(both(netsText(field, "", nets, family, sets), all));
    return out;
}

std::vector<std::string> peersTexts(const std::vector<Peer> &peers, std::string_view side, Family family,
                                    SetCatalog &sets)
{
    if (peers.empty())
        return {std::string()};
    const auto field = std::string(nftProtocol(family)) + ' ' + std::string(side);
    std::vector<std::string> out;
    for (const auto &peer : peers)
        for (auto &text : peerTexts(peer, field, family, sets))
            if (std::find(out.begin(), out.end(), text) == out.end())
                out.push_back(std::move(text));
    // One alternative that matches everything makes the others idle.
    if (std::find(out.begin(), out.end(), "") != out.end())
        return {std::string()};
    return out;
}

/// Whether the text of the transport differs between the families.
bool dependsOnFamily(const policy::Transport &transport)
{
    const auto hasPairs = [](const std::optional<policy::PortMatch> &match) {
        return match && !match->pairs.empty();
    };
    return hasPairs(transport.sourcePorts) || hasPairs(transport.destinationPorts)
        || hasPairs(transport.notSourcePorts) || hasPairs(transport.notDestinationPorts) || transport.icmp
        || transport.notIcmp;
}

std::vector<std::string> textsIn(const Rule &rule, Family family, SetCatalog &sets)
{
    const auto sources = peersTexts(rule.sources, "saddr", family, sets);
    const auto destinations = peersTexts(rule.destinations, "daddr", family, sets);
    std::vector<std::string> transports;
    for (const auto &transport : rule.transports)
        for (auto &text : transportTexts(transport, family, sets))
            transports.push_back(std::move(text));
    if (rule.transports.empty())
        transports.emplace_back();
    return product(product(sources, destinations), transports);
}

} // namespace

std::vector<std::string> matchTexts(const Rule &rule, SetCatalog &sets)
{
    if (rule.neverMatches)
        return {};
    std::vector<std::string> out;
    const bool isOfBoth = !rule.family && rule.sources.empty() && rule.destinations.empty()
                       && std::none_of(rule.transports.begin(), rule.transports.end(), dependsOnFamily);
    if (isOfBoth)
        return textsIn(rule, Family::V4, sets);
    for (const auto family : kFamilies) {
        if (rule.family.value_or(family) != family)
            continue;
        const auto guard = "meta nfproto " + std::string(nftFamily(family));
        const auto address = std::string(nftProtocol(family)) + ' ';
        for (auto &text : textsIn(rule, family, sets))
            out.push_back(text.find(address) == std::string::npos ? both(guard, text) : std::move(text));
    }
    return out;
}

} // namespace podloom
