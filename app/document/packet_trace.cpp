#include "app/document/packet_trace.h"

#include "app/document/background.h"
#include "core/policy/explain.h"

#include <utility>

namespace podloom::app {

namespace {

using policy::Direction;
using policy::FlowEnd;

ObjectId objectOf(const MachineId &id)
{
    return id.isRouter() ? ObjectId{"", "podloom.dev", "Router", "", id.name}
                         : ObjectId{id.cluster, "", "Node", "", id.name};
}

/// What a machine does with the packet, by its tables: a denial is for the gate of the pod to explain.
Message sentenceOf(const TraceHop &hop)
{
    const auto &word = hop.predicted.empty() ? hop.kernel : hop.predicted;
    const auto to = hop.address ? hop.address->toString() : std::string();
    if (word == "forward" && !hop.address)
        return {"trace-forward", "sends it on", {}};
    if (word == "forward" && hop.interface.empty())
        return {"trace-forward-to", "hands it to %1", {to}};
    if (word == "forward")
        return {"trace-forward-on", "hands it to %1 on %2", {to, hop.interface}};
    if (word == "no-route")
        return {"trace-no-route", "has no route to the pod", {}};
    if (word == "blackhole")
        return {"trace-blackhole", "drops it: its route to the pod is a blackhole", {}};
    if (word == "unreachable")
        return {"trace-unreachable", "sends it to the next hop %1 that nobody has", {to}};
    if (word == "loop")
        return {"trace-loop", "sends it back: the packet goes round in a loop", {}};
    return {"trace-local", "the pod is on this node", {}};
}

PacketStop stopOf(const TraceHop &hop)
{
    PacketStop stop{.object = objectOf(hop.machine),
                    .name = hop.machine.name,
                    .message = sentenceOf(hop),
                    .kernel = hop.kernel};
    // Tables know nothing of policies: where those stop it, a kernel may do anything.
    stop.isAsPredicted = hop.kernel.empty() || hop.predicted == hop.kernel || hop.predicted == "deny";
    if (hop.predicted.empty())
        stop.state = State::Unknown;
    else if (hop.predicted != "forward" && hop.predicted != "deliver" && hop.predicted != "deny")
        stop.state = State::Down;
    return stop;
}

PacketStop gateOf(const Analysis &analysis, const FlowEnd &from, const FlowEnd &to,
                  const policy::Traffic &traffic, Direction direction, const policy::Decision &decision)
{
    const auto &program = analysis.program;
    const auto &end = direction == Direction::Egress ? from : to;
    PacketStop stop{.name = end.name, .message = {"trace-no-gate", "no policy stands here", {}}};
    if (end.endpoint != policy::kNone)
        stop.object = program.endpoints[end.endpoint].id;
    stop.state = decision.action == policy::Action::Allow ? State::Up : State::Down;
    if (decision.steps.empty())
        return stop;
    const auto &step = decision.steps.back();
    stop.message = policy::sentenceOf({program, from, to, traffic, direction}, step);
    if (step.policy != policy::kNone) {
        stop.policy = program.policies[step.policy].id;
        stop.at = policy::sourceOf(program, step, analysis.placed.lines);
    }
    return stop;
}

/// What comes behind the first refusal never happens.
void endAtRefusal(PacketWay &way)
{
    bool isOver = false;
    for (auto &stop : way.stops) {
        if (isOver)
            stop.state = State::Unknown;
        isOver = isOver || stop.state == State::Down;
    }
}

} // namespace

Result<PacketWay> packetWay(const Analysis &analysis, const Selection::Question &question,
                            const std::optional<Trace> &measured)
{
    if (!analysis.isWhole)
        return fail(Errc::InvalidArgument, "trace-broken",
                    "the design has errors, so that a way would be a guess; mend them first");
    const auto &program = analysis.program;
    const auto from = policy::endByName(program, question.from);
    const auto to = policy::endByName(program, question.to);
    if (!from || !to)
        return Failure{from ? to.error() : from.error()};
    const auto verdict = policy::verdict(program, *from, *to, question.traffic, true);
    auto trace =
        predictedTrace(program, analysis.routes->tables(), {question.from, question.to, question.traffic});
    PacketWay way{.question = question};
    way.stops.push_back(gateOf(analysis, *from, *to, question.traffic, Direction::Egress, verdict.egress));
    if (trace) {
        if (measured && measured->family == trace->family)
            addMeasured(*trace, *measured);
        for (const auto &hop : trace->hops)
            way.stops.push_back(stopOf(hop));
        for (const auto &hop : measured ? std::vector<TraceHop>() : trace->cut)
            way.stops.push_back(stopOf(hop));
        way.isDelivered = trace->predicted.value_or(false);
        way.isRouted = trace->kernel;
        way.isAnswered = trace->probe;
        if (verdict.isAllowed())
            way.reason = trace->reason;
    } else {
        // No way between two pods: policies are all that can be said.
        way.isDelivered = verdict.isAllowed();
        way.reason = trace.error().message;
    }
    way.stops.push_back(gateOf(analysis, *from, *to, question.traffic, Direction::Ingress, verdict.ingress));
    endAtRefusal(way);
    return way;
}

PacketTrace::PacketTrace(Document &document, Selection &selection, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_selection(selection)
{
    connect(&selection, &Selection::asked, this, &PacketTrace::askAnew);
    connect(&document, &Document::analysisChanged, this, &PacketTrace::follow);
}

void PacketTrace::setMeasured(const TraceQuestion &question, std::optional<Trace> measured)
{
    if (!m_question || *m_question != Selection::Question{question.from, question.to, question.traffic})
        return;
    m_measured = std::move(measured);
    follow();
}

void PacketTrace::forgetMeasured()
{
    if (!m_measured)
        return;
    m_measured.reset();
    follow();
}

void PacketTrace::askAnew()
{
    if (m_question != m_selection.question()) {
        m_question = m_selection.question();
        m_measured.reset();
        m_way.reset();
        emit changed();
    }
    follow();
}

void PacketTrace::follow()
{
    if (!m_question)
        return;
    runInBackground(
        this,
        [analysis = m_document.analysis(), question = *m_question, measured = m_measured] {
            return packetWay(*analysis, question, measured);
        },
        [this, number = ++m_newest](Result<PacketWay> way) {
            if (number != m_newest)
                return;
            m_way = std::move(way);
            emit changed();
        });
}

} // namespace podloom::app
