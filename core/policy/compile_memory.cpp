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

Inventory::Inventory(const Design &of, const Inventory &before, const Program &programBefore)
    : Inventory(of, podEndpoints(of, before, programBefore))
{}

Inventory::Inventory(const Design &of, PodEndpoints pods)
    : design(of),
      endpointOfPod(std::move(pods.ofPod)),
      program(programWithoutPolicies(of, std::move(pods.list))),
      selection(program.endpoints, namespaceLabelsOf(of))
{}

bool haveSameInventory(const Design &a, const Design &b)
{
    const auto isSameProfile = [](const CalicoProfile &one, const CalicoProfile &other) {
        return one.meta.id == other.meta.id && one.labelsToApply == other.labelsToApply;
    };
    const bool isSameWayOut = a.hostEndpoints.empty() || areSameButPlaces(a.links, b.links);
    return areSameButPlaces(a.clusters, b.clusters) && areSameButPlaces(a.nodes, b.nodes)
        && areSameButPlaces(a.namespaces, b.namespaces) && areSameButPlaces(a.pods, b.pods)
        && areSameButPlaces(a.services, b.services) && areSameButPlaces(a.endpointSlices, b.endpointSlices)
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
        const auto &old = m_before->portSets[use.index];
        now = portSet(old.key, [&] { return old; });
    } else {
        const auto &old = m_before->sets[use.index];
        now = set(old.key, [&] { return old; });
    }
    return {use.isPorts, now};
}

bool Compiler::reuse(const void *old, const void *object, TierIndex tierOfIt)
{
    const auto record = m_memory->records.find(old);
    if (record == m_memory->records.end())
        return false;
    auto policy = m_before->policies[record->second.policy];
    policy.tier = tierOfIt;
    bool isMoved = false;
    for (const auto use : record->second.uses)
        isMoved = adopt(use).index != use.index || isMoved;
    if (isMoved)
        renumber(policy, m_adopted);
    add(std::move(policy), record->second.sortName, object);
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
                                                             .uses = std::move(origin.uses)});
    }
    return out;
}

} // namespace podloom::policy
