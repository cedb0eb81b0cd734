// app/panels/plan_marks.h: what a plan says, in words and about single objects.
#pragma once

#include "app/document/lab_state.h"
#include "core/model/design.h"
#include "core/plan/step.h"

#include <QString>

#include <cstddef>
#include <map>
#include <vector>

namespace podloom::app {

/// What a plan says about single objects, for the drawing: several steps of one node are one mark.
std::map<ObjectId, PlanMark> planMarks(const std::vector<PlanStep> &steps, const Design &design);

/// "1 step", "12 steps".
QString countedSteps(std::size_t count);
/// "no disruption", "restarts what runs", …
QString disruptionText(Disruption disruption);
/// The gravest of all steps.
Disruption disruptionOf(const std::vector<PlanStep> &steps);

} // namespace podloom::app
