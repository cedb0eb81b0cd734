// core/policy/relation.h: who can reach whom, for all pairs of ends at once.
#pragma once

#include "core/policy/bits.h"
#include "core/policy/classes.h"
#include "core/policy/flow.h"

#include <array>
#include <optional>
#include <vector>

namespace podloom::policy {

class RowMaker;

/// The reachability relation of some ends for one kind of traffic. Computed over classes of ends: one row of
/// bits for each class and direction. Immutable; independent of the program after construction. allowed():
/// O(1).
class Relation {
public:
    Relation(const Program &program, std::vector<FlowEnd> ends, const Traffic &traffic);

    const std::vector<FlowEnd> &ends() const { return m_ends; }
    bool allowed(std::size_t from, std::size_t to) const;
    /// The same of policies alone, between any two ends of the classes of these: on one machine, or on two.
    bool allowedByPolicies(std::size_t from, std::size_t to, bool isOneMachine) const;
    /// The family that a pair was judged for, or nothing.
    std::optional<Family> family(std::size_t from, std::size_t to) const;
    /// The classes of an end, of IPv4 and of IPv6; kNone for a family that it does not speak. Policies judge
    /// ends of the same two classes alike.
    std::array<std::uint32_t, 2> classesOf(std::size_t end) const;
    /// How many classes of ends there are (of both families).
    std::size_t classCount() const;

private:
    struct OfFamily {
        Classes classes{};
        std::vector<Bits> egress{};  ///< by class of the source: classes that its egress allows
        std::vector<Bits> ingress{}; ///< by class of the destination: classes that its ingress allows
        /// The same for what crosses the interface of their machine, where that is judged.
        std::array<std::vector<std::optional<Bits>>, 2> crossing{};
    };
    static OfFamily compute(const Program &program, const std::vector<FlowEnd> &ends, Family family,
                            const Traffic &traffic);
    static void addCrossings(const Program &program, const std::vector<FlowEnd> &ends, Family family,
                             const Traffic &traffic, RowMaker &rows, OfFamily &into);
    const OfFamily &of(Family family) const { return *m_families[family == Family::V4 ? 0 : 1]; }
    std::optional<bool> implicitly(std::size_t from, std::size_t to) const;
    static bool crosses(const OfFamily &relation, std::uint32_t source, std::uint32_t destination);

    std::vector<FlowEnd> m_ends;
    Traffic m_traffic;
    std::array<std::optional<OfFamily>, 2> m_families{};
    std::vector<std::uint32_t> m_machineOf{}; ///< by end, or kNone
    std::vector<bool> m_isShutFromNode{};     ///< by end: a pod that may not reach its own node
};

} // namespace podloom::policy
