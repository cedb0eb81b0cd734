// core/policy/compiler.h: what the compilers of all dialects share: endpoints, distinct sets, order and
// chains.
#pragma once

#include "core/model/design.h"
#include "core/policy/program.h"
#include "core/policy/selection.h"

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace podloom::policy {

/// Builds one Program. A dialect adds its policies through `add`; finish() brings them into order and makes
/// the chains.
class Compiler {
public:
    explicit Compiler(const Design &design);
    Compiler(const Compiler &) = delete;
    Compiler &operator=(const Compiler &) = delete;

    const Design &design() const { return m_design; }
    const Program &program() const { return m_program; }
    const Selection &selection() const { return m_selection; }

    /// The set of a selection; made when it is not there yet.
    SetIndex podSet(const PodSelection &selection);
    /// The set with this canonical key; `make` is called when it is not there yet.
    SetIndex set(const std::string &key, const std::function<AddressSet()> &make);
    /// The addresses of the nodes of the cluster that `selector` selects.
    SetIndex nodeSet(const std::string &cluster, const LabelSelector &selector);
    /// The port called `name` on every pod of the cluster that has one for that protocol (K-57).
    PortSetIndex namedPort(const std::string &cluster, const std::string &name, Protocol protocol);
    PortSetIndex portSet(const std::string &key, const std::function<PortPairSet()> &make);

    /// The tier of that name; made with these values when it is not there yet.
    TierIndex tier(const std::string &cluster, const std::string &name, std::optional<double> order,
                   Action defaultAction);
    /// Kubernetes' own tiers, with the order and end that Calico gives them (K-79, CA-11).
    TierIndex adminTier(const std::string &cluster)
    {
        return tier(cluster, "kube-admin", 1000, Action::Pass);
    }
    TierIndex defaultTier(const std::string &cluster) { return tier(cluster, "default", 1e6, Action::Deny); }
    TierIndex baselineTier(const std::string &cluster)
    {
        return tier(cluster, "kube-baseline", 1e7, Action::Pass);
    }

    /// `sortName` breaks ties of equal order.
    void add(Policy policy, std::string sortName);

    /// The program is moved out.
    Program finish();

private:
    void sortTiersAndPolicies();
    void makeChains(Direction direction);
    ChainIndex chainOf(const std::vector<PolicyIndex> &policies);

    const Design &m_design;
    Program m_program;
    Selection m_selection;
    std::unordered_map<std::string, SetIndex> m_sets;
    std::unordered_map<std::string, PortSetIndex> m_portSets;
    std::map<std::pair<std::string, std::string>, TierIndex> m_tiers;
    std::vector<std::string> m_sortNames; ///< of the policies, by index
    std::map<Chain, ChainIndex> m_chains;
};

/// The parts of a Program that do not come from policies.
std::vector<Endpoint> podEndpoints(const Design &design);
std::vector<ProgramNode> programNodes(const Design &design);
Selection::NamespaceLabels namespaceLabelsOf(const Design &design);

/// Adds every networking.k8s.io/v1 NetworkPolicy.
void compileNetworkPolicies(Compiler &compiler);
/// Adds every policy of policy.networking.k8s.io.
void compileClusterPolicies(Compiler &compiler);

} // namespace podloom::policy
