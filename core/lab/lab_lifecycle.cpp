#include "core/lab/lab_lifecycle.h"

#include "core/lab/emulation.h"
#include "core/lab/lab_keys.h"
#include "core/lab/machine_addresses.h"
#include "core/lab/machine_changes.h"
#include "core/lab/node_link.h"
#include "core/lab/settling.h"
#include "core/lab/withdrawal.h"

#include <algorithm>
#include <mutex>

namespace podloom {

namespace {

std::string firstAddress(const LabMember &member)
{
    if (!member.addresses.empty())
        return member.addresses.front().address.toString();
    return member.ssh ? member.ssh->host : std::string();
}

/// Real machines say themselves where they are, unless the design does. One that cannot be asked keeps what
/// it said last time.
void locateRealMachines(const Design &design, const LabFolder &folder, std::vector<LabMember> &members,
                        const LabJob &job)
{
    forEachParallel(members.size(), [&](std::size_t index) {
        auto &member = members[index];
        if (!member.ssh || isPlacedByDesign(design, member))
            return;
        SshHost host(sshOptionsFor(folder, member, job));
        if (auto found = askForAddresses(host, member.ssh->host, job.stop))
            member.addresses = *std::move(found);
        else
            job.report({.node = member.node, .error = found.error()});
    });
}

/// What a launch is about to do, of `all` machines.
Message sentenceOf(const WiringDifference &difference, std::size_t all)
{
    const auto missing = difference.missing.size();
    if (missing == 0)
        return {"machines-there", "looking at the %1 machines of the lab", {std::to_string(all)}};
    if (missing == all)
        return {"machines-start",
                "starting %1 machines, one of which is the outside host",
                {std::to_string(all)}};
    if (missing == 1)
        return {"one-machine-more", "starting 1 machine more", {}};
    return {"machines-more", "starting %1 machines more", {std::to_string(missing)}};
}

/// Waits until every emulated machine lets us in.
Status waitForMachines(const LabFolder &folder, const LabInventory &inventory, const LabJob &job)
{
    std::mutex mutex;
    Status result;
    forEachParallel(inventory.members.size(), [&](std::size_t index) {
        const auto &member = inventory.members[index];
        if (member.ssh)
            return;
        Status status =
            fail(Errc::Timeout, "machine-start", "the machine %1 did not start", {member.machine});
        for (int tries = 0; tries < 50 && !status && !job.stop.stop_requested(); ++tries) {
            SshHost host(sshOptionsFor(folder, member, job));
            status = host.connect(job.stop);
            if (!status)
                pauseUnlessStopped(job, std::chrono::milliseconds(100));
        }
        const std::lock_guard lock(mutex);
        if (status)
            job.say(member.node, {"machine-up", "is up", {}});
        else
            job.report({.node = member.node, .error = status.error()});
        if (!status && result)
            result = std::move(status);
    });
    return result;
}

/// Ends the machines that cannot become what `wanted` says while they run; all of them when the store goes.
Status endOutdated(const LabFolder &folder, const LabInventory &before, const LabWires &wanted,
                   LabInventory &inventory, const LabJob &job)
{
    const auto states = machineStates(folder, job);
    if (!states)
        return Failure{states.error()};
    const auto changes = machineChanges(before, *states, inventory, wanted);
    if (changes.losesStore)
        inventory.applied.clear();
    inventory.wires = changes.found;
    for (const auto &machine : changes.outdated) {
        inventory.wires.erase(machine);
        job.say(machine, wanted.contains(machine)
                             ? Message{"machine-again", "starts again, for the design wires it otherwise", {}}
                             : Message{"machine-ends", "ends, for the design has it no more", {}});
    }
    return endMachines(changes.outdated, folder, job);
}

/// Makes the emulated machines of the lab those of the design.
Status emulate(const Design &design, const LabFolder &folder, LabInventory &inventory, const LabJob &job)
{
    const auto populated = withMembers(design, inventory.members);
    auto spec = labSpec(populated, inventory.members, inventory.name);
    auto wires = wantedWires(design, inventory);
    if (const auto before = folder.load()) {
        if (auto ended = endOutdated(folder, *before, wires, inventory, job); !ended)
            return ended;
    }
    std::vector<std::string> machines;
    for (const auto &machine : spec.machines)
        machines.push_back(machine.name);
    if (auto made = makeLabKeys(folder, machines, job.stop); !made)
        return made;
    auto ready = equipped(std::move(spec), populated, folder);
    if (!ready)
        return Failure{std::move(ready).error()};
    // Before anything runs, so that whatever happens the lab can be taken down.
    if (auto saved = folder.save(inventory); !saved)
        return saved;
    job.say({}, sentenceOf(compareWires(inventory.wires, wires), machines.size()));
    if (auto launched = launchMachines(*ready, folder, job); !launched)
        return launched;
    inventory.wires = std::move(wires);
    if (auto saved = folder.save(inventory); !saved)
        return saved;
    return waitForMachines(folder, inventory, job);
}

} // namespace

Result<LabState> bringLabUp(const Design &drawn, const LabUpRequest &request, const LabJob &unguarded)
{
    const auto job = serialised(unguarded);
    const LabFolder folder(request.name);
    const auto before = folder.load();
    const auto *known = before ? &*before : nullptr;
    const auto design = populatedDesign(drawn, known, request.nodes);
    auto asked = inventoryFor(design, request.name, known);
    if (!asked)
        return Failure{std::move(asked).error()};
    auto &inventory = *asked;
    locateRealMachines(design, folder, inventory.members, job);
    if (inventory.hasEmulated()) {
        if (auto up = emulate(design, folder, inventory, job); !up)
            return Failure{std::move(up).error()};
    } else if (known && known->hasEmulated()) {
        if (auto ended = endOutdated(folder, *known, {}, inventory, job); !ended)
            return Failure{std::move(ended).error()};
    }
    if (auto saved = folder.save(inventory); !saved)
        return Failure{std::move(saved).error()};
    return labState(folder, job);
}

Status takeLabDown(const LabFolder &folder, const LabJob &unguarded, RealMachines real)
{
    const auto job = serialised(unguarded);
    const auto inventory = folder.load();
    if (inventory && real == RealMachines::Clean) {
        if (auto withdrawn = withdrawFromRealMachines(folder, *inventory, job); !withdrawn)
            return withdrawn;
    }
    if (auto destroyed = destroyMachines(folder, job); !destroyed)
        return destroyed;
    return folder.remove();
}

Result<LabState> labState(const LabFolder &folder, const LabJob &job)
{
    auto inventory = folder.load();
    if (!inventory)
        return Failure{std::move(inventory).error()};
    auto states = machineStates(folder, job);
    if (!states)
        return Failure{std::move(states).error()};
    LabState out{folder.name(), {}};
    for (const auto &member : inventory->members) {
        LabNodeState node{member.node, firstAddress(member), "down", {}};
        if (member.ssh) {
            SshHost host(sshOptionsFor(folder, member, job));
            if (const auto connected = host.connect(job.stop))
                node.state = "up";
            else
                node.reason = connected.error().text();
        } else if (const auto found = states->find(member.machine); found != states->end()) {
            node.state = found->second;
        }
        out.nodes.push_back(std::move(node));
    }
    return out;
}

Json toJson(const LabState &state)
{
    Json nodes = Json::array();
    for (const auto &node : state.nodes) {
        auto each = Json::object({{"name", node.name}, {"address", node.address}, {"state", node.state}});
        if (!node.reason.empty())
            each.set("reason", node.reason);
        nodes.append(std::move(each));
    }
    return Json::object({{"name", state.name}, {"nodes", std::move(nodes)}});
}

} // namespace podloom
