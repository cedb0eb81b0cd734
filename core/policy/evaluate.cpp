#include "core/policy/evaluate.h"

#include "core/policy/wire.h"

#include <algorithm>

namespace podloom::policy {

namespace {

/// Where a chain stands.
struct Place {
    Direction direction = Direction::Ingress;
    Stage stage = Stage::Normal;
    EndpointIndex host = kNone; ///< the host endpoint, unless it is the chain of a pod
    bool isAnswer = false;
};

/// Runs one chain over one flow, remembering its steps when asked to.
class Run {
public:
    Run(const Program &program, const Flow &flow, const Place &place, std::vector<Step> *steps)
        : m_program(program),
          m_flow(flow),
          m_place(place),
          m_steps(steps)
    {}

    /// Allow, Deny, or Pass: on to the next stage.
    Action chain(const Chain &chain)
    {
        if (const auto action = list(chain.first))
            return isEarly() ? Action::Pass : *action;
        bool isIsolated = false;
        for (const auto &tier : chain.tiers) {
            const auto action = list(tier.policies);
            if (action && *action != Action::Pass)
                return *action;
            if (!action && tier.atEnd == Action::Deny) {
                note({.tier = tier.tier, .action = Action::Deny, .reason = reasonAtEnd(tier)});
                return Action::Deny;
            }
            isIsolated = isIsolated || m_program.tiers[tier.tier].defaultAction == Action::Deny;
            if (!action)
                note({.tier = tier.tier, .action = Action::Pass, .reason = Reason::EndOfTier});
        }
        if (chain.otherwise == Action::Pass)
            return Action::Pass;
        if (const auto action = list(chain.profiles); action && *action != Action::Pass)
            return *action;
        const bool isProfile = isIsolated || chain.otherwise == Action::Deny || !chain.profiles.empty();
        note({.action = chain.otherwise, .reason = isProfile ? Reason::Profile : Reason::NotIsolated});
        return chain.otherwise;
    }

private:
    bool isEarly() const { return m_place.stage == Stage::Untracked || m_place.stage == Stage::PreDnat; }

    /// The decision of the first rule that decides, or nothing.
    std::optional<Action> list(const std::vector<PolicyIndex> &policies)
    {
        for (const auto index : policies) {
            const auto &policy = m_program.policies[index];
            const auto &rules = policy.rulesOf(m_place.direction);
            const bool isNoted = policy.dialect != Dialect::Failsafe; // those that do not match say nothing
            if (rules.empty() && isNoted)
                note({.tier = policy.tier, .policy = index, .reason = Reason::NoRules});
            for (const auto &rule : rules) {
                const auto mismatch = mismatchOf(m_program, rule, m_flow);
                Step step{.tier = policy.tier, .policy = index, .rule = &rule, .mismatch = mismatch};
                if (!mismatch.any())
                    step.action = rule.action;
                if (isNoted || step.action)
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
        if (!m_steps)
            return;
        step.host = m_place.host;
        step.stage = m_place.stage;
        step.isAnswer = m_place.isAnswer;
        m_steps->push_back(std::move(step));
    }

    const Program &m_program;
    const Flow &m_flow;
    Place m_place;
    std::vector<Step> *m_steps;
};

/// One flow as a set of flows.
struct OneFlow {
    bool isIn = true;

    bool none() const { return !isIn; }
    OneFlow &operator|=(OneFlow other) { return isIn = isIn || other.isIn, *this; }
    OneFlow &operator&=(OneFlow other) { return isIn = isIn && other.isIn, *this; }
    OneFlow &operator-=(OneFlow other) { return isIn = isIn && !other.isIn, *this; }
};

/// Asks the chains of one end and its machine about one flow and its answer.
class FlowJudge {
public:
    FlowJudge(const Program &program, const Flow &flow, const FlowEnd &own, std::vector<Step> *steps)
        : m_program(program),
          m_flow(flow),
          m_own(own),
          m_machine(machineOf(program, own)),
          m_answer{flow.to, flow.from, flow.family, answerTo(flow.traffic).value_or(flow.traffic)},
          m_steps(steps)
    {}

    Outcome<OneFlow> host(Stage stage, Direction direction, bool isAnswer, const OneFlow &)
    {
        const auto chain = uplinkChain(m_program, m_machine, stage, direction);
        if (chain == kNone) {
            const bool isEarly = stage == Stage::Untracked || stage == Stage::PreDnat;
            return {.allowed = {!isEarly}, .passed = {isEarly}};
        }
        const auto action = run(chain, {direction, stage, m_program.nodes[m_machine].uplink, isAnswer});
        return {.allowed = {action == Action::Allow}, .passed = {action == Action::Pass}};
    }

    OneFlow own(Direction direction, bool isAnswer, const OneFlow &)
    {
        const auto chain = m_program.endpoints[m_own.endpoint].chain(direction);
        return {chain == kNone
                || run(chain, {.direction = direction, .isAnswer = isAnswer}) == Action::Allow};
    }

    void dropUntracked(const OneFlow &)
    {
        if (m_steps)
            m_steps->push_back({.action = Action::Deny,
                                .reason = Reason::Untracked,
                                .host = m_program.nodes[m_machine].uplink,
                                .stage = Stage::Forward,
                                .isAnswer = true});
    }

private:
    Action run(ChainIndex chain, const Place &place)
    {
        return Run(m_program, place.isAnswer ? m_answer : m_flow, place, m_steps)
            .chain(m_program.chains[chain]);
    }

    const Program &m_program;
    const Flow &m_flow;
    const FlowEnd &m_own;
    std::uint32_t m_machine;
    Flow m_answer;
    std::vector<Step> *m_steps;
};

bool isCrossing(const Program &program, const Flow &flow, const FlowEnd &own)
{
    const auto machine = machineOf(program, own);
    return isCrossingJudged(program, machine, own.endpoint != kNone)
        && machineOf(program, flow.from) != machineOf(program, flow.to);
}

Decision decide(const Program &program, const Flow &flow, Direction direction, bool explains)
{
    const bool isEgress = direction == Direction::Egress;
    const auto &own = isEgress ? flow.from : flow.to;
    Decision out;
    if (own.endpoint == kNone && own.node == kNone)
        return out;
    if (const auto step = implicitStep(program, flow.from, flow.to, direction)) {
        out.action = *step->action;
        if (explains && own.endpoint != kNone)
            out.steps.push_back(*step);
        return out;
    }
    FlowJudge judge(program, flow, own, explains ? &out.steps : nullptr);
    bool isAllowed = true;
    const auto askPod = [&] {
        isAllowed = isAllowed && (own.endpoint == kNone || judge.own(direction, false, {}).isIn);
    };
    if (isEgress)
        askPod();
    if (isAllowed && isCrossing(program, flow, own)) {
        const Crossing crossing{.direction = direction,
                                .isPod = own.endpoint != kNone,
                                .hasAnswers = answerTo(flow.traffic).has_value(),
                                .isStateful = isStateful(flow.traffic.protocol)};
        isAllowed = WireVerdict<FlowJudge, OneFlow>(judge, crossing, {}).passing().isIn;
    }
    if (!isEgress)
        askPod();
    out.action = isAllowed ? Action::Allow : Action::Deny;
    return out;
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
    case Reason::Untracked: return "untracked";
    }
    return {};
}

std::optional<Step> implicitStep(const Program &program, const FlowEnd &from, const FlowEnd &to,
                                 Direction direction)
{
    if (from.endpoint != kNone && from.endpoint == to.endpoint)
        return Step{.action = Action::Allow, .reason = Reason::Self};
    const auto machine = machineOf(program, from);
    if (machine == kNone || machine != machineOf(program, to)
        || (from.endpoint != kNone && to.endpoint != kNone))
        return std::nullopt;
    const bool isToNode = direction == Direction::Egress && from.endpoint != kNone;
    const bool isShut = isToNode && endpointToHostOf(program, machine) == Action::Deny;
    return Step{.action = isShut ? Action::Deny : Action::Allow, .reason = Reason::NodeLocal};
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
