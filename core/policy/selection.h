// core/policy/selection.h: which endpoints a selector means, found through an index.
#pragma once

#include "core/model/label_selector.h"
#include "core/policy/program.h"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace podloom::policy {

/// Pods of one cluster: those whose namespace and whose labels match.
struct PodSelection {
    std::string cluster{};
    std::string ns{};           ///< only this namespace; empty = `namespaces` decides
    LabelSelector namespaces{}; ///< by the labels of namespaces
    LabelSelector pods{};

    /// Canonical: selections of equal meaning by form (order, repetition) have equal keys.
    std::string key() const;
};

/// The form of a selector in which order and repetition do not count.
std::string canonicalText(const LabelSelector &selector);

/// Indexes endpoints by namespace and label. Host-network pods are never selected (K-60).
class Selection {
public:
    /// `namespaceLabels` by cluster and name.
    using NamespaceLabels = std::map<std::pair<std::string, std::string>, Labels>;
    Selection(const SharedList<Endpoint> &endpoints, NamespaceLabels namespaceLabels);
    Selection(const Selection &) = delete;
    Selection &operator=(const Selection &) = delete;

    /// Ascending.
    std::vector<EndpointIndex> select(const PodSelection &selection) const;
    const NamespaceLabels &namespaceLabels() const { return m_namespaces; }

private:
    /// The shortest list that surely holds all pods with the labels that `selector` asks for, or null.
    const std::vector<EndpointIndex> *shortestPosting(const std::string &cluster,
                                                      const LabelSelector &selector) const;

    /// What is asked about an endpoint.
    struct Member {
        std::shared_ptr<const Labels> labels{};
        const std::string *ns = nullptr; ///< in m_byNamespace
    };

    std::vector<Member> m_members{}; ///< by EndpointIndex; empty ones for what is never selected
    NamespaceLabels m_namespaces;
    std::map<std::pair<std::string, std::string>, std::vector<EndpointIndex>> m_byNamespace;
    std::unordered_map<std::string, std::vector<EndpointIndex>> m_byLabel; ///< "cluster\0key\0value"
    std::vector<EndpointIndex> m_nothing;
};

} // namespace podloom::policy
