#include "core/lab/verification.h"

#include "core/lab/deployment.h"
#include "core/lab/lab_placement.h"
#include "core/lab/observed_design.h"
#include "core/lab/settling.h"
#include "core/policy/compile.h"
#include "core/policy/relation.h"
#include "core/trace/predicted_ways.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

/// Sessions come up in a few seconds, and routes follow at once.
constexpr std::chrono::seconds kRoutePatience{15};

using PortKey = std::pair<Protocol, std::uint16_t>;

bool canBeProbed(Protocol protocol)
{
    return protocol == Protocol::Tcp || protocol == Protocol::Udp;
}

/// Every containerPort of a pod and every numeric targetPort of a Service; TCP 80 where there is none at all.
std::set<PortKey> portsOf(const Design &design, const ProbeQuestion &question)
{
    std::set<PortKey> ports;
    if (question.port != 0 || (question.protocol && !hasPorts(*question.protocol)))
        return {{question.protocol.value_or(Protocol::Tcp), question.port}};
    const auto add = [&](Protocol protocol, std::uint16_t port) {
        if (port != 0 && canBeProbed(protocol) && (!question.protocol || *question.protocol == protocol))
            ports.emplace(protocol, port);
    };
    for (const auto &pod : design.pods) {
        for (const auto &port : pod.spec.ports)
            add(port.protocol, port.port);
    }
    for (const auto &service : design.services) {
        for (const auto &port : service.ports) {
            if (const auto *number = std::get_if<std::uint16_t>(&port.targetPort))
                add(port.protocol, *number != 0 ? *number : port.port);
        }
    }
    if (ports.empty())
        ports.emplace(question.protocol.value_or(Protocol::Tcp), std::uint16_t{80});
    return ports;
}

std::vector<std::size_t> chosen(const Measurement &measurement, const std::vector<std::string> &names,
                                Status &status)
{
    std::vector<std::size_t> out;
    for (const auto &name : names) {
        auto index = measurement.endByName(name);
        if (!index) {
            status = Failure{std::move(index).error()};
            return {};
        }
        out.push_back(*index);
    }
    if (names.empty()) {
        for (std::size_t index = 0; index < measurement.ends().size(); ++index)
            out.push_back(index);
    }
    return out;
}

/// "ip:" ends that are named count as asked for with --ip.
std::vector<IpAddress> outsideOf(const ProbeQuestion &question)
{
    auto out = question.outside;
    for (const auto *names : {&question.from, &question.to}) {
        for (const auto &name : *names) {
            if (const auto ip = name.starts_with("ip:") ? IpAddress::parse(name.substr(3)) : std::nullopt;
                ip && std::find(out.begin(), out.end(), *ip) == out.end())
                out.push_back(*ip);
        }
    }
    return out;
}

bool bothSpeak(const ProbeEnd &from, const ProbeEnd &to, Family family)
{
    return from.address(family) && to.address(family);
}

/// One connection of a verification: what is tried and what should come of it.
struct Check {
    ProbeTask task;
    bool predicted = false;
};

class Verification {
public:
    Verification(Measurement &measurement, const Design &design, const TableReport &tables,
                 const ProbeQuestion &question)
        : m_measurement(measurement),
          m_program(policy::compile(design)),
          m_undecided(tables.undecided),
          m_prediction(design, tables.blocks),
          m_ways(m_prediction),
          m_question(question)
    {
        for (const auto &key : portsOf(design, question))
            m_ports.push_back(key);
    }

    Result<std::vector<Check>> checks();
    Result<VerifyReport> measure(const std::vector<Check> &checks, const LabJob &job);

private:
    Status addChecks(Family family, PortKey port, const std::vector<std::size_t> &from,
                     const std::vector<std::size_t> &to, std::vector<Check> &checks);
    /// Whether tables lead from one end to the other and back.
    bool hasWay(const ProbeEnd &from, const ProbeEnd &to, Family family);
    bool arrives(const ProbeEnd &from, const ProbeEnd &to, Family family);

    Measurement &m_measurement;
    policy::Program m_program;
    std::vector<Prefix> m_undecided;
    RoutePrediction m_prediction;
    PredictedWays m_ways;
    const ProbeQuestion &m_question;
    std::vector<PortKey> m_ports;
    std::size_t m_withoutWay = 0;
};

Result<std::vector<Check>> Verification::checks()
{
    Status status;
    const auto from = chosen(m_measurement, m_question.from, status);
    const auto to = status ? chosen(m_measurement, m_question.to, status) : std::vector<std::size_t>();
    if (!status)
        return Failure{std::move(status).error()};
    std::vector<Check> checks;
    for (const auto family : {Family::V4, Family::V6}) {
        for (const auto &port : m_ports) {
            const auto other = family == Family::V4 ? Protocol::Icmpv6 : Protocol::Icmp;
            if ((m_question.family && *m_question.family != family) || port.first == other)
                continue;
            if (auto added = addChecks(family, port, from, to, checks); !added)
                return Failure{std::move(added).error()};
        }
    }
    return checks;
}

Status Verification::addChecks(Family family, PortKey port, const std::vector<std::size_t> &from,
                               const std::vector<std::size_t> &to, std::vector<Check> &checks)
{
    std::vector<policy::FlowEnd> flowEnds;
    for (const auto &end : m_measurement.ends()) {
        auto flowEnd = policy::endByName(m_program, end.name);
        if (!flowEnd)
            return wrap(std::move(flowEnd).error(), "the lab runs a pod that the design has not");
        flowEnds.push_back(*std::move(flowEnd));
    }
    policy::Traffic traffic;
    traffic.protocol = port.first;
    traffic.port = port.second;
    if (m_question.sourcePort != 0)
        traffic.sourcePort = m_question.sourcePort;
    traffic.family = family;
    const policy::Relation relation(m_program, flowEnds, policy::withEchoRequest(traffic));
    const auto &ends = m_measurement.ends();
    for (const auto source : from) {
        for (const auto target : to) {
            const bool isSelf = source == target
                             || (!ends[source].isOutside() && ends[source].pod == ends[target].pod
                                 && ends[source].cluster == ends[target].cluster);
            if (isSelf || !bothSpeak(ends[source], ends[target], family)
                || (ends[source].isOutside() && ends[target].isOutside()))
                continue;
            const bool isAllowed = relation.allowed(source, target);
            const bool isPredicted = isAllowed && hasWay(ends[source], ends[target], family);
            m_withoutWay += isAllowed && !isPredicted ? 1U : 0U;
            checks.push_back(
                {{source, target, family, port.first, port.second, m_question.sourcePort}, isPredicted});
        }
    }
    return {};
}

bool Verification::hasWay(const ProbeEnd &from, const ProbeEnd &to, Family family)
{
    if (from.isOutside() || to.isOutside())
        return true; // ways outside of the cluster are not predicted
    // Between clusters the sender's node may put its own address in the pod's place.
    return arrives(from, to, family) && (from.cluster != to.cluster || arrives(to, from, family));
}

bool Verification::arrives(const ProbeEnd &from, const ProbeEnd &to, Family family)
{
    const auto target = *to.address(family);
    const bool isUndecided = std::any_of(m_undecided.begin(), m_undecided.end(),
                                         [&](const Prefix &prefix) { return prefix.contains(target); });
    return isUndecided
        || m_ways.fate(MachineId::node(from.cluster, from.node), MachineId::node(to.cluster, to.node), target)
               == Fate::Delivered;
}

Result<VerifyReport> Verification::measure(const std::vector<Check> &checks, const LabJob &job)
{
    std::vector<ProbeTask> tasks;
    for (const auto &check : checks)
        tasks.push_back(check.task);
    job.say({}, {"probing-now", "probing %1 connections", {std::to_string(tasks.size())}});
    auto outcomes = m_measurement.run(tasks);
    if (!outcomes)
        return Failure{std::move(outcomes).error()};
    std::vector<ProbeTask> again;
    std::vector<std::size_t> indexes;
    for (std::size_t index = 0; index < tasks.size(); ++index) {
        const bool wasReached = (*outcomes)[index] == ProbeOutcome::Reached;
        if (!wasReached && (checks[index].predicted || (*outcomes)[index] == ProbeOutcome::Failed)) {
            again.push_back(tasks[index]);
            indexes.push_back(index);
        }
    }
    if (!again.empty()) {
        job.say({}, {"probing-again",
                     "trying %1 unanswered connections a second time",
                     {std::to_string(again.size())}});
        auto second = m_measurement.run(again);
        if (!second)
            return Failure{std::move(second).error()};
        for (std::size_t each = 0; each < again.size(); ++each)
            (*outcomes)[indexes[each]] = (*second)[each];
    }
    VerifyReport report{.checked = checks.size(), .withoutWay = m_withoutWay};
    const auto &ends = m_measurement.ends();
    for (std::size_t index = 0; index < tasks.size(); ++index) {
        if ((*outcomes)[index] == ProbeOutcome::Failed)
            return fail(Errc::Unavailable, "probe-failed", "a probe from %1 could not be made: %2",
                        {ends[tasks[index].from].name, m_measurement.detail()});
        const bool measured = (*outcomes)[index] == ProbeOutcome::Reached;
        if (measured != checks[index].predicted)
            report.mismatches.push_back({ends[tasks[index].from].name, ends[tasks[index].to].name,
                                         tasks[index].family, tasks[index].protocol, tasks[index].port,
                                         checks[index].predicted, measured});
    }
    return report;
}

} // namespace

Result<VerifyReport> verifyLab(const LabFolder &folder, const SnapshotPointer &snapshot,
                               const ProbeQuestion &question, const LabJob &job)
{
    auto inventory = folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    auto placed = placedInLab(snapshot->design(), *inventory);
    if (!placed)
        return Failure{std::move(placed).error()};
    auto measurement = Measurement::open(folder, outsideOf(question), job);
    if (!measurement)
        return Failure{std::move(measurement).error()};
    const auto routers = routerLinks(folder, *inventory, job);
    std::vector<NodeLink *> routerPointers;
    for (const auto &router : routers)
        routerPointers.push_back(router.get());
    LabTableReader reader((*measurement)->links(), std::move(routerPointers), job);
    auto tables = waitForTables(reader, *placed, Settled::Everything, kRoutePatience, job);
    if (!tables)
        return Failure{std::move(tables).error()};
    if (auto content = requireContentAgents((*measurement)->links()); !content)
        return Failure{std::move(content).error()};
    auto design = observed(*std::move(placed), (*measurement)->ends());
    if (!design)
        return Failure{std::move(design).error()};
    Verification verification(**measurement, *design, *tables, question);
    auto checks = verification.checks();
    if (!checks)
        return Failure{std::move(checks).error()};
    auto report = verification.measure(*checks, job);
    if (report)
        report->tables = *std::move(tables);
    return report;
}

Result<ProbeMatrix> probeLab(const LabFolder &folder, const ProbeQuestion &question, const LabJob &job)
{
    const auto protocol = question.protocol.value_or(Protocol::Tcp);
    if (hasPorts(protocol) && question.port == 0)
        return fail(Errc::InvalidArgument, "probe-port", "a port is needed: --port");
    auto measurement = Measurement::open(folder, outsideOf(question), job);
    if (!measurement)
        return Failure{std::move(measurement).error()};
    Status status;
    const auto from = chosen(**measurement, question.from, status);
    const auto to = status ? chosen(**measurement, question.to, status) : std::vector<std::size_t>();
    if (!status)
        return Failure{std::move(status).error()};
    const auto &ends = (*measurement)->ends();
    ProbeMatrix matrix;
    for (const auto index : from)
        matrix.from.push_back(ends[index].name);
    for (const auto index : to)
        matrix.to.push_back(ends[index].name);
    matrix.allowed.assign(from.size(), std::vector<bool>(to.size(), false));
    std::vector<ProbeTask> tasks;
    std::vector<std::pair<std::size_t, std::size_t>> cells;
    for (std::size_t row = 0; row < from.size(); ++row) {
        for (std::size_t column = 0; column < to.size(); ++column) {
            const auto &source = ends[from[row]];
            const auto &target = ends[to[column]];
            if (from[row] == to[column]
                || (!source.isOutside() && source.pod == target.pod && source.cluster == target.cluster)
                || (source.isOutside() && target.isOutside())) {
                matrix.allowed[row][column] =
                    true; // a pod reaches itself; two outside addresses are one host
                continue;
            }
            const auto wanted = question.family;
            const auto family = wanted                                ? *wanted
                              : bothSpeak(source, target, Family::V4) ? Family::V4
                                                                      : Family::V6;
            if (!bothSpeak(source, target, family))
                continue;
            tasks.push_back({from[row], to[column], family, protocol, question.port, question.sourcePort});
            cells.emplace_back(row, column);
        }
    }
    auto outcomes = (*measurement)->run(tasks);
    if (!outcomes)
        return Failure{std::move(outcomes).error()};
    for (std::size_t index = 0; index < tasks.size(); ++index) {
        matrix.allowed[cells[index].first][cells[index].second] = (*outcomes)[index] == ProbeOutcome::Reached;
        if ((*outcomes)[index] == ProbeOutcome::Failed)
            matrix.trouble = (*measurement)->detail();
    }
    return matrix;
}

Json toJson(const VerifyReport &report)
{
    Json mismatches = Json::array();
    for (const auto &each : report.mismatches)
        mismatches.append(Json::object({{"from", each.from},
                                        {"to", each.to},
                                        {"family", each.family == Family::V4 ? 4 : 6},
                                        {"port", std::int64_t{each.port}},
                                        {"protocol", toString(each.protocol)},
                                        {"predicted", each.predicted},
                                        {"measured", each.measured}}));
    const auto listOf = [](const auto &differences) {
        Json list = Json::array();
        for (const auto &each : differences)
            list.append(toJson(each));
        return list;
    };
    Json undecided = Json::array();
    for (const auto &prefix : report.tables.undecided)
        undecided.append(prefix.toString());
    return Json::object({{"checked", report.checked},
                         {"withoutWay", report.withoutWay},
                         {"mismatches", std::move(mismatches)},
                         {"checkedRoutes", report.tables.checkedRoutes},
                         {"missingRoutes", listOf(report.tables.missing)},
                         {"surplusRoutes", listOf(report.tables.surplus)},
                         {"undecidedPrefixes", std::move(undecided)},
                         {"checkedSessions", report.tables.checkedSessions},
                         {"sessionMismatches", listOf(report.tables.sessions)},
                         {"unreadTables", listOf(report.tables.unread)}});
}

} // namespace podloom
