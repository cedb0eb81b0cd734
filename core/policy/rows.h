// core/policy/rows.h: runs chains over whole classes of peers at once.
#pragma once

#include "core/policy/bits.h"
#include "core/policy/classes.h"
#include "core/policy/flow.h"
#include "core/policy/wire.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace podloom::policy {

/// The bit form of evaluate(): for one class of endpoints, all classes of peers in one run of its chain.
class RowMaker {
public:
    RowMaker(const Program &program, const std::vector<FlowEnd> &ends, const Classes &classes, Family family,
             const Traffic &traffic);

    /// The classes of peers that the chain of `own` allows.
    const Bits &row(std::uint32_t own, Direction direction);
    /// What any chain does with the classes in `open`, for a packet to or from `own`.
    Outcome<Bits> run(ChainIndex chain, std::uint32_t own, Direction direction, Stage stage,
                      const Bits &open);
    const Bits &all() const { return m_all; }

private:
    struct Sides {
        const std::vector<Peer> &own;
        const std::vector<Peer> &other;
    };
    const FlowEnd &endOf(std::uint32_t ofClass) const { return m_ends[m_classes.representative[ofClass]]; }
    const Bits &setBits(SetIndex set);
    Bits netBits(const PrefixSet &nets) const;
    Bits peerBits(const Peer &peer);
    const Bits &peersBits(const std::vector<Peer> &peers);
    Bits portBits(const PortMatch &match, bool isSource);
    const Bits &pairBits(PortSetIndex pairs, bool isSource);
    Bits matches(const Rule &rule, std::uint32_t own, Direction direction);
    Bits transportBits(const Rule &rule, std::uint32_t own, Direction direction);
    /// Applies a list of policies to the classes in `open`; what passes on is returned.
    Bits runList(const std::vector<PolicyIndex> &policies, Bits &open, Bits &allowed, std::uint32_t own,
                 Direction direction);
    /// Whether no rule of the chain looks at the endpoint that it belongs to.
    bool isSameForAll(const Chain &chain, Direction direction) const;

    const Program &m_program;
    const std::vector<FlowEnd> &m_ends;
    const Classes &m_classes;
    Family m_family;
    Traffic m_traffic;
    Bits m_all;
    std::vector<std::uint32_t> m_classOfEndpoint; ///< kNone: not among the ends
    std::vector<std::optional<Bits>> m_sets;
    std::vector<std::optional<Bits>> m_pairs[2];
    std::unordered_map<const void *, Bits> m_peers;
    std::vector<std::optional<Bits>> m_chainRows[2];
    std::vector<std::optional<Bits>> m_classRows[2];
};

} // namespace podloom::policy
