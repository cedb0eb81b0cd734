// core/policy/program.h: the compiled rule program: every policy of a design, of every dialect, in one form.
#pragma once

#include "core/model/object.h"
#include "core/model/workload.h"
#include "core/net/address.h"
#include "core/net/port_set.h"
#include "core/net/prefix_set.h"
#include "core/policy/shared_list.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The prediction (evaluate, reach, explain) and the kernel (agentd/enforce) both read this Program and
/// nothing else about policies. What it means, for one packet of a *new* connection and one endpoint of it:
///
/// 1. Replies and related packets of an accepted connection pass (K-44); they never reach the program.
/// 2. A packet between a pod and the node that it runs on passes (K-46), see Program::clusters for the one
///    exception. A packet of a pod to itself passes (K-47).
/// 3. The egress chain of the source and the ingress chain of the destination must both accept (K-43). An end
///    that is not an Endpoint accepts everything.
/// 4. A chain runs its `first` policies, then its tiers in order, and in a tier its policies in order, and in
/// a
///    policy its rules in order; the first rule that matches decides: Allow accepts, Deny drops, Pass goes on
///    with the next tier, Log logs and goes on with the next rule. A tier in which nothing matched ends with
///    `atEnd`: Deny drops, Pass goes on. After the last tier the profiles run like one more tier, and then
///    `otherwise` decides.
/// 5. A rule matches when its family, one of its sources, one of its destinations and one of its transports
///    match; an empty list of them matches everything.
///
/// Nothing here depends on a node: every node compiles the same Program and makes chains for its own
/// endpoints.
namespace podloom::policy {

using EndpointIndex = std::uint32_t; ///< into Program::endpoints
using SetIndex = std::uint32_t;      ///< into Program::sets
using PortSetIndex = std::uint32_t;  ///< into Program::portSets
using PolicyIndex = std::uint32_t;   ///< into Program::policies
using TierIndex = std::uint32_t;     ///< into Program::tiers
using ChainIndex = std::uint32_t;    ///< into Program::chains

/// "None" for every index above.
inline constexpr std::uint32_t kNone = UINT32_MAX;

enum class Direction : std::uint8_t { Ingress = 0, Egress = 1 };
inline constexpr std::array<Direction, 2> kDirections{Direction::Ingress, Direction::Egress};

/// Where in the kernel's path a chain stands: raw −300, mangle −150, filter forward, filter input/output.
/// Pods have chains in Normal only; host endpoints in all.
enum class Stage : std::uint8_t { Untracked = 0, PreDnat = 1, Forward = 2, Normal = 3 };
inline constexpr std::size_t kStages = 4;

enum class Action : std::uint8_t { Allow, Deny, Pass, Log };

/// "allow", "deny", "pass", "log"; "ingress", "egress".
std::string toString(Action action);
std::string toString(Direction direction);

/// Something that policies select: a pod, or (Calico) an interface of a node.
struct Endpoint {
    enum class Kind : std::uint8_t {
        Pod,
        HostNetworkPod, ///< K-60: plays its node: never selected, no chains, `ips` are those of the node
        HostInterface,  ///< a HostEndpoint; its `ips` are those that it expects
    };
    Kind kind = Kind::Pod;
    ObjectId id{};                          ///< the Pod or HostEndpoint
    std::string name{};                     ///< as on the command line: "ns/pod"; "HostEndpoint/NAME"
    std::string node{};                     ///< empty = not placed
    std::string serviceAccount{};           ///< never empty for pods
    std::string interface {};               ///< of a HostInterface; "*" = all
    std::shared_ptr<const Labels> labels{}; ///< with inherited ones; never null
    std::vector<IpAddress> ips{};           ///< at most one of each family for pods
    std::vector<ContainerPort> ports{};
    /// The chain of each stage and direction, kNone where the stage does not concern this endpoint. Endpoints
    /// with the same ordered list of policies have the same chain.
    using Chains = std::array<std::array<ChainIndex, 2>, kStages>;
    Chains chains{{{kNone, kNone}, {kNone, kNone}, {kNone, kNone}, {kNone, kNone}}};

    ChainIndex chain(Direction direction, Stage stage = Stage::Normal) const
    {
        return chains[static_cast<std::size_t>(stage)][static_cast<std::size_t>(direction)];
    }
};

/// The addresses that a selector means: those of its members, and the nets of the network sets that it
/// selects.
struct AddressSet {
    /// What is selected, in a canonical form: equal keys mean equal sets, and the key of a selector is the
    /// same in every Program, whatever its members are. Names of nft sets can be a hash of it.
    std::string key{};
    std::vector<EndpointIndex> members{}; ///< ascending
    PrefixSet nets{};                     ///< of network sets, nodes or endpoint slices; usually empty

    bool contains(EndpointIndex endpoint) const;
    bool operator==(const AddressSet &) const = default;
};

/// Pairs of address and port: a named port as each endpoint resolves it (K-57), or the backends of a service.
/// A packet is in it when (address, protocol, port) is; the rule says whether source or destination is looked
/// at.
struct PortPairSet {
    struct Member {
        EndpointIndex endpoint = kNone;     ///< kNone: then `address` is set
        std::optional<IpAddress> address{}; ///< of an endpoint: only by this address; nothing = by all it has
        Protocol protocol = Protocol::Tcp;
        std::uint16_t port = 0;
        auto operator<=>(const Member &) const = default;
    };
    std::string key{}; ///< canonical, as AddressSet::key
    std::vector<Member> members{};
    bool operator==(const PortPairSet &) const = default;
};

/// One alternative for the source or destination of a rule: everything that is set must hold.
struct Peer {
    SetIndex set = kNone;               ///< the address is in this set
    std::vector<SetIndex> notSets{};    ///< the address is in none of these
    std::optional<PrefixSet> nets{};    ///< the address is in these (K-55: cidr without except)
    std::optional<PrefixSet> notNets{}; ///< the address is not in these
    bool operator==(const Peer &) const = default;
};

/// Port numbers OR pairs.
struct PortMatch {
    PortSet numbers{};
    std::vector<PortSetIndex> pairs{};
    bool operator==(const PortMatch &) const = default;
};

struct IcmpMatch {
    std::optional<std::uint8_t> type{};
    std::optional<std::uint8_t> code{}; ///< only with a type
    bool operator==(const IcmpMatch &) const = default;
};

/// One alternative for protocol and ports: everything that is set must hold. A packet of a protocol without
/// ports matches no `sourcePorts` or `destinationPorts`, and every `not…Ports`.
struct Transport {
    std::optional<Protocol> protocol{}; ///< any IP protocol number
    std::optional<Protocol> notProtocol{};
    std::optional<PortMatch> sourcePorts{};
    std::optional<PortMatch> destinationPorts{};
    std::optional<PortMatch> notSourcePorts{};
    std::optional<PortMatch> notDestinationPorts{};
    std::optional<IcmpMatch> icmp{}; ///< of the protocol ICMP or ICMPv6, which is then set
    std::optional<IcmpMatch> notIcmp{};
    bool operator==(const Transport &) const = default;
};

struct Rule {
    Action action = Action::Allow;
    std::uint32_t index = 0; ///< 0-based among the rules of its direction, as written
    std::string name{};      ///< where the dialect has rule names
    std::optional<Family> family{};
    std::vector<Peer> sources{};         ///< OR; empty = every source
    std::vector<Peer> destinations{};    ///< OR; empty = every destination
    std::vector<Transport> transports{}; ///< OR; empty = everything, ICMP included
    bool neverMatches = false; ///< e.g. an Allow whose peer is unknown (K-77), an empty union of peers
    /// The rule (also) names something that cannot be known before run time, e.g. domain names; matched as if
    /// that peer were not there.
    bool isUnpredictable = false;
    SourceRef at{};
    bool operator==(const Rule &) const = default;
};

/// Where a policy comes from; decides the words of an explanation, never a verdict.
enum class Dialect : std::uint8_t { NetworkPolicy, ClusterNetworkPolicy, Calico, Profile, Failsafe };

struct Policy {
    ObjectId id{};
    SourceRef at{};
    Dialect dialect = Dialect::NetworkPolicy;
    TierIndex tier = kNone;        ///< kNone for profiles and failsafes
    bool appliesOnForward = false; ///< of the stage Normal: stands in chains of the stage Forward too
    std::optional<double> order{}; ///< nothing = after all that have one
    Stage stage = Stage::Normal;
    std::array<bool, 2> applies{};            ///< by Direction: whether it isolates (K-41)
    std::array<std::vector<Rule>, 2> rules{}; ///< by Direction
    std::vector<EndpointIndex> selects{};     ///< ascending

    const std::vector<Rule> &rulesOf(Direction direction) const
    {
        return rules[static_cast<std::size_t>(direction)];
    }
    bool appliesTo(Direction direction) const { return applies[static_cast<std::size_t>(direction)]; }
    bool operator==(const Policy &) const = default;
};

/// Tiers carry Calico's names: kube-admin, default, kube-baseline, and own ones.
struct Tier {
    std::string cluster{};
    std::string name{};
    std::optional<double> order{};
    Action defaultAction = Action::Deny; ///< Deny or Pass
    SourceRef at{};
    bool operator==(const Tier &) const = default;
};

/// What one or several endpoints run in one stage and direction. Chains are distinct: no two of a Program are
/// equal.
struct Chain {
    struct Step {
        TierIndex tier = kNone;
        std::vector<PolicyIndex> policies{}; ///< in order; never empty
        Action atEnd = Action::Deny;         ///< Deny or Pass: what happens when no rule of the tier matched
        auto operator<=>(const Step &) const = default;
    };
    /// Failsafes: before all tiers; Allow only. In the stages Untracked and PreDnat what they match skips the
    /// rest of the stage and goes on with the next one.
    std::vector<PolicyIndex> first{};
    std::vector<Step> tiers{};           ///< only tiers that have a policy for the endpoint
    std::vector<PolicyIndex> profiles{}; ///< as one more tier at the end
    /// Allow or Deny; in the stages Untracked and PreDnat also Pass: go on with the next stage.
    Action otherwise = Action::Allow;

    auto operator<=>(const Chain &) const = default;
};

/// A machine and its own addresses: traffic between it and the pods on it is node-local (K-46).
struct ProgramNode {
    std::string cluster{};
    std::string name{};
    std::vector<IpAddress> ips{};
    /// The HostInterface through which everything outside the machine is reached, if one is protected: the
    /// one that expects an address of the node, else the one that a Link names, else the first by name; the
    /// one of all interfaces ("*") where no other fits.
    EndpointIndex uplink = kNone;
    std::optional<Action>
        endpointToHost{}; ///< as in ClusterSettings, where a FelixConfiguration of the node differs
    bool operator==(const ProgramNode &) const = default;
};

struct ClusterSettings {
    std::string name{};
    /// From a FelixConfiguration's defaultEndpointToHostAction, only where one sets it (CA-34): Deny = pods
    /// do not reach their own node; Pass = the node's own rules decide; Allow. Nothing = K-46: allowed.
    std::optional<Action> endpointToHost{};
    bool cutsConnections = false; ///< K-62: established flows end when a policy stops allowing them
    bool operator==(const ClusterSettings &) const = default;
};

struct Program {
    std::vector<ClusterSettings> clusters{}; ///< by name
    std::vector<ProgramNode> nodes{};        ///< by cluster, name
    SharedList<Endpoint> endpoints{};    ///< pods by cluster, namespace, name, replica; then host endpoints
    std::vector<AddressSet> sets{};      ///< distinct keys
    std::vector<PortPairSet> portSets{}; ///< distinct keys
    std::vector<Tier> tiers{};           ///< by cluster, then in the order of evaluation
    std::vector<Policy> policies{};      ///< by tier, then in the order of evaluation; profiles at the end
    std::vector<Chain> chains{};

    /// The pod of that name ("ns/pod"), or kNone. O(n).
    EndpointIndex endpointByName(const std::string &name) const;
    /// The pod that has this address (one of the host's network never), or kNone. O(n).
    EndpointIndex endpointByAddress(IpAddress address) const;
    /// The node of that name, or kNone. O(log n).
    std::uint32_t nodeByName(const std::string &cluster, const std::string &name) const;
    /// "TIER/POLICY/DIRECTION/INDEX", e.g. "default/NetworkPolicy.networking.k8s.io/shop/web/ingress/0": the
    /// same in every Program, for logs and counters.
    std::string ruleId(PolicyIndex policy, Direction direction, const Rule &rule) const;
};

} // namespace podloom::policy
