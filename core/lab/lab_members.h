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
    std::vector<InterfaceAddress> addresses{}; ///< underlay, at most one of each family
    std::optional<SshTarget> ssh{};            ///< empty = emulated
    bool operator==(const LabMember &) const = default;
};

struct LabRequest {
    std::string name{};
    int nodes = 3;            ///< for a design without nodes: node-1 … node-N of its only cluster
    const Lab *lab = nullptr; ///< a Lab object of the design: which nodes are real, and how to reach them
};

/// The members of a lab for `design`, in the order of cluster and node. Nodes keep the addresses that the
/// design gives them; the others get the next free ones of their Link's subnet or of the Cluster's nodeCIDRs.
/// Pure: the same design gives the same addresses, and an added node takes none that another had.
/// Errors: InvalidArgument (no node), Exhausted (a nodeCIDR is full).
Result<std::vector<LabMember>> labMembers(const Design &design, const LabRequest &request);

/// The design with every member as a node that has its underlay addresses: what the lab really is, and what
/// analyses and place() are to look at.
Design withMembers(Design design, const std::vector<LabMember> &members);

/// The address of that family, or nothing.
std::optional<InterfaceAddress> addressOf(const std::vector<InterfaceAddress> &addresses, Family family);

} // namespace podloom
