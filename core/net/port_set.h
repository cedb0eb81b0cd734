// core/net/port_set.h: transport protocols and sets of port numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom {

/// IANA protocol numbers of what policies name; any other number 1 … 255 is a valid value too.
enum class Protocol : std::uint8_t { Icmp = 1, Tcp = 6, Udp = 17, Icmpv6 = 58, Sctp = 132, UdpLite = 136 };

/// "TCP", "UDP", "SCTP", "ICMP", "ICMPv6", "UDPLite", else the number.
std::string toString(Protocol protocol);
/// The names above without regard to case; not numbers.
std::optional<Protocol> parseProtocol(std::string_view text);
/// TCP, UDP, SCTP and UDPLite.
bool hasPorts(Protocol protocol);

/// Ports first … last, both included; 0 … 65535, first <= last.
struct PortRange {
    std::uint16_t first = 0;
    std::uint16_t last = 65535;
    auto operator<=>(const PortRange &) const = default;
};

/// A set of port numbers as sorted, disjoint, non-adjacent ranges; equal sets compare equal.
class PortSet {
public:
    PortSet() = default;
    PortSet(PortRange range) { insert(range); }
    static PortSet all() { return PortSet(PortRange{0, 65535}); }

    void insert(PortRange range);
    bool isEmpty() const { return m_ranges.empty(); }
    bool isAll() const { return m_ranges.size() == 1 && m_ranges.front() == PortRange{0, 65535}; }
    bool contains(std::uint16_t port) const;
    const std::vector<PortRange> &ranges() const { return m_ranges; }

    PortSet united(const PortSet &other) const;
    PortSet intersected(const PortSet &other) const;
    PortSet without(const PortSet &other) const;
    /// Ascending and merged, "80,8000-8080"; "all" for every port, "" for none.
    std::string toString() const;

    auto operator<=>(const PortSet &) const = default;

private:
    std::vector<PortRange> m_ranges;
};

} // namespace podloom
