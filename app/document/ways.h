// app/document/ways.h: between which nodes packets of pods find a way, there and back. Policies are another
// matter.
#pragma once

#include "app/document/analysis.h"
#include "core/routing/forwarding.h"

#include <array>
#include <limits>
#include <map>
#include <optional>
#include <vector>

namespace podloom::app {

/// By predicted tables in designs of few nodes (up to kFollowedNodes); in larger ones by wires alone, which
/// costs next to nothing. Keeps what it reads alive, but not the Analysis.
class Ways {
public:
    static constexpr std::size_t kFollowedNodes = 150;
    static constexpr auto kNone = std::numeric_limits<std::size_t>::max();

    /// A pod, as far as routes are concerned.
    struct End {
        std::size_t machine = kNone; ///< kNone: not known, so that nothing is said against it
        /// The prefix that its address is reached by, by family; kNone where tables are not followed.
        std::array<std::size_t, 2> blocks{kNone, kNone};
    };

    explicit Ways(const Analysis &analysis);

    End endOf(const policy::Endpoint &endpoint) const;
    /// Follows packets from everywhere to an end, once for all ends of one block. O(machines).
    void follow(const End &end);
    /// Ends that were not followed are judged by wires. IPv4, where both have it. O(log blocks).
    bool lead(const End &from, const End &to) const;

private:
    bool areWired(const End &from, const End &to) const;
    bool arrives(std::size_t from, std::size_t block) const;

    RoutesPointer m_routes;
    NodeBlocks m_blocks;                             ///< empty where tables are not followed
    std::vector<std::vector<std::size_t>> m_islands; ///< by machine
    std::optional<Forwarding> m_forwarding;
    std::map<std::size_t, std::vector<bool>> m_arrivals; ///< by block and machine
};

} // namespace podloom::app
