#include "core/policy/compile_memory.h"

#include "core/model/sameness.h"
#include "core/policy/compiler.h"
#include "core/policy/renumber.h"

#include <algorithm>
#include <utility>

namespace podloom::policy {

namespace {

Program programWithoutPolicies(const Design &design, SharedList<Endpoint> pods)
{
    Program program;
    for (const auto &name : design.clusterNames())
        program.clusters.push_back(
            {.name = name, .cutsConnections = design.clusterOrDefault(name).cutsConnections});
    program.nodes = programNodes(design);
    program.endpoints = std::move(pods);
    for (auto &host : hostEndpoints(design))
        program.endpoints.push_back(std::move(host));
    connectHosts(program, design);
    readEndpointToHost(program, design);
    return program;
}

/// Whether chains cannot tell the two apart.
bool standsInSameChains(const Policy &a, const Policy &b)
{
    return a.id == b.id && a.dialect == b.dialect && a.tier == b.tier
        && a.appliesOnForward == b.appliesOnForward && a.stage == b.stage && a.applies == b.applies
        && a.selects == b.selects;
}

} // namespace

Inventory::Inventory(const Design &of) : Inventory(of, podEndpoints(of)) {}

Inventory::Inventory(const Design &of, const Inventory &before, const Program &programBefore,
                     PodChanges &changes)
    : Inventory(of, podEndpoints(of, before, programBefore, changes))
{}

Inventory::Inventory(const Design &of, PodEndpoints pods)
    : design(of),
      endpointOfPod(std::move(pods.ofPod)),
      program(programWithoutPolicies(of, std::move(pods.list)))
{}

const Selection &Inventory::selection(const SharedList<Endpoint> &endpoints) const
{
    std::call_once(m_once, [&] { m_selection.emplace(endpoints, namespaceLabelsOf(design)); });
    return *m_selection;
}

bool haveSameInventory(const Design &a, const Design &b)
{
    return areSameButPlaces(a.pods, b.pods) && haveSameInventoryButPods(a, b);
}

bool haveSameInventoryButPods(const Design &a, const Design &b)
{
    const auto isSameProfile = [](const CalicoProfile &one, const CalicoProfile &other) {
        return one.meta.id == other.meta.id && one.labelsToApply == other.labelsToApply;
    };
    const bool isSameWayOut = a.hostEndpoints.empty() || areSameButPlaces(a.links, b.links);
    return areSameButPlaces(a.clusters, b.clusters) && areSameButPlaces(a.nodes, b.nodes)
        && areSameButPlaces(a.namespaces, b.namespaces) && areSameButPlaces(a.services, b.services)
        && areSameButPlaces(a.endpointSlices, b.endpointSlices)
        && areSameButPlaces(a.serviceAccounts, b.serviceAccounts)
        && areSameButPlaces(a.networkSets, b.networkSets)
        && areSameButPlaces(a.hostEndpoints, b.hostEndpoints)
        && areSame(a.calicoProfiles, b.calicoProfiles, isSameProfile)
        && areSameButPlaces(a.felixConfigurations, b.felixConfigurations) && isSameWayOut
        && a.workloads.clusters() == b.workloads.clusters();
}

SetUse Compiler::adopt(SetUse use)
{
    auto &now = m_adopted[use.isPorts ? 1 : 0][use.index];
    if (now != kNone) {
        m_uses.push_back({use.isPorts, now});
    } else if (use.isPorts) {
        const auto &old = m_source->portSets[use.index];
        now = portSet(old.key, [&] { return old; });
    } else {
        const auto &old = m_source->sets[use.index];
        const auto selection =
            use.index < m_memory->selections.size() ? m_memory->selections[use.index] : nullptr;
        now = set(old.key,
                  [&] { return m_changes ? AddressSet{.members = renewed(old.members, *selection)} : old; });
        noteSelection(now, selection);
    }
    return {use.isPorts, now};
}

void Compiler::noteSelection(SetIndex set, SelectionPointer selection)
{
    if (m_selections.size() <= set)
        m_selections.resize(set + 1);
    m_selections[set] = std::move(selection);
}

/// Whether it is known which pods each thing means that the policy names.
bool Compiler::canRenew(const PolicyRecord &record) const
{
    const auto &known = m_memory->selections;
    return record.selection && std::ranges::all_of(record.uses, [&](SetUse use) {
               return !use.isPorts && use.index < known.size() && known[use.index];
           });
}

bool Compiler::selects(const PodSelection &selection, const Endpoint &pod) const
{
    const auto &id = pod.id;
    if (pod.kind != Endpoint::Kind::Pod || id.cluster != selection.cluster
        || (!selection.ns.empty() && id.ns != selection.ns) || !selection.pods.matches(*pod.labels))
        return false;
    if (!selection.ns.empty())
        return true;
    auto labels = m_design.namespaceLabels(id.cluster, id.ns);
    labels.emplace(kNamespaceNameLabel, id.ns);
    return selection.namespaces.matches(labels);
}

/// The pods of the selection, which were `before`: those that stayed and the fresh ones.
std::vector<EndpointIndex> Compiler::renewed(const std::vector<EndpointIndex> &before,
                                             const PodSelection &selection) const
{
    std::vector<EndpointIndex> out;
    out.reserve(before.size());
    for (const auto old : before) {
        if (const auto now = m_changes->now[old]; now != kNone)
            out.push_back(now);
    }
    const auto kept = static_cast<std::ptrdiff_t>(out.size());
    for (const auto fresh : m_changes->fresh) {
        if (selects(selection, endpoints()[fresh]))
            out.push_back(fresh);
    }
    std::inplace_merge(out.begin(), out.begin() + kept, out.end());
    return out;
}

bool Compiler::reuse(const void *old, const void *object, TierIndex tierOfIt)
{
    const auto found = m_memory->records.find(old);
    if (found == m_memory->records.end() || (m_changes && !canRenew(found->second)))
        return false;
    const auto &record = found->second;
    auto policy = m_source->policies[record.policy];
    policy.tier = tierOfIt;
    if (m_changes)
        policy.selects = renewed(policy.selects, *record.selection);
    bool isMoved = false;
    for (const auto use : record.uses)
        isMoved = adopt(use).index != use.index || isMoved;
    if (isMoved)
        renumber(policy, m_adopted);
    add(std::move(policy), record.sortName, object, record.selection);
    return true;
}

bool Compiler::hasChainsOfBefore() const
{
    const auto isSameTier = [](const Tier &a, const Tier &b) {
        return a.cluster == b.cluster && a.name == b.name && a.defaultAction == b.defaultAction;
    };
    return m_before && std::ranges::equal(m_program.tiers, m_before->tiers, isSameTier)
        && std::ranges::equal(m_program.policies, m_before->policies, standsInSameChains);
}

std::shared_ptr<const CompileMemory> Compiler::memory()
{
    auto out = std::make_shared<CompileMemory>();
    out->design = m_design;
    out->inventory = m_inventory;
    out->calico = m_calico;
    for (PolicyIndex index = 0; index < m_origins.size(); ++index) {
        auto &origin = m_origins[index];
        if (origin.object)
            out->records.emplace(origin.object, PolicyRecord{.policy = index,
                                                             .sortName = std::move(origin.sortName),
                                                             .uses = std::move(origin.uses),
                                                             .selection = std::move(origin.selection)});
    }
    out->selections = std::move(m_selections);
    return out;
}

} // namespace podloom::policy
