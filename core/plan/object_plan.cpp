#include "core/plan/object_plan.h"

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

} // namespace

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
