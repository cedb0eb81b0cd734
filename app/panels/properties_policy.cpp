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

template <class Rules>
void addRules(PropertyBuilder &builder, const QString &title, const Rules &rules, const QString &whenEmpty,
              const QString &everyone)
{
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
    }
}

} // namespace

void addPolicy(PropertyBuilder &builder, const NetworkPolicy &policy)
{
    builder.mono(PropertyBuilder::tr("Selects"), podsText(policy.podSelector));
    if (policy.isolatesIngress)
        addRules(builder, PropertyBuilder::tr("Who may come in"), policy.ingress,
                 PropertyBuilder::tr("Nobody."), PropertyBuilder::tr("everyone"));
    if (policy.isolatesEgress)
        addRules(builder, PropertyBuilder::tr("Where it may go"), policy.egress,
                 PropertyBuilder::tr("Nowhere."), PropertyBuilder::tr("everywhere"));
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
             PropertyBuilder::tr("This policy has nothing to say."), PropertyBuilder::tr("everyone"));
    addRules(builder, PropertyBuilder::tr("Where it may go"), policy.egress,
             PropertyBuilder::tr("This policy has nothing to say."), PropertyBuilder::tr("everywhere"));
}

} // namespace podloom::app
