// app/panels/way_back.h: what a lab was, and what taking back its last deployment would make it.
#pragma once

#include "core/manifest/snapshot.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace podloom::app {

/// Told of every deployment of one lab; keeps the designs that the lab has been, as a whole. A deployment
/// that failed or was stopped halfway has a way back too: to what the lab was before it.
class WayBack {
public:
    /// The design that taking back leads to; null without one.
    SnapshotPointer target() const;

    /// A deployment of target() has begun.
    void begin();
    /// The lab is what this design says.
    void reached(const SnapshotPointer &design);
    /// A deployment ended early: the lab may be neither what it was nor what the design says.
    void brokeOff();
    /// Whatever was begun has ended.
    void end() { m_returningTo.reset(); }
    /// The lab is gone, or another one.
    void clear();

private:
    std::optional<std::size_t> targetIndex() const;

    std::vector<SnapshotPointer> m_designs; ///< oldest first; the last one is what the lab was at last
    bool m_isBroken = false;
    std::optional<std::size_t> m_returningTo; ///< index of the design that is being deployed again
};

} // namespace podloom::app
