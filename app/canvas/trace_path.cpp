#include "app/canvas/trace_path.h"

#include "core/policy/explain.h"
#include "core/routing/forwarding.h"

#include <algorithm>

namespace podloom::app {

namespace {

using policy::Direction;
using policy::FlowEnd;

ObjectId objectOf(const MachineId &id)
{
    return id.isRouter() ? ObjectId{"", "podloom.dev", "Router", "", id.name}
                         : ObjectId{id.cluster, "", "Node", "", id.name};
}

/// Follows one packet.
class Tracer {
public:
    Tracer(const Analysis &analysis, const Selection::Question &question, const FlowEnd &from,
           const FlowEnd &to)
        : m_analysis(analysis),
          m_program(analysis.program),
          m_question(question),
          m_from(from),
          m_to(to)
    {}

    TracePath run()
    {
        TracePath path{.question = m_question};
        const auto verdict = policy::verdict(m_program, m_from, m_to, m_question.traffic, true);
        addGate(path, m_from, Direction::Egress, verdict.egress);
        addMachines(path);
        addGate(path, m_to, Direction::Ingress, verdict.ingress);
        // What comes behind the first refusal never happens.
        bool isOver = false;
        for (auto &hop : path.hops) {
            if (isOver)
                hop.state = State::Unknown;
            isOver = isOver || hop.state == State::Down;
        }
        path.isDelivered = !isOver;
        return path;
    }

private:
    void addGate(TracePath &path, const FlowEnd &end, Direction direction,
                 const policy::Decision &decision) const
    {
        TraceHop hop{.name = end.name};
        if (end.endpoint != policy::kNone)
            hop.object = m_program.endpoints[end.endpoint].id;
        hop.state = decision.action == policy::Action::Allow ? State::Up : State::Down;
        hop.message = {"trace-no-gate", "no policy stands here", {}};
        if (!decision.steps.empty()) {
            const auto &step = decision.steps.back();
            hop.message = policy::sentenceOf({m_program, m_from, m_to, m_question.traffic, direction}, step);
            if (step.policy != policy::kNone) {
                const auto &decided = m_program.policies[step.policy];
                hop.policy = decided.id;
                hop.at = step.rule && step.rule->at.line > 0 ? step.rule->at : decided.at;
            }
        }
        path.hops.push_back(std::move(hop));
    }

    /// Index of the machine that the end is on, or is.
    std::optional<std::size_t> machineOf(const FlowEnd &end) const
    {
        std::string cluster;
        std::string name;
        if (end.endpoint != policy::kNone) {
            cluster = m_program.endpoints[end.endpoint].id.cluster;
            name = m_program.endpoints[end.endpoint].node;
        } else if (end.node != policy::kNone) {
            cluster = m_program.nodes[end.node].cluster;
            name = m_program.nodes[end.node].name;
        }
        const auto &machines = m_analysis.routes->wires().machines;
        const auto found = std::find_if(machines.begin(), machines.end(), [&](const Machine &machine) {
            return machine.id == MachineId::node(cluster, name);
        });
        return name.empty() || found == machines.end()
                 ? std::nullopt
                 : std::optional(static_cast<std::size_t>(found - machines.begin()));
    }

    /// The longest prefix that holds the address.
    std::optional<std::size_t> prefixOf(IpAddress address) const
    {
        const auto &prefixes = m_analysis.routes->tables().prefixes();
        std::optional<std::size_t> best;
        for (std::size_t index = 0; index < prefixes.size(); ++index) {
            if (prefixes[index].contains(address)
                && (!best || prefixes[index].length() > prefixes[*best].length()))
                best = index;
        }
        return best;
    }

    void add(TracePath &path, std::size_t machine, State state, Message message) const
    {
        const auto &id = m_analysis.routes->wires().machines[machine].id;
        path.hops.push_back(
            {.object = objectOf(id), .name = id.name, .message = std::move(message), .state = state});
    }

    void addMachines(TracePath &path) const
    {
        const auto from = machineOf(m_from);
        const auto target = machineOf(m_to);
        const auto family = familyFor(m_from, m_to, m_question.traffic);
        const auto address = family ? m_to.address(*family) : std::nullopt;
        if (!from) {
            if (target)
                add(path, *target, State::Up, {"trace-local", "the pod is on this node", {}});
            return;
        }
        if (from == target) {
            add(path, *from, State::Up, {"trace-same-node", "both are on this node: it goes no farther", {}});
            return;
        }
        const auto prefix = address ? prefixOf(*address) : std::nullopt;
        if (!prefix) {
            // An address that no machine of the design announces: the default route.
            if (m_to.isOutside || !address)
                add(path, *from, State::Up, {"trace-outside", "leaves by the default route of the node", {}});
            else
                add(path, *from, State::Down,
                    {"trace-no-prefix", "nobody announces %1", {address->toString()}});
            return;
        }
        follow(path, *from, *prefix);
    }

    void follow(TracePath &path, std::size_t from, std::size_t prefix) const
    {
        const auto &routes = m_analysis.routes->tables();
        const auto walks = Forwarding(routes, routes.wires()).walksTo(prefix);
        const auto way = walks.path(from);
        const auto &asked = routes.prefixes()[prefix];
        for (std::size_t step = 0; step < way.size(); ++step) {
            const bool isLast = step + 1 == way.size();
            if (!isLast) {
                add(path, way[step], State::Up, routeOf(way[step], asked));
                continue;
            }
            const auto fate = walks.fates[from];
            add(path, way[step], fate == Fate::Delivered ? State::Up : State::Down,
                sentenceOf(fate, asked.toString()));
        }
    }

    static Message sentenceOf(Fate fate, const std::string &prefix)
    {
        switch (fate) {
        case Fate::Delivered: break;
        case Fate::NoRoute: return {"trace-no-route", "has no route to %1", {prefix}};
        case Fate::Blackhole:
            return {"trace-blackhole", "drops it: its route to %1 is a blackhole", {prefix}};
        case Fate::Unreachable:
            return {"trace-unreachable", "sends it to a next hop for %1 that nobody has", {prefix}};
        case Fate::Loop: return {"trace-loop", "sends it back: packets to %1 go round in a loop", {prefix}};
        }
        return {"trace-local", "the pod is on this node", {}};
    }

    /// "10.48.1.0/26 via 192.168.11.1 on eth0".
    Message routeOf(std::size_t machine, const Prefix &asked) const
    {
        const auto table =
            m_analysis.routes->tables().tableOf(m_analysis.routes->wires().machines[machine].id);
        const PredictedRoute *best = nullptr;
        for (const auto &route : table) {
            if (route.prefix.contains(asked) && (!best || route.prefix.length() > best->prefix.length()))
                best = &route;
        }
        if (!best || !best->nextHop)
            return {"trace-default", "sends it on by its default route", {}};
        if (best->from.empty())
            return {"trace-route-own",
                    "sends it to %2 on %3 (%1)",
                    {best->prefix.toString(), best->nextHop->toString(), best->interface}};
        return {"trace-route",
                "sends it to %2 on %3 (%1, told by %4)",
                {best->prefix.toString(), best->nextHop->toString(), best->interface, best->from}};
    }

    const Analysis &m_analysis;
    const policy::Program &m_program;
    const Selection::Question &m_question;
    const FlowEnd &m_from;
    const FlowEnd &m_to;
};

} // namespace

Result<TracePath> traceOf(const Analysis &analysis, const Selection::Question &question)
{
    if (!analysis.isWhole)
        return fail(Errc::InvalidArgument, "trace-broken",
                    "the design has errors, so that a way would be a guess; mend them first");
    const auto from = policy::endByName(analysis.program, question.from);
    if (!from)
        return Failure{from.error()};
    const auto to = policy::endByName(analysis.program, question.to);
    if (!to)
        return Failure{to.error()};
    return Tracer(analysis, question, *from, *to).run();
}

} // namespace podloom::app
