// core/lab/lab_spec.h: the emulated machines of a lab and the wires between them, as values.
#pragma once

#include "core/base/json.h"
#include "core/lab/lab_members.h"

#include <map>

namespace podloom {

struct LabInterface {
    std::string name{};
    std::string segment{}; ///< empty for "lo"
    std::string mac{};
    int mtuBytes = 1500;
    std::uint64_t rateBitsPerSecond = 0; ///< 0 = unlimited
    std::vector<InterfaceAddress> addresses{};
    bool operator==(const LabInterface &) const = default;
};

struct LabRoute {
    Prefix to;
    IpAddress via;
    bool operator==(const LabRoute &) const = default;
};

/// A permanent neighbour entry: dynamic ones would fill the kernel's one table for all namespaces.
struct LabNeighbour {
    std::string interface {};
    IpAddress address;
    std::string mac{};
    bool operator==(const LabNeighbour &) const = default;
};

struct LabFile {
    std::string path{};
    std::string content{};
    unsigned mode = 0644;
    bool operator==(const LabFile &) const = default;
};

struct LabService {
    std::string name{};
    std::vector<std::string> argv{};
    bool operator==(const LabService &) const = default;
};

enum class MachineKind { Node, Router, Host };

struct LabMachine {
    std::string name{};
    MachineKind kind = MachineKind::Node;
    std::vector<LabInterface> interfaces{};
    std::vector<LabRoute> routes{};
    std::vector<LabNeighbour> neighbours{};
    std::vector<LabFile> files{};
    std::vector<LabService> services{};
    bool operator==(const LabMachine &) const = default;
};

struct LabSpec {
    std::string name{};
    std::vector<std::string> segments{}; ///< one layer-2 segment for each Link, or the one shared by all
    std::vector<LabMachine> machines{};  ///< nodes, then routers, then the outside host

    const LabMachine *find(const std::string &machine) const;
    bool operator==(const LabSpec &) const = default;
};

/// The machine that stands for everything outside: addresses of `ip:` ends are put on it while they are
/// probed. It has an interface on every segment and no address there, so that it takes none of the design's.
inline constexpr std::string_view kOutsideMachine = "outside";
/// Its next hop, the same on every segment: a link-local address with a permanent neighbour entry.
IpAddress outsideNextHop(Family family);

/// The machines for the emulated members of a lab, the routers of the design that can be run and the outside
/// host; wires and addresses are those of core/routing's underlay(). Pure and stable: MAC addresses depend on
/// names alone. Underlay routes (a default route to the router on the segment, static ones between routers)
/// need no agent.
LabSpec labSpec(const Design &design, const std::vector<LabMember> &members, const std::string &name);

/// What `podloom-node launch` reads.
Json launchJson(const LabSpec &spec, const std::string &directory);

} // namespace podloom
