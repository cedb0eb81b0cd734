// agentd/node/lab_network.h: the wires of a lab: a bridge for each segment, in a namespace without addresses.
#pragma once

#include "agentd/node/lab_state.h"
#include "agentd/node/launch_spec.h"
#include "agentd/wire/kernel.h"

namespace podloom {

/// A machine of the spec and where its network is.
struct WiredMachine {
    const MachineSpec *spec = nullptr;
    int netnsFd = -1;
    bool isNew = false; ///< settings and routes are written once: later they belong to those who live there
};

/// Makes the bridges that are missing and enters their names in `bridges`.
Status addBridges(Kernel &lab, const std::vector<std::string> &segments,
                  std::map<std::string, std::string> &bridges);

/// Gives the machine what it lacks: settings, wires to its segments, addresses, routes.
Status wireMachine(Kernel &lab, const std::map<std::string, std::string> &bridges,
                   const WiredMachine &machine);

/// Writes permanent neighbours between all machines of each segment, for all addresses and the link-local
/// ones, and those of the specs: the kernel's table for learned ones is one for all namespaces and holds
/// 1024.
Status introduceNeighbours(Kernel &lab, const std::vector<WiredMachine> &machines);

} // namespace podloom
