// core/policy/wire.h: what the protected interface of a machine does to connections that cross it (CA-32,
// CA-33).
#pragma once

#include "core/policy/flow.h"

#include <optional>

namespace podloom::policy {

/// What one stage lets pass: for good, or on to the next stage. The rest is dropped.
template <class Set>
struct Outcome {
    Set allowed{};
    Set passed{};
};

/// What is known about one end of the connections and what they are.
struct Crossing {
    Direction direction = Direction::Ingress; ///< Ingress: the end is the destination
    bool isPod = false;                       ///< else it is the machine itself
    bool hasAnswers = true;
    bool isStateful = false; ///< an answer to a packet that nobody tracks is dropped
};

/// Which of the connections in `all` pass the machine, in the order in which the kernel asks. `Set` is a set
/// of connections: one flow, or one for each class of peers. A Judge has
///   Outcome<Set> host(Stage, Direction, bool isAnswer, const Set &open)  the chain of the interface
///   Set own(Direction, bool isAnswer, const Set &open)                   what the chain of the pod allows
///   void dropUntracked(const Set &open)                                  their answers belong to nothing
///   known
/// and is not asked about nothing.
template <class Judge, class Set>
class WireVerdict {
public:
    WireVerdict(Judge &judge, const Crossing &crossing, const Set &all)
        : m_judge(judge),
          m_crossing(crossing),
          m_nothing(without(all, all)),
          m_all(all)
    {}

    Set passing()
    {
        const auto direction = m_crossing.direction;
        Set open = m_all;
        Set untracked = m_nothing;
        if (isRaw(direction))
            untracked = host(Stage::Untracked, direction, false, open);
        Set done = untracked;
        if (direction == Direction::Ingress)
            done |= host(Stage::PreDnat, direction, false, open);
        done |= host(lastStage(), direction, false, open);
        return m_crossing.hasAnswers ? answered(done, untracked) : done;
    }

private:
    /// Packets that arrive, and those that the machine itself sends, meet the raw table.
    bool isRaw(Direction direction) const { return direction == Direction::Ingress || !m_crossing.isPod; }
    Stage lastStage() const { return m_crossing.isPod ? Stage::Forward : Stage::Normal; }

    static Set without(Set set, const Set &other)
    {
        set -= other;
        return set;
    }
    static Set both(Set set, const Set &other)
    {
        set &= other;
        return set;
    }

    /// What the stage allows; `open` becomes what it passes on.
    Set host(Stage stage, Direction direction, bool isAnswer, Set &open)
    {
        if (open.none())
            return m_nothing;
        auto outcome = m_judge.host(stage, direction, isAnswer, open);
        open = std::move(outcome.passed);
        return std::move(outcome.allowed);
    }
    Set own(Direction direction, const Set &open)
    {
        return open.none() ? m_nothing : m_judge.own(direction, true, open);
    }

    /// Those of `done` whose answers come through too.
    Set answered(const Set &done, const Set &untracked)
    {
        const auto direction =
            m_crossing.direction == Direction::Ingress ? Direction::Egress : Direction::Ingress;
        Set open = done;
        Set out = m_nothing;
        if (isRaw(direction)) {
            const auto free = host(Stage::Untracked, direction, true, open);
            out |= m_crossing.isPod ? own(direction, free) : free;
        }
        out |= without(open, untracked); // tracked: known as an answer
        open = both(open, untracked);
        if (m_crossing.isPod) {
            if (m_crossing.isStateful) {
                if (!open.none())
                    m_judge.dropUntracked(open);
                return out;
            }
            open = own(direction, open);
        } else if (direction == Direction::Ingress) {
            out |= host(Stage::PreDnat, direction, true, open);
        }
        out |= host(lastStage(), direction, true, open);
        return out;
    }

    Judge &m_judge;
    Crossing m_crossing;
    Set m_nothing;
    Set m_all;
};

/// How the answer to a packet looks; nothing for a message of ICMP that has none.
std::optional<Traffic> answerTo(const Traffic &traffic);

/// Whether the kernel knows an answer of the protocol from a packet that opens a connection.
bool isStateful(Protocol protocol);
/// What the FelixConfigurations say about the pods of a machine and the machine itself (CA-34).
std::optional<Action> endpointToHostOf(const Program &program, std::uint32_t machine);

/// The node that an end is or runs on, or kNone.
std::uint32_t machineOf(const Program &program, const FlowEnd &end);
/// The chain of the protected interface of a machine, or kNone. `machine` may be kNone.
ChainIndex uplinkChain(const Program &program, std::uint32_t machine, Stage stage, Direction direction);
/// Whether the interface of the machine can have a say about such an end.
bool isCrossingJudged(const Program &program, std::uint32_t machine, bool isPod);

} // namespace podloom::policy
