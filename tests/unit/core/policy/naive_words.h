// tests/unit/core/policy/naive_words.h: what the parts of the naive evaluator say to each other.
#pragma once

#include "tests/unit/core/policy/naive.h"

#include <string>
#include <string_view>
#include <variant>

namespace podloom::policy::naive {

/// One side of a question.
struct Case {
    const Design &design;
    const Question &question;
    bool isIngress = false;

    const Party &subject() const { return isIngress ? question.to : question.from; }
    const Party &peer() const { return isIngress ? question.from : question.to; }
};

/// Pods that policies can select: those with a network of their own.
bool isSelectable(const Pod *pod);
bool hasNamedPort(const Party &party, const std::string &name, Protocol protocol, std::uint16_t port);

bool isTrueFor(const LabelSelector &selector, const Labels &labels);

/// What a Calico selector is asked about: names of labels get the prefix; all() and global() mean what is
/// said here.
struct SelectorSubject {
    const Labels &labels;
    std::string_view prefix{};
    bool all = true;
    bool global = false;
};
bool isTrueFor(std::string_view selector, const SelectorSubject &subject);

/// Something with labels that an address can belong to: a pod, a network set or a host endpoint.
struct Known {
    Labels labels{}; ///< also those that it inherits
    std::string ns{};
    std::string account{}; ///< of pods only
};
Known knownOf(const Design &design, const HostEndpoint &host);
bool selects(const CalicoPolicy &policy, const Known &known);
/// The first of the rules of a policy of namespace `ns` that decides; Log goes on.
std::optional<RuleAction> firstOf(const Case &asked, const std::vector<CalicoRule> &rules,
                                  const std::string &ns);

/// Each says whether the policy has a say about the subject in this direction, …
bool concerns(const NetworkPolicy &policy, const Case &asked);
bool concerns(const ClusterPolicy &policy, const Case &asked);
bool concerns(const CalicoPolicy &policy, const Case &asked);
/// … and what it says: nothing = it leaves the decision to whoever comes next.
std::optional<RuleAction> answer(const NetworkPolicy &policy, const Case &asked);
std::optional<RuleAction> answer(const ClusterPolicy &policy, const Case &asked);
std::optional<RuleAction> answer(const CalicoPolicy &policy, const Case &asked);
/// Behind all tiers (CA-14, CA-30).
bool profilesAllow(const Case &asked);

/// A policy and its place in its tier.
struct Voice {
    double order = 0;
    std::string name{};
    std::variant<const NetworkPolicy *, const ClusterPolicy *, const CalicoPolicy *> policy{};
};

struct Tier {
    std::string name{};
    double order = 0;
    bool passesAtEnd = false;
    std::vector<Voice> voices{};
};

/// The machine that a party is or runs on, or nothing.
const Node *machineOf(const Design &design, const Party &party);

} // namespace podloom::policy::naive
