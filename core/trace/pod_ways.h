// core/trace/pod_ways.h: between which nodes packets of pods find a way, there and back. Policies are another
// matter.
#pragma once

#include "core/policy/program.h"
#include "core/routing/forwarding.h"

#include <array>
#include <limits>
#include <optional>
#include <vector>

namespace podloom {

/// By predicted tables where they are given, which is for designs of few nodes (up to kFollowedNodes); else
/// by wires alone, which costs next to nothing.
class PodWays {
public:
    static constexpr std::size_t kFollowedNodes = 150;
    static constexpr auto kNone = std::numeric_limits<std::size_t>::max();

    /// A pod, as far as routes are concerned.
    struct End {
        std::size_t machine = kNone; ///< kNone: not known, so that nothing is said against it
        /// The prefix that its address is reached by, by family; kNone where tables are not followed.
        std::array<std::size_t, 2> blocks{kNone, kNone};
    };

    /// `tables` may be null; both must outlive this. `blocks`: of the nodes, for the tables.
    PodWays(const Underlay &wires, const RoutePrediction *tables, NodeBlocks blocks);

    End endOf(const policy::Endpoint &endpoint) const;
    /// Follows packets from everywhere to an end, once for all ends of one block. O(machines).
    void follow(const End &end);
    /// Ends that were not followed are judged by wires. Without a family IPv4, where both have it. O(1).
    bool lead(const End &from, const End &to, std::optional<Family> family = {}) const;

private:
    bool areWired(const End &from, const End &to) const;
    bool arrives(std::size_t from, std::size_t block) const;

    const Underlay *m_wires;
    const RoutePrediction *m_tables;
    NodeBlocks m_blocks;
    std::vector<std::vector<std::size_t>> m_islands; ///< by machine
    std::optional<Forwarding> m_forwarding;
    std::vector<std::vector<bool>> m_arrivals; ///< by block and machine; empty rows were not followed
};

} // namespace podloom
