// agentd/enforce/rule_set.h: the whole content of our nftables table, as a value.
#pragma once

#include "core/base/json.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// The only table that Podloom reads or writes.
inline constexpr std::string_view kTable = "inet podloom";

/// A set of addresses, interfaces or concatenations of them. An element is nft text, e.g. `10.0.0.1`,
/// `"pod12" . fd00::1`, `10.0.0.0/8`, `10.0.0.1-10.0.0.9`, `10.0.0.1 . 6 . 80`.
struct NftSet {
    std::string type{};                  ///< e.g. "ipv4_addr", "ifname . ipv4_addr"
    bool isInterval = false;             ///< holds prefixes and ranges; adding to it costs its whole size
    std::vector<std::string> elements{}; ///< ascending as text, none twice
    bool operator==(const NftSet &) const = default;
};

/// A verdict map: key to verdict, e.g. `"pod12"` to `goto egress-0123456789abcdef`.
struct NftMap {
    std::string keyType{};
    std::map<std::string, std::string> verdicts{};
    bool operator==(const NftMap &) const = default;
};

/// A rule. The kernel gives rules back in another form than they were written in, so each carries the digest
/// of its text in its comment, behind a word on where it comes from; rules are equal when their comments are.
struct NftRule {
    std::string text{};    ///< empty when it was read from the kernel
    std::string comment{}; ///< "ORIGIN #DIGEST"

    NftRule() = default;
    explicit NftRule(std::string ruleText, std::string_view origin = {});
    bool operator==(const NftRule &other) const { return comment == other.comment; }
};

struct NftHook {
    std::string type{}; ///< filter or nat
    std::string hook{}; ///< prerouting, input, forward, output, postrouting
    int priority = 0;
    bool operator==(const NftHook &) const = default;
};

/// A chain; with a hook, a base chain with the policy accept.
struct NftChain {
    std::optional<NftHook> hook{};
    std::vector<NftRule> rules{};
    bool operator==(const NftChain &) const = default;
};

struct RuleSet {
    std::map<std::string, NftSet> sets{};
    std::map<std::string, NftMap> maps{};
    std::map<std::string, NftChain> chains{};
    bool operator==(const RuleSet &) const = default;
};

/// The table as `nft -j list table` printed it. What a rule set cannot hold (counters, flowtables, timeouts,
/// a base chain that drops by policy) fails: such a table is not ours any more. Errors: Conflict,
/// "nft-table".
Result<RuleSet> parseRuleSet(const Json &listing);

/// 16 hex digits of the 64-bit FNV-1a of `text`.
std::string digestOf(std::string_view text);

} // namespace podloom
