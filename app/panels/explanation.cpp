#include "app/panels/explanation.h"

#include "app/document/ways.h"

#include <QCoreApplication>

namespace podloom::app {

namespace {

using policy::Action;
using policy::Direction;
using policy::FlowEnd;
using policy::kNone;
using policy::Program;
using policy::Reason;
using policy::Step;
using policy::StepContext;
using Kind = ExplanationStep::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("podloom::app::Explanation", text);
}

Kind kindOf(const Step &step)
{
    if (!step.action)
        return Kind::NoMatch;
    switch (*step.action) {
    case Action::Allow: return Kind::Allowed;
    case Action::Deny: return Kind::Denied;
    default: return Kind::Passed;
    }
}

void addSteps(const StepContext &context, const policy::Decision &decision, const DocumentLines &lines,
              std::vector<ExplanationStep> &out)
{
    const auto &program = context.program;
    for (const auto &step : decision.steps) {
        ExplanationStep line{.kind = kindOf(step),
                             .direction = context.direction,
                             .message = sentenceOf(context, step),
                             .at = sourceOf(program, step, lines)};
        if (step.tier != kNone)
            line.tier = QString::fromStdString(program.tiers[step.tier].name);
        if (const auto host = placeOf(context, step); !host.empty())
            line.tier = line.tier.isEmpty() ? QString::fromStdString(host)
                                            : QString::fromStdString(host) + QStringLiteral(", ") + line.tier;
        if (step.policy != kNone && !isOfNoObject(program.policies[step.policy]))
            line.policy = program.policies[step.policy].id;
        out.push_back(line);
        if (auto nearly = nearlyOf(context, step)) {
            line.kind = Kind::Nearly;
            line.message = *std::move(nearly);
            out.push_back(std::move(line));
        }
    }
}

bool hasWay(const Analysis &analysis, const policy::FlowEnd &from, const policy::FlowEnd &to,
            std::optional<Family> family)
{
    if (from.endpoint == policy::kNone || to.endpoint == policy::kNone)
        return true;
    const auto &endpoints = analysis.program.endpoints;
    Ways ways(analysis);
    const auto here = ways.endOf(endpoints[from.endpoint]);
    const auto there = ways.endOf(endpoints[to.endpoint]);
    ways.follow(here); // these two alone: somebody waits
    ways.follow(there);
    return ways.lead(here, there, family);
}

} // namespace

Result<Explanation> explain(const AnalysisPointer &analysis, const Selection::Question &question)
{
    const auto &program = analysis->program;
    const auto from = policy::endByName(program, question.from);
    if (!from)
        return Failure{from.error()};
    const auto to = policy::endByName(program, question.to);
    if (!to)
        return Failure{to.error()};
    const auto verdict = policy::verdict(program, *from, *to, question.traffic, true);
    Explanation out{.question = question,
                    .family = familyFor(*from, *to, question.traffic),
                    .isAllowed = verdict.isAllowed(),
                    .egressAllows = verdict.egress.action == Action::Allow,
                    .ingressAllows = verdict.ingress.action == Action::Allow,
                    .hasWay = hasWay(*analysis, *from, *to, familyFor(*from, *to, question.traffic)),
                    .analysis = analysis};
    const auto &lines = analysis->placed.lines;
    addSteps({program, *from, *to, question.traffic, Direction::Egress}, verdict.egress, lines, out.steps);
    addSteps({program, *from, *to, question.traffic, Direction::Ingress}, verdict.ingress, lines, out.steps);
    return out;
}

QString verdictSentence(const Explanation &explanation)
{
    if (!explanation.family)
        return tr("The two ends share no address family.");
    if (explanation.isAllowed && !explanation.hasWay)
        return tr("Policies allow it on both ends, but no route leads there and back: Trace shows where it "
                  "ends.");
    if (explanation.isAllowed)
        return tr("The source may send it, and the destination lets it in.");
    if (!explanation.egressAllows && !explanation.ingressAllows)
        return tr("The source may not send it, and the destination would not let it in.");
    return explanation.egressAllows ? tr("The source may send it, but the destination does not let it in.")
                                    : tr("The source may not send it; the destination would let it in.");
}

} // namespace podloom::app
