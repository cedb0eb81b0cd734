// agentd/enforce/chain_writer.h: the chains of a Program as nft chains with names that tell their content.
#pragma once

#include "agentd/enforce/rule_text.h"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace podloom {

/// Writes each chain that is asked for once. A chain is named after its content, so equal lists of policies
/// share one, and a changed policy gives new chains to the endpoints that it selects and to no others.
///
/// A policy is a chain of its own that is jumped to. A tier in which a rule says Pass is a chain as well:
/// there the rules of that policy stand in the tier's chain, because only from there a return goes on with
/// the next tier. Allow is the verdict accept: it ends the base chain, and the other direction has a base
/// chain of its own. In the stages Untracked and PreDnat it also sets the bit `hostMark` of the packet's
/// mark, which later stages of a host interface let pass (CA-32).
class ChainWriter {
public:
    /// `sets` must outlive the writer.
    ChainWriter(SetCatalog &sets, unsigned logGroup, std::uint32_t hostMark = 0)
        : m_sets(sets),
          m_logGroup(logGroup),
          m_hostMark(hostMark)
    {}

    /// The name of the nft chain of `chain`, which stands in chains() with all that it jumps to.
    std::string write(policy::ChainIndex chain, policy::Direction direction,
                      policy::Stage stage = policy::Stage::Normal);

    const std::map<std::string, NftChain> &chains() const { return m_chains; }

private:
    using Rules = std::vector<NftRule>;

    /// What is being written for.
    struct Place {
        policy::Direction direction = policy::Direction::Ingress;
        policy::Stage stage = policy::Stage::Normal;
        auto operator<=>(const Place &) const = default;
    };

    std::string named(std::string_view kind, Rules rules);
    std::string verdictOf(const policy::Rule &rule, const std::string &ruleId, Place place) const;
    std::string allowText(policy::Stage stage) const;
    std::string policyChain(policy::PolicyIndex index, Place place);
    Rules policyRules(policy::PolicyIndex index, Place place);
    bool hasPass(const std::vector<policy::PolicyIndex> &policies, policy::Direction direction) const;
    void appendPolicies(Rules &rules, const std::vector<policy::PolicyIndex> &policies, Place place);
    void appendFirst(Rules &rules, const std::vector<policy::PolicyIndex> &policies, Place place);
    void appendTier(Rules &rules, const policy::Chain::Step &step, Place place, std::string_view origin);

    SetCatalog &m_sets;
    unsigned m_logGroup;
    std::uint32_t m_hostMark;
    std::map<std::string, NftChain> m_chains{};
    std::map<std::pair<policy::ChainIndex, Place>, std::string> m_written{};
    std::map<std::pair<policy::PolicyIndex, Place>, std::string> m_policies{};
};

} // namespace podloom
