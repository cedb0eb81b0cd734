#include "core/policy/evaluate.h"

#include <algorithm>

namespace podloom::policy {

namespace {

/// Runs one chain over one flow, remembering its steps when asked to.
class Run {
public:
    Run(const Program &program, const Flow &flow, Direction direction, bool explains)
        : m_program(program),
          m_flow(flow),
          m_direction(direction),
          m_explains(explains)
    {}

    Decision chain(const Chain &chain)
    {
        if (const auto action = list(chain.first))
            return decided(*action);
        bool isIsolated = false;
        for (const auto &tier : chain.tiers) {
            const auto action = list(tier.policies);
            if (action && *action != Action::Pass)
                return decided(*action);
            if (!action && tier.atEnd == Action::Deny) {
                note({.tier = tier.tier, .action = Action::Deny, .reason = reasonAtEnd(tier)});
                return decided(Action::Deny);
            }
            isIsolated = isIsolated || m_program.tiers[tier.tier].defaultAction == Action::Deny;
            if (!action)
                note({.tier = tier.tier, .action = Action::Pass, .reason = Reason::EndOfTier});
        }
        if (const auto action = list(chain.profiles); action && *action != Action::Pass)
            return decided(*action);
        const auto otherwise = chain.otherwise == Action::Deny ? Action::Deny : Action::Allow;
        const bool isProfile = isIsolated || otherwise == Action::Deny || !chain.profiles.empty();
        note({.action = otherwise, .reason = isProfile ? Reason::Profile : Reason::NotIsolated});
        return decided(otherwise);
    }

private:
    /// The decision of the first rule that decides, or nothing.
    std::optional<Action> list(const std::vector<PolicyIndex> &policies)
    {
        for (const auto index : policies) {
            const auto &policy = m_program.policies[index];
            const auto &rules = policy.rulesOf(m_direction);
            if (rules.empty())
                note({.tier = policy.tier, .policy = index, .reason = Reason::NoRules});
            for (const auto &rule : rules) {
                const auto mismatch = mismatchOf(m_program, rule, m_flow);
                Step step{.tier = policy.tier, .policy = index, .rule = &rule, .mismatch = mismatch};
                if (!mismatch.any())
                    step.action = rule.action;
                note(std::move(step));
                if (!mismatch.any() && rule.action != Action::Log)
                    return rule.action;
            }
        }
        return std::nullopt;
    }

    Reason reasonAtEnd(const Chain::Step &tier) const
    {
        const auto isNetworkPolicy = [&](PolicyIndex index) {
            return m_program.policies[index].dialect == Dialect::NetworkPolicy;
        };
        return std::all_of(tier.policies.begin(), tier.policies.end(), isNetworkPolicy)
                 ? Reason::IsolatedNoRule
                 : Reason::EndOfTier;
    }

    void note(Step step)
    {
        if (m_explains)
            m_steps.push_back(std::move(step));
    }

    Decision decided(Action action) { return {.action = action, .steps = std::move(m_steps)}; }

    const Program &m_program;
    const Flow &m_flow;
    Direction m_direction;
    bool m_explains;
    std::vector<Step> m_steps{};
};

bool isOnNode(const Program &program, const FlowEnd &pod, const FlowEnd &node)
{
    if (pod.endpoint == kNone || node.node == kNone)
        return false;
    const auto &endpoint = program.endpoints[pod.endpoint];
    const auto &machine = program.nodes[node.node];
    return !endpoint.node.empty() && endpoint.node == machine.name && endpoint.id.cluster == machine.cluster;
}

/// What the cluster says about its pods and their own nodes; Pass leaves it to the node, which allows.
Action actionToOwnNode(const Program &program, const FlowEnd &pod)
{
    const auto &cluster = program.endpoints[pod.endpoint].id.cluster;
    for (const auto &each : program.clusters) {
        if (each.name == cluster && each.endpointToHost == Action::Deny)
            return Action::Deny;
    }
    return Action::Allow;
}

Decision decide(const Program &program, const Flow &flow, Direction direction, bool explains)
{
    const auto &own = direction == Direction::Egress ? flow.from : flow.to;
    if (own.endpoint == kNone)
        return {};
    if (const auto step = implicitStep(program, flow.from, flow.to, direction)) {
        Decision decision{.action = *step->action};
        if (explains)
            decision.steps.push_back(*step);
        return decision;
    }
    const auto chain = program.endpoints[own.endpoint].chain(direction);
    if (chain == kNone)
        return {};
    return Run(program, flow, direction, explains).chain(program.chains[chain]);
}

} // namespace

std::string toString(Reason reason)
{
    switch (reason) {
    case Reason::Rule: return "rule";
    case Reason::NoRules: return "no-rules";
    case Reason::NotIsolated: return "not-isolated";
    case Reason::IsolatedNoRule: return "isolated-no-rule";
    case Reason::EndOfTier: return "end-of-tier";
    case Reason::Profile: return "profile";
    case Reason::NodeLocal: return "node-local";
    case Reason::Self: return "self";
    case Reason::NoFamily: return "no-family";
    }
    return {};
}

std::optional<Step> implicitStep(const Program &program, const FlowEnd &from, const FlowEnd &to,
                                 Direction direction)
{
    if (from.endpoint != kNone && from.endpoint == to.endpoint)
        return Step{.action = Action::Allow, .reason = Reason::Self};
    if (direction == Direction::Egress && isOnNode(program, from, to))
        return Step{.action = actionToOwnNode(program, from), .reason = Reason::NodeLocal};
    if (direction == Direction::Ingress && isOnNode(program, to, from))
        return Step{.action = Action::Allow, .reason = Reason::NodeLocal};
    return std::nullopt;
}

Verdict verdict(const Program &program, const FlowEnd &from, const FlowEnd &to, const Traffic &traffic,
                bool explains)
{
    const auto family = familyFor(from, to, traffic);
    if (!family) {
        const Step step{.action = Action::Deny, .reason = Reason::NoFamily};
        Decision denied{.action = Action::Deny};
        if (explains)
            denied.steps.push_back(step);
        return {.egress = from.endpoint == kNone ? Decision{} : denied,
                .ingress = from.endpoint == kNone || to.endpoint != kNone ? denied : Decision{}};
    }
    const Flow flow{from, to, *family, traffic};
    return {.egress = decide(program, flow, Direction::Egress, explains),
            .ingress = decide(program, flow, Direction::Ingress, explains)};
}

} // namespace podloom::policy
