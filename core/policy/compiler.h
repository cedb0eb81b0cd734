// core/policy/compiler.h: what the compilers of all dialects share: endpoints, distinct sets, order and
// chains.
#pragma once

#include "core/model/design.h"
#include "core/policy/calico_index.h"
#include "core/policy/compile_memory.h"
#include "core/policy/program.h"
#include "core/policy/selection.h"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace podloom::policy {

/// Builds one Program. A dialect adds its policies through `add`; finish() brings them into order and makes
/// the chains.
class Compiler {
public:
    explicit Compiler(const Design &design);
    /// The same with what an inventory of another state knows of the design.
    Compiler(const Design &design, std::shared_ptr<Inventory> inventory);
    /// Takes over what it can of the state before; `memory` is of a design with the same inventory.
    Compiler(const Design &design, const Program &before, const CompileMemory &memory);
    /// The same where the inventory differs in pods, by `changes`, which has to stay.
    Compiler(const Design &design, std::shared_ptr<Inventory> inventory, const Program &before,
             const CompileMemory &memory, const PodChanges &changes);
    Compiler(const Compiler &) = delete;
    Compiler &operator=(const Compiler &) = delete;

    const Design &design() const { return m_design; }
    /// Its clusters, nodes and endpoints are those of the program to be, but for the chains of endpoints.
    const Program &program() const { return m_before ? *m_before : m_inventory->program; }
    const SharedList<Endpoint> &endpoints() const { return program().endpoints; }
    const Selection &selection() const { return m_inventory->selection(endpoints()); }

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

    /// Adds the policy as it was before when `object`, which stands in this table, has not changed.
    template <class Object>
    bool reuse(const Object &object, Table<Object> Design::*table, TierIndex tierOfIt)
    {
        const auto *old = m_memory ? (m_memory->design.*table).find(object.meta.id) : nullptr;
        return old && (old == &object || *old == object) && reuse(old, &object, tierOfIt);
    }
    /// `sortName` breaks ties of equal order; `object` is what was compiled into it since the last one;
    /// `selection`: where it applies to just these pods.
    void add(Policy policy, std::string sortName, const void *object = nullptr,
             SelectionPointer selection = nullptr);
    /// Policies of no tier, by name: profiles, and the failsafes of host endpoints.
    void addProfile(Policy policy);
    void addFailsafes(Policy policy);

    /// The program is moved out.
    Program finish();
    /// After that: what the next state can be made from.
    std::shared_ptr<const CompileMemory> memory();

private:
    /// The policies of each endpoint, one after another in one list.
    class Applying {
    public:
        explicit Applying(std::size_t endpoints) : m_ends(endpoints) {}
        /// Twice for each pair, in the same order: first it is counted, then, after allot(), put down.
        void count(EndpointIndex endpoint) { ++m_ends[endpoint]; }
        void allot();
        void put(EndpointIndex endpoint, PolicyIndex policy) { m_list[m_ends[endpoint]++] = policy; }
        std::span<const PolicyIndex> operator[](EndpointIndex endpoint) const
        {
            const std::size_t begin = endpoint == 0 ? 0 : m_ends[endpoint - 1];
            return std::span(m_list).subspan(begin, m_ends[endpoint] - begin);
        }

    private:
        std::vector<std::uint32_t> m_ends;
        std::vector<PolicyIndex> m_list{};
    };

    bool reuse(const void *old, const void *object, TierIndex tierOfIt);
    SetUse adopt(SetUse use);
    void noteSelection(SetIndex set, SelectionPointer selection);
    bool canRenew(const PolicyRecord &record) const;
    bool selects(const PodSelection &selection, const Endpoint &pod) const;
    std::vector<EndpointIndex> renewed(const std::vector<EndpointIndex> &before,
                                       const PodSelection &selection) const;
    void sortTiersAndPolicies();
    bool hasChainsOfBefore() const;
    void makeChains();
    Applying applying(Direction direction, Stage stage) const;
    void makePodChains(Direction direction, std::vector<Endpoint::Chains> &chains);
    void makeHostChains(Direction direction, Stage stage, std::vector<Endpoint::Chains> &chains);
    std::vector<Chain::Step> tiersOf(std::span<const PolicyIndex> policies) const;
    std::vector<PolicyIndex> profilesOf(const Endpoint &endpoint) const;
    std::vector<PolicyIndex> failsafesOf(const Endpoint &endpoint, Stage stage) const;
    ChainIndex chainOf(Chain chain);

    const Design &m_design;
    const Program *m_source = nullptr; ///< that policies and sets are taken over from
    const Program *m_before = nullptr; ///< the same, where the inventory is the same too
    const CompileMemory *m_memory = nullptr;
    const PodChanges *m_changes = nullptr;       ///< null where there are none
    std::shared_ptr<Inventory> m_ownInventory{}; ///< nobody else's until memory() is asked for
    std::shared_ptr<const Inventory> m_inventory;
    Program m_program{};
    std::unordered_map<std::string, SetIndex> m_sets;
    std::unordered_map<std::string, PortSetIndex> m_portSets;
    std::map<std::pair<std::string, std::string>, TierIndex> m_tiers;
    /// By policy.
    struct Origin {
        const void *object = nullptr;
        std::string sortName{};
        std::vector<SetUse> uses{};
        SelectionPointer selection{};
    };
    std::vector<Origin> m_origins{};
    std::vector<SetUse> m_uses{};                          ///< since the last policy was added
    std::array<std::vector<std::uint32_t>, 2> m_adopted{}; ///< sets and port sets here, by index before
    std::vector<SelectionPointer> m_selections{};          ///< as CompileMemory::selections
    std::map<Chain, ChainIndex> m_chains;
    std::shared_ptr<const CalicoIndex> m_calico;                   ///< made when it is first asked for
    std::map<ObjectId, PolicyIndex> m_profiles;                    ///< by the id of the Profile
    std::map<std::pair<ObjectId, Stage>, PolicyIndex> m_failsafes; ///< by the id of the FelixConfiguration
};

/// The parts of a Program that do not come from policies.
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
