// core/policy/calico_rules.h: rules of Calico's policies and profiles as rules of a Program.
#pragma once

#include "core/policy/compiler.h"

namespace podloom::policy {

/// Compiles the rules of one policy. `ns` is that of a namespaced policy, else empty. Source of the meaning
/// of selectors: projectcalico.org/v3, EntityRule.
class CalicoRules {
public:
    CalicoRules(Compiler &compiler, const std::string &cluster, const std::string &ns)
        : m_compiler(compiler),
          m_cluster(cluster),
          m_ns(ns)
    {}

    std::vector<Rule> compile(const std::vector<CalicoRule> &rules);

private:
    Rule compile(const CalicoRule &rule);
    std::vector<Peer> peers(const CalicoEntity &entity);
    PortMatch ports(const std::vector<CalicoPort> &ports, Protocol protocol);
    std::vector<Transport> transports(const CalicoRule &rule);
    const std::string &namespaceOf(const CalicoEntity &entity) const;

    Compiler &m_compiler;
    const std::string &m_cluster;
    const std::string &m_ns;
};

/// The selector that `text` is; everything for one with a fault, which the manifest's reader has reported.
CalicoSelector parsedSelector(const std::string &text);

} // namespace podloom::policy
