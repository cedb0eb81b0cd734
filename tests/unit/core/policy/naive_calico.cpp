// Calico's policies and profiles (CA-09 … CA-14, and section 3.3 of the reference).
#include "tests/unit/core/policy/naive_words.h"

#include <algorithm>

namespace podloom::policy::naive {

namespace {

Known knownOf(const Design &design, const Pod &pod)
{
    const auto &id = pod.meta.id;
    Known out{.labels = pod.meta.labels,
              .ns = id.ns,
              .account = pod.spec.serviceAccount.empty() ? "default" : pod.spec.serviceAccount};
    for (const auto &[key, value] : design.namespaceLabels(id.cluster, id.ns))
        out.labels.emplace("pcns." + key, value);
    if (const auto *account =
            design.serviceAccounts.find({id.cluster, "", "ServiceAccount", id.ns, out.account})) {
        for (const auto &[key, value] : account->meta.labels)
            out.labels.emplace("pcsa." + key, value);
    }
    out.labels["pcns.projectcalico.org/name"] = id.ns;
    out.labels["pcsa.projectcalico.org/name"] = out.account;
    out.labels["projectcalico.org/namespace"] = id.ns;
    out.labels["projectcalico.org/serviceaccount"] = out.account;
    out.labels["projectcalico.org/orchestrator"] = "k8s";
    return out;
}

Known knownOf(const Design &design, const NetworkSet &set)
{
    const auto &id = set.meta.id;
    Known out{.labels = set.meta.labels, .ns = id.ns};
    if (id.ns.empty())
        return out;
    for (const auto &[key, value] : design.namespaceLabels(id.cluster, id.ns))
        out.labels.emplace("pcns." + key, value);
    out.labels["pcns.projectcalico.org/name"] = id.ns;
    out.labels["projectcalico.org/namespace"] = id.ns;
    return out;
}

bool isIn(const std::vector<Prefix> &nets, const Party &party)
{
    return party.address && std::any_of(nets.begin(), nets.end(), [&](const Prefix &net) {
               return net.contains(*party.address);
           });
}

/// Everything known that the party is or belongs to.
std::vector<Known> allKnownOf(const Design &design, const Party &party)
{
    std::vector<Known> out;
    if (isSelectable(party.pod))
        out.push_back(knownOf(design, *party.pod));
    for (const auto &set : design.networkSets) {
        if (isIn(set.nets, party))
            out.push_back(knownOf(design, set));
    }
    for (const auto &host : design.hostEndpoints) {
        const auto &ips = host.expectedIps;
        if (party.address && std::count(ips.begin(), ips.end(), *party.address) > 0)
            out.push_back(naive::knownOf(design, host));
    }
    return out;
}

bool holds(const std::string &selector, const Known &known)
{
    return isTrueFor(selector, {.labels = known.labels});
}

bool holdsForNamespace(const std::string &selector, const Known &known)
{
    return isTrueFor(
        selector,
        {.labels = known.labels, .prefix = "pcns.", .all = !known.ns.empty(), .global = known.ns.empty()});
}

bool holdsForAccount(const std::string &selector, const Known &known)
{
    return isTrueFor(selector, {.labels = known.labels, .prefix = "pcsa.", .all = !known.account.empty()});
}

/// Where a policy or rule of namespace `ns` looks: its namespaceSelector, else its own namespace, else all.
bool isInScope(const std::string &namespaceSelector, const std::string &ns, const Known &known)
{
    return namespaceSelector.empty() ? ns.empty() || known.ns == ns
                                     : holdsForNamespace(namespaceSelector, known);
}

bool isEntityOf(const CalicoEntity &entity, const std::string &ns, const Known &known)
{
    const auto &names = entity.serviceAccountNames;
    return isInScope(entity.namespaceSelector, ns, known) && holds(entity.selector, known)
        && (names.empty() || std::count(names.begin(), names.end(), known.account) > 0)
        && (entity.serviceAccountSelector.empty() || holdsForAccount(entity.serviceAccountSelector, known));
}

bool selectorsMatch(const Case &asked, const CalicoEntity &entity, const std::string &ns, const Party &party)
{
    const bool asksForKnown = !entity.selector.empty() || !entity.namespaceSelector.empty()
                           || !entity.serviceAccountNames.empty() || !entity.serviceAccountSelector.empty()
                           || (!ns.empty() && !entity.notSelector.empty());
    if (!asksForKnown && entity.notSelector.empty())
        return true;
    const auto known = allKnownOf(asked.design, party);
    if (asksForKnown && std::none_of(known.begin(), known.end(), [&](const Known &each) {
            return isEntityOf(entity, ns, each);
        }))
        return false;
    return entity.notSelector.empty() || std::none_of(known.begin(), known.end(), [&](const Known &each) {
               return holds(entity.notSelector, each);
           });
}

std::optional<std::uint16_t> targetOf(const Pod &pod, const ServicePort &port)
{
    if (const auto *number = std::get_if<std::uint16_t>(&port.targetPort))
        return *number == 0 ? port.port : *number;
    for (const auto &each : pod.spec.ports) {
        if (each.name == std::get<std::string>(port.targetPort) && each.protocol == port.protocol)
            return each.port;
    }
    return std::nullopt;
}

/// Whether the party is the pod; one of the host's network is whoever has an address of its node (K-60).
bool isThat(const Design &design, const Party &party, const Pod &pod)
{
    if (isSelectable(&pod))
        return party.pod == &pod;
    const auto *node = design.nodes.find({pod.meta.id.cluster, "", "Node", "", pod.spec.nodeName});
    return !pod.isFinished && node
        && std::any_of(node->addresses.begin(), node->addresses.end(),
                       [&](const InterfaceAddress &each) { return party.address == each.address; });
}

/// Whether the party is a backend of the service, on that protocol and port if one is given.
bool isBackend(const Case &asked, const ObjectId &service, const Party &party,
               std::optional<ContainerPort> wanted)
{
    const auto isWanted = [&](Protocol protocol, std::uint16_t port) {
        return !wanted || (wanted->protocol == protocol && wanted->port == port);
    };
    bool hasSlices = false;
    for (const auto &slice : asked.design.endpointSlices) {
        if (slice.meta.id.ns != service.ns || slice.service != service.name)
            continue;
        hasSlices = true;
        for (const auto &backend : slice.endpoints) {
            const auto &all = backend.addresses;
            if (!backend.isReady || !party.address || std::count(all.begin(), all.end(), *party.address) == 0)
                continue;
            if (std::any_of(slice.ports.begin(), slice.ports.end(),
                            [&](const auto &port) { return isWanted(port.protocol, port.port); }))
                return true;
        }
    }
    const auto *found = asked.design.services.find(service);
    if (hasSlices || !found || !found->selector)
        return false;
    for (const auto &pod : asked.design.pods) {
        if (pod.meta.id.ns != service.ns || !isThat(asked.design, party, pod)
            || !isTrueFor(LabelSelector{.matchLabels = *found->selector}, pod.meta.labels))
            continue;
        for (const auto &port : found->ports) {
            const auto target = targetOf(pod, port);
            if (target && isWanted(port.protocol, *target))
                return true;
        }
    }
    return false;
}

/// A host endpoint is known by the addresses that it expects.
bool isHostPort(const Design &design, const Party &party, const std::string &name, Protocol protocol,
                std::uint16_t port)
{
    for (const auto &host : design.hostEndpoints) {
        const auto &ips = host.expectedIps;
        if (!party.address || std::count(ips.begin(), ips.end(), *party.address) == 0)
            continue;
        for (const auto &each : host.ports) {
            if (each.name == name && each.protocol == protocol && each.port == port)
                return true;
        }
    }
    return false;
}

bool isOneOf(const Design &design, const std::vector<CalicoPort> &ports, const Party &party,
             Protocol protocol, std::uint16_t port)
{
    return hasPorts(protocol) && std::any_of(ports.begin(), ports.end(), [&](const CalicoPort &each) {
               if (const auto *name = std::get_if<std::string>(&each))
                   return hasNamedPort(party, *name, protocol, port)
                       || isHostPort(design, party, *name, protocol, port);
               const auto &range = std::get<PortRange>(each);
               return range.first <= port && port <= range.last;
           });
}

bool isEntity(const Case &asked, const CalicoEntity &entity, const std::string &ns, bool isSource)
{
    const auto &question = asked.question;
    const auto &party = isSource ? question.from : question.to;
    const auto port = isSource ? question.sourcePort : question.port;
    if (!entity.serviceName.empty()) {
        const auto &of = entity.serviceNamespace.empty() ? ns : entity.serviceNamespace;
        const ContainerPort wanted{.port = port, .protocol = question.protocol};
        return isBackend(asked, {"default", "", "Service", of, entity.serviceName}, party,
                         isSource ? std::nullopt : std::optional(wanted));
    }
    return (entity.nets.empty() || isIn(entity.nets, party)) && !isIn(entity.notNets, party)
        && selectorsMatch(asked, entity, ns, party)
        && (entity.ports.empty() || isOneOf(asked.design, entity.ports, party, question.protocol, port))
        && !isOneOf(asked.design, entity.notPorts, party, question.protocol, port);
}

/// A rule with nets of one family only is about that family only.
bool isFamily(const CalicoRule &rule, Family family)
{
    if (rule.ipVersion && rule.ipVersion != family)
        return false;
    for (const auto *nets :
         {&rule.source.nets, &rule.source.notNets, &rule.destination.nets, &rule.destination.notNets}) {
        if (!nets->empty() && std::none_of(nets->begin(), nets->end(), [&](const Prefix &net) {
                return net.family() == family;
            }))
            return false;
    }
    return true;
}

bool isIcmp(const CalicoIcmp &icmp, const Question &question)
{
    return (question.protocol == Protocol::Icmp || question.protocol == Protocol::Icmpv6)
        && (!icmp.type || question.icmpType == int{*icmp.type})
        && (!icmp.code || question.icmpCode == int{*icmp.code});
}

bool isRule(const Case &asked, const CalicoRule &rule, const std::string &ns)
{
    const auto &question = asked.question;
    return !rule.hasHttp && isFamily(rule, question.family)
        && (!rule.protocol || rule.protocol == question.protocol)
        && (!rule.notProtocol || rule.notProtocol != question.protocol)
        && (!rule.icmp || isIcmp(*rule.icmp, question)) && !(rule.notIcmp && isIcmp(*rule.notIcmp, question))
        && isEntity(asked, rule.source, ns, true) && isEntity(asked, rule.destination, ns, false);
}

} // namespace

/// Labels of its profiles are inherited; its own win.
Known knownOf(const Design &design, const HostEndpoint &host)
{
    Known out{.labels = host.meta.labels};
    for (const auto &name : host.profiles) {
        if (const auto *profile =
                design.calicoProfiles.find({host.meta.id.cluster, "projectcalico.org", "Profile", "", name}))
            out.labels.insert(profile->labelsToApply.begin(), profile->labelsToApply.end());
    }
    return out;
}

std::optional<RuleAction> firstOf(const Case &asked, const std::vector<CalicoRule> &rules,
                                  const std::string &ns)
{
    for (const auto &rule : rules) {
        if (rule.action != RuleAction::Log && isRule(asked, rule, ns))
            return rule.action;
    }
    return std::nullopt;
}

bool selects(const CalicoPolicy &policy, const Known &known)
{
    return isInScope(policy.namespaceSelector, policy.meta.id.ns, known) && holds(policy.selector, known)
        && (policy.serviceAccountSelector.empty() || holdsForAccount(policy.serviceAccountSelector, known));
}

bool concerns(const CalicoPolicy &policy, const Case &asked)
{
    if (policy.isUntracked || policy.isPreDnat || !(asked.isIngress ? policy.hasIngress : policy.hasEgress))
        return false; // CA-32: of host endpoints only
    return selects(policy, knownOf(asked.design, *asked.subject().pod));
}

std::optional<RuleAction> answer(const CalicoPolicy &policy, const Case &asked)
{
    return firstOf(asked, asked.isIngress ? policy.ingress : policy.egress, policy.meta.id.ns);
}

bool profilesAllow(const Case &asked)
{
    const auto &pod = *asked.subject().pod;
    const auto account = pod.spec.serviceAccount.empty() ? "default" : pod.spec.serviceAccount;
    const auto profile = [&](const std::string &name) {
        return asked.design.calicoProfiles.find(
            {pod.meta.id.cluster, "projectcalico.org", "Profile", "", name});
    };
    const auto *ofNamespace = profile("kns." + pod.meta.id.ns);
    if (!ofNamespace)
        return true; // the one that Calico makes allows all
    for (const auto *each : {ofNamespace, profile("ksa." + pod.meta.id.ns + '.' + account)}) {
        if (!each)
            continue;
        if (const auto said = firstOf(asked, asked.isIngress ? each->ingress : each->egress, {}))
            return said == RuleAction::Allow;
    }
    return false;
}

} // namespace podloom::policy::naive
