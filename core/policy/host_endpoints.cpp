// HostEndpoints, the nodes that they protect, and their failsafe ports (CA-13, CA-19, CA-32).
#include "core/policy/compiler.h"

#include <algorithm>
#include <array>
#include <set>

namespace podloom::policy {

namespace {

constexpr std::string_view kEveryInterface = "*";
constexpr std::string_view kDefaultConfiguration = "default";

/// Ports that stay open where no FelixConfiguration says otherwise.
const std::vector<FailsafePort> &defaultFailsafes(Direction direction)
{
    static const std::vector<FailsafePort> kIn{
        {Protocol::Tcp, 22, {}},   {Protocol::Udp, 68, {}},   {Protocol::Tcp, 179, {}},
        {Protocol::Tcp, 2379, {}}, {Protocol::Tcp, 2380, {}}, {Protocol::Tcp, 5473, {}},
        {Protocol::Tcp, 6443, {}}, {Protocol::Tcp, 6666, {}}, {Protocol::Tcp, 6667, {}}};
    static const std::vector<FailsafePort> kOut{
        {Protocol::Udp, 53, {}},   {Protocol::Udp, 67, {}},   {Protocol::Tcp, 179, {}},
        {Protocol::Tcp, 2379, {}}, {Protocol::Tcp, 2380, {}}, {Protocol::Tcp, 5473, {}},
        {Protocol::Tcp, 6443, {}}, {Protocol::Tcp, 6666, {}}, {Protocol::Tcp, 6667, {}}};
    return direction == Direction::Ingress ? kIn : kOut;
}

const FelixConfiguration *configurationOf(const Design &design, const std::string &cluster,
                                          const std::string &name)
{
    return design.felixConfigurations.find({cluster, "projectcalico.org", "FelixConfiguration", "", name});
}

Labels labelsOf(const Design &design, const HostEndpoint &host)
{
    auto out = host.meta.labels;
    for (const auto &name : host.profiles) {
        if (const auto *profile =
                design.calicoProfiles.find({host.meta.id.cluster, "projectcalico.org", "Profile", "", name}))
            out.insert(profile->labelsToApply.begin(), profile->labelsToApply.end());
    }
    return out;
}

/// Interfaces of a node that Links of the design name.
std::set<std::string> linkedInterfaces(const Design &design, const ProgramNode &node)
{
    std::set<std::string> out;
    for (const auto &link : design.links) {
        for (const auto &end : link.ends) {
            if (end.node == node.name && (end.cluster.empty() || end.cluster == node.cluster)
                && !end.interface.empty())
                out.insert(end.interface);
        }
    }
    return out;
}

bool expectsAddressOf(const Endpoint &host, const std::vector<IpAddress> &addresses)
{
    return std::any_of(host.ips.begin(), host.ips.end(), [&](IpAddress ip) {
        return std::find(addresses.begin(), addresses.end(), ip) != addresses.end();
    });
}

/// How well a host endpoint fits as the way out of its node; higher is better, 0 is not at all.
int fitness(const Endpoint &host, const ProgramNode &node, const std::set<std::string> &linked)
{
    if (!host.ips.empty() && expectsAddressOf(host, node.ips))
        return 4;
    if (host.interface == kEveryInterface)
        return 1;
    if (linked.contains(host.interface))
        return 3;
    const bool isElsewhere =
        host.interface.empty() || !linked.empty() || (!host.ips.empty() && !node.ips.empty());
    return isElsewhere ? 0 : 2;
}

ProgramNode &nodeCalled(Program &program, const std::string &cluster, const std::string &name)
{
    const auto at = std::find_if(program.nodes.begin(), program.nodes.end(), [&](const ProgramNode &node) {
        return std::tie(node.cluster, node.name) >= std::tie(cluster, name);
    });
    if (at != program.nodes.end() && at->cluster == cluster && at->name == name)
        return *at;
    return *program.nodes.insert(at, ProgramNode{.cluster = cluster, .name = name});
}

Rule failsafeRule(const FailsafePort &port, Direction direction, bool isReply, std::size_t index)
{
    Rule out{.action = Action::Allow, .index = static_cast<std::uint32_t>(index)};
    Transport transport{.protocol = port.protocol};
    (isReply ? transport.sourcePorts : transport.destinationPorts) =
        PortMatch{.numbers = PortRange{port.port, port.port}};
    out.transports.push_back(std::move(transport));
    if (port.net)
        (direction == Direction::Ingress ? out.sources : out.destinations)
            .push_back({.nets = PrefixSet({*port.net})});
    return out;
}

} // namespace

std::vector<Endpoint> hostEndpoints(const Design &design)
{
    std::vector<Endpoint> out;
    for (const auto &host : design.hostEndpoints)
        out.push_back({.kind = Endpoint::Kind::HostInterface,
                       .id = host.meta.id,
                       .name = "HostEndpoint/" + host.meta.id.name,
                       .node = host.node,
                       .interface = host.interfaceName,
                       .labels = std::make_shared<const Labels>(labelsOf(design, host)),
                       .ips = host.expectedIps,
                       .ports = host.ports});
    return out;
}

void connectHosts(Program &program, const Design &design)
{
    std::map<std::pair<std::string, std::string>, int> best;
    for (EndpointIndex index = 0; index < program.endpoints.size(); ++index) {
        const auto &host = program.endpoints[index];
        if (host.kind != Endpoint::Kind::HostInterface)
            continue;
        auto &node = nodeCalled(program, host.id.cluster, host.node);
        const int fits = fitness(host, node, linkedInterfaces(design, node));
        auto &sofar = best[{node.cluster, node.name}];
        if (fits > sofar) {
            sofar = fits;
            node.uplink = index;
        }
    }
    for (auto &node : program.nodes) {
        if (node.uplink == kNone)
            continue;
        for (const auto &ip : program.endpoints[node.uplink].ips) {
            if (std::find(node.ips.begin(), node.ips.end(), ip) == node.ips.end())
                node.ips.push_back(ip);
        }
    }
}

namespace {

/// The failsafe ports of a configuration, or what `common` and Calico say where it says nothing.
Policy failsafes(const ObjectId &id, const FelixConfiguration *own, const FelixConfiguration *common,
                 Stage stage)
{
    Policy out{.id = id, .dialect = Dialect::Failsafe, .stage = stage, .applies = {true, true}};
    if (own || common)
        out.at = own ? own->meta.at : common->meta.at;
    const auto portsOf = [&](Direction direction) -> const std::vector<FailsafePort> & {
        const auto field = direction == Direction::Ingress ? &FelixConfiguration::failsafeInbound
                                                           : &FelixConfiguration::failsafeOutbound;
        for (const auto *each : {own, common}) {
            if (each && each->*field)
                return *(each->*field);
        }
        return defaultFailsafes(direction);
    };
    for (const auto direction : kDirections) {
        auto &rules = out.rules[static_cast<std::size_t>(direction)];
        for (const auto &port : portsOf(direction))
            rules.push_back(failsafeRule(port, direction, false, rules.size()));
        if (stage != Stage::Untracked)
            continue;
        // Nothing is tracked there, so that answers have to pass too.
        const auto other = direction == Direction::Ingress ? Direction::Egress : Direction::Ingress;
        for (const auto &port : portsOf(other))
            rules.push_back(failsafeRule(port, direction, true, rules.size()));
    }
    return out;
}

} // namespace

void compileFailsafes(Compiler &compiler)
{
    const auto &design = compiler.design();
    std::set<std::pair<std::string, std::string>> names; // of configurations, by cluster
    for (const auto &host : design.hostEndpoints) {
        const auto &cluster = host.meta.id.cluster;
        names.emplace(cluster, kDefaultConfiguration);
        if (configurationOf(design, cluster, "node." + host.node))
            names.emplace(cluster, "node." + host.node);
    }
    for (const auto &[cluster, name] : names) {
        const ObjectId id{cluster, "projectcalico.org", "FelixConfiguration", "", name};
        const auto *common = configurationOf(design, cluster, std::string(kDefaultConfiguration));
        const auto *own = name == kDefaultConfiguration ? nullptr : configurationOf(design, cluster, name);
        for (const auto stage : {Stage::Normal, Stage::Untracked})
            compiler.addFailsafes(failsafes(id, own, common, stage));
    }
}

void readEndpointToHost(Program &program, const Design &design)
{
    const auto actionOf = [&](const std::string &cluster, const std::string &name) -> std::optional<Action> {
        const auto *configuration = configurationOf(design, cluster, name);
        if (!configuration || !configuration->endpointToHost)
            return std::nullopt;
        if (*configuration->endpointToHost == "Drop")
            return Action::Deny;
        return *configuration->endpointToHost == "Return" ? Action::Pass : Action::Allow;
    };
    for (auto &cluster : program.clusters)
        cluster.endpointToHost = actionOf(cluster.name, std::string(kDefaultConfiguration));
    for (auto &node : program.nodes)
        node.endpointToHost = actionOf(node.cluster, "node." + node.name);
}

} // namespace podloom::policy
