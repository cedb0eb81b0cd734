// Forms of policies: who may come in, where it may go.
#include "app/panels/property_builder.h"

namespace podloom::app {

namespace {

using Kind = Property::Kind;

QString podsText(const LabelSelector &selector)
{
    return selector.isEmpty() ? PropertyBuilder::tr("every pod") : text(selector);
}

QString namespacesText(const LabelSelector &selector)
{
    if (selector.isEmpty())
        return PropertyBuilder::tr("every namespace");
    const auto name = selector.matchLabels.find(std::string(kNamespaceNameLabel));
    const bool isByName = name != selector.matchLabels.end() && selector.matchLabels.size() == 1
                       && selector.matchExpressions.empty();
    return isByName ? PropertyBuilder::tr("namespace %1").arg(text(name->second))
                    : PropertyBuilder::tr("namespaces %1").arg(text(selector));
}

QString peerText(const NetworkPolicyPeer &peer)
{
    if (peer.ipBlock) {
        const auto cidr = text(peer.ipBlock->cidr.toString());
        return peer.ipBlock->except.empty()
                 ? cidr
                 : PropertyBuilder::tr("%1 except %2").arg(cidr, text(peer.ipBlock->except));
    }
    if (!peer.namespaceSelector)
        return podsText(*peer.podSelector);
    if (!peer.podSelector)
        return namespacesText(*peer.namespaceSelector);
    return PropertyBuilder::tr("%1 in %2")
        .arg(podsText(*peer.podSelector), namespacesText(*peer.namespaceSelector));
}

QString peerText(const ClusterPolicyPeer &peer)
{
    if (peer.namespaces)
        return namespacesText(*peer.namespaces);
    if (peer.pods)
        return PropertyBuilder::tr("%1 in %2")
            .arg(podsText(peer.pods->podSelector), namespacesText(peer.pods->namespaceSelector));
    if (peer.nodes)
        return peer.nodes->isEmpty() ? PropertyBuilder::tr("every node")
                                     : PropertyBuilder::tr("nodes %1").arg(text(*peer.nodes));
    if (!peer.networks.empty())
        return text(peer.networks);
    QStringList names;
    for (const auto &name : peer.domainNames)
        names.append(text(name));
    return names.isEmpty() ? PropertyBuilder::tr("a peer of an unknown kind")
                           : names.join(QStringLiteral(", "));
}

QString portText(const NetworkPolicyPort &port)
{
    auto out = text(toString(port.protocol));
    if (!port.port)
        return out;
    if (const auto *name = std::get_if<std::string>(&*port.port))
        return out + QLatin1Char(' ') + text(*name);
    out += QLatin1Char(' ') + QString::number(std::get<std::uint16_t>(*port.port));
    return port.endPort ? out + QLatin1Char('-') + QString::number(*port.endPort) : out;
}

QString portText(const ClusterPolicyPort &port)
{
    if (!port.namedPort.empty())
        return text(port.namedPort);
    auto out = port.protocol ? text(toString(*port.protocol)) : QString();
    if (port.range) {
        out += QLatin1Char(' ') + QString::number(port.range->first);
        if (port.range->last != port.range->first)
            out += QLatin1Char('-') + QString::number(port.range->last);
    }
    return out;
}

Kind kindOf(const NetworkPolicyRule &)
{
    return Kind::Allow;
}

Kind kindOf(const ClusterPolicyRule &rule)
{
    return rule.action == RuleAction::Allow ? Kind::Allow
         : rule.action == RuleAction::Deny  ? Kind::Deny
                                            : Kind::Pass;
}

/// The ports of a rule of a NetworkPolicy, one a line. `pointer`: where the rule stands.
void addPorts(PropertyBuilder &builder, const NetworkPolicyRule &rule, const std::string &pointer)
{
    const auto list = pointer + "/ports";
    if (builder.valueAt(list).items().size() != rule.ports.size())
        return; // some have faults: their numbers are not those of the manifest
    for (std::size_t at = 0; at < rule.ports.size(); ++at) {
        const auto item = list + '/' + std::to_string(at);
        builder.group(
            portText(rule.ports[at]), item,
            {builder.protocol(item + "/protocol"),
             builder.part(Kind::Mixed, PropertyBuilder::tr("Port"), item + "/port",
                          PropertyBuilder::tr("every port"),
                          PropertyBuilder::tr("port: a number, or the name of a port; every port when it is "
                                              "empty")),
             builder.part(Kind::Number, PropertyBuilder::tr("Last port"), item + "/endPort",
                          PropertyBuilder::tr("no range"),
                          PropertyBuilder::tr("endPort: the last one of a range that begins with port, a "
                                              "number"))});
    }
    builder.adder(rule.ports.empty() ? PropertyBuilder::tr("One port only")
                                     : PropertyBuilder::tr("Add a port"),
                  {}, list, Json::object({{"protocol", "TCP"}, {"port", 80}}));
}

/// A port of v1alpha1: one of portNumber, portRange and namedPort.
void addAlpha1Port(PropertyBuilder &builder, const QString &label, const std::string &item)
{
    const auto number = [&](const QString &name, const std::string &pointer) {
        return builder.part(Kind::Number, name, pointer, {}, PropertyBuilder::tr("1 … 65535"));
    };
    if (!builder.valueAt(item + "/portNumber").isNull())
        builder.group(label, item,
                      {builder.protocol(item + "/portNumber/protocol"),
                       number(PropertyBuilder::tr("Port"), item + "/portNumber/port")});
    else if (!builder.valueAt(item + "/portRange").isNull())
        builder.group(label, item,
                      {builder.protocol(item + "/portRange/protocol"),
                       number(PropertyBuilder::tr("First port"), item + "/portRange/start"),
                       number(PropertyBuilder::tr("Last port"), item + "/portRange/end")});
    else
        builder.group(label, item,
                      {builder.part(Kind::Text, PropertyBuilder::tr("Name of the port"), item + "/namedPort",
                                    {}, PropertyBuilder::tr("as pods call it"))});
}

/// A port of v1alpha2: a protocol with a number or a range, or a name.
void addAlpha2Port(PropertyBuilder &builder, const QString &label, const ClusterPolicyPort &port,
                   const std::string &item)
{
    if (!port.protocol) {
        builder.group(
            label, item,
            {builder.part(Kind::Text, PropertyBuilder::tr("Name of the port"), item + "/destinationNamedPort",
                          {}, PropertyBuilder::tr("as pods call it"))});
        return;
    }
    const auto protocol = text(toString(*port.protocol));
    const auto at = item + '/' + protocol.toLower().toStdString() + "/destinationPort";
    const auto number = [&](const QString &name, const char *key) {
        return builder.part(Kind::Number, name, at + key, PropertyBuilder::tr("every port"),
                            PropertyBuilder::tr("1 … 65535"));
    };
    if (builder.valueAt(at + "/range").isNull())
        builder.group(label, item, {number(PropertyBuilder::tr("Port"), "/number")}, protocol);
    else
        builder.group(label, item,
                      {number(PropertyBuilder::tr("First port"), "/range/start"),
                       number(PropertyBuilder::tr("Last port"), "/range/end")},
                      protocol);
}

void addPorts(PropertyBuilder &builder, const ClusterPolicyRule &rule, const std::string &pointer)
{
    const bool isAlpha1 = builder.valueAt("/apiVersion").asString().ends_with("/v1alpha1");
    const auto list = pointer + (isAlpha1 ? "/ports" : "/protocols");
    if (builder.valueAt(list).items().size() != rule.ports.size())
        return;
    for (std::size_t at = 0; at < rule.ports.size(); ++at) {
        const auto item = list + '/' + std::to_string(at);
        if (isAlpha1)
            addAlpha1Port(builder, portText(rule.ports[at]), item);
        else
            addAlpha2Port(builder, portText(rule.ports[at]), rule.ports[at], item);
    }
    auto number =
        isAlpha1
            ? Json::object({{"portNumber", Json::object({{"protocol", "TCP"}, {"port", 80}})}})
            : Json::object({{"tcp", Json::object({{"destinationPort", Json::object({{"number", 80}})}})}});
    builder.adder(rule.ports.empty() ? PropertyBuilder::tr("One port only")
                                     : PropertyBuilder::tr("Add a port"),
                  {}, list, std::move(number));
}

/// `pointer`: where the rules stand.
template <class Rules>
void addRules(PropertyBuilder &builder, const QString &title, const Rules &rules, const QString &whenEmpty,
              const QString &everyone, const std::string &pointer)
{
    const bool isWhole = builder.valueAt(pointer).items().size() == rules.size();
    std::size_t number = 0;
    builder.section(title);
    if (rules.empty())
        builder.fact({}, whenEmpty);
    for (const auto &rule : rules) {
        QStringList peers;
        for (const auto &peer : rule.peers)
            peers.append(peerText(peer));
        QStringList ports;
        for (const auto &port : rule.ports)
            ports.append(portText(port));
        builder.add(
            {.label = peers.isEmpty() ? everyone : peers.join(QStringLiteral("\n")),
             .unit = ports.isEmpty() ? PropertyBuilder::tr("all ports") : ports.join(QStringLiteral(", ")),
             .kind = kindOf(rule),
             .at = rule.at});
        if (isWhole)
            addPorts(builder, rule, pointer + '/' + std::to_string(number++));
    }
}

} // namespace

void addPolicy(PropertyBuilder &builder, const NetworkPolicy &policy)
{
    builder.mono(PropertyBuilder::tr("Selects"), podsText(policy.podSelector));
    if (policy.isolatesIngress)
        addRules(builder, PropertyBuilder::tr("Who may come in"), policy.ingress,
                 PropertyBuilder::tr("Nobody."), PropertyBuilder::tr("everyone"), "/spec/ingress");
    if (policy.isolatesEgress)
        addRules(builder, PropertyBuilder::tr("Where it may go"), policy.egress,
                 PropertyBuilder::tr("Nowhere."), PropertyBuilder::tr("everywhere"), "/spec/egress");
}

void addPolicy(PropertyBuilder &builder, const ClusterPolicy &policy)
{
    if (policy.subjectNamespaces)
        builder.mono(PropertyBuilder::tr("Selects"), namespacesText(*policy.subjectNamespaces));
    if (policy.subjectPods)
        builder.mono(PropertyBuilder::tr("Selects"),
                     PropertyBuilder::tr("%1 in %2")
                         .arg(podsText(policy.subjectPods->podSelector),
                              namespacesText(policy.subjectPods->namespaceSelector)));
    builder.fact(PropertyBuilder::tr("Tier"), policy.tier == ClusterPolicy::Tier::Admin
                                                  ? QStringLiteral("kube-admin")
                                                  : QStringLiteral("kube-baseline"));
    if (policy.priority != kBaselinePriority)
        builder.field(Kind::Number, PropertyBuilder::tr("Priority"), "/spec/priority", {},
                      PropertyBuilder::tr("spec.priority, 0 … 1000; lower goes first"));
    addRules(builder, PropertyBuilder::tr("Who may come in"), policy.ingress,
             PropertyBuilder::tr("This policy has nothing to say."), PropertyBuilder::tr("everyone"),
             "/spec/ingress");
    addRules(builder, PropertyBuilder::tr("Where it may go"), policy.egress,
             PropertyBuilder::tr("This policy has nothing to say."), PropertyBuilder::tr("everywhere"),
             "/spec/egress");
}

} // namespace podloom::app
