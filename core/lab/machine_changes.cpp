#include "core/lab/machine_changes.h"

#include "core/lab/lab_spec.h"
#include "core/plan/machine_plan.h"

#include <algorithm>

namespace podloom {

namespace {

constexpr int kNodes = 3;

bool holds(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The first node of the lab keeps the store, unless the design's Lab says otherwise.
Result<std::vector<std::string>> storeMachines(const Lab *lab, const std::vector<LabMember> &members)
{
    std::vector<std::string> out;
    for (const auto &name : lab ? lab->storeMembers : std::vector<std::string>()) {
        const auto found = std::find_if(members.begin(), members.end(), [&](const LabMember &each) {
            return each.node == name || each.machine == name;
        });
        if (found == members.end())
            return fail(Errc::InvalidArgument, "lab-store",
                        "the store of the lab is to run on %1, which is no node", {name});
        out.push_back(found->machine);
    }
    if (out.empty())
        out.push_back(members.front().machine);
    return out;
}

/// Whether what the lab's store holds is of no use to the design any more.
bool losesItsStore(const LabInventory &before, const LabInventory &now, const WiringDifference &difference)
{
    const auto clusters = now.clusters();
    for (const auto &cluster : before.clusters()) {
        if (!holds(clusters, cluster))
            return true;
    }
    return before.storeMachines != now.storeMachines
        || std::any_of(now.storeMachines.begin(), now.storeMachines.end(),
                       [&](const std::string &machine) { return holds(difference.replaced, machine); });
}

const LabMember *memberOn(const LabInventory &lab, const std::string &machine, bool isReal)
{
    const auto found = std::find_if(lab.members.begin(), lab.members.end(), [&](const LabMember &each) {
        return each.machine == machine && each.ssh.has_value() == isReal;
    });
    return found == lab.members.end() ? nullptr : &*found;
}

/// The real machines of `lab` that `other` has not.
std::vector<std::string> realOnlyIn(const LabInventory &lab, const LabInventory &other)
{
    std::vector<std::string> out;
    for (const auto &member : lab.members) {
        if (member.ssh && !memberOn(other, member.machine, true))
            out.push_back(member.machine);
    }
    return out;
}

/// A step about one machine: a node of `lab`, a router or the outside host.
PlanStep stepFor(const std::string &machine, const LabInventory &lab, bool isReal, StepAction action,
                 Message detail, Disruption disruption)
{
    PlanStep step{machineStepId(machine, isReal), machine, action, {}, std::move(detail), disruption};
    if (const auto *member = memberOn(lab, machine, isReal)) {
        step.node = member->node;
        step.object = ObjectId{member->cluster, "", "Node", "", member->node};
    } else if (machine != kOutsideMachine) {
        step.object = ObjectId{"", "podloom.dev", "Router", "", machine};
    }
    return step;
}

/// Pods go with a node; with a router the ways of others.
Disruption disruptionOf(const std::string &machine, const LabInventory &lab)
{
    if (machine == kOutsideMachine)
        return Disruption::None;
    return memberOn(lab, machine, false) ? Disruption::Restart : Disruption::Live;
}

} // namespace

Design populatedDesign(const Design &drawn, const LabInventory *before, std::optional<int> count)
{
    const auto isOurs = [&](const LabMember &member) {
        return !member.ssh && member.cluster == drawn.clusterNames().front();
    };
    const bool keeps = drawn.nodes.empty() && !count && before && !before->members.empty()
                    && std::all_of(before->members.begin(), before->members.end(), isOurs);
    return keeps ? withMembers(drawn, before->members) : withNodes(drawn, count.value_or(kNodes));
}

Result<LabInventory> inventoryFor(const Design &populated, const std::string &name,
                                  const LabInventory *before)
{
    const auto *lab = populated.labs.empty() ? nullptr : &populated.labs[0];
    auto members = labMembers(populated, lab);
    if (!members)
        return Failure{std::move(members).error()};
    auto store = storeMachines(lab, *members);
    if (!store)
        return Failure{std::move(store).error()};
    LabInventory inventory{name, *std::move(members), *std::move(store), {}, {}, {}};
    if (inventory.hasEmulated())
        inventory.outside = kOutsideMachine;
    if (before)
        inventory.applied = before->applied; // what was applied stays known
    for (auto &member : inventory.members) {
        if (!member.ssh || isPlacedByDesign(populated, member))
            continue;
        const auto *known = before ? before->find(member.cluster, member.node) : nullptr;
        member.addresses = known ? known->addresses : std::vector<InterfaceAddress>();
    }
    return inventory;
}

bool isPlacedByDesign(const Design &design, const LabMember &member)
{
    const auto *node = design.nodes.find({member.cluster, "", "Node", "", member.node});
    if (node && !node->addresses.empty())
        return true;
    return std::any_of(design.links.begin(), design.links.end(), [&](const Link &link) {
        return std::any_of(link.ends.begin(), link.ends.end(),
                           [&](const LinkEnd &end) { return end.node == member.node; });
    });
}

LabWires wantedWires(const Design &populated, const LabInventory &inventory)
{
    if (!inventory.hasEmulated())
        return {};
    return wiresOf(labSpec(withMembers(populated, inventory.members), inventory.members, inventory.name));
}

bool MachineChanges::isFresh(const LabMember &member) const
{
    return member.ssh ? holds(joining, member.machine) : isFresh(member.machine);
}

bool MachineChanges::isFresh(const std::string &emulated) const
{
    return holds(difference.missing, emulated) || holds(outdated, emulated);
}

MachineChanges machineChanges(const LabInventory &before, const std::map<std::string, std::string> &states,
                              const LabInventory &now, const LabWires &wanted)
{
    MachineChanges out;
    out.found = before.wires;
    for (const auto &[machine, state] : states)
        out.found.try_emplace(machine); // it runs, but how it is wired was not written down
    out.difference = compareWires(out.found, wanted);
    out.outdated = out.difference.replaced;
    out.outdated.insert(out.outdated.end(), out.difference.obsolete.begin(), out.difference.obsolete.end());
    out.losesStore = losesItsStore(before, now, out.difference);
    if (out.losesStore) {
        out.outdated.clear();
        for (const auto &[machine, wires] : out.found)
            out.outdated.push_back(machine);
    }
    out.joining = realOnlyIn(now, before);
    out.leaving = realOnlyIn(before, now);
    return out;
}

std::vector<PlanStep> machineChangeSteps(const MachineChanges &changes, const LabInventory &before,
                                         const LabInventory &now)
{
    std::vector<PlanStep> steps;
    const auto &obsolete = changes.difference.obsolete;
    for (const auto &machine : changes.leaving)
        steps.push_back(
            stepFor(machine, before, true, StepAction::Remove,
                    {"step-machine-leave",
                     "leave %1 out of the lab, for the design has it no more; what is installed there stays",
                     {machine}},
                    Disruption::Restart));
    for (const auto &machine : obsolete)
        steps.push_back(
            stepFor(machine, before, false, StepAction::Remove,
                    {"step-machine-end", "end the machine %1, for the design has it no more", {machine}},
                    disruptionOf(machine, before)));
    for (const auto &machine : changes.outdated) {
        if (holds(obsolete, machine))
            continue;
        const bool isRewired = holds(changes.difference.replaced, machine);
        steps.push_back(stepFor(machine, now, false, StepAction::Change,
                                isRewired
                                    ? Message{"step-machine-rewire",
                                              "start the machine %1 again, for the design wires it otherwise",
                                              {machine}}
                                    : Message{"step-machine-again",
                                              "start the machine %1 again, for the lab's store begins anew",
                                              {machine}},
                                disruptionOf(machine, now)));
    }
    for (const auto &machine : changes.difference.missing)
        steps.push_back(stepFor(machine, now, false, StepAction::Create,
                                {"step-machine-start", "start the machine %1 and set it up", {machine}},
                                Disruption::None));
    for (const auto &machine : changes.difference.extended) {
        if (!holds(changes.outdated, machine))
            steps.push_back(stepFor(machine, now, false, StepAction::Change,
                                    {"step-machine-wire", "wire the machine %1 to more", {machine}},
                                    machine == kOutsideMachine ? Disruption::None : Disruption::Live));
    }
    for (const auto &machine : changes.joining)
        steps.push_back(stepFor(machine, now, true, StepAction::Create,
                                {"step-machine-join", "reach %1 over SSH and set it up", {machine}},
                                Disruption::None));
    return steps;
}

Message withPods(const Message &detail, std::size_t count)
{
    const auto machine = detail.arguments.empty() ? std::string() : detail.arguments.front();
    const auto pods = std::to_string(count);
    if (detail.id == "step-machine-end")
        return {"step-machine-end-pods",
                "end the machine %1, for the design has it no more; pods that run there: %2",
                {machine, pods}};
    if (detail.id == "step-machine-rewire")
        return {"step-machine-rewire-pods",
                "start the machine %1 again, for the design wires it otherwise; pods that run there: %2",
                {machine, pods}};
    return detail;
}

} // namespace podloom
