// tests/system/cni/call.h: one execution of a CNI plugin, as a runtime does it.
#pragma once

#include "tests/system/agent/agent_world.h"

namespace podloom {

/// Environment and standard input of a call.
struct CniCall {
    std::string command = "ADD";
    std::string container{};
    std::string netns{};
    std::string ifName = "eth0";
    std::string args{};
    std::string path = "/usr/lib/cni";
    std::string config{};
};

/// Runs the plugin `program` to its end.
CniOutcome callPlugin(const std::string &program, const CniCall &call);

/// The value at "interfaces/1/sandbox", or null.
const Json &valueAt(const Json &json, const std::string &path);

/// What is wrong with `outcome`, as a sentence; empty when every expectation holds:
///   PATH=JSON   the value is that
///   PATH~TEXT   the value is a text that contains TEXT
///   PATH#N      the value has N items
///   !PATH       there is no such value
std::string unmetExpectation(const Json &answer, const std::vector<std::string> &expectations);

} // namespace podloom
