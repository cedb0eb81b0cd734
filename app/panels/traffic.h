// app/panels/traffic.h: the kinds of traffic that a design is asked about, as people pick and type them.
#pragma once

#include "core/model/design.h"
#include "core/policy/flow.h"

#include <string>
#include <string_view>
#include <vector>

namespace podloom::app {

/// The ports of containers, services and policies, each once: TCP, then UDP, then others, by number. Never
/// empty: a design without ports is asked about TCP 80.
std::vector<policy::Traffic> trafficNamedBy(const Design &design);

/// What most pods of the design listen on: the first question that makes sense. TCP 80 when none says so.
policy::Traffic mainTrafficOf(const Design &design);

/// "TCP 80", "ICMP".
std::string titleOf(const policy::Traffic &traffic);

/// Reads "TCP 80", "udp/53", "8080" (TCP) and "ICMP", whatever the case. Errors: InvalidArgument.
Result<policy::Traffic> parseTraffic(std::string_view text);

} // namespace podloom::app
