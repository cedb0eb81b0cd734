// Names of ports in cluster-wide policies and in Calico's that nothing in the cluster has (K-57, K-76).
#include "core/check/finding.h"
#include "core/check/pod_kinds.h"
#include "core/check/policy_checks.h"

#include <set>
#include <string>

namespace podloom {

namespace {

class PortNames {
public:
    PortNames(const Design &design, const PodKinds &pods, Diagnostics &findings) : m_findings(findings)
    {
        for (const auto *kind : pods.select(LabelSelector{}, LabelSelector{}))
            add(kind->ports);
        for (const auto &host : design.hostEndpoints) {
            if (host.meta.id.cluster == pods.cluster())
                add(host.ports);
        }
    }

    void check(const ClusterPolicy &policy) const
    {
        for (const auto *rules : {&policy.ingress, &policy.egress}) {
            for (const auto &rule : *rules) {
                for (const auto &port : rule.ports) {
                    if (!port.namedPort.empty())
                        check(policy.meta, port.at, port.namedPort, std::nullopt);
                }
            }
        }
    }

    void check(const CalicoPolicy &policy) const
    {
        for (const auto *rules : {&policy.ingress, &policy.egress}) {
            for (const auto &rule : *rules) {
                for (const auto *ports : {&rule.source.ports, &rule.destination.ports}) {
                    for (const auto &port : *ports) {
                        if (const auto *name = std::get_if<std::string>(&port))
                            check(policy.meta, rule.at, *name, rule.protocol);
                    }
                }
            }
        }
    }

private:
    void add(const std::vector<ContainerPort> &ports)
    {
        for (const auto &port : ports) {
            m_names.insert(port.name);
            m_ports.emplace(port.name, port.protocol);
        }
    }

    void check(const ObjectMeta &meta, SourceRef at, const std::string &name,
               std::optional<Protocol> protocol) const
    {
        const FindingsAbout about(meta, m_findings);
        if (!m_names.contains(name))
            about.warning(
                at, "named-port",
                "no pod of this design has a port called \"%1\", so it matches nothing; name the port in "
                "the pods, or write its number",
                {name});
        else if (protocol && !m_ports.contains({name, *protocol}))
            about.warning(
                at, "named-port",
                "no port called \"%1\" is for %2, the protocol of this rule; set the protocol of the port",
                {name, toString(*protocol)});
    }

    Diagnostics &m_findings;
    std::set<std::string> m_names;
    std::set<std::pair<std::string, Protocol>> m_ports;
};

} // namespace

void checkPortNames(const Design &design, Diagnostics &findings)
{
    if (design.clusterPolicies.empty() && design.calicoPolicies.empty())
        return;
    for (const auto &cluster : design.clusterNames()) {
        const PodKinds pods(design, cluster);
        if (pods.isEmpty())
            continue;
        const PortNames names(design, pods, findings);
        for (const auto &policy : design.clusterPolicies) {
            if (policy.meta.id.cluster == cluster)
                names.check(policy);
        }
        for (const auto &policy : design.calicoPolicies) {
            if (policy.meta.id.cluster == cluster)
                names.check(policy);
        }
    }
}

} // namespace podloom
