#include "core/lab/lab_placement.h"

#include "core/base/text.h"
#include "core/lab/lab_spec.h"
#include "core/model/placement.h"

#include <algorithm>

namespace podloom {

namespace {

/// Whether the emulated machines that run are those that the design asks for.
Status checkWires(const Design &design, const LabInventory &inventory)
{
    if (!inventory.hasEmulated())
        return {};
    // Nodes that only the lab has join the design as they are; where real ones are is for them to say.
    std::vector<LabMember> known;
    for (const auto &member : inventory.members) {
        if (member.ssh || !design.nodes.find({member.cluster, "", "Node", "", member.node}))
            known.push_back(member);
    }
    const auto populated = withMembers(design, known);
    const auto members = labMembers(populated, populated.labs.empty() ? nullptr : &populated.labs[0]);
    if (!members)
        return Failure{members.error()};
    const auto wires = wiresOf(labSpec(withMembers(populated, *members), *members, inventory.name));
    const auto difference = compareWires(inventory.wires, wires);
    if (difference.isEmpty())
        return {};
    return fail(
        Errc::InvalidArgument, "lab-wires",
        "the machines of the lab %1 are not those of the design: %2; bring the lab up again with this "
        "design",
        {inventory.name, difference.toString()});
}

} // namespace

Status checkRelated(const Design &design, const LabInventory &inventory)
{
    const auto there = inventory.clusters();
    const auto wanted = design.clusterNames();
    const bool isRelated = std::any_of(wanted.begin(), wanted.end(), [&](const std::string &cluster) {
        return std::find(there.begin(), there.end(), cluster) != there.end();
    });
    if (isRelated)
        return {};
    return fail(Errc::InvalidArgument, "lab-cluster",
                "the lab %1 runs the cluster %2, the design is of %3: name its own lab, or bring this one up "
                "again with the design",
                {inventory.name, join(there, ", "), join(wanted, ", ")});
}

Result<Design> placedInLab(const Design &design, const LabInventory &inventory)
{
    if (auto related = checkRelated(design, inventory); !related)
        return Failure{std::move(related).error()};
    for (const auto &node : design.nodes) {
        if (!inventory.find(node.meta.id.cluster, node.meta.id.name))
            return fail(
                Errc::InvalidArgument, "lab-node-missing",
                "the design has the node %1, the lab %2 has not: bring the lab up again with this design",
                {node.meta.id.name, inventory.name});
    }
    if (auto right = checkWires(design, inventory); !right)
        return Failure{std::move(right).error()};
    return place(withMembers(design, inventory.members));
}

} // namespace podloom
