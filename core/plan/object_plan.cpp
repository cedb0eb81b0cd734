#include "core/plan/object_plan.h"

#include "core/net/prefix.h"

#include <algorithm>

namespace podloom {

namespace {

Json withoutStatus(Json manifest)
{
    manifest.remove("status");
    return manifest;
}

bool isSame(const Json &wanted, const Json &found)
{
    // A v1 Node carries its addresses in its status; no other kind of ours is asked for there.
    if (wanted["kind"].asString() == "Node" && wanted["apiVersion"].asString() == "v1")
        return sameJson(wanted, found);
    return sameJson(withoutStatus(wanted), withoutStatus(found));
}

Disruption disruptionOf(const ObjectId &id, StepAction action)
{
    if (id.kind == "Pod")
        return action == StepAction::Create ? Disruption::None : Disruption::Restart;
    if (id.kind == "Namespace" && action == StepAction::Create)
        return Disruption::None;
    if (id.kind == "ServiceAccount" || id.kind == "Service")
        return Disruption::None;
    return Disruption::Live;
}

/// Some kinds exist in two groups: then the one that is not of Kubernetes is named.
std::string nameOf(const ObjectId &id)
{
    const bool isShared = id.kind == "Node" || id.kind == "NetworkPolicy" || id.kind == "BGPPeer";
    const bool isKubernetes = id.group.empty() || id.group.ends_with("k8s.io");
    return id.kind + (isShared && !isKubernetes ? '.' + id.group : std::string()) + ' '
         + (id.ns.empty() ? id.name : id.ns + '/' + id.name);
}

Message detailOf(const ObjectId &id, StepAction action)
{
    switch (action) {
    case StepAction::Create: return {"step-create", "create %1", {nameOf(id)}};
    case StepAction::Change: return {"step-change", "change %1", {nameOf(id)}};
    case StepAction::Remove: break;
    }
    return {"step-remove", "remove %1", {nameOf(id)}};
}

PlanStep stepFor(const ObjectId &id, StepAction action, const Json &manifest)
{
    PlanStep step{objectStepId(id), {}, action, id, detailOf(id, action), disruptionOf(id, action)};
    if (id.kind == "Pod")
        step.node = manifest["spec"]["nodeName"].asString();
    return step;
}

std::optional<Prefix> poolCidr(const ObjectId &id, const Json &manifest)
{
    if (id.kind != "IPPool" || id.group != "projectcalico.org")
        return std::nullopt;
    const auto cidr = Prefix::parse(manifest["spec"]["cidr"].asString());
    return cidr ? std::optional(*cidr) : std::nullopt;
}

} // namespace

std::optional<Error> overlappingPool(const Manifests &wanted, const Manifests &found,
                                     const std::set<ObjectId> &owned)
{
    for (const auto &[id, manifest] : found) {
        const auto cidr = poolCidr(id, manifest);
        if (!cidr || wanted.contains(id) || owned.contains(id))
            continue;
        for (const auto &[other, wish] : wanted) {
            const auto theirs = poolCidr(other, wish);
            if (theirs && theirs->overlaps(*cidr))
                return fail(
                           Errc::Conflict, "plan-pools-overlap",
                           "the lab has the pool %1 (%2), which the design does not have and whose addresses "
                           "its pool %3 (%4) has too: write %1 into the design in place of %3 (after \"ipam "
                           "split\" all parts of it), or have an agent delete it: podloom-agentd delete "
                           "IPPool/%1",
                           {id.name, cidr->toString(), other.name, theirs->toString()})
                    .error;
        }
    }
    return std::nullopt;
}

std::string objectStepId(const ObjectId &id)
{
    return "cluster/" + id.cluster + '/' + id.toString();
}

bool sameJson(const Json &a, const Json &b)
{
    if (a.isObject() && b.isObject()) {
        if (a.members().size() != b.members().size())
            return false;
        return std::all_of(a.members().begin(), a.members().end(), [&](const Json::Member &member) {
            return b.contains(member.first) && sameJson(member.second, b[member.first]);
        });
    }
    if (a.isArray() && b.isArray())
        return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(), sameJson);
    return a == b;
}

std::vector<PlanStep> objectSteps(const Manifests &wanted, const Manifests &found,
                                  const std::set<ObjectId> &owned)
{
    std::vector<PlanStep> steps;
    for (const auto &[id, manifest] : wanted) {
        const auto there = found.find(id);
        if (there == found.end())
            steps.push_back(stepFor(id, StepAction::Create, manifest));
        else if (!isSame(manifest, there->second))
            steps.push_back(stepFor(id, StepAction::Change, manifest));
    }
    for (const auto &[id, manifest] : found) {
        if (owned.contains(id) && !wanted.contains(id))
            steps.push_back(stepFor(id, StepAction::Remove, manifest));
    }
    return steps;
}

} // namespace podloom
