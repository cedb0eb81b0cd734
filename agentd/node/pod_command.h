// agentd/node/pod_command.h: `podloom-node pod run|rm|list`: the pod runtime of a lab.
#pragma once

#include <span>

namespace podloom {

/// Carries out the command whose words are `arguments` (behind "pod"), answers on standard output and returns
/// the exit status: 0 done, 1 failed, 2 wrong usage.
int podCommand(std::span<char *const> arguments);

} // namespace podloom
