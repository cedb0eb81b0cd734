// agentd/bgp/session_change.h: which way from one configuration to the next costs the fewest packets.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <string_view>

namespace podloom {

/// Whether BIRD itself shall restart, gracefully, to go from `before` to `after` (texts of renderBird).
/// `configure` restarts a session whose settings change with a Cease, upon which the peer drops its routes;
/// over a graceful restart it keeps them. So it is when a session of `up` (BIRD's names) stays and only
/// becomes, or is no longer, one with a client: what one end decides alone. Not when settings change that
/// both ends have to share, when sessions end, or where BFD would notice the restart: that would cost more
/// than it saves.
bool wantsRestart(std::string_view before, std::string_view after, const std::set<std::string> &up);

/// How long a BIRD with this text holds a restart back, so that neighbours that are told to restart at the
/// same moment do so one after the other: at most two seconds, by the last bits of its router id.
std::chrono::milliseconds restartTurn(std::string_view text);

} // namespace podloom
