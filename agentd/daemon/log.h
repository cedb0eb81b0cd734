// agentd/daemon/log.h: what the agent says of its own accord.
#pragma once

#include <string>

namespace podloom {

/// One line on standard error, where a service manager keeps it.
void log(const std::string &sentence);

} // namespace podloom
