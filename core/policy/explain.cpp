#include "core/policy/explain.h"

namespace podloom::policy {

namespace {

/// "NetworkPolicy shop/db".
std::string titleOf(const ObjectId &id)
{
    return id.kind + ' ' + (id.ns.empty() ? id.name : id.ns + '/' + id.name);
}

/// Failsafe ports that no FelixConfiguration changes are those of no object.
std::string titleOf(const Policy &policy)
{
    return isOfNoObject(policy) ? "the usual failsafe ports" : titleOf(policy.id);
}

/// Whose decision a step is: "HostEndpoint one", or the end of the connection.
std::string ownerOf(const StepContext &context, const Step &step)
{
    if (step.host != kNone)
        return titleOf(context.program.endpoints[step.host].id);
    return context.direction == Direction::Egress ? context.from.name : context.to.name;
}

/// Rules are counted from 1 where people read them.
std::string numberOf(const Rule &rule)
{
    return std::to_string(rule.index + 1);
}

std::string tierName(const Program &program, TierIndex tier)
{
    return tier == kNone ? std::string("default") : program.tiers[tier].name;
}

/// Which rules a step is about: answers go the other way.
std::string directionOf(const StepContext &context, const Step &step)
{
    const bool isIngress = (context.direction == Direction::Ingress) != step.isAnswer;
    return toString(isIngress ? Direction::Ingress : Direction::Egress);
}

Message ruleSentence(const StepContext &context, const Step &step)
{
    const auto title = titleOf(context.program.policies[step.policy]);
    const auto direction = directionOf(context, step);
    if (!step.action)
        return {"step-no-match",
                "%1 rule %2 of %3 does not match: %4",
                {direction, numberOf(*step.rule), title, reasonOf(context, step)}};
    switch (*step.action) {
    case Action::Allow:
        return {"step-allow", "%1 rule %2 of %3 allows", {direction, numberOf(*step.rule), title}};
    case Action::Deny:
        return {"step-deny", "%1 rule %2 of %3 denies", {direction, numberOf(*step.rule), title}};
    case Action::Pass:
        return {"step-pass",
                "%1 rule %2 of %3 passes on to the next tier",
                {direction, numberOf(*step.rule), title}};
    case Action::Log: break;
    }
    return {"step-log", "%1 rule %2 of %3 logs", {direction, numberOf(*step.rule), title}};
}

Message implicitSentence(const StepContext &context, const Step &step)
{
    const auto direction = directionOf(context, step);
    const auto tier = tierName(context.program, step.tier);
    const bool isAllowed = step.action != Action::Deny;
    switch (step.reason) {
    case Reason::NotIsolated:
        return {"step-not-isolated",
                "no policy isolates %1 for %2: allowed",
                {ownerOf(context, step), direction}};
    case Reason::IsolatedNoRule:
        return {"step-isolated-no-rule",
                "NetworkPolicies isolate %1 for %2 and none of their rules matches: denied",
                {ownerOf(context, step), direction}};
    case Reason::EndOfTier:
        return isAllowed ? Message{"step-end-pass", "no rule of tier %1 matches: on to the next tier", {tier}}
                         : Message{"step-end-deny", "no rule of tier %1 matches: denied", {tier}};
    case Reason::Profile:
        return isAllowed ? Message{"step-profile-allow", "every tier passes on: the profile allows", {}}
                         : Message{"step-profile-deny", "every tier passes on: no profile allows", {}};
    case Reason::NodeLocal:
        return isAllowed
                 ? Message{"step-node-local", "traffic between a pod and its own node is always allowed", {}}
                 : Message{"step-node-local-deny",
                           "defaultEndpointToHostAction keeps pods from their own node: denied",
                           {}};
    case Reason::Untracked:
        return {"step-untracked",
                "%1 does not track the connection, so that its answers are dropped",
                {ownerOf(context, step)}};
    case Reason::Self: return {"step-self", "a pod always reaches itself", {}};
    default: break;
    }
    return {"step-no-family", "the two ends share no address family: denied", {}};
}

} // namespace

bool isOfNoObject(const Policy &policy)
{
    return policy.dialect == Dialect::Failsafe && policy.at.line == 0;
}

SourceRef sourceOf(const Program &program, const Step &step, const DocumentLines &lines)
{
    if (step.policy == kNone)
        return {};
    return lines.inFile(step.rule && step.rule->at.line > 0 ? step.rule->at
                                                            : program.policies[step.policy].at);
}

std::string reasonOf(const StepContext &context, const Step &step)
{
    if (step.reason != Reason::Rule)
        return toString(step.reason);
    const auto &mismatch = step.mismatch;
    if (!mismatch.any())
        return "match";
    if (mismatch.never)
        return "never";
    if (mismatch.family)
        return "family";
    if (mismatch.source)
        return "source";
    if (mismatch.destination)
        return "destination";
    if (mismatch.protocol)
        return "protocol";
    return hasPorts(context.traffic.protocol) ? "port" : "icmp-type";
}

std::string placeOf(const StepContext &context, const Step &step)
{
    if (step.host == kNone)
        return step.isAnswer ? "answer" : "";
    auto out = ownerOf(context, step);
    switch (step.stage) {
    case Stage::Untracked: out += ", untracked"; break;
    case Stage::PreDnat: out += ", before NAT"; break;
    case Stage::Forward: out += ", forwarded"; break;
    case Stage::Normal: break;
    }
    return step.isAnswer ? out + ", answer" : out;
}

Message sentenceOf(const StepContext &context, const Step &step)
{
    if (step.rule)
        return ruleSentence(context, step);
    if (step.policy != kNone)
        return {"step-no-rules",
                "%1 has no %2 rule",
                {titleOf(context.program.policies[step.policy]), directionOf(context, step)}};
    return implicitSentence(context, step);
}

std::optional<Message> nearlyOf(const StepContext &context, const Step &step)
{
    if (!step.rule || step.action || step.mismatch.count() != 1)
        return std::nullopt;
    const auto number = numberOf(*step.rule);
    if (step.isAnswer)
        return std::nullopt;
    const auto &traffic = context.traffic;
    if (step.mismatch.source)
        return Message{
            "nearly-source", "rule %1 would match but for the source %2", {number, context.from.name}};
    if (step.mismatch.destination)
        return Message{"nearly-destination",
                       "rule %1 would match but for the destination %2",
                       {number, context.to.name}};
    if (step.mismatch.family)
        return Message{"nearly-family", "rule %1 would match but for the address family", {number}};
    if (step.mismatch.protocol)
        return Message{"nearly-protocol",
                       "rule %1 would match but for protocol %2",
                       {number, toString(traffic.protocol)}};
    if (!hasPorts(traffic.protocol))
        return Message{"nearly-icmp", "rule %1 would match but for the ICMP type", {number}};
    return Message{
        "nearly-port", "rule %1 would match but for port %2", {number, std::to_string(traffic.port)}};
}

} // namespace podloom::policy
