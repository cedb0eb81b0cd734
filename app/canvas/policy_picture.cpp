#include "app/canvas/policy_picture.h"

#include "app/canvas/policy_describer.h"

#include <QCoreApplication>

namespace podloom::app {

QString PolicyDescriber::tr(const char *text)
{
    return QCoreApplication::translate("PolicyPicture", text);
}

QString PolicyDescriber::Service::text() const
{
    if (isAny)
        return tr("all ports");
    auto out = qs(toString(protocol));
    if (hasPorts(protocol) && ports != PortRange{})
        out += ports.first == ports.last ? QStringLiteral(" %1").arg(ports.first)
                                         : QStringLiteral(" %1–%2").arg(ports.first).arg(ports.last);
    return out;
}

PolicyPicture PolicyDescriber::describe()
{
    makeGroups();
    addServices();
    const auto groups = m_out.groups.size();
    for (std::size_t group = 0; group < groups; ++group) {
        for (const auto direction : policy::kDirections)
            readRules(group, direction);
    }
    makeArrows();
    return std::move(m_out);
}

void PolicyDescriber::readRules(std::size_t group, Direction direction)
{
    const auto chain = m_program.endpoints[m_out.groups[group].members.front()].chain(direction);
    if (!isGated(chain))
        return;
    for (const auto &step : m_program.chains[chain].tiers) {
        for (const auto index : step.policies) {
            const auto &policy = m_program.policies[index];
            for (const auto &rule : policy.rulesOf(direction)) {
                if (!rule.neverMatches
                    && (rule.action == policy::Action::Allow || rule.action == policy::Action::Deny))
                    readRule(group, direction, policy, rule);
            }
        }
    }
}

void PolicyDescriber::readRule(std::size_t group, Direction direction, const policy::Policy &policy,
                               const policy::Rule &rule)
{
    const bool isIngress = direction == Direction::Ingress;
    for (const auto other : othersOf(isIngress ? rule.sources : rule.destinations, direction)) {
        // What is denied to everybody is what the gate without an arrow says.
        if (rule.action == policy::Action::Deny && isEverybody(other))
            continue;
        const auto from = isIngress ? other : group;
        const auto to = isIngress ? group : other;
        const auto services = servicesOf(rule, to);
        // A gate that lets everything out shows so by itself: an arrow to anywhere would say nothing
        // more.
        if (!isIngress && m_out.groups[to].kind == PolicyGroup::Kind::Anywhere
            && services.contains(Service{.isAny = true})) {
            m_out.groups[from].isOutOpen = true;
            continue;
        }
        auto &wish = m_wishes[{from, to}];
        wish.services.insert(services.begin(), services.end());
        // The receiving end decides last, so that its policy is the one to look at.
        if (wish.policy.name.empty() || isIngress)
            wish.policy = policy.id;
    }
}

std::set<PolicyDescriber::Service> PolicyDescriber::servicesOf(const policy::Rule &rule, std::size_t to) const
{
    std::set<Service> out;
    if (rule.transports.empty())
        out.insert({.isAny = true});
    for (const auto &transport : rule.transports) {
        if (!transport.protocol) {
            out.insert({.isAny = true});
            continue;
        }
        if (!transport.destinationPorts) {
            out.insert({.protocol = *transport.protocol});
            continue;
        }
        for (const auto &range : transport.destinationPorts->numbers.ranges())
            out.insert({.protocol = *transport.protocol, .ports = range});
        for (const auto pairs : transport.destinationPorts->pairs) {
            for (const auto &member : m_program.portSets[pairs].members) {
                if (member.endpoint != policy::kNone && m_groupOf[member.endpoint] == to)
                    out.insert({.protocol = member.protocol, .ports = {member.port, member.port}});
            }
        }
    }
    return out;
}

PolicyPicture describePolicies(const Analysis &analysis)
{
    return PolicyDescriber(analysis).describe();
}

} // namespace podloom::app
