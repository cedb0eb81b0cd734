// Forms of Calico's policies and of what they are made with.
#include "app/panels/property_builder.h"

namespace podloom::app {

namespace {

using Kind = Property::Kind;

QString portText(const std::vector<CalicoPort> &ports)
{
    QStringList out;
    for (const auto &port : ports) {
        if (const auto *name = std::get_if<std::string>(&port)) {
            out.append(text(*name));
            continue;
        }
        const auto &range = std::get<PortRange>(port);
        out.append(range.first == range.last ? QString::number(range.first)
                                             : QStringLiteral("%1-%2").arg(range.first).arg(range.last));
    }
    return out.join(QStringLiteral(", "));
}

/// Everything that an entity asks for, one condition a line; empty = nothing.
QString entityText(const CalicoEntity &entity)
{
    QStringList out;
    const auto add = [&out](const QString &sentence, bool isAsked) {
        if (isAsked)
            out.append(sentence);
    };
    add(text(entity.selector), !entity.selector.empty());
    add(PropertyBuilder::tr("not %1").arg(text(entity.notSelector)), !entity.notSelector.empty());
    add(PropertyBuilder::tr("in namespaces %1").arg(text(entity.namespaceSelector)),
        !entity.namespaceSelector.empty());
    add(text(entity.nets), !entity.nets.empty());
    add(PropertyBuilder::tr("not in %1").arg(text(entity.notNets)), !entity.notNets.empty());
    add(PropertyBuilder::tr("service %1").arg(text(entity.serviceName)), !entity.serviceName.empty());
    add(PropertyBuilder::tr("service accounts %1").arg(text(entity.serviceAccountSelector)),
        !entity.serviceAccountSelector.empty());
    for (const auto &name : entity.serviceAccountNames)
        out.append(PropertyBuilder::tr("service account %1").arg(text(name)));
    return out.join(QLatin1Char('\n'));
}

QString transportText(const CalicoRule &rule)
{
    QStringList out;
    if (rule.protocol)
        out.append(text(toString(*rule.protocol)));
    if (rule.notProtocol)
        out.append(PropertyBuilder::tr("not %1").arg(text(toString(*rule.notProtocol))));
    if (!rule.destination.ports.empty())
        out.append(portText(rule.destination.ports));
    if (!rule.destination.notPorts.empty())
        out.append(PropertyBuilder::tr("not %1").arg(portText(rule.destination.notPorts)));
    return out.isEmpty() ? PropertyBuilder::tr("all ports") : out.join(QLatin1Char(' '));
}

Kind kindOf(RuleAction action)
{
    return action == RuleAction::Allow ? Kind::Allow : action == RuleAction::Deny ? Kind::Deny : Kind::Pass;
}

/// Protocol and ports of a rule that has any. `pointer`: where the rule stands.
void addPorts(PropertyBuilder &builder, const CalicoRule &rule, const std::string &pointer)
{
    const auto list = pointer + "/destination/ports";
    const auto &ports = rule.destination.ports;
    if (builder.valueAt(list).items().size() != ports.size())
        return; // some have faults: their numbers are not those of the manifest
    if (rule.protocol || !ports.empty())
        builder.field(
            Kind::Text, PropertyBuilder::tr("Protocol"), pointer + "/protocol",
            PropertyBuilder::tr("any protocol"),
            PropertyBuilder::tr("protocol: TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number; ports "
                                "need TCP, UDP or SCTP"));
    for (std::size_t at = 0; at < ports.size(); ++at)
        builder.item(Kind::Mixed, PropertyBuilder::tr("Port"), list + '/' + std::to_string(at),
                     PropertyBuilder::tr("a number, a range such as 8000:8080, or the name of a port"));
    std::vector<std::pair<std::string, Json>> steps;
    if (!rule.protocol)
        steps.emplace_back(pointer + "/protocol", "TCP");
    builder.adder(ports.empty() ? PropertyBuilder::tr("One port only") : PropertyBuilder::tr("Add a port"),
                  {}, list, std::int64_t{80}, std::move(steps));
}

void addRules(PropertyBuilder &builder, const QString &title, const std::vector<CalicoRule> &rules,
              bool isIngress)
{
    const std::string pointer = isIngress ? "/spec/ingress" : "/spec/egress";
    const bool isWhole = builder.valueAt(pointer).items().size() == rules.size();
    std::size_t number = 0;
    builder.section(title);
    if (rules.empty())
        builder.fact({}, PropertyBuilder::tr("No rule: the tier decides."));
    for (const auto &rule : rules) {
        const auto peer = entityText(isIngress ? rule.source : rule.destination);
        builder.add({.label = peer.isEmpty() ? (isIngress ? PropertyBuilder::tr("everyone")
                                                          : PropertyBuilder::tr("everywhere"))
                                             : peer,
                     .unit = transportText(rule),
                     .kind = kindOf(rule.action),
                     .at = rule.at});
        if (isWhole)
            addPorts(builder, rule, pointer + '/' + std::to_string(number++));
    }
}

} // namespace

void addPolicy(PropertyBuilder &builder, const CalicoPolicy &policy)
{
    builder.field(Kind::Text, PropertyBuilder::tr("Selects"), "/spec/selector", QStringLiteral("all()"),
                  PropertyBuilder::tr("spec.selector: which endpoints the policy is about"));
    if (policy.meta.id.ns.empty())
        builder.field(Kind::Text, PropertyBuilder::tr("In namespaces"), "/spec/namespaceSelector",
                      PropertyBuilder::tr("any, and host endpoints"),
                      PropertyBuilder::tr("spec.namespaceSelector"));
    builder.field(Kind::Text, PropertyBuilder::tr("Tier"), "/spec/tier", QStringLiteral("default"),
                  PropertyBuilder::tr("spec.tier"));
    builder.field(Kind::Number, PropertyBuilder::tr("Order"), "/spec/order", PropertyBuilder::tr("last"),
                  PropertyBuilder::tr("spec.order: lower goes first in its tier"));
    if (policy.staged)
        builder.fact(PropertyBuilder::tr("Staged"),
                     PropertyBuilder::tr("decides nothing until it is accepted"));
    if (policy.hasIngress)
        addRules(builder, PropertyBuilder::tr("Who may come in"), policy.ingress, true);
    if (policy.hasEgress)
        addRules(builder, PropertyBuilder::tr("Where it may go"), policy.egress, false);
}

void addTier(PropertyBuilder &builder, const CalicoTier &)
{
    builder.field(Kind::Number, PropertyBuilder::tr("Order"), "/spec/order", PropertyBuilder::tr("last"),
                  PropertyBuilder::tr("spec.order: lower goes first"));
    builder.choice(
        PropertyBuilder::tr("When no rule matches"), "/spec/defaultAction",
        {QStringLiteral("Deny"), QStringLiteral("Pass")},
        PropertyBuilder::tr("spec.defaultAction: what becomes of traffic that a policy of the tier selects "
                            "and no rule decides"));
}

void addNetworkSet(PropertyBuilder &builder, const NetworkSet &set)
{
    builder.section(PropertyBuilder::tr("Networks"));
    for (const auto &net : set.nets)
        builder.mono({}, text(net.toString()));
}

void addHostEndpoint(PropertyBuilder &builder, const HostEndpoint &endpoint)
{
    builder.fact(PropertyBuilder::tr("Node"), text(endpoint.node));
    builder.field(Kind::Text, PropertyBuilder::tr("Interface"), "/spec/interfaceName",
                  PropertyBuilder::tr("that of the addresses"),
                  PropertyBuilder::tr("spec.interfaceName; * is every interface"));
    builder.mono(PropertyBuilder::tr("Addresses"), text(endpoint.expectedIps), PropertyBuilder::tr("any"));
    builder.mono(PropertyBuilder::tr("Ports"), text(endpoint.ports), PropertyBuilder::tr("none named"));
}

void addProfile(PropertyBuilder &builder, const CalicoProfile &profile)
{
    if (!profile.labelsToApply.empty())
        builder.mono(PropertyBuilder::tr("Gives labels"), text(profile.labelsToApply));
    addRules(builder, PropertyBuilder::tr("Who may come in"), profile.ingress, true);
    addRules(builder, PropertyBuilder::tr("Where it may go"), profile.egress, false);
}

} // namespace podloom::app
