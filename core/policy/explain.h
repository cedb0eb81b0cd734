// core/policy/explain.h: the steps of a decision in words.
#pragma once

#include "core/base/message.h"
#include "core/model/document_lines.h"
#include "core/policy/evaluate.h"

#include <optional>

namespace podloom::policy {

/// Whose decision it was and which connection it was about.
struct StepContext {
    const Program &program;
    const FlowEnd &from;
    const FlowEnd &to;
    const Traffic &traffic;
    Direction direction = Direction::Ingress;
};

/// Whether no object of the design stands for the policy: failsafe ports that no FelixConfiguration changes.
bool isOfNoObject(const Policy &policy);

/// The short reason of a step: that of an implicit decision ("not-isolated", …), "match", or the first
/// condition that does not hold: "never", "family", "source", "destination", "protocol", "port", "icmp-type".
std::string reasonOf(const StepContext &context, const Step &step);

/// Where the step stands, when it is no policy of a pod: "HostEndpoint one, forward", and whether it is about
/// the answer; otherwise empty.
std::string placeOf(const StepContext &context, const Step &step);

/// The place in its file of the rule, else of the policy that decided; line 0 = nowhere.
SourceRef sourceOf(const Program &program, const Step &step, const DocumentLines &lines);

/// One sentence: "rule 1 of NetworkPolicy shop/db allows".
Message sentenceOf(const StepContext &context, const Step &step);

/// For a rule that would match if one single thing were different: "rule 2 would match but for port 5432".
std::optional<Message> nearlyOf(const StepContext &context, const Step &step);

} // namespace podloom::policy
