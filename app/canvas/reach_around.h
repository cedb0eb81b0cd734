// app/canvas/reach_around.h: everything that may reach one pod, and what it may reach.
#pragma once

#include "app/document/ways.h"

#include <map>
#include <optional>

namespace podloom::app {

/// Of another pod, seen from the one that is asked about.
struct ReachMark {
    bool mayReachIt = false; ///< on one of the ports of the pod
    bool isReached = false;  ///< on one of its own ports
    bool isCutOff = false;   ///< policies would allow it, but no route leads there and back
    bool operator==(const ReachMark &) const = default;
};

struct ReachAround {
    ObjectId pod{};
    std::map<ObjectId, ReachMark> marks{}; ///< of those pods only that have one
    bool isOpenToOutside = false;          ///< an address that nobody knows may reach it
    bool mayGoOutside = false;
};

/// Every port that a pod names counts; of one that names none, TCP 80. Nothing for what is no pod of the
/// design, and for a design with errors. O(pods × ports).
std::optional<ReachAround> reachAround(const Analysis &analysis, const ObjectId &pod);

} // namespace podloom::app
