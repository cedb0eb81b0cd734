// agentd/enforce/transaction.h: the smallest change from one rule set to another.
#pragma once

#include "agentd/enforce/rule_set.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace podloom {

/// What changes, and nothing else: chains whose rules differ, new and gone chains, sets and maps, and single
/// elements of the sets and maps that stay.
struct Transaction {
    bool replacesTable = false; ///< the old table, if any, is deleted first: only additions follow
    bool addsTable = false;
    std::map<std::string, NftSet> newSets{};
    std::map<std::string, NftMap> newMaps{};
    std::map<std::string, NftChain> newChains{};
    std::map<std::string, std::vector<NftRule>> changedChains{}; ///< all their rules
    std::map<std::string, std::vector<std::string>> newElements{};
    std::map<std::string, std::vector<std::string>> goneElements{};
    std::map<std::string, std::map<std::string, std::string>>
        newVerdicts{};                                              ///< also for keys that had another
    std::map<std::string, std::vector<std::string>> goneVerdicts{}; ///< also keys that get another
    std::vector<std::string> goneSets{};
    std::vector<std::string> goneMaps{};
    std::vector<std::string> goneChains{};

    bool isEmpty() const;
    /// As one nft script: what is referenced comes before what refers to it, removals the other way round.
    std::string script() const;
    /// Does to `rules` what script() does to the kernel. Precondition: `rules` is what it was made from.
    void applyTo(RuleSet &rules) const;
};

/// Numbers for logs and tests.
struct TransactionSize {
    std::size_t chains = 0;   ///< new, changed and gone
    std::size_t sets = 0;     ///< new and gone sets and maps
    std::size_t elements = 0; ///< new, changed and gone elements of sets and maps that stay
    bool operator==(const TransactionSize &) const = default;
};
TransactionSize sizeOf(const Transaction &transaction);

/// From `actual` to `desired`. A set or base chain that is there with another type or hook can only be made
/// anew: then the whole table is replaced.
Transaction difference(const RuleSet &actual, const RuleSet &desired);
/// The whole of `desired`, in the place of whatever the kernel has in our table.
Transaction replacement(const RuleSet &desired);

} // namespace podloom
