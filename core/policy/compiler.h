// core/policy/compiler.h: what the compilers of all dialects share: endpoints, distinct sets, order and
// chains.
#pragma once

#include "core/model/design.h"
#include "core/policy/calico_index.h"
#include "core/policy/program.h"
#include "core/policy/selection.h"

#include <functional>
#include <map>
#include <memory>
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
    /// The addresses of a Calico selection.
    SetIndex calicoSet(const CalicoSelection &selection);
    const CalicoIndex &calico();
    /// The set with this canonical key; `make` is called when it is not there yet.
    SetIndex set(const std::string &key, const std::function<AddressSet()> &make);
    /// The addresses of the nodes of the cluster that `selector` selects.
    SetIndex nodeSet(const std::string &cluster, const LabelSelector &selector);
    /// The port called `name` on every pod of the cluster that has one for that protocol (K-57).
    PortSetIndex namedPort(const std::string &cluster, const std::string &name, Protocol protocol);
    PortSetIndex portSet(const std::string &key, const std::function<PortPairSet()> &make);

    /// The tier of that name; made with these values when it is not there yet.
    TierIndex tier(const std::string &cluster, const std::string &name, std::optional<double> order,
                   Action defaultAction, SourceRef at = {});
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
    /// Policies of no tier, by name: profiles, and the failsafes of host endpoints.
    void addProfile(Policy policy);
    void addFailsafes(Policy policy);

    /// The program is moved out.
    Program finish();

private:
    using Applying = std::vector<std::vector<PolicyIndex>>; ///< by endpoint

    void sortTiersAndPolicies();
    Applying applying(Direction direction, Stage stage) const;
    void makePodChains(Direction direction);
    void makeHostChains(Direction direction, Stage stage);
    std::vector<Chain::Step> tiersOf(const std::vector<PolicyIndex> &policies) const;
    std::vector<PolicyIndex> profilesOf(const Endpoint &endpoint) const;
    std::vector<PolicyIndex> failsafesOf(const Endpoint &endpoint, Stage stage) const;
    ChainIndex chainOf(Chain chain);

    const Design &m_design;
    Program m_program;
    Selection m_selection;
    std::unordered_map<std::string, SetIndex> m_sets;
    std::unordered_map<std::string, PortSetIndex> m_portSets;
    std::map<std::pair<std::string, std::string>, TierIndex> m_tiers;
    std::vector<std::string> m_sortNames; ///< of the policies, by index
    std::map<Chain, ChainIndex> m_chains;
    std::unique_ptr<CalicoIndex> m_calico;                         ///< made when it is first asked for
    std::map<ObjectId, PolicyIndex> m_profiles;                    ///< by the id of the Profile
    std::map<std::pair<ObjectId, Stage>, PolicyIndex> m_failsafes; ///< by the id of the FelixConfiguration
};

/// The parts of a Program that do not come from policies.
std::vector<Endpoint> podEndpoints(const Design &design);
std::vector<ProgramNode> programNodes(const Design &design);
Selection::NamespaceLabels namespaceLabelsOf(const Design &design);

/// The HostEndpoints.
std::vector<Endpoint> hostEndpoints(const Design &design);
/// Gives every node the host endpoint that faces the others, and the addresses that it expects.
void connectHosts(Program &program, const Design &design);
/// What the FelixConfigurations say about pods and their own nodes (CA-34).
void readEndpointToHost(Program &program, const Design &design);

/// Adds every networking.k8s.io/v1 NetworkPolicy.
void compileNetworkPolicies(Compiler &compiler);
/// Adds every policy of policy.networking.k8s.io.
void compileClusterPolicies(Compiler &compiler);
/// The Tiers of Calico; before all policies.
void compileTiers(Compiler &compiler);
/// Adds every policy of Calico that is not staged, and the profiles.
void compileCalicoPolicies(Compiler &compiler);
/// Adds the failsafes of every node that has host endpoints.
void compileFailsafes(Compiler &compiler);

} // namespace podloom::policy
