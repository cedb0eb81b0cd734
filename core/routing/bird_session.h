// core/routing/bird_session.h: one BGP session in BIRD's words.
#pragma once

#include "core/routing/bird_filters.h"

namespace podloom {

/// Private to this folder. Nothing is written for a session that lacks an address or AS number.
void writeSession(BirdWriter &out, const BgpSession &session, const SessionFilters &filters,
                  const BgpConfiguration &configuration);

} // namespace podloom
