#include "core/trace/trace.h"

#include "core/policy/compile.h"
#include "core/policy/evaluate.h"
#include "core/routing/predict.h"
#include "core/routing/session.h"

#include <algorithm>

namespace podloom {

namespace {

constexpr auto kForward = "forward";
constexpr auto kDeliver = "deliver";
constexpr auto kDeny = "deny";

std::string lastWord(Fate fate)
{
    return fate == Fate::Delivered ? kDeliver : toString(fate);
}

std::vector<TraceHop> hopsOf(const PacketPath &path, std::string TraceHop::*column)
{
    std::vector<TraceHop> out;
    for (const auto &hop : path.hops) {
        TraceHop each{hop.machine, hop.interface, hop.handedTo, {}, {}};
        each.*column = out.size() + 1 == path.hops.size() ? lastWord(path.fate) : kForward;
        out.push_back(std::move(each));
    }
    return out;
}

/// A pod of the program that has a place and addresses.
Result<TraceEnd> traceEnd(const policy::Program &program, const policy::FlowEnd &end)
{
    if (end.endpoint == policy::kNone || program.endpoints[end.endpoint].node.empty())
        return fail(
            Errc::InvalidArgument, "trace-end",
            "\"%1\" is no pod with an address of its own on a node: only the ways between those are traced",
            {end.name});
    const auto &endpoint = program.endpoints[end.endpoint];
    return TraceEnd{end.name, MachineId::node(endpoint.id.cluster, endpoint.node), end.address(Family::V4),
                    end.address(Family::V6)};
}

/// The predicted tables of one family; the machine of `end` delivers to its pod, as far as tables are
/// concerned.
TableOf predictedTables(const RoutePrediction &prediction, const TraceEnd &end, Family family)
{
    return [&prediction, end, family](const MachineId &machine) {
        auto table = predictedKernelTable(prediction, machine, family);
        if (machine == end.machine)
            table.push_back({Prefix::host(*end.address(family)), std::nullopt, {}, "agent", 0});
        return table;
    };
}

/// Where and why a way ends before its goal.
Message endOf(const PacketPath &way, bool isAnswer)
{
    const auto where = way.hops.back().machine.name;
    switch (way.fate) {
    case Fate::Blackhole:
        return isAnswer ? Message{"trace-answer-dropped",
                                  "the way of its answer ends at %1, which drops it",
                                  {where}}
                        : Message{"trace-dropped", "its way ends at %1, which drops it", {where}};
    case Fate::Unreachable:
        return isAnswer ? Message{"trace-answer-next-hop",
                                  "the way of its answer ends at %1: nobody has the next hop",
                                  {where}}
                        : Message{"trace-next-hop", "its way ends at %1: nobody has the next hop", {where}};
    case Fate::Loop:
        return isAnswer
                 ? Message{"trace-answer-loop", "its answer goes round in a loop, through %1 again", {where}}
                 : Message{"trace-loop", "it goes round in a loop, through %1 again", {where}};
    default: break;
    }
    return isAnswer ? Message{"trace-answer-no-route",
                              "the way of its answer ends at %1, which has no route",
                              {where}}
                    : Message{"trace-no-route", "its way ends at %1, which has no route", {where}};
}

/// Why the packet does not arrive, or its answer does not; no id when both do.
Message reasonOf(const policy::Verdict &verdict, const TraceQuestion &question, const PacketPath &there,
                 const PacketPath &back)
{
    if (verdict.egress.action == policy::Action::Deny)
        return {"trace-egress", "policies deny %1 to send it", {question.from}};
    if (verdict.ingress.action == policy::Action::Deny)
        return {"trace-ingress", "policies deny %1 to take it", {question.to}};
    if (there.fate != Fate::Delivered)
        return endOf(there, false);
    if (back.fate != Fate::Delivered)
        return endOf(back, true);
    return {};
}

/// Adds the way of `real`, hops of kernels alone, beside the one that is predicted.
void addHops(Trace &trace, const std::vector<TraceHop> &real)
{
    std::size_t common = 0;
    while (common < std::min(real.size(), trace.hops.size())
           && real[common].machine == trace.hops[common].machine) {
        auto &hop = trace.hops[common];
        hop.kernel = real[common].kernel;
        // What the machine itself says is nearer to the truth than what its design calls the interface.
        hop.interface = real[common].interface;
        hop.address = real[common].address;
        ++common;
    }
    trace.hops.insert(trace.hops.end(), real.begin() + static_cast<std::ptrdiff_t>(common), real.end());
}

Json orNull(const std::string &text)
{
    return text.empty() ? Json() : Json(text);
}

Json verdictJson(const std::optional<bool> &verdict)
{
    return verdict ? Json(*verdict ? "allow" : "deny") : Json();
}

} // namespace

Result<Trace> predictedTrace(const Design &placed, const NodeBlocks &blocks, const TraceQuestion &question)
{
    return predictedTrace(policy::compile(placed), RoutePrediction(placed, blocks), question);
}

Result<Trace> predictedTrace(const policy::Program &program, const RoutePrediction &prediction,
                             const TraceQuestion &question)
{
    const auto from = policy::endByName(program, question.from);
    const auto to = policy::endByName(program, question.to);
    if (!from || !to)
        return Failure{from ? to.error() : from.error()};
    const auto source = traceEnd(program, *from);
    const auto target = traceEnd(program, *to);
    if (!source || !target)
        return Failure{source ? target.error() : source.error()};
    const auto family = policy::familyFor(*from, *to, question.traffic);
    if (!family || !source->address(*family) || !target->address(*family))
        return fail(Errc::InvalidArgument, "trace-family", "%1 and %2 share no address family for this",
                    {question.from, question.to});

    const auto owners = addressOwners(prediction.wires());
    const auto there = packetPath(owners, predictedTables(prediction, *target, *family), source->machine,
                                  *target->address(*family));
    const auto back = packetPath(owners, predictedTables(prediction, *source, *family), target->machine,
                                 *source->address(*family));
    const auto verdict = policy::verdict(program, *from, *to, question.traffic);

    Trace trace{.family = *family, .hops = hopsOf(there, &TraceHop::predicted)};
    if (verdict.egress.action == policy::Action::Deny) {
        trace.cut.assign(trace.hops.begin() + 1, trace.hops.end());
        trace.hops.resize(1);
    }
    if (verdict.egress.action == policy::Action::Deny
        || (verdict.ingress.action == policy::Action::Deny && there.fate == Fate::Delivered))
        trace.hops.back().predicted = kDeny;
    trace.reason = reasonOf(verdict, question, there, back);
    trace.predicted = trace.reason.id.empty();
    return trace;
}

void addKernelWay(Trace &trace, const AddressOwners &owners, const TableOf &tableOf, const TraceEnd &from,
                  const TraceEnd &to)
{
    const auto there = packetPath(owners, tableOf, from.machine, *to.address(trace.family));
    const auto back = packetPath(owners, tableOf, to.machine, *from.address(trace.family));
    trace.kernel = there.fate == Fate::Delivered && back.fate == Fate::Delivered;
    addHops(trace, hopsOf(there, &TraceHop::kernel));
}

void addMeasured(Trace &trace, const Trace &real)
{
    addHops(trace, real.hops);
    trace.kernel = real.kernel;
    trace.probe = real.probe;
}

Json toJson(const Trace &trace, const TraceQuestion &question, bool hasSeveralClusters)
{
    auto hops = Json::array();
    for (const auto &hop : trace.hops) {
        const bool isLast = &hop == &trace.hops.back();
        hops.append(Json::object({{"node", machineName(hop.machine, hasSeveralClusters)},
                                  {"interface", orNull(hop.interface)},
                                  {"address", hop.address ? Json(hop.address->toString()) : Json()},
                                  {"predicted", orNull(hop.predicted)},
                                  {"kernel", orNull(hop.kernel)},
                                  {"probe", isLast ? verdictJson(trace.probe) : Json()}}));
    }
    return Json::object(
        {{"from", question.from},
         {"to", question.to},
         {"protocol", toString(question.traffic.protocol)},
         {"port", hasPorts(question.traffic.protocol) ? Json(unsigned{question.traffic.port}) : Json()},
         {"family", trace.family == Family::V4 ? 4 : 6},
         {"hops", std::move(hops)},
         {"verdict", Json::object({{"predicted", verdictJson(trace.predicted)},
                                   {"kernel", verdictJson(trace.kernel)},
                                   {"probe", verdictJson(trace.probe)}})},
         {"reason", orNull(trace.reason.text())}});
}

} // namespace podloom
