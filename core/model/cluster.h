// core/model/cluster.h: clusters, their namespaces and nodes, and what joins them: routers, links, labs.
#pragma once

#include "core/model/bgp.h"
#include "core/net/prefix.h"

#include <optional>
#include <string>
#include <vector>

namespace podloom {

enum class Encapsulation { None, Vxlan, VxlanCrossSubnet, Ipip, IpipCrossSubnet };
enum class BgpTopology { Mesh, Reflectors, Routers };

/// podloom.dev Cluster; its values are defaults, other objects of the design win.
struct Cluster {
    ObjectMeta meta{};
    std::uint32_t asNumber = 64512;
    std::vector<Prefix> podCidrs{};     ///< empty = the documented defaults (see defaultPodCidrs)
    std::vector<Prefix> serviceCidrs{}; ///< empty = 10.96.0.0/16
    std::vector<Prefix> nodeCidrs{};    ///< empty = 172.31.0.0/16 and fd00:31::/64
    BgpTopology topology = BgpTopology::Mesh;
    Encapsulation encapsulation = Encapsulation::None;
    bool isNatOutgoing = false;
    bool cutsConnections = false; ///< connections: cut
    bool operator==(const Cluster &) const = default;
};

struct Namespace {
    ObjectMeta meta{};      ///< labels always hold kubernetes.io/metadata.name
    bool isImplied = false; ///< used by an object but declared nowhere
    bool operator==(const Namespace &) const = default;
};

/// A v1 Node, a Calico Node, or both of one name joined into one.
struct Node {
    ObjectMeta meta{}; ///< group "" and kind "Node", whichever documents it came from
    std::vector<InterfaceAddress>
        addresses{}; ///< underlay: spec.bgp.ipv4Address/ipv6Address, else status InternalIP
    std::optional<std::uint32_t> asNumber{};            ///< Calico spec.bgp.asNumber
    std::optional<IpAddress> routeReflectorClusterId{}; ///< Calico spec.bgp.routeReflectorClusterID
    bool isUnschedulable = false;
    std::vector<Labels> taints{}; ///< each with key, value, effect
    bool operator==(const Node &) const = default;
};

enum class RouterEngine { Bird, Frr, External };

/// podloom.dev Router: a ToR, spine or upstream.
struct Router {
    ObjectMeta meta{};
    std::uint32_t asNumber = 0;
    RouterEngine engine = RouterEngine::Bird;
    std::vector<InterfaceAddress> addresses{}; ///< node-facing; the first IPv4 one is the router id
    std::vector<Prefix> networks{};            ///< what it originates
    bool operator==(const Router &) const = default;
};

/// One end of a Link: a router or a node.
struct LinkEnd {
    std::string router{}; ///< exactly one of router and node is set
    std::string node{};
    std::string cluster{};    ///< of the node; empty = the only cluster
    std::string interface {}; ///< empty = chosen
    SourceRef at{};
    bool operator==(const LinkEnd &) const = default;
};

/// podloom.dev Link: a wire; two or more ends make one layer-2 segment.
struct Link {
    ObjectMeta meta{};
    std::vector<LinkEnd> ends{};
    std::vector<Prefix> subnets{}; ///< spec.subnet, one per family at most
    int mtuBytes = 1500;
    std::uint64_t rateBitsPerSecond = 0; ///< 0 = unlimited
    BgpTimers timers{};                  ///< of the BGP sessions between its ends
    bool operator==(const Link &) const = default;
};

struct SshTarget {
    std::string host{};
    std::uint16_t port = 22;
    std::string user{};         ///< empty = root
    std::string identityFile{}; ///< empty = ssh agent and default keys
    std::vector<std::string> jump{};
    bool usesSudo = false;
    bool operator==(const SshTarget &) const = default;
};

struct LabNode {
    std::string node{};
    std::string cluster{};
    std::optional<SshTarget> ssh{};
    bool operator==(const LabNode &) const = default;
};

/// podloom.dev Lab: which machines play the nodes.
struct Lab {
    ObjectMeta meta{};
    bool isEmulated = true;
    std::vector<LabNode> nodes{};
    std::vector<std::string> storeMembers{}; ///< node names; empty = the first node
    bool operator==(const Lab &) const = default;
};

/// 10.48.0.0/16 and fd00:48::/48.
std::vector<Prefix> defaultPodCidrs();
/// 10.96.0.0/16.
std::vector<Prefix> defaultServiceCidrs();
/// 172.31.0.0/16 and fd00:31::/64.
std::vector<Prefix> defaultNodeCidrs();

} // namespace podloom
