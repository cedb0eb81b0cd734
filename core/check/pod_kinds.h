// core/check/pod_kinds.h: the pods of a design as selectors see them, with those that workloads would make.
#pragma once

#include "core/base/message.h"
#include "core/model/design.h"
#include "core/policy/selection.h"

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace podloom {

/// Pods of one namespace with the same labels. Templates of workloads that have no pod at the moment (no
/// replicas, no node for a DaemonSet, a CronJob) are kinds too.
struct PodKind {
    std::string ns{};
    Labels labels{};
    bool isHostNetwork = false;         ///< never selected by policies (K-60)
    std::vector<ContainerPort> ports{}; ///< of all of them
};

/// All kinds of pods of one cluster.
class PodKinds {
public:
    PodKinds(const Design &design, std::string cluster);

    const std::string &cluster() const { return m_cluster; }
    bool isEmpty() const { return m_kinds.empty(); }
    bool hasPodsIn(const std::string &ns) const { return m_byNamespace.contains(ns); }
    /// The kinds that `selector` matches in one namespace, host-network ones too.
    std::vector<const PodKind *> select(const std::string &ns, const LabelSelector &selector) const;
    /// The same in every namespace whose labels `namespaces` matches.
    std::vector<const PodKind *> select(const LabelSelector &namespaces, const LabelSelector &selector) const;
    /// Names of the namespaces that a selector matches, with pods or without.
    std::vector<std::string> namespaces(const LabelSelector &selector) const;

    /// For a selector that matches nothing in `ns`: adds to the sentence which of its labels is wrong there.
    void addHint(const std::string &ns, const LabelSelector &selector, Message &message) const;

private:
    /// What tells kinds apart.
    struct Key {
        const std::string *ns = nullptr;
        const Labels *labels = nullptr;
        bool isHostNetwork = false;

        bool operator<(const Key &other) const
        {
            return std::tie(*ns, isHostNetwork, *labels)
                 < std::tie(*other.ns, other.isHostNetwork, *other.labels);
        }
        bool operator==(const Key &other) const
        {
            return std::tie(*ns, isHostNetwork, *labels)
                == std::tie(*other.ns, other.isHostNetwork, *other.labels);
        }
    };
    using Known = std::map<Key, std::size_t>; ///< places in m_kinds

    /// The kind of what was added is `last` the next time.
    void add(const Labels &labels, const std::string &ns, const PodSpec &spec, Known &known,
             Known::iterator &last);

    std::string m_cluster;
    std::vector<PodKind> m_kinds;
    std::map<std::string, std::vector<std::size_t>> m_byNamespace;
    std::unordered_map<std::string, std::vector<std::size_t>> m_byLabel; ///< "namespace\0key\0value"
    std::map<std::string, Labels> m_namespaceLabels;
};

} // namespace podloom
