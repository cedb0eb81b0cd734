// core/policy/compile.h: a design becomes a rule program.
#pragma once

#include "core/model/design.h"
#include "core/policy/program.h"

namespace podloom::policy {

/// Every policy of `design` as one Program. Pure; the same design gives an equal Program.
///
/// Endpoints are `design.pods` except finished ones, which have no network any more. Pods of a host network
/// become Endpoint::Kind::HostNetworkPod.
/// Policies of one cluster select pods of their own cluster only; pods of another one are known by address.
Program compile(const Design &design);

} // namespace podloom::policy
