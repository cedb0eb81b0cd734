// core/plan/step.h: one thing to do so that a lab becomes what its design says.
#pragma once

#include "core/base/json.h"
#include "core/base/message.h"
#include "core/model/object.h"

#include <optional>
#include <string>

namespace podloom {

enum class StepAction { Create, Change, Remove };

/// What running pods notice of a step.
enum class Disruption {
    None,    ///< nothing
    Live,    ///< the network changes under running pods
    Restart, ///< a pod or a service starts again
};

struct PlanStep {
    std::string id{};   ///< unique in a plan and the same in the next one, e.g. "node-1/service/etcd"
    std::string node{}; ///< empty when it concerns the whole cluster
    StepAction action = StepAction::Create;
    std::optional<ObjectId> object{};
    Message detail{}; ///< what it does, in words
    Disruption disruption = Disruption::None;
    bool operator==(const PlanStep &) const = default;
};

std::string_view toString(StepAction action);
std::string_view toString(Disruption disruption);

/// `{"cluster","apiVersion","kind","namespace","name"}`, null where there is none (docs/cli.md).
Json objectJson(const ObjectId &id, const std::string &apiVersion);

} // namespace podloom
