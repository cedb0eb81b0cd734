// core/routing/islands.h: who has a way to whom over wires, whatever BGP says.
#pragma once

#include "core/routing/underlay.h"

#include <cstddef>
#include <vector>

namespace podloom {

/// Segments that routers join are one island; nodes do not forward between segments. What was taken away
/// joins nothing. Nearly O(interfaces).
class Islands {
public:
    explicit Islands(const Underlay &wires);

    /// The number of the island that a segment belongs to.
    std::size_t of(std::size_t segment) const { return m_island[segment]; }
    /// The islands that a machine's interfaces stand on, sorted, each once.
    std::vector<std::size_t> of(const Machine &machine) const;

private:
    std::vector<std::size_t> m_island; ///< by segment
};

} // namespace podloom
