// agentd/wire/kernel.h: the seam between what the agent decides and what Linux does about links and routes.
#pragma once

#include "agentd/wire/mac_address.h"
#include "core/base/result.h"
#include "core/net/prefix.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace podloom {

/// One end of a veth pair that is made.
struct VethEnd {
    std::string name{}; ///< 1…15 bytes
    std::optional<MacAddress> mac{};
    int netnsFd = -1; ///< namespace in which this end is made; -1: that of the Kernel
};

struct VethPair {
    VethEnd end{};
    VethEnd peer{};
    unsigned mtuBytes = 1500;
};

struct VxlanSpec {
    std::string name{};
    unsigned vni = 0;       ///< 1…16777215
    std::string underlay{}; ///< interface that the outer packets leave by; empty: by route
    std::optional<IpAddress> local{};
    unsigned port = 4789;
    unsigned mtuBytes = 1450;
    std::optional<MacAddress> mac{};
    bool operator==(const VxlanSpec &) const = default;
};

/// What the kernel knows of a link.
struct LinkState {
    int index = 0;
    std::string name{};
    std::string kind{}; ///< "veth", "bridge", "vxlan", …; empty for hardware and loopback
    MacAddress mac{};
    unsigned mtuBytes = 0;
    bool isUp = false;       ///< administratively
    bool hasCarrier = false; ///< the other end is up as well
    int masterIndex = 0;     ///< bridge that it is a port of; 0 for none
    auto operator<=>(const LinkState &) const = default;
};

/// A route with at most one next hop; a route with several is listed once for each of them.
struct KernelRoute {
    enum class Type : std::uint8_t { Unicast, Blackhole, Unreachable, Prohibit, Other };

    Prefix destination = Prefix::all(Family::V4);
    Type type = Type::Unicast;
    std::optional<IpAddress> gateway{};
    std::string interface {};  ///< empty for blackholes
    bool isOnLink = false;     ///< the gateway is on the link although no route says so
    std::uint8_t protocol = 0; ///< who wrote it: kRouteProtocol, RTPROT_BIRD (12), RTPROT_KERNEL (2), …
    std::uint32_t metric = 0;  ///< 0: the family's default
    std::uint32_t table = 254;
    auto operator<=>(const KernelRoute &) const = default;
};

/// Which routes a call is about; what is not set does not restrict.
struct KernelRouteFilter {
    std::optional<std::uint8_t> protocol{};
    std::optional<Family> family{};
    std::optional<std::uint32_t> table{254}; ///< the main table
};

struct Neighbour {
    std::string interface {};
    IpAddress address = IpAddress::v4(0);
    MacAddress mac{};
    bool isPermanent = true;
    auto operator<=>(const Neighbour &) const = default;
};

/// "Frames to `mac` leave the VXLAN link for the node `remote`."
struct ForwardingEntry {
    std::string interface {};
    MacAddress mac{};
    IpAddress remote = IpAddress::v4(0);
    auto operator<=>(const ForwardingEntry &) const = default;
};

/// One address on one link.
struct LinkAddress {
    std::string interface {};
    InterfaceAddress address{IpAddress::v4(0), 32};
    auto operator<=>(const LinkAddress &) const = default;
};

/// A tracked connection: addresses and ports of the first packet and of its answer.
struct TrackedFlow {
    std::uint8_t protocol = 0; ///< IANA number: 6 TCP, 17 UDP, …
    IpAddress source = IpAddress::v4(0);
    IpAddress destination = IpAddress::v4(0);
    std::uint16_t sourcePort = 0; ///< 0 where the protocol has none
    std::uint16_t destinationPort = 0;
    IpAddress replySource = IpAddress::v4(0);
    IpAddress replyDestination = IpAddress::v4(0);
    std::uint16_t zone = 0;
    auto operator<=>(const TrackedFlow &) const = default;
};

/// Works in one network namespace, from one thread. Every call is done when it returns; names that do not
/// exist give NotFound, what is there already AlreadyExists, a refusal of the kernel PermissionDenied or
/// InvalidArgument, everything else Io. What the kernel says in words stands in the message.
class Kernel {
public:
    virtual ~Kernel() = default;

    /// Both ends are made where they belong, down; nothing is moved afterwards. A link cannot be made up.
    virtual Status addVeth(const VethPair &pair) = 0;
    virtual Status addBridge(const std::string &name, unsigned mtuBytes) = 0;
    /// Without learning: the entries of addForwarding() alone decide.
    virtual Status addVxlan(const VxlanSpec &spec) = 0;
    virtual Status setMaster(const std::string &name, const std::string &bridge) = 0;
    virtual Status setUp(const std::string &name) = 0;
    /// Has the kernel act on the carrier of `name` now. It leaves that to a worker of its own, and until the
    /// worker came the link drops what it shall send.
    virtual Status settleCarrier(const std::string &name) = 0;
    virtual Status setMtu(const std::string &name, unsigned mtuBytes) = 0;
    /// No IPv6 link-local address of the kernel's own making on `name`: to be said before it is up.
    virtual Status disableAutomaticLinkLocal(const std::string &name) = 0;
    /// Limits what leaves by `name` (token bucket), in bits a second; `burstBits` of 0 is a fitting one.
    virtual Status limitRate(const std::string &name, std::uint64_t bitsPerSecond,
                             std::uint64_t burstBits) = 0;
    /// The limit of limitRate() in bits a second (whole bytes); nothing where there is none.
    virtual Result<std::optional<std::uint64_t>> rateLimit(const std::string &name) = 0;
    /// A link that only passes on what redirectIngress() gives it, so that it can be limited.
    virtual Status addIfb(const std::string &name) = 0;
    /// What comes in by `name` goes through the ifb link `by` first, whatever it went through until now.
    virtual Status redirectIngress(const std::string &name, const std::string &by) = 0;
    /// Whether redirectIngress() is in force.
    virtual Result<bool> isIngressRedirected(const std::string &name, const std::string &by) = 0;
    /// Done when the kernel says that the link is gone (1 ms), not when it acknowledges (20 ms later): its
    /// routes and neighbours are gone as well, and the name is free.
    virtual Status deleteLink(const std::string &name) = 0;
    virtual Result<LinkState> link(const std::string &name) = 0;
    virtual Result<std::vector<LinkState>> links() = 0;

    /// Without duplicate address detection. The same address again is no error.
    virtual Status addAddress(const LinkAddress &address) = 0;
    /// Returns when packets to `address` of this namespace are taken: a worker of the kernel makes IPv6
    /// addresses valid, some time after they were added. Errors: Timeout (five seconds).
    virtual Status awaitAddress(IpAddress address) = 0;
    virtual Status deleteAddress(const LinkAddress &address) = 0;
    virtual Result<std::vector<LinkAddress>> addresses() = 0;

    /// AlreadyExists when a route to the destination with that metric is there, whoever wrote it.
    virtual Status addRoute(const KernelRoute &route) = 0;
    /// Puts the route in the place of one with its destination and metric.
    virtual Status replaceRoute(const KernelRoute &route) = 0;
    virtual Status deleteRoute(const KernelRoute &route) = 0;
    virtual Result<std::vector<KernelRoute>> routes(const KernelRouteFilter &filter) = 0;
    /// What is sent from `source` is routed by `table`. The same again is no error.
    virtual Status addSourceRule(IpAddress source, std::uint32_t table) = 0;

    virtual Status setNeighbour(const Neighbour &neighbour) = 0;
    virtual Status deleteNeighbour(const Neighbour &neighbour) = 0;
    virtual Result<std::vector<Neighbour>> neighbours() = 0;

    virtual Status addForwarding(const ForwardingEntry &entry) = 0;
    virtual Status deleteForwarding(const ForwardingEntry &entry) = 0;
    virtual Result<std::vector<ForwardingEntry>> forwarding(const std::string &interface) = 0;

    /// `key` with slashes, below /proc/sys: "net/ipv4/conf/eth0/rp_filter".
    virtual Status setSysctl(const std::string &key, const std::string &value) = 0;
    virtual Result<std::string> sysctl(const std::string &key) = 0;

    virtual Result<std::vector<TrackedFlow>> trackedFlows() = 0;
    /// Forgets every connection in which one of the addresses takes part, before or after translation, so
    /// that the next owner of the address inherits nothing. Returns how many they were.
    virtual Result<std::size_t> forgetFlows(const std::vector<IpAddress> &addresses) = 0;
    virtual Result<std::size_t> forgetFlowsThat(const std::function<bool(const TrackedFlow &)> &isDoomed) = 0;

    /// Runs `work` with a Kernel of that namespace, on a thread inside it: the calling one, which comes back.
    virtual Status inside(int netnsFd, const std::function<Status(Kernel &)> &work) = 0;
};

} // namespace podloom
