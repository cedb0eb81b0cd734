// core/policy/flow.h: a connection between two ends, and how ends are named.
#pragma once

#include "core/base/result.h"
#include "core/policy/program.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace podloom::policy {

/// One end of a connection: an endpoint of the program, a node, or an address outside.
struct FlowEnd {
    std::string name{};                 ///< as it was asked for: "ns/pod", "node:NAME", "ip:ADDR"
    EndpointIndex endpoint = kNone;     ///< a pod
    std::uint32_t node = kNone;         ///< into Program::nodes: the machine itself, or a host-network pod's
    std::vector<IpAddress> addresses{}; ///< of both families, as far as known
    bool isOutside = false;             ///< known by nothing but its address

    /// The address of that family, or nothing.
    std::optional<IpAddress> address(Family family) const;
    /// Whether the end can speak the family. An end whose addresses are not known speaks both.
    bool speaks(Family family) const { return addresses.empty() || address(family).has_value(); }
};

/// The first port that IANA leaves to clients; stands for the source port where none is given.
inline constexpr std::uint16_t kClientPort = 49152;

/// What is asked about all pairs of ends alike.
struct Traffic {
    Protocol protocol = Protocol::Tcp;
    std::uint16_t port = 0; ///< destination; without meaning for protocols without ports
    std::uint16_t sourcePort = kClientPort;
    std::optional<std::uint8_t> icmpType{};
    std::optional<std::uint8_t> icmpCode{};
    std::optional<Family> family{}; ///< nothing = the family that both ends share, IPv4 first

    auto operator<=>(const Traffic &) const = default;
};

/// An ICMP message without a type becomes an echo request, which is what ping and probes send (RFC 792, RFC
/// 4443); everything else stays as it is.
Traffic withEchoRequest(Traffic traffic);

/// The first packet of a connection.
struct Flow {
    const FlowEnd &from;
    const FlowEnd &to;
    Family family;
    Traffic traffic;
};

/// The family that a connection between the ends uses, or nothing when there is none: the one that is asked
/// for or that the protocol means (ICMP, ICMPv6), else IPv4 before IPv6.
std::optional<Family> familyFor(const FlowEnd &from, const FlowEnd &to, const Traffic &traffic);

/// The end that is called "[CLUSTER:]NAMESPACE/POD", "node:[CLUSTER:]NAME", "ip:ADDR" or "ip:CIDR". The
/// address of a pod is that pod, the address of a node that node; `name` stays as given. Errors: NotFound, id
/// "endpoint-unknown"; InvalidArgument, id "endpoint-syntax", or those of outsideEnd().
Result<FlowEnd> endByName(const Program &program, std::string_view name);
FlowEnd endOf(const Program &program, EndpointIndex endpoint);
FlowEnd nodeEnd(const Program &program, std::uint32_t node);
FlowEnd endOf(const Program &program, IpAddress address);
/// All pods, in the order of the program.
std::vector<FlowEnd> podEnds(const Program &program);

} // namespace podloom::policy
