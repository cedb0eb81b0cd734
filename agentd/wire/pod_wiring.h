// agentd/wire/pod_wiring.h: how a pod's interface is joined to its node.
#pragma once

#include "agentd/wire/kernel.h"

namespace podloom {

/// The next hop of every pod: it exists on no interface, a permanent neighbour answers for it. The IPv6 one
/// is the link-local address of the host's side.
inline constexpr IpAddress kPodGateway4 = IpAddress::v4(0xA9FE0101); // 169.254.1.1
inline constexpr IpAddress kPodGateway6 =
    IpAddress::v6({0xFE80000000000000ULL, 0xECEEEEFFFEEEEEEEULL}); // fe80::ecee:eeff:feee:eeee

/// Bits a second and bits; a rate of 0 is no limit, a burst of 0 a fitting one.
struct RateLimit {
    std::uint64_t bitsPerSecond = 0;
    std::uint64_t burstBits = 0;
};

struct PodWiring {
    std::string hostInterface{};        ///< podInterfaceName()
    std::string podInterface = "eth0";  ///< CNI_IFNAME
    MacAddress podMac{};                ///< podMac(), or what the runtime asks for
    std::vector<IpAddress> addresses{}; ///< of either family or both
    unsigned mtuBytes = 1500;
    bool isSpoofingAllowed = false; ///< true: the reverse path is not checked
    RateLimit toPod{};
    RateLimit fromPod{};                ///< costs a link of its own, limiterName()
    bool isReachedFromLoopback = false; ///< packets of 127.0.0.1 may leave by its link
};

/// Joins the pod in `podNetnsFd`: a veth pair with its pod end created inside, the addresses as /32 and /128,
/// a default route for each family that the pod has, permanent neighbours on both sides, routes on the host.
/// A link of that host name that is left over from before is replaced. When something fails, everything is
/// undone. Filtering must be in place before: the pod can talk when this returns.
/// Errors: AlreadyExists (podInterface is in the pod already), Conflict (a route to one of the addresses
/// goes elsewhere; the message names the interface), PermissionDenied, Io.
Status wirePod(Kernel &kernel, int podNetnsFd, const PodWiring &wiring);

/// Takes the link away, with it every route and neighbour, and forgets the connections of `addresses`.
/// What is gone already is no error. Done when the addresses can be given to another pod.
Status unwirePod(Kernel &kernel, const std::string &hostInterface, const std::vector<IpAddress> &addresses);

/// What of the wiring is missing or different now, in sentences; empty when all is there (CNI CHECK).
/// The pod's side is looked at when `podNetnsFd` >= 0.
Result<std::vector<std::string>> checkPod(Kernel &kernel, int podNetnsFd, const PodWiring &wiring);

/// Writes the host's side of the wiring again where it is missing: settings, neighbours, routes. For repair
/// while pods run; the link itself must be there. Errors: NotFound (no such link), as wirePod().
Status repairPod(Kernel &kernel, const PodWiring &wiring);

} // namespace podloom
