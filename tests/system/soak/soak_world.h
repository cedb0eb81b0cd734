// tests/system/soak/soak_world.h: what soak and crash points share: calls as a runtime makes them, and what
// may not be left.
#pragma once

#include "tests/system/cni/call.h"

namespace podloom {

/// Runs a verb for `container` in the namespace of that name.
CniOutcome callRuntime(const std::string &command, const std::string &container, const std::string &netns,
                       const std::string &config = {});

/// Waits, bounded, until the node is as `before`; returns what is more (+) and less (-) in the end.
std::string differenceFrom(const std::string &before, const AgentWorld &world);

/// Addresses of a result, without their lengths.
std::vector<std::string> addressesOf(const CniOutcome &added);

/// A datagram out of the namespace: connection tracking has an entry from then on.
void sendDatagram(const std::string &netns, const std::string &toAddress);

} // namespace podloom
