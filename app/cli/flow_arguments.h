// app/cli/flow_arguments.h: what reach, explain and diff are asked: a design, ends and traffic.
#pragma once

#include "app/cli/input.h"
#include "app/cli/verb.h"
#include "core/policy/flow.h"

#include <optional>

namespace podloom::cli {

/// Adds --protocol, --port, --source-port, --icmp-type, --icmp-code and --family.
void addTrafficOptions(QCommandLineParser &parser);
/// Errors: InvalidArgument with what is missing or wrong. A protocol with ports needs --port.
Result<policy::Traffic> readTraffic(const QCommandLineParser &parser);

/// Ends by the names of an option that may stand several times.
Result<std::vector<policy::FlowEnd>> readEnds(const policy::Program &program, const QStringList &names);

/// Refuses outside ends that are addresses of Services: policies see the pods behind those, since packets are
/// translated before. Errors: InvalidArgument with the Service.
Status refuseServices(const Design &design, const std::vector<policy::FlowEnd> &ends);

/// "TCP 80", "ICMP type 8".
std::string toString(const policy::Traffic &traffic);

/// The port as JSON; null for protocols without ports.
Json portToJson(const policy::Traffic &traffic);
/// 4 or 6.
Json familyToJson(Family family);

} // namespace podloom::cli
