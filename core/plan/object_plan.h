// core/plan/object_plan.h: the objects that a cluster shall have against those that it has.
#pragma once

#include "core/base/result.h"
#include "core/plan/step.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace podloom {

/// Manifests by identity.
using Manifests = std::map<ObjectId, Json>;

/// One step for each object that is new, different or no longer wanted; of what is there and not wanted only
/// that in `owned` is removed: what others put there stays. The order of keys is no difference, nor is
/// `status`, which is not ours to wish for. Ordered by identity: removals last.
std::vector<PlanStep> objectSteps(const Manifests &wanted, const Manifests &found,
                                  const std::set<ObjectId> &owned);

/// Pools may not overlap: a pool in `found` that is not wanted and stays, since it is not in `owned`, and
/// that shares addresses with one that is wanted. The sentence says what to do. Nothing when there is none.
std::optional<Error> overlappingPool(const Manifests &wanted, const Manifests &found,
                                     const std::set<ObjectId> &owned);

/// "cluster/CLUSTER/KIND[.GROUP]/[NAMESPACE/]NAME".
std::string objectStepId(const ObjectId &id);

/// Whether two JSON values say the same, whatever the order of their keys.
bool sameJson(const Json &a, const Json &b);

} // namespace podloom
