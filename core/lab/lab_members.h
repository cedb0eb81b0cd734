// core/lab/lab_members.h: which machines play the nodes of a design.
#pragma once

#include "core/model/design.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// A node of a lab.
struct LabMember {
    std::string cluster{};
    std::string node{};
    std::string machine{}; ///< unique in the lab: the node's name, "CLUSTER-NODE" where two clusters share it
    std::vector<InterfaceAddress> addresses{}; ///< underlay, at most one of each family, IPv4 first
    std::optional<SshTarget> ssh{};            ///< empty = emulated
    bool operator==(const LabMember &) const = default;
};

/// The design with node-1 … node-N of its only cluster where it has no nodes; otherwise as it is.
Design withNodes(Design design, int count);

/// The members of a lab for `design`, in the order of cluster and node, with the addresses that
/// core/routing's underlay() decides. Nodes that `lab` (may be null) reaches by SSH are real machines.
/// Errors: InvalidArgument (no node at all).
Result<std::vector<LabMember>> labMembers(const Design &design, const Lab *lab);

/// The design with every member as a node that has its underlay addresses: what the lab really is, and what
/// analyses and place() are to look at.
Design withMembers(Design design, const std::vector<LabMember> &members);

/// The address of that family, or nothing.
std::optional<InterfaceAddress> addressOf(const std::vector<InterfaceAddress> &addresses, Family family);

} // namespace podloom
