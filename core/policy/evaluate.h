// core/policy/evaluate.h: what a program decides about one connection, and the steps that led there.
#pragma once

#include "core/policy/flow.h"
#include "core/policy/match.h"

#include <optional>
#include <vector>

namespace podloom::policy {

/// Why something was decided without a rule.
enum class Reason : std::uint8_t {
    Rule,           ///< a rule was looked at: see Step::mismatch
    NoRules,        ///< the policy applies and has no rule for this direction
    NotIsolated,    ///< no policy isolates the endpoint in this direction (K-40)
    IsolatedNoRule, ///< NetworkPolicies select it and none of their rules matched (K-41)
    EndOfTier,      ///< the tier's default action
    Profile,        ///< every tier passed on; the profiles decided
    NodeLocal,      ///< K-46
    Self,           ///< K-47
    NoFamily,       ///< the ends share no address family
    Untracked,      ///< the answer to a packet that nobody tracks is dropped
};

/// "not-isolated", "isolated-no-rule", "end-of-tier", …
std::string toString(Reason reason);

struct Step {
    TierIndex tier = kNone;
    PolicyIndex policy = kNone;     ///< kNone: an implicit decision
    const Rule *rule = nullptr;     ///< of that policy
    std::optional<Action> action{}; ///< nothing = the rule did not match
    Reason reason = Reason::Rule;
    Mismatch mismatch{};
    EndpointIndex host = kNone; ///< the host endpoint whose step it is; kNone = the pod's own
    Stage stage = Stage::Normal;
    bool isAnswer = false; ///< it is about the answer to the first packet
};

/// What one end decides: a pod, and the host endpoint of its machine. Where neither is, it allows without
/// steps.
struct Decision {
    Action action = Action::Allow; ///< Allow or Deny
    std::vector<Step> steps{};     ///< only when asked for
};

struct Verdict {
    Decision egress{};
    Decision ingress{};
    bool isAllowed() const { return egress.action == Action::Allow && ingress.action == Action::Allow; }
};

/// What the program decides about a connection. `explains` = with all steps.
Verdict verdict(const Program &program, const FlowEnd &from, const FlowEnd &to, const Traffic &traffic,
                bool explains = false);

/// What stands above all policies, for the side of `direction`: nothing = the chain decides.
std::optional<Step> implicitStep(const Program &program, const FlowEnd &from, const FlowEnd &to,
                                 Direction direction);

} // namespace podloom::policy
