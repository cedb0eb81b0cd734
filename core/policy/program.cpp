#include "core/policy/program.h"

#include <algorithm>
#include <tuple>

namespace podloom::policy {

std::string toString(Action action)
{
    switch (action) {
    case Action::Allow: return "allow";
    case Action::Deny: return "deny";
    case Action::Pass: return "pass";
    case Action::Log: return "log";
    }
    return {};
}

std::string toString(Direction direction)
{
    return direction == Direction::Ingress ? "ingress" : "egress";
}

bool AddressSet::contains(EndpointIndex endpoint) const
{
    return std::binary_search(members.begin(), members.end(), endpoint);
}

EndpointIndex Program::endpointByName(const std::string &name) const
{
    const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint &each) {
        return each.kind != Endpoint::Kind::HostInterface && each.name == name;
    });
    return found == endpoints.end() ? kNone : static_cast<EndpointIndex>(found - endpoints.begin());
}

EndpointIndex Program::endpointByAddress(IpAddress address) const
{
    const auto owns = [&](const Endpoint &each) {
        return each.kind == Endpoint::Kind::Pod
            && std::find(each.ips.begin(), each.ips.end(), address) != each.ips.end();
    };
    const auto found = std::find_if(endpoints.begin(), endpoints.end(), owns);
    return found == endpoints.end() ? kNone : static_cast<EndpointIndex>(found - endpoints.begin());
}

std::uint32_t Program::nodeByName(const std::string &cluster, const std::string &name) const
{
    const auto at = std::lower_bound(nodes.begin(), nodes.end(), std::tie(cluster, name),
                                     [](const ProgramNode &node, const auto &wanted) {
                                         return std::tie(node.cluster, node.name) < wanted;
                                     });
    const bool isFound = at != nodes.end() && at->cluster == cluster && at->name == name;
    return isFound ? static_cast<std::uint32_t>(at - nodes.begin()) : kNone;
}

std::string Program::ruleId(PolicyIndex policy, Direction direction, const Rule &rule) const
{
    const auto &of = policies[policy];
    const auto tier = of.tier == kNone ? std::string("-") : tiers[of.tier].name;
    return tier + '/' + of.id.toString() + '/' + toString(direction) + '/' + std::to_string(rule.index);
}

} // namespace podloom::policy
