// agentd/daemon/agent_metrics.h: what the agent is and has, beside what it counted.
#pragma once

#include <string>

namespace podloom {

class Agent;

/// All of it as of now, as OpenMetrics text.
std::string metricsOf(const Agent &agent);

} // namespace podloom
