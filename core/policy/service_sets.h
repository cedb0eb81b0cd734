// core/policy/service_sets.h: the backends of a Service, for rules that name services.
#pragma once

#include "core/policy/compiler.h"

namespace podloom::policy {

/// Backends come from the EndpointSlices of the service; where the design has none, from the pods that its
/// selector selects. Both are empty for a service that is not there.

/// Every backend with each of its ports.
PortSetIndex servicePorts(Compiler &compiler, const std::string &cluster, const std::string &ns,
                          const std::string &name);
/// Every backend, whatever the port.
SetIndex serviceAddresses(Compiler &compiler, const std::string &cluster, const std::string &ns,
                          const std::string &name);

} // namespace podloom::policy
