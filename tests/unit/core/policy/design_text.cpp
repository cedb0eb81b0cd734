#include "tests/unit/core/policy/design_text.h"

#include <sstream>

namespace podloom::policy {

namespace {

class Writer {
public:
    std::string text() const { return m_out.str(); }

    void object(const ObjectMeta &meta)
    {
        m_out << "\n  " << meta.id.kind << ' ' << meta.id.ns << '/' << meta.id.name << labels(meta.labels);
    }
    void list(const char *name, const std::vector<Prefix> &nets)
    {
        for (const auto &net : nets)
            m_out << ' ' << name << ' ' << net.toString();
    }
    void word(const char *name, const std::string &value)
    {
        if (!value.empty())
            m_out << ' ' << name << " <" << value << '>';
    }
    void ports(const std::vector<ContainerPort> &ports)
    {
        for (const auto &port : ports)
            m_out << ' ' << port.name << '=' << toString(port.protocol) << '/' << port.port;
    }

    void pod(const Pod &pod)
    {
        object(pod.meta);
        for (const auto &ip : pod.ips)
            m_out << ' ' << ip.toString();
        m_out << (pod.spec.isHostNetwork ? " host" : "") << (pod.isFinished ? " finished" : "");
        word("on", pod.spec.nodeName);
        word("as", pod.spec.serviceAccount);
        ports(pod.spec.ports);
    }

    void policy(const NetworkPolicy &policy)
    {
        object(policy.meta);
        m_out << " pods <" << policy.podSelector.toString() << '>' << (policy.isolatesIngress ? " in" : "")
              << (policy.isolatesEgress ? " out" : "");
        for (const auto &rule : policy.ingress)
            this->rule("from", rule);
        for (const auto &rule : policy.egress)
            this->rule("to", rule);
    }

    void policy(const ClusterPolicy &policy)
    {
        object(policy.meta);
        m_out << (policy.tier == ClusterPolicy::Tier::Admin ? " Admin " : " Baseline ") << policy.priority;
        if (policy.subjectNamespaces)
            word("namespaces", policy.subjectNamespaces->toString());
        if (policy.subjectPods)
            pods(*policy.subjectPods);
        for (const auto &rule : policy.ingress)
            this->rule("from", rule);
        for (const auto &rule : policy.egress)
            this->rule("to", rule);
    }

    void policy(const CalicoPolicy &policy)
    {
        object(policy.meta);
        m_out << " tier " << policy.tier;
        if (policy.order)
            m_out << " order " << *policy.order;
        word("selector", policy.selector);
        word("accounts", policy.serviceAccountSelector);
        word("namespaces", policy.namespaceSelector);
        m_out << (policy.hasIngress ? " in" : "") << (policy.hasEgress ? " out" : "")
              << (policy.staged ? " staged" : "") << (policy.isUntracked ? " doNotTrack" : "")
              << (policy.isPreDnat ? " preDNAT" : "") << (policy.appliesOnForward ? " applyOnForward" : "");
        rules(policy.ingress, policy.egress);
    }

    void rules(const std::vector<CalicoRule> &ingress, const std::vector<CalicoRule> &egress)
    {
        for (const auto &rule : ingress)
            this->rule("in", rule);
        for (const auto &rule : egress)
            this->rule("out", rule);
    }

    void service(const Service &service)
    {
        object(service.meta);
        m_out << " selector" << labels(service.selector.value_or(Labels()));
        for (const auto &port : service.ports) {
            m_out << ' ' << toString(port.protocol) << '/' << port.port << " to ";
            std::visit([&](const auto &target) { m_out << target; }, port.targetPort);
        }
    }

    void slice(const EndpointSlice &slice)
    {
        object(slice.meta);
        word("of", slice.service);
        for (const auto &each : slice.endpoints) {
            for (const auto &address : each.addresses)
                m_out << ' ' << address.toString() << (each.isReady ? "" : " (not ready)");
        }
        ports(slice.ports);
    }

    void host(const HostEndpoint &host)
    {
        object(host.meta);
        m_out << " on " << host.node << ' ' << host.interfaceName;
        for (const auto &ip : host.expectedIps)
            m_out << ' ' << ip.toString();
        for (const auto &profile : host.profiles)
            word("profile", profile);
        ports(host.ports);
    }

private:
    static std::string labels(const Labels &labels)
    {
        std::string out = " {";
        for (const auto &[key, value] : labels)
            out += key + '=' + value + ' ';
        return out + '}';
    }

    void pods(const NamespacedPods &pods)
    {
        word("pods", pods.podSelector.toString() + " of " + pods.namespaceSelector.toString());
    }

    void rule(const char *side, const NetworkPolicyRule &rule)
    {
        m_out << "\n    " << side;
        for (const auto &peer : rule.peers) {
            if (peer.podSelector)
                word("pods", peer.podSelector->toString());
            if (peer.namespaceSelector)
                word("of", peer.namespaceSelector->toString());
            if (peer.ipBlock) {
                list("block", {peer.ipBlock->cidr});
                list("except", peer.ipBlock->except);
            }
            m_out << ';';
        }
        for (const auto &port : rule.ports) {
            m_out << ' ' << toString(port.protocol);
            if (port.port)
                std::visit([&](const auto &number) { m_out << '/' << number; }, *port.port);
            if (port.endPort)
                m_out << '-' << *port.endPort;
        }
    }

    void rule(const char *side, const ClusterPolicyRule &rule)
    {
        m_out << "\n    " << side << ' ' << action(rule.action);
        for (const auto &peer : rule.peers) {
            if (peer.namespaces)
                word("namespaces", peer.namespaces->toString());
            if (peer.pods)
                pods(*peer.pods);
            list("net", peer.networks);
            if (peer.nodes)
                word("nodes", peer.nodes->toString());
            m_out << (peer.domainNames.empty() ? "" : " domains") << (peer.isUnknown ? " unknown" : "")
                  << ';';
        }
        for (const auto &port : rule.ports) {
            word("port", port.namedPort);
            if (port.protocol)
                m_out << ' ' << toString(*port.protocol);
            if (port.range)
                m_out << '/' << port.range->first << '-' << port.range->last;
        }
    }

    void rule(const char *side, const CalicoRule &rule)
    {
        m_out << "\n    " << side << ' ' << action(rule.action);
        if (rule.ipVersion)
            m_out << (*rule.ipVersion == Family::V4 ? " v4" : " v6");
        if (rule.protocol)
            m_out << ' ' << toString(*rule.protocol);
        if (rule.notProtocol)
            m_out << " not " << toString(*rule.notProtocol);
        icmp(" icmp ", rule.icmp);
        icmp(" not icmp ", rule.notIcmp);
        m_out << (rule.hasHttp ? " http" : "") << " from:";
        entity(rule.source);
        m_out << " to:";
        entity(rule.destination);
    }

    void icmp(const char *name, const std::optional<CalicoIcmp> &icmp)
    {
        if (icmp)
            m_out << name << (icmp->type ? int{*icmp->type} : -1) << '/'
                  << (icmp->code ? int{*icmp->code} : -1);
    }

    void entity(const CalicoEntity &entity)
    {
        list("net", entity.nets);
        list("not net", entity.notNets);
        word("selector", entity.selector);
        word("notSelector", entity.notSelector);
        word("namespaces", entity.namespaceSelector);
        ports("port", entity.ports);
        ports("not port", entity.notPorts);
        if (!entity.serviceName.empty())
            word("service", entity.serviceNamespace + '/' + entity.serviceName);
        for (const auto &name : entity.serviceAccountNames)
            word("account", name);
        word("accounts", entity.serviceAccountSelector);
    }

    void ports(const char *name, const std::vector<CalicoPort> &ports)
    {
        for (const auto &port : ports) {
            m_out << ' ' << name << ' ';
            if (const auto *range = std::get_if<PortRange>(&port))
                m_out << range->first << '-' << range->last;
            else
                m_out << std::get<std::string>(port);
        }
    }

    static const char *action(RuleAction action)
    {
        switch (action) {
        case RuleAction::Allow: return "Allow";
        case RuleAction::Deny: return "Deny";
        case RuleAction::Pass: return "Pass";
        case RuleAction::Log: break;
        }
        return "Log";
    }

    std::ostringstream m_out{};
};

} // namespace

std::string textOf(const Design &design)
{
    Writer writer;
    for (const auto &ns : design.namespaces)
        writer.object(ns.meta);
    for (const auto &node : design.nodes) {
        writer.object(node.meta);
        for (const auto &each : node.addresses)
            writer.word("address", each.address.toString());
    }
    for (const auto &account : design.serviceAccounts)
        writer.object(account.meta);
    for (const auto &pod : design.pods)
        writer.pod(pod);
    for (const auto &service : design.services)
        writer.service(service);
    for (const auto &slice : design.endpointSlices)
        writer.slice(slice);
    for (const auto &set : design.networkSets) {
        writer.object(set.meta);
        writer.list("net", set.nets);
    }
    for (const auto &host : design.hostEndpoints)
        writer.host(host);
    for (const auto &tier : design.calicoTiers) {
        writer.object(tier.meta);
        writer.word("order", tier.order ? std::to_string(*tier.order) : "");
        writer.word("end", tier.passesAtEnd ? "Pass" : "Deny");
    }
    for (const auto &policy : design.clusterPolicies)
        writer.policy(policy);
    for (const auto &policy : design.networkPolicies)
        writer.policy(policy);
    for (const auto &policy : design.calicoPolicies)
        writer.policy(policy);
    for (const auto &profile : design.calicoProfiles) {
        writer.object(profile.meta);
        writer.rules(profile.ingress, profile.egress);
    }
    for (const auto &felix : design.felixConfigurations) {
        writer.object(felix.meta);
        writer.word("pods to their node", felix.endpointToHost.value_or(""));
    }
    return writer.text();
}

} // namespace podloom::policy
