// core/policy/match.h: whether a rule matches a flow, and which of its conditions does not hold.
#pragma once

#include "core/policy/flow.h"

namespace podloom::policy {

/// The conditions of a rule that do not hold; nothing set = the rule matches.
struct Mismatch {
    bool never = false;
    bool family = false;
    bool source = false;
    bool destination = false;
    bool protocol = false; ///< no alternative is of the flow's protocol
    bool ports = false;    ///< one is, but its ports or ICMP types are others

    bool any() const { return never || family || source || destination || protocol || ports; }
    /// How many of the conditions fail; `never` counts as all.
    int count() const;
};

Mismatch mismatchOf(const Program &program, const Rule &rule, const Flow &flow);

/// Whether `end`, with its address of that family, is what the peer means.
bool isPeer(const Program &program, const Peer &peer, const FlowEnd &end, Family family);
/// Whether the port of `end` is one of them.
bool isPort(const Program &program, const PortMatch &match, const FlowEnd &end, Family family,
            Protocol protocol, std::uint16_t port);
/// Whether protocol, and ICMP type and code, of the traffic are what `transport` asks for.
bool hasProtocol(const Transport &transport, const Traffic &traffic);
bool hasIcmp(const Transport &transport, const Traffic &traffic);

} // namespace podloom::policy
