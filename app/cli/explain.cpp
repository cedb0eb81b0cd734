// podloomctl explain: why one connection is allowed or denied.
#include "core/policy/explain.h"
#include "app/cli/design_ways.h"
#include "app/cli/flow_arguments.h"
#include "app/cli/verbs.h"
#include "core/policy/compile.h"
#include "core/policy/prediction.h"

namespace podloom::cli {

namespace {

using policy::Decision;
using policy::Direction;
using policy::FlowEnd;
using policy::kNone;
using policy::Program;
using policy::Reason;
using policy::Step;
using policy::StepContext;
using policy::Traffic;

/// Everything that the answer is made of.
struct Answer {
    const Snapshot &snapshot;
    const Program &program;
    const FlowEnd &from;
    const FlowEnd &to;
    const Traffic &traffic;
    policy::Verdict verdict{};
    std::optional<Family> family{}; ///< nothing: the ends share none
    bool hasWay = true;             ///< routes lead there and back, whatever policies say

    const Decision &decision(Direction direction) const
    {
        return direction == Direction::Egress ? verdict.egress : verdict.ingress;
    }
    StepContext context(Direction direction) const { return {program, from, to, traffic, direction}; }
};

Json tierToJson(const Program &program, const Step &step)
{
    if (step.tier != kNone)
        return program.tiers[step.tier].name;
    // Nothing isolates: said where NetworkPolicies would have stood.
    return step.reason == Reason::NotIsolated ? Json("default") : Json();
}

Json actionToJson(const Step &step)
{
    return step.action ? policy::toString(*step.action) : "no-match";
}

Json stepToJson(const Answer &answer, Direction direction, const Step &step)
{
    const auto &files = answer.snapshot.design().files;
    const auto at = sourceOf(answer.program, step, answer.snapshot.design().lines);
    const bool hasPlace = at.line > 0 && at.file < files.size();
    const auto *policy = step.policy == kNone ? nullptr : &answer.program.policies[step.policy];
    auto out = Json::object(
        {{"tier", tierToJson(answer.program, step)},
         {"policy", policy && !isOfNoObject(*policy) ? objectToJson(policy->id, answer.snapshot) : Json()},
         {"rule", step.rule ? Json(step.rule->index) : Json()},
         {"action", actionToJson(step)},
         {"reason", policy::reasonOf(answer.context(direction), step)},
         {"file", hasPlace ? Json(files[at.file]) : Json()},
         {"line", hasPlace ? Json(at.line) : Json()},
         {"sentence", sentenceOf(answer.context(direction), step).text()}});
    if (const auto nearly = nearlyOf(answer.context(direction), step))
        out.set("nearly", nearly->text());
    if (const auto place = placeOf(answer.context(direction), step); !place.empty())
        out.set("at", place);
    if (step.rule && step.rule->isUnpredictable)
        out.set("unpredictable", true);
    return out;
}

std::string word(bool isAllowed)
{
    return isAllowed ? "allow" : "deny";
}

Json sideToJson(const Answer &answer, Direction direction)
{
    auto steps = Json::array();
    for (const auto &step : answer.decision(direction).steps)
        steps.append(stepToJson(answer, direction, step));
    return Json::object(
        {{"verdict", policy::toString(answer.decision(direction).action)}, {"steps", std::move(steps)}});
}

Json toJson(const Answer &answer)
{
    return Json::object({{"from", answer.from.name},
                         {"to", answer.to.name},
                         {"protocol", podloom::toString(answer.traffic.protocol)},
                         {"port", portToJson(answer.traffic)},
                         {"family", answer.family ? familyToJson(*answer.family) : Json()},
                         {"verdict", word(answer.verdict.isAllowed())},
                         {"routed", answer.hasWay},
                         {"egress", sideToJson(answer, Direction::Egress)},
                         {"ingress", sideToJson(answer, Direction::Ingress)}});
}

void printSide(const Answer &answer, Direction direction)
{
    const auto &decision = answer.decision(direction);
    const auto &own = direction == Direction::Egress ? answer.from : answer.to;
    printLine(policy::toString(direction) + " of " + own.name + ": " + policy::toString(decision.action));
    if (decision.steps.empty())
        printLine("    no policy stands here");
    const auto &files = answer.snapshot.design().files;
    for (const auto &step : decision.steps) {
        const auto place = placeOf(answer.context(direction), step);
        auto line = "    " + (place.empty() ? place : place + ": ")
                  + sentenceOf(answer.context(direction), step).text();
        const auto at = sourceOf(answer.program, step, answer.snapshot.design().lines);
        if (at.line > 0 && at.file < files.size())
            line += " (" + files[at.file] + ':' + std::to_string(at.line) + ')';
        printLine(line);
        if (const auto nearly = nearlyOf(answer.context(direction), step))
            printLine("        " + nearly->text());
    }
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    addTrafficOptions(parser);
    parser.addOptions({{QStringLiteral("from"), QStringLiteral("The source."), QStringLiteral("name")},
                       {QStringLiteral("to"), QStringLiteral("The destination."), QStringLiteral("name")},
                       {QStringLiteral("json"), QStringLiteral("Answers in JSON.")}});
    int exitStatus = kFine;
    if (!parseArguments(parser, kExplainVerb, arguments, exitStatus))
        return exitStatus;
    const auto traffic = readTraffic(parser);
    if (!traffic)
        return failWith(traffic.error());
    if (!parser.isSet(QStringLiteral("from")) || !parser.isSet(QStringLiteral("to")))
        return failWith("explain needs --from and --to");
    const auto snapshot = readWholeDesign(parser.positionalArguments(), exitStatus);
    if (!snapshot)
        return exitStatus;
    const auto placed = policy::predicted(snapshot->design());
    const auto program = policy::compile(placed);
    const auto ends =
        readEnds(program, {parser.value(QStringLiteral("from")), parser.value(QStringLiteral("to"))});
    if (!ends)
        return failWith(ends.error());
    if (auto asked = refuseServices(snapshot->design(), *ends); !asked)
        return failWith(asked.error());
    const auto family = familyFor(ends->at(0), ends->at(1), *traffic);
    DesignWays ways(placed, program);
    const Answer answer{.snapshot = *snapshot,
                        .program = program,
                        .from = ends->at(0),
                        .to = ends->at(1),
                        .traffic = *traffic,
                        .verdict = policy::verdict(program, ends->at(0), ends->at(1), *traffic, true),
                        .family = family,
                        .hasWay = ways.lead(ways.endOf(ends->at(0)), ways.endOf(ends->at(1)), family)};
    if (parser.isSet(QStringLiteral("json"))) {
        printJson(toJson(answer));
        return kFine;
    }
    printLine(answer.from.name + " -> " + answer.to.name + ", " + toString(*traffic) + ": "
              + word(answer.verdict.isAllowed()));
    printSide(answer, Direction::Egress);
    printSide(answer, Direction::Ingress);
    if (answer.verdict.isAllowed() && !answer.hasWay)
        printLine("policies allow it on both ends, but no route leads there and back: \"podloomctl trace\" "
                  "shows where it ends");
    return kFine;
}

} // namespace

const Verb kExplainVerb{
    "explain", "explain PATH... --from NAME --to NAME --protocol P [--port P] [--family 4|6] [--json]",
    "Says why a connection is allowed or denied, step by step.", run};

} // namespace podloom::cli
