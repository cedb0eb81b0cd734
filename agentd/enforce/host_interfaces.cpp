// The part of host endpoints: CA-13, CA-32, CA-33.
#include "agentd/enforce/address_text.h"
#include "agentd/enforce/chain_writer.h"
#include "agentd/enforce/local_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace podloom {

using policy::Direction;
using policy::kNone;
using policy::Stage;

namespace {

struct HostHook {
    Stage stage;
    Direction direction;
    std::string_view name;
    std::string_view hook;
    int priority;
};

// Forwarded packets meet the pods' own hooks first (priorities 0 and 1); each hook is a consent of its own.
constexpr std::array kHooks{
    HostHook{Stage::Untracked, Direction::Ingress, "untracked-in", "prerouting", -300},
    HostHook{Stage::Untracked, Direction::Egress, "untracked-out", "output", -300},
    HostHook{Stage::PreDnat, Direction::Ingress, "before-nat-in", "prerouting", -150},
    HostHook{Stage::Normal, Direction::Ingress, "local-in", "input", 0},
    HostHook{Stage::Normal, Direction::Egress, "local-out", "output", 0},
    HostHook{Stage::Forward, Direction::Ingress, "forward-in", "forward", 2},
    HostHook{Stage::Forward, Direction::Egress, "forward-out", "forward", 3},
};

constexpr std::string_view kEvery = "*";
constexpr std::string_view kTunnelPeers = "tunnel-peers-v";

std::string held(std::uint32_t mark)
{
    return "meta mark and " + std::to_string(mark) + " == " + std::to_string(mark);
}

/// K-62: with `cuts` what an opener sends meets the policies of today, and only replies pass unasked.
std::vector<std::string> tracked(bool cuts)
{
    if (cuts)
        return {"ct state related accept", "ct state established ct direction reply accept"};
    return {"ct state established,related accept"};
}

/// Packets of the tunnel between nodes: what is inside meets the policies of its own ends.
std::vector<std::string> tunnelTexts(RuleSet &rules, const policy::Program &program, Direction direction,
                                     const EnforceOptions &options)
{
    if (options.tunnelPort == 0)
        return {};
    const std::string side = direction == Direction::Ingress ? " saddr @" : " daddr @";
    std::vector<std::string> texts;
    for (const auto family : {Family::V4, Family::V6}) {
        std::set<std::string> peers;
        for (const auto &node : program.nodes) {
            if (!options.cluster.empty() && node.cluster != options.cluster)
                continue;
            for (const auto &ip : node.ips) {
                if (ip.family() == family)
                    peers.insert(ip.toString());
            }
        }
        const auto name = std::string(kTunnelPeers) + nftDigit(family);
        rules.sets[name] = {.type = std::string(nftAddressType(family)),
                            .elements = std::vector(peers.begin(), peers.end())};
        texts.push_back(std::string(nftProtocol(family)) + side + name + " udp dport "
                        + std::to_string(options.tunnelPort) + " accept");
    }
    return texts;
}

/// What passes before any policy is asked. Accepting ends this hook only, so it does no harm to other
/// interfaces.
std::vector<std::string> preamble(RuleSet &rules, const HostHook &hook, const policy::Program &program,
                                  const EnforceOptions &options)
{
    // Without neighbour discovery an interface speaks no IPv6: no policy can mean that.
    std::vector<std::string> texts{"icmpv6 type { nd-router-solicit, nd-router-advert, nd-neighbor-solicit, "
                                   "nd-neighbor-advert } accept"};
    if (hook.stage == Stage::Untracked)
        return texts;
    for (auto &text : tracked(settingsOf(program, options.cluster).cutsConnections))
        texts.push_back(std::move(text));
    texts.push_back(held(options.hostMark) + " accept"); // an earlier stage has accepted it
    if (hook.stage == Stage::Normal) {
        for (auto &text : tunnelTexts(rules, program, hook.direction, options))
            texts.push_back(std::move(text));
    }
    return texts;
}

/// The chains of one hook: of named interfaces, and of all others but the loopback and those of pods.
struct HookVerdicts {
    NftMap named{.keyType = "ifname"};
    std::optional<std::string> forAll{};
};

HookVerdicts verdictsOf(const HostHook &hook, const std::vector<LocalEndpoint> &endpoints,
                        ChainWriter &chains, const policy::Program &program)
{
    HookVerdicts out;
    std::set<std::string> named; // also those that this hook does not concern: "*" does not mean them
    for (const auto &local : endpoints) {
        if (local.endpoint == kNone)
            continue;
        const auto &endpoint = program.endpoints[local.endpoint];
        if (endpoint.kind != policy::Endpoint::Kind::HostInterface)
            continue;
        const auto chain = endpoint.chain(hook.direction, hook.stage);
        if (local.interfaceName != kEvery)
            named.insert(quoted(local.interfaceName));
        if (chain == kNone)
            continue;
        auto verdict = "goto " + chains.write(chain, hook.direction, hook.stage);
        if (local.interfaceName == kEvery)
            out.forAll = std::move(verdict);
        else
            out.named.verdicts.emplace(quoted(local.interfaceName), std::move(verdict));
    }
    if (out.forAll) {
        for (const auto &name : named)
            out.named.verdicts.emplace(name, "accept");
    }
    return out;
}

} // namespace

std::vector<LocalEndpoint> hostInterfaces(const policy::Program &program, const std::string &cluster,
                                          const std::string &node, const std::vector<LinkAddress> &addresses)
{
    std::vector<LocalEndpoint> out;
    const auto add = [&](const std::string &interface, policy::EndpointIndex index) {
        const auto isKnown = [&](const LocalEndpoint &each) { return each.interfaceName == interface; };
        if (std::none_of(out.begin(), out.end(), isKnown))
            out.push_back({.interfaceName = interface, .endpoint = index});
    };
    const auto addByName = [&](bool isNamed) {
        for (policy::EndpointIndex index = 0; index < program.endpoints.size(); ++index) {
            const auto &host = program.endpoints[index];
            if (host.kind != policy::Endpoint::Kind::HostInterface || host.node != node
                || host.id.cluster != cluster || host.interface.empty() == isNamed)
                continue;
            if (isNamed)
                add(host.interface, index);
            for (const auto &each : addresses) {
                if (!isNamed
                    && std::find(host.ips.begin(), host.ips.end(), each.address.address) != host.ips.end())
                    add(each.interface, index);
            }
        }
    };
    addByName(true);
    addByName(false);
    return out;
}

void addHostInterfaces(RuleSet &rules, const std::vector<LocalEndpoint> &endpoints, ChainWriter &chains,
                       const policy::Program &program, const EnforceOptions &options)
{
    for (const auto &each : kHooks) {
        auto verdicts = verdictsOf(each, endpoints, chains, program);
        if (verdicts.named.verdicts.empty() && !verdicts.forAll)
            continue;
        const auto name = "host-" + std::string(each.name);
        const std::string field = each.direction == Direction::Ingress ? "iifname " : "oifname ";
        auto texts = preamble(rules, each, program, options);
        if (!verdicts.named.verdicts.empty()) {
            texts.push_back(field + "vmap @" + name);
            rules.maps.emplace(name, std::move(verdicts.named));
        }
        if (verdicts.forAll) {
            texts.push_back(field + "\"lo\" accept");
            texts.push_back(field + quoted(options.interfacePrefix + '*') + " accept");
            texts.push_back(*verdicts.forAll);
        }
        NftChain chain{.hook = NftHook{"filter", std::string(each.hook), each.priority}, .rules = {}};
        for (auto &text : texts)
            chain.rules.emplace_back(std::move(text));
        rules.chains.emplace("hook-" + name, std::move(chain));
    }
}

} // namespace podloom
