#include "core/lab/lab_members.h"

#include "core/routing/underlay.h"

#include <algorithm>
#include <map>

namespace podloom {

namespace {

/// A bare length is that of a host.
InterfaceAddress withLength(const Machine &machine, IpAddress address)
{
    for (const auto &interface : machine.interfaces) {
        for (const auto &own : interface.addresses) {
            if (own.address == address)
                return own;
        }
    }
    return {address, bitsOf(address.family())};
}

const LabNode *labNodeOf(const Lab *lab, const Node &node)
{
    if (!lab)
        return nullptr;
    const auto &id = node.meta.id;
    const auto found = std::find_if(lab->nodes.begin(), lab->nodes.end(), [&](const LabNode &each) {
        return each.node == id.name && (each.cluster.empty() || each.cluster == id.cluster);
    });
    return found == lab->nodes.end() ? nullptr : &*found;
}

} // namespace

std::optional<InterfaceAddress> addressOf(const std::vector<InterfaceAddress> &addresses, Family family)
{
    const auto found = std::find_if(addresses.begin(), addresses.end(),
                                    [&](const auto &each) { return each.address.family() == family; });
    return found == addresses.end() ? std::nullopt : std::optional(*found);
}

Design withNodes(Design design, int count)
{
    if (!design.nodes.empty())
        return design;
    const auto cluster = design.clusterNames().front();
    for (int number = 1; number <= count; ++number) {
        Node node;
        node.meta.id = {cluster, "", "Node", "", "node-" + std::to_string(number)};
        node.meta.version = "v1";
        design.nodes.put(std::move(node));
    }
    return design;
}

Result<std::vector<LabMember>> labMembers(const Design &design, const Lab *lab)
{
    if (design.nodes.empty())
        return fail(Errc::InvalidArgument, "lab-empty", "a lab needs at least one node");
    std::map<std::string, int> names;
    for (const auto &node : design.nodes)
        ++names[node.meta.id.name];
    const auto wires = underlay(design);
    std::vector<LabMember> members;
    for (const auto &node : design.nodes) {
        const auto &id = node.meta.id;
        LabMember member{id.cluster, id.name, id.name, {}, {}};
        if (names[id.name] > 1)
            member.machine = id.cluster + '-' + id.name;
        if (const auto *labNode = labNodeOf(lab, node))
            member.ssh = labNode->ssh;
        if (const auto *machine = wires.find(MachineId::node(id.cluster, id.name))) {
            for (const auto family : {Family::V4, Family::V6}) {
                if (const auto address = machine->address(family))
                    member.addresses.push_back(withLength(*machine, *address));
            }
        }
        members.push_back(std::move(member));
    }
    return members;
}

Design withMembers(Design design, const std::vector<LabMember> &members)
{
    for (const auto &member : members) {
        const ObjectId id{member.cluster, "", "Node", "", member.node};
        const auto *drawn = design.nodes.find(id);
        Node node = drawn ? *drawn : Node{};
        node.meta.id = id;
        if (node.meta.version.empty())
            node.meta.version = "v1";
        node.meta.labels.try_emplace("kubernetes.io/hostname", member.node);
        if (!member.addresses.empty())
            node.addresses = member.addresses;
        design.nodes.put(std::move(node));
    }
    return design;
}

} // namespace podloom
