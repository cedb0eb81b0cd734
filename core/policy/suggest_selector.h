// core/policy/suggest_selector.h: pods that labels tell apart, and selectors that mean some of them.
#pragma once

#include "core/model/label_selector.h"
#include "core/policy/program.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace podloom::policy {

using GroupIndex = std::uint32_t;

/// The pods of a program in groups: those of one namespace with the same labels. Namespaces are called
/// "CLUSTER:NAME" in here, so that those of several clusters stay apart.
class PodGroups {
public:
    explicit PodGroups(const Program &program);

    std::size_t size() const { return m_groups.size(); }
    /// The group of a pod, or kNone for one of the host's network.
    GroupIndex of(EndpointIndex endpoint) const { return m_of[endpoint]; }
    const std::string &namespaceOf(GroupIndex group) const { return m_groups[group].ns; }
    std::vector<std::string> namespaces() const;
    const std::set<GroupIndex> &in(const std::string &ns) const { return m_byNamespace.at(ns); }
    std::string clusterOf(const std::string &ns) const { return ns.substr(0, ns.find(':')); }
    std::string plainName(const std::string &ns) const { return ns.substr(ns.find(':') + 1); }

    /// Selectors that together mean exactly the pods of `groups`, all of namespace `ns`: one where there is
    /// one.
    std::vector<LabelSelector> selectorsFor(const std::string &ns, const std::set<GroupIndex> &groups) const;
    /// A name for a policy with that selector: "allow-web".
    std::string nameFor(const std::string &ns, const LabelSelector &selector) const;

private:
    struct Group {
        std::string ns{};
        Labels labels{};
    };
    std::set<GroupIndex> selected(const std::string &ns, const LabelSelector &selector) const;
    std::vector<LabelSelector> candidates(const std::set<GroupIndex> &groups) const;
    LabelSelector exactSelector(const std::string &ns, GroupIndex group) const;

    std::vector<Group> m_groups{};
    std::vector<GroupIndex> m_of{};
    std::map<std::string, std::set<GroupIndex>> m_byNamespace{};
};

} // namespace podloom::policy
