// core/routing/underlay.h: the machines of a design and the wires between them, with every address decided.
#pragma once

#include "core/model/design.h"

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// A node or a router of a design.
struct MachineId {
    enum class Kind { Node, Router };

    Kind kind = Kind::Node;
    std::string cluster{}; ///< of a node; empty for a router
    std::string name{};

    static MachineId node(std::string cluster, std::string name);
    static MachineId router(std::string name);
    bool isRouter() const { return kind == Kind::Router; }
    auto operator<=>(const MachineId &) const = default;
};

/// Where a machine meets a segment.
struct MachineInterface {
    std::string name{};                        ///< "eth0", or as the Link says
    std::size_t segment = 0;                   ///< index into Underlay::segments
    std::vector<InterfaceAddress> addresses{}; ///< sorted, IPv4 first
    bool isDown = false;                       ///< taken away (core/routing/failures.h)
    bool operator==(const MachineInterface &) const = default;
};

struct Machine {
    MachineId id{};
    std::uint32_t asNumber = 0;
    std::vector<MachineInterface> interfaces{};
    std::vector<InterfaceAddress> loopback{}; ///< own addresses that no segment carries
    std::optional<IpAddress> ipv4{};          ///< the address that others know it by
    std::optional<IpAddress> ipv6{};
    std::vector<IpAddress>
        gateways{}; ///< of a node: the router that its default route leads to, one a family

    bool isDown = false;    ///< taken away
    bool isDrained = false; ///< tells its peers of no route (kDrainAnnotation)

    std::optional<IpAddress> address(Family family) const { return family == Family::V4 ? ipv4 : ipv6; }
    bool operator==(const Machine &) const = default;
};

/// One layer-2 segment: a Link, several Links that carry one address, or the segment "lan" of all machines
/// without a Link.
struct Segment {
    std::string name{};
    int mtuBytes = 1500;
    std::uint64_t rateBitsPerSecond = 0; ///< 0 = unlimited
    BgpTimers timers{};                  ///< of BGP between its ends
    bool operator==(const Segment &) const = default;
};

/// Where a Link meets an interface; several Links may meet one.
struct WireEnd {
    std::string link{};
    std::size_t machine = 0;   ///< index into Underlay::machines
    std::size_t interface = 0; ///< index into Machine::interfaces
    bool operator==(const WireEnd &) const = default;
};

/// An interface of a machine with the address that meets a peer.
struct OnLink {
    const MachineInterface *interface = nullptr;
    InterfaceAddress address;
};

/// The wires of a design. The same function feeds the lab that builds them and the prediction of routes.
struct Underlay {
    std::vector<Machine> machines{}; ///< sorted by id: nodes first, then routers
    std::vector<Segment> segments{};
    std::vector<WireEnd> ends{}; ///< of Links, in their order

    /// O(log n); null when there is no such machine.
    const Machine *find(const MachineId &id) const;
    /// The machine that owns `address`, or null. O(n).
    const Machine *owner(IpAddress address) const;
    /// How `machine` reaches `address` without a router, over interfaces that are up; nothing when it does
    /// not.
    static std::optional<OnLink> onLink(const Machine &machine, IpAddress address);
};

/// Machines, segments and addresses of `design`:
/// - without a Link all nodes and routers share the segment "lan"; with Links, "lan" holds those without one;
/// - a Link with `subnet` gives each end the next address in the order of ends, unless the machine names one
///   of its own inside that subnet;
/// - a Link without `subnet` carries the machines' own addresses; Links that carry the same address of the
///   same machine are one segment;
/// - a machine without any address gets the next free one of the cluster's nodeCIDRs, both families.
Underlay underlay(const Design &design);

} // namespace podloom
