// networking.k8s.io/v1 NetworkPolicy (K-40 … K-58).
#include "core/manifest/decoded.h"

namespace podloom::manifest {

namespace {

constexpr auto kRootFields = fieldNames("apiVersion", "kind", "metadata", "spec", "status");
constexpr auto kSpecFields = fieldNames("egress", "ingress", "podSelector", "policyTypes");
constexpr auto kIngressFields = fieldNames("from", "ports");
constexpr auto kEgressFields = fieldNames("ports", "to");
constexpr auto kPeerFields = fieldNames("ipBlock", "namespaceSelector", "podSelector");
constexpr auto kIpBlockFields = fieldNames("cidr", "except");
constexpr auto kPortFields = fieldNames("endPort", "port", "protocol");

IpBlock readIpBlock(Reader &reader, Value value)
{
    const Fields fields(reader, value, kIpBlockFields);
    IpBlock out{Prefix::all(Family::V4)};
    if (!fields.require("cidr"))
        return out;
    const auto cidr = reader.prefix(fields["cidr"]);
    if (cidr)
        out.cidr = *cidr;
    fields.forEachItem("except", [&](Value item) {
        const auto except = reader.prefix(item);
        if (!except)
            return;
        if (cidr && (!cidr->contains(*except) || *cidr == *except))
            reader.error(item, "except-outside-cidr", "%1: %2 is not a smaller part of %3",
                         {except->toString(), cidr->toString()});
        out.except.push_back(*except);
    });
    return out;
}

NetworkPolicyPeer readPeer(Reader &reader, Value item)
{
    NetworkPolicyPeer out;
    out.at = reader.at(item);
    if (!reader.isMapping(item)) {
        if (reader.isAbsent(item))
            reader.error(item, "empty-peer",
                         "%1 is empty; a peer needs podSelector, namespaceSelector or ipBlock");
        return out;
    }
    reader.checkFields(item, kPeerFields);
    const Fields fields(reader, item);
    if (fields.has("podSelector"))
        out.podSelector = reader.labelSelector(fields["podSelector"]);
    if (fields.has("namespaceSelector"))
        out.namespaceSelector = reader.labelSelector(fields["namespaceSelector"]);
    if (fields.has("ipBlock")) {
        out.ipBlock = readIpBlock(reader, fields["ipBlock"]);
        if (out.podSelector || out.namespaceSelector)
            reader.error(
                item, "peer-kinds",
                "%1 has ipBlock beside a selector; write them as two peers, each with its own \"-\"");
    } else if (!out.podSelector && !out.namespaceSelector) {
        reader.error(item, "empty-peer",
                     "%1 is empty; a peer needs podSelector, namespaceSelector or ipBlock");
    }
    return out;
}

NetworkPolicyPort readPort(Reader &reader, Value item)
{
    NetworkPolicyPort out;
    out.at = reader.at(item);
    const Fields fields(reader, item, kPortFields);
    if (const auto protocol = fields["protocol"])
        out.protocol = reader.transportProtocol(protocol).value_or(Protocol::Tcp);
    if (const auto port = fields["port"])
        out.port = readPortRef(reader, port);
    if (!fields.has("endPort"))
        return out;
    out.endPort = fields.integer<std::uint16_t>("endPort", 1);
    const auto *number = out.port ? std::get_if<std::uint16_t>(&*out.port) : nullptr;
    if (!fields.has("port") || (out.port && !number))
        reader.error(fields["endPort"], "end-port", "%1 needs port as a number beside it");
    else if (number && out.endPort && *out.endPort < *number)
        reader.error(fields["endPort"], "end-port", "%1 is %2, below port %3",
                     {std::to_string(*out.endPort), std::to_string(*number)});
    return out;
}

/// A rule that could not be read is left out: fewer rules allow less.
std::vector<NetworkPolicyRule> readRules(Reader &reader, const Fields &spec, bool isIngress)
{
    std::vector<NetworkPolicyRule> out;
    spec.forEachItem(isIngress ? "ingress" : "egress", [&](Value item) {
        const auto errorsBefore = reader.errorsInObject();
        NetworkPolicyRule rule;
        rule.at = reader.at(item);
        const Fields fields(reader, item, isIngress ? kIngressFields : kEgressFields);
        fields.forEachItem(isIngress ? "from" : "to",
                           [&](Value peer) { rule.peers.push_back(readPeer(reader, peer)); });
        fields.forEachItem("ports", [&](Value port) { rule.ports.push_back(readPort(reader, port)); });
        if (reader.errorsInObject() == errorsBefore)
            out.push_back(std::move(rule));
    });
    return out;
}

void readPolicyTypes(Reader &reader, const Fields &spec, NetworkPolicy &policy)
{
    bool isGiven = false;
    bool hasIngress = false;
    bool hasEgress = false;
    spec.forEachItem("policyTypes", [&](Value item) {
        isGiven = true;
        const auto type = reader.text(item);
        if (type == "Ingress")
            hasIngress = true;
        else if (type == "Egress")
            hasEgress = true;
        else if (type)
            reader.error(item, "policy-type", "%1 is \"%2\"; it must be Ingress or Egress", {*type});
    });
    const auto egress = spec["egress"];
    policy.statesTypes = isGiven;
    policy.statesIngress = spec.has("ingress");
    policy.statesEgress = spec.has("egress");
    policy.isolatesIngress = !isGiven || hasIngress;
    policy.isolatesEgress = isGiven ? hasEgress : egress.isSequence() && egress.node().childCount > 0;
}

} // namespace

void readNetworkPolicySpec(Reader &reader, const Fields &spec, NetworkPolicy &policy)
{
    if (spec.has("podSelector"))
        policy.podSelector = reader.labelSelector(spec["podSelector"]);
    readPolicyTypes(reader, spec, policy);
    policy.ingress = readRules(reader, spec, true);
    policy.egress = readRules(reader, spec, false);
}

AnyObject decodeNetworkPolicy(Reader &reader, const Fields &root, ObjectMeta meta)
{
    reader.checkFields(root.value(), kRootFields);
    auto out = std::make_shared<NetworkPolicy>();
    root.require("spec");
    const Fields spec(reader, root["spec"], kSpecFields);
    readNetworkPolicySpec(reader, spec, *out);
    out->meta = std::move(meta);
    return out;
}

} // namespace podloom::manifest
