// core/lab/machine_changes.h: what becomes of a lab's machines when it is brought up for a design. Deciding,
// not doing: bringing up and planning ask the same.
#pragma once

#include "core/lab/lab_inventory.h"
#include "core/plan/step.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// The design with nodes. One without any gets those of the lab that runs for it (`before`, may be null)
/// unless `count` says how many; 3 where there is no lab.
Design populatedDesign(const Design &drawn, const LabInventory *before, std::optional<int> count);

/// The lab called `name` as `populated` asks for it, before real machines have been asked for their
/// addresses: they have those of `before` (may be null), from which what was applied is known too. Errors:
/// InvalidArgument (no node at all, a store on no node).
Result<LabInventory> inventoryFor(const Design &populated, const std::string &name,
                                  const LabInventory *before);

/// Whether the design itself says where the node is on the network.
bool isPlacedByDesign(const Design &design, const LabMember &member);

/// How `inventory` asks for the emulated machines to be wired.
LabWires wantedWires(const Design &populated, const LabInventory &inventory);

struct MachineChanges {
    LabWires found{};                    ///< how what was started is wired; null where that is not known
    WiringDifference difference{};       ///< between that and what is wanted
    std::vector<std::string> outdated{}; ///< machines that end; those that are wanted start again
    bool losesStore = false;             ///< so that all end, for agents remember what they wrote to it
    std::vector<std::string> joining{};  ///< real machines that are new in the lab
    std::vector<std::string> leaving{};  ///< real machines that the design has no more

    /// Whether the machine is not yet what it is to be: nothing about it can be looked at.
    bool isFresh(const LabMember &member) const;
    bool isFresh(const std::string &emulated) const;
};

/// What bringing up `now` with `wanted` wires does to the machines of `before`; `states` tells what runs.
MachineChanges machineChanges(const LabInventory &before, const std::map<std::string, std::string> &states,
                              const LabInventory &now, const LabWires &wanted);

/// The same as steps of a plan, in the order in which it is done. Each isMachineStep().
std::vector<PlanStep> machineChangeSteps(const MachineChanges &changes, const LabInventory &before,
                                         const LabInventory &now);

/// The detail of such a step with how many pods run on its machine, where they end with it.
Message withPods(const Message &detail, std::size_t count);

} // namespace podloom
