// core/check/rule_cover.h: whether one rule of a program matches all that another one matches.
#pragma once

#include "core/policy/program.h"

#include <functional>

namespace podloom {

/// Whether every packet that `inner` matches is surely matched by `outer` too, whatever pods come and go: by
/// equal or missing selectors, by networks and by ports. False also means "cannot be told".
bool covers(const policy::Rule &outer, const policy::Rule &inner);

/// Whether the rule matches every connection of its endpoint in its direction.
bool matchesEverything(const policy::Rule &rule);

/// Whether a chain lets through some of the connections that `canMatch` says a rule may match, wherever their
/// other end is.
bool canLetThrough(const policy::Program &program, const policy::Chain &chain, policy::Direction direction,
                   const std::function<bool(const policy::Rule &)> &canMatch);

/// Whether some connection to this port matches the rule.
bool canMatchPort(const policy::Rule &rule, Protocol protocol, std::uint16_t port);

} // namespace podloom
