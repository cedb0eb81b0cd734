// core/lab/deployment_steps.h: what looking at a lab and changing it must call by the same names. Private to
// this folder.
#pragma once

#include "core/lab/node_setup.h"
#include "core/plan/machine_plan.h"

namespace podloom {

inline constexpr std::string_view kReadySteps = "/ready";

/// Steps that come before the agent is started; the store must run before any agent.
inline bool isAgentStep(const PlanStep &step)
{
    return step.id == serviceStepId(step.node, kAgentService);
}

inline std::string readyStepId(const std::string &node)
{
    return node + std::string(kReadySteps);
}

} // namespace podloom
