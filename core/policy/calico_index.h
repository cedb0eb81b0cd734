// core/policy/calico_index.h: what Calico's selectors mean: pods, host endpoints and network sets.
#pragma once

#include "core/model/calico_selector.h"
#include "core/model/design.h"
#include "core/policy/program.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace podloom::policy {

/// Everything that is set must hold.
struct CalicoSelection {
    std::string cluster{};
    std::string ns{};                           ///< only this namespace, when there is no `namespaces`
    std::optional<CalicoSelector> namespaces{}; ///< by the labels of namespaces
    CalicoSelector selector{};                  ///< by the own and the inherited labels
    std::vector<std::string> accountNames{};    ///< only pods of these service accounts; empty = of all
    std::optional<CalicoSelector> accounts{};   ///< by the labels of service accounts

    /// Canonical up to the order of operands.
    std::string key() const;
};

/// Indexes everything that has labels. Labels are those that Calico gives an endpoint: its own, the
/// namespace's as pcns.KEY, the service account's as pcsa.KEY, and projectcalico.org/namespace, orchestrator
/// and serviceaccount. Reads the endpoints that it was made with; they must outlive it.
class CalicoIndex {
public:
    CalicoIndex(const Design &design, const SharedList<Endpoint> &endpoints);

    /// Pods and host endpoints, ascending.
    std::vector<EndpointIndex> endpoints(const CalicoSelection &selection) const;
    /// Pods as members, the addresses of host endpoints and network sets as nets. `key` is set.
    AddressSet addresses(const CalicoSelection &selection) const;

private:
    /// Things that no selector can tell apart, or one host endpoint or network set.
    struct Group {
        enum class Kind { Pods, HostInterface, NetworkSet };
        Kind kind = Kind::Pods;
        std::string cluster{};
        std::string ns{}; ///< empty for global ones
        std::string account{};
        std::shared_ptr<const Labels> labels{};
        const Labels *namespaceLabels = nullptr;
        const Labels *accountLabels = nullptr;
        std::vector<EndpointIndex> members{};
        PrefixSet nets{};
    };
    using GroupIndex = std::uint32_t;

    void addPods(const Design &design, const SharedList<Endpoint> &endpoints);
    void addHosts(const SharedList<Endpoint> &endpoints);
    void addSets(const Design &design);
    void add(Group group);
    const Labels *labelsOfNamespace(const Design &design, const std::string &cluster, const std::string &ns);
    std::vector<GroupIndex> candidates(const CalicoSelection &selection) const;
    template <class Visitor>
    void forEachMatch(const CalicoSelection &selection, Visitor visit) const;
    static const std::string *labelOf(const Group &group, const std::string &label);
    static bool matches(const Group &group, const CalicoSelection &selection);

    std::vector<Group> m_groups{};
    std::map<std::pair<std::string, std::string>, Labels> m_namespaceLabels{};
    std::map<std::string, std::vector<GroupIndex>> m_byCluster{};
    std::map<std::pair<std::string, std::string>, std::vector<GroupIndex>> m_byNamespace{};
    std::unordered_map<std::string, std::vector<GroupIndex>> m_byLabel{}; ///< "cluster\0key\0value"
};

} // namespace podloom::policy
