// core/routing/packet_path.h: one packet through the tables of machines, one after another.
#pragma once

#include "core/routing/forwarding.h"
#include "core/routing/kernel_table.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// Which machine has an address, the next hops of tunnels (overlay.h) included.
using AddressOwners = std::map<IpAddress, MachineId>;
AddressOwners addressOwners(const Underlay &wires);
/// Adds an address of a machine, and its next hop of tunnels.
void addOwner(AddressOwners &owners, const MachineId &machine, IpAddress address);

/// The table of a machine; empty for one that is not known.
using TableOf = std::function<std::vector<KernelEntry>(const MachineId &)>;

/// A machine on the way of a packet.
struct PathHop {
    MachineId machine{};
    std::string interface {};            ///< that the packet leaves by; empty where it ends, or is not known
    std::optional<IpAddress> handedTo{}; ///< the next hop, or who the packet is for; none where it ends
};

struct PacketPath {
    std::vector<PathHop> hops{}; ///< the sender's machine first
    Fate fate = Fate::Delivered; ///< at the last hop
};

/// Follows a packet from the machine `from` to the pod with the address `to`, which is delivered by a route
/// to that address alone without a next hop. Of equal ways the one with the lowest next hop is taken.
PacketPath packetPath(const AddressOwners &owners, const TableOf &tableOf, const MachineId &from,
                      IpAddress to);

/// What the kernel of `machine` is predicted to have for one family: the predicted table, what it is
/// connected to, and the default routes of a node.
std::vector<KernelEntry> predictedKernelTable(const RoutePrediction &prediction, const MachineId &machine,
                                              Family family);

} // namespace podloom
