#include "core/plan/step.h"

namespace podloom {

std::string_view toString(StepAction action)
{
    switch (action) {
    case StepAction::Create: return "create";
    case StepAction::Change: return "change";
    case StepAction::Remove: break;
    }
    return "remove";
}

std::string_view toString(Disruption disruption)
{
    switch (disruption) {
    case Disruption::None: return "none";
    case Disruption::Live: return "live";
    case Disruption::Restart: break;
    }
    return "restart";
}

Json objectJson(const ObjectId &id, const std::string &apiVersion)
{
    const auto orNull = [](const std::string &text) { return text.empty() ? Json() : Json(text); };
    return Json::object({{"cluster", orNull(id.cluster)},
                         {"apiVersion", orNull(apiVersion)},
                         {"kind", id.kind},
                         {"namespace", orNull(id.ns)},
                         {"name", id.name}});
}

} // namespace podloom
