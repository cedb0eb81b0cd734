#include "tests/system/enforce/random_programs.h"

#include "agentd/enforce/rule_text.h"

#include <algorithm>
#include <array>

namespace podloom {

using policy::Action;
using policy::Chain;
using policy::kNone;
using policy::Program;

namespace {

constexpr std::array kNets{
    "10.48.0.0/30",     "10.48.0.3/32",       "10.0.0.0/8",    "203.0.113.0/26",   "203.0.113.64/26",
    "172.31.0.1/32",    "0.0.0.0/0",          "fd00:48::/126", "fd00:48::9:0/112", "fd00::/8",
    "2001:db8:5::/125", "2001:db8:5::40/122", "::/0"};
constexpr std::array<Protocol, 6> kProtocols{Protocol::Tcp,    Protocol::Udp,  Protocol::Icmp,
                                             Protocol::Icmpv6, Protocol::Sctp, Protocol::UdpLite};
constexpr std::array<std::uint16_t, 4> kPorts{53, 80, 443, 8080};

} // namespace

PrefixSet RandomPrograms::nets()
{
    PrefixSet out;
    for (auto count = 1 + below(3); count > 0; --count)
        out.insert(*Prefix::parse(kNets[below(kNets.size())]));
    if (chance(30))
        out.remove(*Prefix::parse(kNets[below(kNets.size())]));
    return out;
}

PortSet RandomPrograms::portNumbers()
{
    PortSet out;
    for (auto count = 1 + below(2); count > 0; --count) {
        const auto first = chance(70) ? kPorts[below(kPorts.size())] : std::uint16_t{20'000};
        const auto last = chance(60) ? first : static_cast<std::uint16_t>(first + below(20'000));
        out.insert({first, last});
    }
    return out;
}

policy::PortMatch RandomPrograms::portMatch(const Program &program)
{
    policy::PortMatch out;
    if (chance(75))
        out.numbers = portNumbers();
    if (out.numbers.isEmpty() || chance(20))
        out.pairs = {index(program.portSets.size())};
    return out;
}

policy::Peer RandomPrograms::peer(const Program &program)
{
    policy::Peer out;
    if (chance(55))
        out.set = index(program.sets.size());
    if (chance(20))
        out.notSets.push_back(index(program.sets.size()));
    if (chance(30))
        out.nets = nets();
    if (chance(20))
        out.notNets = nets();
    return out;
}

policy::Transport RandomPrograms::transport(const Program &program)
{
    policy::Transport out;
    if (chance(75))
        out.protocol = kProtocols[below(chance(70) ? 2 : kProtocols.size())];
    else if (chance(50))
        out.notProtocol = kProtocols[below(kProtocols.size())];
    if (out.protocol == Protocol::Icmp || out.protocol == Protocol::Icmpv6) {
        const policy::IcmpMatch echo{.type =
                                         out.protocol == Protocol::Icmp ? std::uint8_t{8} : std::uint8_t{128},
                                     .code = chance(50) ? std::optional<std::uint8_t>(0) : std::nullopt};
        if (chance(50))
            out.icmp = echo;
        else if (chance(50))
            out.notIcmp = echo;
        return out;
    }
    if (chance(30))
        out.sourcePorts = portMatch(program);
    if (chance(60))
        out.destinationPorts = portMatch(program);
    if (chance(15))
        out.notSourcePorts = portMatch(program);
    if (chance(15))
        out.notDestinationPorts = portMatch(program);
    return out;
}

policy::Rule RandomPrograms::rule(const Program &program, std::uint32_t number)
{
    constexpr std::array kActions{Action::Allow, Action::Allow, Action::Deny, Action::Pass, Action::Log};
    policy::Rule out{.action = kActions[below(kActions.size())], .index = number};
    if (chance(15))
        out.family = chance(50) ? Family::V4 : Family::V6;
    for (auto count = below(3); count > 0; --count)
        out.sources.push_back(peer(program));
    for (auto count = below(3); count > 0; --count)
        out.destinations.push_back(peer(program));
    for (auto count = below(3); count > 0; --count)
        out.transports.push_back(transport(program));
    out.neverMatches = chance(5);
    return out;
}

policy::Policy RandomPrograms::policyOf(const Program &program, policy::TierIndex tier, std::size_t number)
{
    policy::Policy out{
        .id = {"default", "projectcalico.org", "GlobalNetworkPolicy", "", "p" + std::to_string(number)},
        .tier = tier,
        .applies = {true, true}};
    for (auto &rules : out.rules)
        for (auto count = below(4); count > 0; --count)
            rules.push_back(rule(program, static_cast<std::uint32_t>(rules.size())));
    return out;
}

policy::ChainIndex RandomPrograms::chainFor(Program &program)
{
    Chain chain{.otherwise = chance(60) ? Action::Allow : Action::Deny};
    for (policy::PolicyIndex each = 0; each < program.policies.size(); ++each) {
        const auto tier = program.policies[each].tier;
        if (chance(45))
            continue;
        if (tier == kNone) {
            chain.profiles.push_back(each);
            continue;
        }
        if (chain.tiers.empty() || chain.tiers.back().tier != tier)
            chain.tiers.push_back({.tier = tier, .atEnd = program.tiers[tier].defaultAction});
        chain.tiers.back().policies.push_back(each);
    }
    const auto known = std::find(program.chains.begin(), program.chains.end(), chain);
    if (known != program.chains.end())
        return static_cast<policy::ChainIndex>(known - program.chains.begin());
    program.chains.push_back(std::move(chain));
    return static_cast<policy::ChainIndex>(program.chains.size() - 1);
}

void RandomPrograms::fill(Program &program)
{
    program.sets.clear();
    program.portSets.clear();
    program.tiers.clear();
    program.policies.clear();
    program.chains.clear();
    ++m_round;
    for (int number = 0; number < 5; ++number) {
        policy::AddressSet set{.key = "set " + std::to_string(number)};
        for (policy::EndpointIndex each = 0; each < program.endpoints.size(); ++each)
            if (chance(40))
                set.members.push_back(each);
        if (chance(30))
            set.nets = nets();
        program.sets.push_back(std::move(set));
    }
    for (int number = 0; number < 2; ++number) {
        policy::PortPairSet set{.key = "pairs " + std::to_string(number)};
        for (policy::EndpointIndex each = 0; each < program.endpoints.size(); ++each)
            if (chance(60))
                set.members.push_back({.endpoint = each,
                                       .protocol = chance(70) ? Protocol::Tcp : Protocol::Udp,
                                       .port = kPorts[below(kPorts.size())]});
        set.members.push_back({.address = IpAddress::parse("203.0.113.5"), .port = 443});
        program.portSets.push_back(std::move(set));
    }
    for (policy::TierIndex tier = 0; tier < 3; ++tier)
        program.tiers.push_back({.cluster = "default",
                                 .name = "tier-" + std::to_string(tier),
                                 .defaultAction = chance(40) ? Action::Deny : Action::Pass});
    for (policy::TierIndex tier = 0; tier < 3; ++tier)
        for (auto count = below(3); count > 0; --count)
            program.policies.push_back(policyOf(program, tier, program.policies.size()));
    if (chance(50))
        program.policies.push_back(policyOf(program, kNone, program.policies.size()));
    for (policy::EndpointIndex each = 0; each < program.endpoints.size(); ++each)
        program.endpoints.edit(each).chains[static_cast<std::size_t>(policy::Stage::Normal)] = {
            chainFor(program), chainFor(program)};
}

std::string describe(const Program &program)
{
    SetCatalog sets(program);
    std::string out;
    for (policy::PolicyIndex each = 0; each < program.policies.size(); ++each)
        for (const auto direction : policy::kDirections)
            for (const auto &rule : program.policies[each].rulesOf(direction))
                for (const auto &text : matchTexts(rule, sets))
                    out += program.ruleId(each, direction, rule) + ": " + text + " -> "
                         + toString(rule.action) + '\n';
    return out;
}

} // namespace podloom
