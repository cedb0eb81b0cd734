#include "agentd/enforce/set_catalog.h"

#include "agentd/enforce/address_text.h"

#include <algorithm>

namespace podloom {

using policy::EndpointIndex;
using policy::kNone;

namespace {

void sortUnique(std::vector<std::string> &elements)
{
    std::sort(elements.begin(), elements.end());
    elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
}

std::string pairText(IpAddress address, const policy::PortPairSet::Member &member)
{
    return address.toString() + " . " + std::to_string(static_cast<unsigned>(member.protocol)) + " . "
         + std::to_string(member.port);
}

} // namespace

std::string SetCatalog::addresses(policy::SetIndex index, Family family)
{
    return nameFor(
        "a", m_program.sets[index].key,
        {.set = {.type = std::string(nftAddressType(family))}, .selector = index, .family = family});
}

std::string SetCatalog::pairs(policy::PortSetIndex index, Family family)
{
    const auto type = std::string(nftAddressType(family)) + " . inet_proto . inet_service";
    return nameFor("p", m_program.portSets[index].key,
                   {.set = {.type = type}, .portSet = index, .family = family});
}

std::string SetCatalog::nets(const PrefixSet &set, Family family)
{
    NftSet intervals{
        .type = std::string(nftAddressType(family)), .isInterval = true, .elements = rangeTexts(set, family)};
    std::string key;
    for (const auto &element : intervals.elements)
        key += element + ' ';
    return nameFor("n", key, {.set = std::move(intervals), .family = family});
}

std::string SetCatalog::nameFor(std::string_view kind, const std::string &key, Use use)
{
    auto salted = key;
    for (;;) {
        const auto name = std::string(kind) + nftDigit(use.family) + '-' + digestOf(salted);
        const auto [at, isNew] = m_keys.try_emplace(name, key);
        if (isNew)
            m_uses.emplace(name, std::move(use));
        if (at->second == key)
            return name;
        salted += '\n'; // two keys with one digest
    }
}

NftSet SetCatalog::filled(const Use &use, const EndpointAddresses &now) const
{
    NftSet set = use.set;
    const auto ipsOf = [&](EndpointIndex endpoint) -> const std::vector<IpAddress> & {
        const auto found = now.find(endpoint);
        return found == now.end() ? m_program.endpoints[endpoint].ips : found->second;
    };
    const auto addAll = [&](EndpointIndex endpoint) {
        for (const auto &ip : ipsOf(endpoint))
            if (ip.family() == use.family)
                set.elements.push_back(ip.toString());
    };
    if (use.selector != kNone)
        for (const auto member : m_program.sets[use.selector].members)
            addAll(member);
    if (use.portSet != kNone) {
        for (const auto &member : m_program.portSets[use.portSet].members) {
            if (member.address && member.address->family() == use.family)
                set.elements.push_back(pairText(*member.address, member));
            if (member.address)
                continue;
            for (const auto &ip : ipsOf(member.endpoint))
                if (ip.family() == use.family)
                    set.elements.push_back(pairText(ip, member));
        }
    }
    sortUnique(set.elements);
    return set;
}

std::vector<std::string> SetCatalog::elementsOf(const Use &use, EndpointIndex endpoint,
                                                const std::vector<IpAddress> &ips) const
{
    std::vector<std::string> elements;
    for (const auto &ip : ips) {
        if (ip.family() != use.family)
            continue;
        if (use.selector != kNone && m_program.sets[use.selector].contains(endpoint))
            elements.push_back(ip.toString());
        if (use.portSet == kNone)
            continue;
        for (const auto &member : m_program.portSets[use.portSet].members)
            if (member.address ? member.address == ip : member.endpoint == endpoint)
                elements.push_back(pairText(ip, member));
    }
    sortUnique(elements);
    return elements;
}

} // namespace podloom
