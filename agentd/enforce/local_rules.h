// agentd/enforce/local_rules.h: what this node's kernel must hold for a Program and the pods that run here.
#pragma once

#include "agentd/enforce/rule_set.h"
#include "agentd/enforce/set_catalog.h"
#include "agentd/wire/kernel.h"
#include "agentd/wire/names.h"
#include "core/net/prefix.h"
#include "core/policy/program.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace podloom {

/// A pod of this node: its host-side interface and the addresses that it may send from. Or an interface of
/// the node itself, for a HostEndpoint: its name, or "*" for all that no other one names, but the loopback
/// and the interfaces of pods; `ips` are of no concern then.
struct LocalEndpoint {
    std::string interfaceName{};
    policy::EndpointIndex endpoint = policy::kNone; ///< kNone: not in the Program, so it stays closed
    std::vector<IpAddress> ips{};
    bool operator==(const LocalEndpoint &) const = default;
};

struct EnforceOptions {
    /// Every interface whose name begins so is ours, known or not.
    std::string interfacePrefix{kPodInterfacePrefix};
    std::string cluster{};   ///< whose settings hold; empty: the Program's only one
    std::string node{};      ///< this one; empty: what holds for the whole cluster holds
    unsigned logGroup = 112; ///< NFLOG group of Log rules
    /// The bit of a packet's mark that an untracked or preDNAT policy of a host interface accepted it; none
    /// of kube-proxy's.
    std::uint32_t hostMark = 0x0010'0000;
    /// UDP port of the tunnel between nodes, which host interfaces leave open to the nodes of the cluster; 0:
    /// there is no tunnel.
    std::uint16_t tunnelPort = 0;
    std::vector<Prefix> natSources{};    ///< pools with natOutgoing
    std::vector<Prefix> natExclusions{}; ///< all pools: what stays inside is not masqueraded
    bool operator==(const EnforceOptions &) const = default;
};

/// Names of sets and maps that hold an element for each local pod.
inline constexpr std::string_view kPods = "pods";           ///< interface names
inline constexpr std::string_view kSelves = "selves";       ///< interface . the same interface
inline constexpr std::string_view kSources4 = "sources-v4"; ///< interface . own address
inline constexpr std::string_view kSources6 = "sources-v6";
inline constexpr std::string_view kEgressChains = "egress-chains"; ///< interface : goto chain
inline constexpr std::string_view kIngressChains = "ingress-chains";

/// The elements of one local pod in the sets above, and the chains that it needs.
struct EndpointRules {
    std::map<std::string, std::vector<std::string>, std::less<>> elements{}; ///< by set
    std::map<std::string, std::string, std::less<>> verdicts{};              ///< by map; the key is `key`
    std::string key{};                                                       ///< `"pod12"`
};

class ChainWriter;

/// What the Program says about the cluster whose settings hold here.
const policy::ClusterSettings &settingsOf(const policy::Program &program, const std::string &cluster);

/// The interfaces of `node` that HostEndpoints protect (CA-13): those that one names, then those that have an
/// address which one without a name expects. Of several for one interface the first by name holds.
std::vector<LocalEndpoint> hostInterfaces(const policy::Program &program, const std::string &cluster,
                                          const std::string &node, const std::vector<LinkAddress> &addresses);

/// Chains, maps and hooks for those of `endpoints` that are interfaces of the node (CA-32, CA-33): a hook for
/// each stage and direction that has something to say.
void addHostInterfaces(RuleSet &rules, const std::vector<LocalEndpoint> &endpoints, ChainWriter &chains,
                       const policy::Program &program, const EnforceOptions &options);

/// The part of one pod; its chains are written to `chains`. Empty for a pod without a place in the Program.
EndpointRules endpointRules(const LocalEndpoint &endpoint, ChainWriter &chains,
                            const policy::Program &program);

/// What stands whether there are pods or not: the hooks, the dispatch, and its empty sets and maps.
RuleSet frameRules(const policy::Program &program, const EnforceOptions &options);

/// The whole table. Endpoints must have distinct interfaces.
RuleSet localRules(const policy::Program &program, const std::vector<LocalEndpoint> &endpoints,
                   const EnforceOptions &options);

} // namespace podloom
