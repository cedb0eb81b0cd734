#include "core/lab/lab_trace.h"

#include "core/lab/lab_placement.h"
#include "core/lab/lab_spec.h"
#include "core/lab/lab_tables.h"
#include "core/lab/measurement.h"
#include "core/lab/observed_design.h"

namespace podloom {

namespace {

MachineId machineCalled(const LabInventory &inventory, const std::string &name)
{
    for (const auto &member : inventory.members) {
        if (member.machine == name)
            return MachineId::node(member.cluster, member.node);
    }
    return MachineId::router(name);
}

/// Who has which address: emulated machines as they were wired, real ones as they are reached by others.
AddressOwners ownersIn(const LabInventory &inventory)
{
    AddressOwners out;
    for (const auto &member : inventory.members) {
        for (const auto &own : member.addresses)
            addOwner(out, MachineId::node(member.cluster, member.node), own.address);
    }
    for (const auto &[name, wires] : inventory.wires) {
        if (name == kOutsideMachine)
            continue;
        for (const auto &[interface, found] : wires["interfaces"].members()) {
            for (const auto &text : found["addresses"].items()) {
                if (const auto own = InterfaceAddress::parse(text.asString()))
                    addOwner(out, machineCalled(inventory, name), own->address);
            }
        }
    }
    return out;
}

Result<TraceEnd> traceEnd(const Measurement &measurement, const std::string &name)
{
    const auto index = measurement.endByName(name);
    if (!index)
        return Failure{index.error()};
    const auto &end = measurement.ends()[*index];
    return TraceEnd{name, MachineId::node(end.cluster, end.node), end.address(Family::V4),
                    end.address(Family::V6)};
}

/// The family that is asked for, else the one that both ends share, IPv4 first.
Result<Family> sharedFamily(const TraceEnd &from, const TraceEnd &to, const policy::Traffic &traffic)
{
    for (const auto family : {Family::V4, Family::V6}) {
        if ((!traffic.family || *traffic.family == family) && from.address(family) && to.address(family)
            && traffic.protocol != (family == Family::V4 ? Protocol::Icmpv6 : Protocol::Icmp))
            return family;
    }
    return fail(Errc::InvalidArgument, "trace-family", "%1 and %2 share no address family for this",
                {from.name, to.name});
}

Result<bool> isAnswered(Measurement &measurement, const TraceQuestion &question, Family family)
{
    const auto &traffic = question.traffic;
    const auto sourcePort = traffic.sourcePort == policy::kClientPort ? std::uint16_t{0} : traffic.sourcePort;
    const auto outcome =
        measurement.run({{*measurement.endByName(question.from), *measurement.endByName(question.to), family,
                          traffic.protocol, traffic.port, sourcePort}});
    if (!outcome)
        return Failure{outcome.error()};
    if (outcome->front() == ProbeOutcome::Failed)
        return fail(Errc::Unavailable, "probe-failed", "a probe from %1 could not be made: %2",
                    {question.from, measurement.detail()});
    return outcome->front() == ProbeOutcome::Reached;
}

} // namespace

Result<Trace> traceInLab(const LabFolder &folder, const SnapshotPointer &snapshot,
                         const TraceQuestion &question, const LabJob &job)
{
    const auto inventory = folder.load();
    if (!inventory)
        return Failure{inventory.error()};
    const auto measurement = Measurement::open(folder, {}, job);
    if (!measurement)
        return Failure{measurement.error()};
    const auto from = traceEnd(**measurement, question.from);
    const auto to = traceEnd(**measurement, question.to);
    if (!from || !to)
        return Failure{from ? to.error() : from.error()};
    const auto family = sharedFamily(*from, *to, question.traffic);
    if (!family)
        return Failure{family.error()};

    const auto routers = routerLinks(folder, *inventory, job);
    std::vector<NodeLink *> routerPointers;
    for (const auto &router : routers)
        routerPointers.push_back(router.get());
    const auto tables = LabTableReader((*measurement)->links(), std::move(routerPointers), job).read();

    Trace trace{.family = *family};
    if (snapshot) {
        auto placed = placedInLab(snapshot->design(), *inventory);
        auto design = placed ? observed(*std::move(placed), (*measurement)->ends()) : std::move(placed);
        if (!design)
            return Failure{std::move(design).error()};
        auto predicted = predictedTrace(*design, tables.blocks, question);
        if (!predicted)
            return predicted;
        trace = *std::move(predicted);
    }
    Status asked;
    const auto tableOf = [&](const MachineId &machine) {
        const auto found = tables.machines.find(machine);
        const auto trouble =
            found == tables.machines.end() ? "it is no machine of the lab" : found->second.trouble;
        if (!trouble.empty())
            asked = fail(Errc::Unavailable, "trace-machine",
                         "%1 is on the way, and cannot be asked for its table: %2", {machine.name, trouble});
        return trouble.empty() ? found->second.kernel : std::vector<KernelEntry>();
    };
    addKernelWay(trace, ownersIn(*inventory), tableOf, *from, *to);
    if (!asked)
        return Failure{std::move(asked).error()};
    const auto answered = isAnswered(**measurement, question, trace.family);
    if (!answered)
        return Failure{answered.error()};
    trace.probe = *answered;
    return trace;
}

} // namespace podloom
