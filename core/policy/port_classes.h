// core/policy/port_classes.h: destination ports that no policy tells apart.
#pragma once

#include "core/policy/program.h"

#include <span>
#include <vector>

namespace podloom::policy {

/// Ports of one protocol that every rule of every program treats alike; none is empty, and together they are
/// all ports from 1. Any of a class stands for it.
std::vector<PortSet> portClasses(std::span<const Program *const> programs, Protocol protocol);

} // namespace podloom::policy
