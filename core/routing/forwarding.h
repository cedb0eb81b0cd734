// core/routing/forwarding.h: where packets go by predicted tables.
#pragma once

#include "core/routing/islands.h"
#include "core/routing/predict.h"

namespace podloom {

/// What becomes of a packet; the worst of all equal-cost ways.
enum class Fate : std::uint8_t {
    Delivered,
    NoRoute,     ///< some machine knows no way
    Blackhole,   ///< it ends at a route that drops it
    Unreachable, ///< nobody has the next hop any more
    Loop,
};

/// "delivered", "no-route", "blackhole", "unreachable", "loop".
std::string toString(Fate fate);

/// Packets from every machine to one prefix.
struct Walks {
    std::vector<Fate> fates{};                      ///< by machine
    std::vector<std::optional<std::size_t>> next{}; ///< the machine that a packet goes to, on its worst way
    /// Machines from `from` on, the last one where the packet ends.
    std::vector<std::size_t> path(std::size_t from) const;
};

/// Follows predicted tables over wires, which may be other ones than those of the prediction: before BGP has
/// noticed a failure the old tables still stand.
class Forwarding {
public:
    Forwarding(const RoutePrediction &tables, const Underlay &wires);

    /// `prefix` is an index into RoutePrediction::prefixes(). O(machines).
    Walks walksTo(std::size_t prefix) const;

private:
    struct Neighbour {
        std::size_t machine = 0;
        std::size_t segment = 0;
    };
    using Hops = std::vector<std::size_t>;

    /// The next machines, or how the packet ends here.
    std::optional<Fate> step(std::size_t machine, std::size_t prefix, Hops &hops) const;
    std::optional<std::size_t> neighbour(std::size_t machine, IpAddress gateway) const;
    /// The machine at the other end of a tunnel, when the wires lead there.
    std::optional<std::size_t> tunnelEnd(std::size_t machine, IpAddress remote) const;

    const RoutePrediction &m_tables;
    const Underlay &m_wires;
    std::vector<std::vector<std::size_t>> m_covering; ///< longer prefixes first, by prefix; itself too
    std::map<IpAddress, std::vector<Neighbour>> m_owners;
    Islands m_islands;
};

} // namespace podloom
