// app/document/ways.h: between which nodes packets of pods find a way, there and back. Policies are another
// matter.
#pragma once

#include "app/document/analysis.h"
#include "core/routing/islands.h"

#include <array>
#include <limits>
#include <map>
#include <vector>

namespace podloom::app {

/// By predicted tables in designs of few nodes; in larger ones by wires alone, which costs next to nothing.
class Ways {
public:
    /// A pod, as far as routes are concerned.
    struct End {
        std::size_t machine =
            std::numeric_limits<std::size_t>::max(); ///< none: not known, so nothing is denied
        std::array<bool, 2> isRouted{}; ///< by family: whether its address lies in a block of its node
    };

    explicit Ways(const Analysis &analysis);

    End endOf(const policy::Endpoint &endpoint) const;
    /// IPv4, where both have it. O(1) for almost all.
    bool lead(const End &from, const End &to) const;

private:
    void follow(const Analysis &analysis);
    bool arrives(std::size_t from, std::size_t to, std::size_t family) const;

    const Underlay &m_wires;
    const NodeBlocks &m_blocks;
    std::vector<std::vector<std::size_t>> m_islands; ///< by machine
    /// By family, destination and source, whether packets arrive; empty where tables were not followed.
    std::array<std::map<std::size_t, std::vector<bool>>, 2> m_arrivals;
};

} // namespace podloom::app
