// core/routing/bird_filters.h: what goes in and out of sessions, in BIRD's words.
#pragma once

#include "core/routing/bird_writer.h"
#include "core/routing/session.h"

namespace podloom {

// Private to this folder.

/// The functions of every BGPFilter that `sessions` use in a family, each once.
void writeFilterFunctions(BirdWriter &out, Family family, const std::vector<BgpSession> &sessions);

/// Whether routes of the family get communities from prefixAdvertisements.
bool hasAdvertisements(const BgpConfiguration &configuration, Family family);
/// advertise4() or advertise6(), which adds them; nothing without any.
void writeAdvertisements(BirdWriter &out, Family family, const BgpConfiguration &configuration);

/// How a session is filtered.
struct SessionFilters {
    std::string announces{}; ///< the function that says what goes out without a BGPFilter
    bool hasAdvertisements = false;
};
/// The import and export lines of the session's channel.
void writeChannelFilters(BirdWriter &out, const BgpSession &session, const SessionFilters &how);

} // namespace podloom
