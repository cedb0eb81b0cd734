#include "core/policy/calico_index.h"

#include "core/base/text.h"
#include "core/model/label_key.h"

#include <algorithm>
#include <string_view>

namespace podloom::policy {

namespace {

constexpr std::string_view kNamespaceLabel = "projectcalico.org/namespace";
constexpr std::string_view kOrchestratorLabel = "projectcalico.org/orchestrator";
constexpr std::string_view kAccountLabel = "projectcalico.org/serviceaccount";
constexpr std::string_view kNameLabel = "projectcalico.org/name";
constexpr std::string_view kNamespacePrefix = "pcns.";
constexpr std::string_view kAccountPrefix = "pcsa.";

const std::string *find(const Labels *labels, const std::string &key)
{
    if (!labels)
        return nullptr;
    const auto found = labels->find(key);
    return found == labels->end() ? nullptr : &found->second;
}

/// A label that stands on the object itself, as far as an index can know.
bool isOwnLabel(std::string_view label)
{
    return !label.starts_with("projectcalico.org/") && !label.starts_with(kNamespacePrefix)
        && !label.starts_with(kAccountPrefix);
}

} // namespace

std::string CalicoSelection::key() const
{
    auto out = cluster + ": " + selector.toString();
    if (namespaces)
        out += " in namespaces{" + namespaces->toString() + '}';
    else if (!ns.empty())
        out += " in namespace " + ns;
    if (accounts)
        out += " of accounts{" + accounts->toString() + '}';
    if (!accountNames.empty()) {
        auto names = accountNames;
        std::sort(names.begin(), names.end());
        out += " of " + join(names, ",");
    }
    return out;
}

CalicoIndex::CalicoIndex(const Design &design, const SharedList<Endpoint> &endpoints)
{
    addPods(design, endpoints);
    addHosts(endpoints);
    addSets(design);
    for (GroupIndex index = 0; index < m_groups.size(); ++index) {
        const auto &group = m_groups[index];
        m_byCluster[group.cluster].push_back(index);
        m_byNamespace[{group.cluster, group.ns}].push_back(index);
        for (const auto &[key, value] : *group.labels)
            m_byLabel[labelKey(group.cluster, key, value)].push_back(index);
    }
}

const Labels *CalicoIndex::labelsOfNamespace(const Design &design, const std::string &cluster,
                                             const std::string &ns)
{
    const auto [at, isNew] = m_namespaceLabels.try_emplace({cluster, ns});
    if (isNew) {
        at->second = design.namespaceLabels(cluster, ns);
        at->second[std::string(kNameLabel)] = ns;
    }
    return &at->second;
}

void CalicoIndex::addPods(const Design &design, const SharedList<Endpoint> &endpoints)
{
    std::map<std::tuple<std::string_view, std::string_view, std::string_view, const Labels *>, GroupIndex>
        known;
    for (EndpointIndex index = 0; index < endpoints.size(); ++index) {
        const auto &endpoint = endpoints[index];
        if (endpoint.kind != Endpoint::Kind::Pod)
            continue;
        const auto &id = endpoint.id;
        const auto [at, isNew] =
            known.try_emplace({id.cluster, id.ns, endpoint.serviceAccount, endpoint.labels.get()},
                              static_cast<GroupIndex>(m_groups.size()));
        if (isNew) {
            const auto *account = design.serviceAccounts.find(
                {id.cluster, "", "ServiceAccount", id.ns, endpoint.serviceAccount});
            m_groups.push_back({.cluster = id.cluster,
                                .ns = id.ns,
                                .account = endpoint.serviceAccount,
                                .labels = endpoint.labels,
                                .namespaceLabels = labelsOfNamespace(design, id.cluster, id.ns),
                                .accountLabels = account ? &account->meta.labels : nullptr});
        }
        m_groups[at->second].members.push_back(index);
    }
}

void CalicoIndex::addHosts(const SharedList<Endpoint> &endpoints)
{
    for (EndpointIndex index = 0; index < endpoints.size(); ++index) {
        const auto &endpoint = endpoints[index];
        if (endpoint.kind != Endpoint::Kind::HostInterface)
            continue;
        Group group{.kind = Group::Kind::HostInterface,
                    .cluster = endpoint.id.cluster,
                    .labels = endpoint.labels,
                    .members = {index}};
        for (const auto &ip : endpoint.ips)
            group.nets.insert(Prefix::host(ip));
        m_groups.push_back(std::move(group));
    }
}

void CalicoIndex::addSets(const Design &design)
{
    for (const auto &set : design.networkSets) {
        const auto &id = set.meta.id;
        m_groups.push_back(
            {.kind = Group::Kind::NetworkSet,
             .cluster = id.cluster,
             .ns = id.ns,
             .labels = std::make_shared<const Labels>(set.meta.labels),
             .namespaceLabels = id.ns.empty() ? nullptr : labelsOfNamespace(design, id.cluster, id.ns),
             .nets = PrefixSet(set.nets)});
    }
}

const std::string *CalicoIndex::labelOf(const Group &group, const std::string &label)
{
    static const std::string kKubernetes = "k8s";
    const bool isPod = group.kind == Group::Kind::Pods;
    if (label == kNamespaceLabel)
        return group.ns.empty() ? nullptr : &group.ns;
    if (isPod && label == kOrchestratorLabel)
        return &kKubernetes;
    if (isPod && label == kAccountLabel)
        return &group.account;
    if (const auto *own = find(group.labels.get(), label))
        return own;
    if (label.starts_with(kNamespacePrefix))
        return find(group.namespaceLabels, label.substr(kNamespacePrefix.size()));
    if (isPod && label.starts_with(kAccountPrefix)) {
        const auto key = label.substr(kAccountPrefix.size());
        return key == kNameLabel ? &group.account : find(group.accountLabels, key);
    }
    return nullptr;
}

bool CalicoIndex::matches(const Group &group, const CalicoSelection &selection)
{
    if (selection.namespaces) {
        const auto lookup = [&](const std::string &label) { return find(group.namespaceLabels, label); };
        if (!selection.namespaces->matchesNamespace(lookup, group.ns.empty()))
            return false;
    } else if (!selection.ns.empty() && group.ns != selection.ns) {
        return false;
    }
    const bool isPod = group.kind == Group::Kind::Pods;
    const auto &names = selection.accountNames;
    if (!names.empty() && !(isPod && std::find(names.begin(), names.end(), group.account) != names.end()))
        return false;
    if (selection.accounts) {
        const auto lookup = [&](const std::string &label) {
            return isPod && label == kNameLabel ? &group.account : find(group.accountLabels, label);
        };
        // all() means everything that has an account: no network set, no host endpoint.
        if (!selection.accounts->matchesNamespace(lookup, !isPod))
            return false;
    }
    return selection.selector.matches([&](const std::string &label) { return labelOf(group, label); });
}

std::vector<CalicoIndex::GroupIndex> CalicoIndex::candidates(const CalicoSelection &selection) const
{
    std::vector<GroupIndex> out;
    const auto addAll = [&](const auto &lists, const auto &key) {
        const auto found = lists.find(key);
        if (found != lists.end())
            out.insert(out.end(), found->second.begin(), found->second.end());
    };
    if (!selection.namespaces && !selection.ns.empty()) {
        addAll(m_byNamespace, std::pair(selection.cluster, selection.ns));
        return out;
    }
    const auto anchor = selection.selector.anchor();
    if (!anchor || (!isOwnLabel(anchor->label) && anchor->label != kNamespaceLabel)) {
        addAll(m_byCluster, selection.cluster);
        return out;
    }
    for (const auto &value : *anchor->values) {
        if (anchor->label == kNamespaceLabel)
            addAll(m_byNamespace, std::pair(selection.cluster, value));
        else
            addAll(m_byLabel, labelKey(selection.cluster, anchor->label, value));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

template <class Visitor>
void CalicoIndex::forEachMatch(const CalicoSelection &selection, Visitor visit) const
{
    for (const auto index : candidates(selection)) {
        if (matches(m_groups[index], selection))
            visit(m_groups[index]);
    }
}

std::vector<EndpointIndex> CalicoIndex::endpoints(const CalicoSelection &selection) const
{
    std::vector<EndpointIndex> out;
    forEachMatch(selection, [&](const Group &group) {
        out.insert(out.end(), group.members.begin(), group.members.end());
    });
    std::sort(out.begin(), out.end());
    return out;
}

AddressSet CalicoIndex::addresses(const CalicoSelection &selection) const
{
    AddressSet out{.key = selection.key()};
    forEachMatch(selection, [&](const Group &group) {
        if (group.kind == Group::Kind::Pods)
            out.members.insert(out.members.end(), group.members.begin(), group.members.end());
        else
            out.nets = out.nets.united(group.nets);
    });
    std::sort(out.members.begin(), out.members.end());
    return out;
}

} // namespace podloom::policy
