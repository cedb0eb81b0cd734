// core/policy/diff.h: what one design allows and another does not, in connections.
#pragma once

#include "core/policy/flow.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom::policy {

/// Connections from one end to another. `ports` are destination ports; for echo requests of ICMP and ICMPv6
/// they are all or none.
struct Connections {
    std::string from{};
    std::string to{};
    Protocol protocol = Protocol::Tcp;
    PortSet ports{};
    bool operator==(const Connections &) const = default;
};

struct Difference {
    std::vector<Connections> added{};   ///< allowed in the second only; by from, to and protocol
    std::vector<Connections> removed{}; ///< allowed in the first only
    /// Pods of both designs that could ask a DNS server of the cluster and cannot any more.
    std::vector<std::string> withoutDns{};
};

/// Compares all pairs of pods (found by name) and of pods and outside ranges, and nodes where one of the
/// designs protects hosts, for TCP, UDP, SCTP and ICMP from client ports. A pod that one of them does not
/// have reaches nobody there. `family`: as in Traffic. Pairs of a pod and itself are left out. The cost grows
/// with the classes of ends that neither design tells apart, and with what is listed.
Difference difference(const Program &first, const Program &second,
                      std::optional<Family> family = std::nullopt);

} // namespace podloom::policy
