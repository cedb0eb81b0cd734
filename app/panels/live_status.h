// app/panels/live_status.h: what the nodes of a lab report, in the terms of the design.
#pragma once

#include "app/document/lab_state.h"
#include "core/base/json.h"
#include "core/lab/lab_lifecycle.h"
#include "core/model/design.h"

#include <map>
#include <string>

namespace podloom::app {

/// `{"nodes":[…]}` as `podloomctl status` prints it, by the identities of the design's nodes; nodes of a
/// design that names none are those of its first cluster. Unknown and missing values are unknown states.
std::map<ObjectId, LiveNode> liveNodes(const Json &status, const Design &design);

/// Whether any machine of the lab is up or on its way.
bool isRunning(const podloom::LabState &lab);

/// What is said of a machine of the lab ("up", "starting", "down") as long as its agent has said nothing.
std::string machineText(const std::string &state);

/// How far nodes, sessions and pods are, of those that are reported.
struct LiveCount {
    std::size_t up = 0;
    std::size_t all = 0;
    bool isWhole() const { return up == all; }
};
LiveCount nodeCount(const std::map<ObjectId, LiveNode> &nodes);
LiveCount sessionCount(const LiveNode &node);
LiveCount podCount(const LiveNode &node);

} // namespace podloom::app
