// core/routing/path_mtu.h: how large a packet may be on its way to a prefix (CA-62).
#pragma once

#include "core/routing/forwarding.h"

namespace podloom {

struct PathMtu {
    int bytes = 0;         ///< that fit: those of the narrowest wire, without the headers of a tunnel
    int wireBytes = 0;     ///< of the narrowest wire
    std::string link{};    ///< its Link or segment
    int overheadBytes = 0; ///< of a tunnel; 0 without one
    bool operator==(const PathMtu &) const = default;
};

/// On the predicted way of packets from `from` to `to`, which is one of RoutePrediction::prefixes(); nothing
/// when they do not arrive, or have no wire to pass. Of equal ways, the one that is walked. A tunnel is
/// followed over the fewest routers. O(machines).
std::optional<PathMtu> pathMtu(const RoutePrediction &prediction, const MachineId &from, const Prefix &to);

} // namespace podloom
