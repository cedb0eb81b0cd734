// agentd/pod/probe_socket.h: the socket of one probe, and what it sends.
#pragma once

#include "agentd/pod/prober.h"

#include <string>
#include <string_view>

namespace podloom {

/// A non-blocking socket on its way to the target: connecting (TCP), connected (UDP), or raw (ICMP), the
/// question sent. A refusal that the kernel knows at once comes as an error whose code is Unavailable.
Result<UniqueFd> openProbe(const ProbeTarget &target);

/// Sends the question again: datagrams may be lost.
void askAgain(const UniqueFd &socket, const ProbeTarget &target);

/// Whether a packet that a raw socket received is the echo reply to `socket`'s question.
bool isEchoReply(const UniqueFd &socket, const ProbeTarget &target, std::string_view packet);

} // namespace podloom
