// core/routing/next_hops.h: where addresses lead before BGP has said anything.
#pragma once

#include "core/routing/underlay.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace podloom {

/// Where a next hop leads from a machine.
struct Hop {
    std::optional<IpAddress> gateway{}; ///< none: nothing leads there
    std::uint16_t interface = 0;        ///< index into Machine::interfaces
    bool isConnected = false;
};

/// The routes that a machine has without BGP: connected networks; of a node the default route to its gateway,
/// of a router the shortest ways over other routers. Private to this folder. Machines are called by their
/// indexes.
class NextHops {
public:
    explicit NextHops(const Underlay &wires);

    Hop connected(std::size_t machine, IpAddress address) const;
    /// Over routers too.
    Hop any(std::size_t machine, IpAddress address) const;

private:
    struct Network {
        Prefix prefix;
        std::uint16_t interface;
    };
    struct Key {
        std::size_t machine = 0;
        IpAddress address = IpAddress::v4(0);
        bool operator==(const Key &) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key &key) const noexcept
        {
            return std::hash<IpAddress>{}(key.address) ^ (key.machine * 0x9E3779B97F4A7C15ULL);
        }
    };

    Hop overRouters(std::size_t machine, IpAddress address) const;

    const Underlay &m_wires;
    std::vector<std::vector<Network>> m_networks;      ///< connected, by machine
    std::vector<std::vector<std::size_t>> m_onSegment; ///< routers, by segment
    mutable std::unordered_map<Key, Hop, Hash> m_known;
};

} // namespace podloom
