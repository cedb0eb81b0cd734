#include "app/canvas/reach_around.h"

#include "core/policy/evaluate.h"

#include <algorithm>

namespace podloom::app {

namespace {

std::vector<policy::Traffic> trafficTo(const policy::Endpoint &endpoint)
{
    std::vector<policy::Traffic> out;
    for (const auto &port : endpoint.ports)
        out.push_back({.protocol = port.protocol, .port = port.port});
    if (out.empty())
        out.push_back({.protocol = Protocol::Tcp, .port = 80});
    return out;
}

} // namespace

std::optional<ReachAround> reachAround(const Analysis &analysis, const ObjectId &id)
{
    const auto &program = analysis.program;
    const auto found = std::find_if(program.endpoints.begin(), program.endpoints.end(),
                                    [&](const policy::Endpoint &each) { return each.id == id; });
    if (!analysis.isWhole || found == program.endpoints.end()
        || found->kind == policy::Endpoint::Kind::HostInterface)
        return std::nullopt;
    const auto isAllowed = [&](const policy::FlowEnd &from, const policy::FlowEnd &to,
                               const std::vector<policy::Traffic> &kinds) {
        return std::any_of(kinds.begin(), kinds.end(), [&](const policy::Traffic &traffic) {
            return policy::verdict(program, from, to, traffic).isAllowed();
        });
    };
    ReachAround out{.pod = id};
    const auto number = static_cast<policy::EndpointIndex>(found - program.endpoints.begin());
    const auto here = policy::endOf(program, number);
    const auto own = trafficTo(*found);
    Ways ways(analysis);
    const auto seat = ways.endOf(*found);
    ways.follow(seat);
    for (policy::EndpointIndex index = 0; index < program.endpoints.size(); ++index) {
        const auto &endpoint = program.endpoints[index];
        if (index == number || endpoint.kind == policy::Endpoint::Kind::HostInterface)
            continue;
        const auto there = policy::endOf(program, index);
        ReachMark mark{isAllowed(there, here, own), isAllowed(here, there, trafficTo(endpoint))};
        const auto other = ways.endOf(endpoint);
        ways.follow(other);
        mark.isCutOff = !ways.lead(seat, other);
        if (mark.mayReachIt || mark.isReached)
            out.marks[endpoint.id] = mark;
    }
    // TEST-NET-3 of RFC 5737: nobody's address stands for anybody's.
    const auto outside = policy::endOf(program, *IpAddress::parse("203.0.113.254"));
    out.isOpenToOutside = isAllowed(outside, here, own);
    out.mayGoOutside = isAllowed(here, outside, {{.protocol = Protocol::Tcp, .port = 443}});
    return out;
}

} // namespace podloom::app
