#include "core/policy/match.h"

#include <algorithm>

namespace podloom::policy {

namespace {

bool isInSet(const AddressSet &set, const FlowEnd &end, std::optional<IpAddress> address)
{
    return (end.endpoint != kNone && set.contains(end.endpoint)) || (address && set.nets.contains(*address));
}

bool isIcmp(const IcmpMatch &match, const Traffic &traffic)
{
    return (!match.type || match.type == traffic.icmpType) && (!match.code || match.code == traffic.icmpCode);
}

bool isOneOf(const Program &program, const std::vector<Peer> &peers, const FlowEnd &end, Family family)
{
    return peers.empty() || std::any_of(peers.begin(), peers.end(), [&](const Peer &peer) {
               return isPeer(program, peer, end, family);
           });
}

bool hasPortsOf(const Program &program, const Transport &transport, const Flow &flow)
{
    const auto &traffic = flow.traffic;
    const auto isSource = [&](const PortMatch &match) {
        return isPort(program, match, flow.from, flow.family, traffic.protocol, traffic.sourcePort);
    };
    const auto isDestination = [&](const PortMatch &match) {
        return isPort(program, match, flow.to, flow.family, traffic.protocol, traffic.port);
    };
    return (!transport.sourcePorts || isSource(*transport.sourcePorts))
        && (!transport.destinationPorts || isDestination(*transport.destinationPorts))
        && !(transport.notSourcePorts && isSource(*transport.notSourcePorts))
        && !(transport.notDestinationPorts && isDestination(*transport.notDestinationPorts))
        && hasIcmp(transport, traffic);
}

} // namespace

int Mismatch::count() const
{
    return never ? 6 : int{family} + int{source} + int{destination} + int{protocol} + int{ports};
}

bool isPeer(const Program &program, const Peer &peer, const FlowEnd &end, Family family)
{
    const auto address = end.address(family);
    if (peer.set != kNone && !isInSet(program.sets[peer.set], end, address))
        return false;
    if (peer.nets && !(address && peer.nets->contains(*address)))
        return false;
    if (peer.notNets && address && peer.notNets->contains(*address))
        return false;
    return std::none_of(peer.notSets.begin(), peer.notSets.end(),
                        [&](SetIndex index) { return isInSet(program.sets[index], end, address); });
}

bool isPort(const Program &program, const PortMatch &match, const FlowEnd &end, Family family,
            Protocol protocol, std::uint16_t port)
{
    if (!hasPorts(protocol))
        return false;
    if (match.numbers.contains(port))
        return true;
    const auto address = end.address(family);
    return std::any_of(match.pairs.begin(), match.pairs.end(), [&](PortSetIndex index) {
        const auto &members = program.portSets[index].members;
        return std::any_of(members.begin(), members.end(), [&](const PortPairSet::Member &member) {
            const bool isEnd = (member.endpoint == kNone || member.endpoint == end.endpoint)
                            && (!member.address || member.address == address);
            return isEnd && member.protocol == protocol && member.port == port;
        });
    });
}

bool hasProtocol(const Transport &transport, const Traffic &traffic)
{
    return (!transport.protocol || transport.protocol == traffic.protocol)
        && !(transport.notProtocol && transport.notProtocol == traffic.protocol);
}

bool hasIcmp(const Transport &transport, const Traffic &traffic)
{
    const bool isTrafficIcmp = traffic.protocol == Protocol::Icmp || traffic.protocol == Protocol::Icmpv6;
    if (transport.icmp && !(isTrafficIcmp && isIcmp(*transport.icmp, traffic)))
        return false;
    return !(transport.notIcmp && isTrafficIcmp && isIcmp(*transport.notIcmp, traffic));
}

Mismatch mismatchOf(const Program &program, const Rule &rule, const Flow &flow)
{
    Mismatch out{.never = rule.neverMatches,
                 .family = rule.family && rule.family != flow.family,
                 .source = !isOneOf(program, rule.sources, flow.from, flow.family),
                 .destination = !isOneOf(program, rule.destinations, flow.to, flow.family)};
    if (rule.transports.empty())
        return out;
    out.protocol = true;
    for (const auto &transport : rule.transports) {
        if (!hasProtocol(transport, flow.traffic))
            continue;
        out.protocol = false;
        out.ports = !hasPortsOf(program, transport, flow);
        if (!out.ports)
            break;
    }
    return out;
}

} // namespace podloom::policy
