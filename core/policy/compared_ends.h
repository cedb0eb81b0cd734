// core/policy/compared_ends.h: the ends of two programs side by side, and those that neither tells apart.
#pragma once

#include "core/policy/outside.h"

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace podloom::policy {

/// One end in both designs; nothing where a design does not have it.
struct ComparedEnd {
    std::string name{};
    std::array<std::optional<FlowEnd>, 2> in{};
    const OutsideClass *outside = nullptr;

    bool isThere(std::size_t which) const { return in[which].has_value(); }
};

/// Pods by name, nodes where one of the programs protects hosts, and outside ranges; in classes whose members
/// neither program can tell apart, pairs on one machine aside. The programs must outlive it.
class ComparedEnds {
public:
    ComparedEnds(const Program &first, const Program &second);
    ComparedEnds(const ComparedEnds &) = delete;
    ComparedEnds &operator=(const ComparedEnds &) = delete;

    const std::vector<ComparedEnd> &ends() const { return m_ends; }
    const ComparedEnd &operator[](std::uint32_t end) const { return m_ends[end]; }
    /// Pods and nodes come first, then outside ranges.
    std::size_t insideCount() const { return m_insideCount; }
    /// Addresses without an outside host.
    const PrefixSet &idle() const { return m_idle; }

    std::size_t classCount() const { return m_members.size(); }
    std::uint32_t classOf(std::uint32_t end) const { return m_classOf[end]; }
    const std::vector<std::uint32_t> &members(std::uint32_t ofClass) const { return m_members[ofClass]; }
    /// One end of each class, as that program has it.
    std::vector<FlowEnd> representatives(std::size_t which) const;

    bool hasHosts() const { return m_hasHosts[0] || m_hasHosts[1]; }
    bool areOnOneMachine(std::uint32_t from, std::uint32_t to, std::size_t which) const
    {
        return m_machineOf[which][from] != kNone && m_machineOf[which][from] == m_machineOf[which][to];
    }
    /// Whether something else than the classes of the two decides in that program: K-46, or an interface that
    /// is not crossed.
    bool isNeighbourly(std::uint32_t from, std::uint32_t to, std::size_t which) const;
    bool isNeighbourly(std::uint32_t from, std::uint32_t to) const
    {
        return isNeighbourly(from, to, 0) || isNeighbourly(from, to, 1);
    }
    /// Visits every such pair once.
    template <class Visitor>
    void forEachNeighbourlyPair(Visitor visit) const
    {
        for (std::size_t which = 0; which < 2; ++which) {
            for (const auto &machine : m_byMachine[which]) {
                for (const auto from : machine.second) {
                    const bool meetsAll = m_hasHosts[which] || !isPod(from, which);
                    for (const auto to : meetsAll ? machine.second : othersOf(machine.first, which)) {
                        if (from != to && isNeighbourly(from, to, which)
                            && (which == 0 || !isNeighbourly(from, to, 0)))
                            visit(from, to);
                    }
                }
            }
        }
    }

private:
    bool isPod(std::uint32_t end, std::size_t which) const
    {
        return m_ends[end].in[which] && m_ends[end].in[which]->endpoint != kNone;
    }
    /// What on a machine is no pod.
    const std::vector<std::uint32_t> &othersOf(std::uint32_t machine, std::size_t which) const;
    void addInside();
    void addOutside(Family family);
    void findMachines();
    void classify();

    std::array<const Program *, 2> m_programs;
    std::array<std::vector<OutsideClass>, 2> m_outside{}; ///< by family
    PrefixSet m_idle{};
    std::vector<ComparedEnd> m_ends{};
    std::size_t m_insideCount = 0;
    std::array<bool, 2> m_hasHosts{};
    std::array<std::vector<std::uint32_t>, 2> m_machineOf{};
    using ByMachine = std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>;
    std::array<ByMachine, 2> m_byMachine{};
    std::array<ByMachine, 2> m_others{}; ///< no pods
    std::vector<std::uint32_t> m_nothing{};
    std::vector<std::uint32_t> m_classOf{};
    std::vector<std::vector<std::uint32_t>> m_members{};
};

} // namespace podloom::policy
