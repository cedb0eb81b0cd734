#include "agentd/enforce/local_rules.h"

#include "agentd/enforce/address_text.h"
#include "agentd/enforce/chain_writer.h"

#include <algorithm>

namespace podloom {

using policy::Action;
using policy::Direction;
using policy::kNone;

namespace {

constexpr int kRaw = -300;
constexpr int kFilter = 0;
constexpr int kSourceNat = 100;

NftChain plain(std::vector<std::string> texts)
{
    NftChain chain;
    for (auto &text : texts)
        chain.rules.emplace_back(std::move(text));
    return chain;
}

NftChain hooked(std::string type, std::string hook, int priority, std::vector<std::string> texts)
{
    auto chain = plain(std::move(texts));
    chain.hook = NftHook{std::move(type), std::move(hook), priority};
    return chain;
}

/// K-44: what belongs to an accepted connection passes. With `cuts` (K-62) only its replies do, so that every
/// packet of its opener meets the policies of today.
std::string trackedText(bool cuts)
{
    if (cuts)
        return "ct state vmap { invalid : drop, related : accept } ";
    return "ct state vmap { invalid : drop, established : accept, related : accept }";
}

std::vector<std::string> dispatch(bool cuts, std::string_view field, std::string_view chains)
{
    std::vector<std::string> texts{trackedText(cuts)};
    if (cuts)
        texts.emplace_back("ct state established ct direction reply accept");
    texts.push_back("iifname . oifname @" + std::string(kSelves) + " accept"); // K-47
    texts.push_back(std::string(field) + " vmap @" + std::string(chains));
    texts.emplace_back("drop"); // fail closed
    return texts;
}

/// CA-34: only where a FelixConfiguration closes the node to its pods; otherwise K-46 holds without a rule.
void addHostRules(RuleSet &rules, const policy::Program &program, const EnforceOptions &options,
                  const std::string &ours)
{
    const auto &settings = settingsOf(program, options.cluster);
    const auto node = program.nodeByName(settings.name, options.node);
    const auto own = node == kNone ? std::nullopt : program.nodes[node].endpointToHost;
    if (own.value_or(settings.endpointToHost.value_or(Action::Allow)) != Action::Deny)
        return;
    rules.chains["hook-to-host"] = hooked("filter", "input", kFilter, {"iifname " + ours + " goto to-host"});
    rules.chains["to-host"] =
        plain({"ct state vmap { invalid : drop, established : accept, related : accept }",
               "icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert } accept", "drop"});
}

void addNat(RuleSet &rules, const EnforceOptions &options)
{
    const PrefixSet sources(options.natSources);
    const PrefixSet exclusions(options.natExclusions);
    std::vector<std::string> texts;
    for (const auto family : {Family::V4, Family::V6}) {
        if (isEmptyIn(sources, family))
            continue;
        const auto digit = std::string(1, nftDigit(family));
        const auto protocol = std::string(nftProtocol(family));
        const auto addSet = [&](const std::string &name, const PrefixSet &content) {
            rules.sets[name] = {.type = std::string(nftAddressType(family)),
                                .isInterval = true,
                                .elements = rangeTexts(content, family)};
            return " @" + name;
        };
        texts.push_back(protocol + " saddr" + addSet("nat-sources-v" + digit, sources) + ' ' + protocol
                        + " daddr !=" + addSet("nat-exclusions-v" + digit, exclusions) + " masquerade");
    }
    if (!texts.empty())
        rules.chains["hook-nat-outgoing"] = hooked("nat", "postrouting", kSourceNat, std::move(texts));
}

void insert(std::vector<std::string> &elements, std::string element)
{
    elements.insert(std::lower_bound(elements.begin(), elements.end(), element), std::move(element));
}

} // namespace

const policy::ClusterSettings &settingsOf(const policy::Program &program, const std::string &cluster)
{
    static const policy::ClusterSettings kDefault{};
    const auto at = std::find_if(program.clusters.begin(), program.clusters.end(), [&](const auto &settings) {
        return cluster.empty() ? program.clusters.size() == 1 : settings.name == cluster;
    });
    return at == program.clusters.end() ? kDefault : *at;
}

RuleSet frameRules(const policy::Program &program, const EnforceOptions &options)
{
    const auto &settings = settingsOf(program, options.cluster);
    const auto ours = quoted(options.interfacePrefix + '*');
    const auto pods = std::string(kPods);
    RuleSet rules;
    rules.sets[pods] = {.type = "ifname"};
    rules.sets[std::string(kSelves)] = {.type = "ifname . ifname"};
    rules.sets[std::string(kSources4)] = {.type = "ifname . ipv4_addr"};
    rules.sets[std::string(kSources6)] = {.type = "ifname . ipv6_addr"};
    rules.maps[std::string(kEgressChains)] = {.keyType = "ifname"};
    rules.maps[std::string(kIngressChains)] = {.keyType = "ifname"};

    // A pod sends from its own addresses; link-local and unspecified ones are of neighbour discovery.
    rules.chains["hook-spoofing"] =
        hooked("filter", "prerouting", kRaw, {"iifname " + ours + " goto spoofing"});
    rules.chains["spoofing"] = plain({"iifname . ip saddr @" + std::string(kSources4) + " accept",
                                      "iifname . ip6 saddr @" + std::string(kSources6) + " accept",
                                      "iifname @" + pods + " ip6 saddr fe80::/10 accept",
                                      "iifname @" + pods + " ip6 saddr :: accept", "drop"});
    // K-43: both ends must accept. accept ends one base chain, so each end has its own.
    rules.chains["hook-from-pods"] =
        hooked("filter", "forward", kFilter, {"iifname " + ours + " goto from-pods"});
    rules.chains["from-pods"] = plain(dispatch(settings.cutsConnections, "iifname", kEgressChains));
    rules.chains["hook-to-pods"] =
        hooked("filter", "forward", kFilter + 1, {"oifname " + ours + " goto to-pods"});
    rules.chains["to-pods"] = plain(dispatch(settings.cutsConnections, "oifname", kIngressChains));
    rules.chains["hook-unknown"] =
        hooked("filter", "output", kFilter, {"oifname " + ours + " oifname != @" + pods + " drop"});
    addHostRules(rules, program, options, ours);
    addNat(rules, options);
    return rules;
}

EndpointRules endpointRules(const LocalEndpoint &local, ChainWriter &chains, const policy::Program &program)
{
    if (local.endpoint == kNone)
        return {};
    const auto &endpoint = program.endpoints[local.endpoint];
    const auto egress = endpoint.chain(Direction::Egress);
    const auto ingress = endpoint.chain(Direction::Ingress);
    if (endpoint.kind != policy::Endpoint::Kind::Pod || egress == kNone || ingress == kNone)
        return {};
    EndpointRules rules{.key = quoted(local.interfaceName)};
    rules.elements[std::string(kPods)] = {rules.key};
    rules.elements[std::string(kSelves)] = {rules.key + " . " + rules.key};
    for (const auto &ip : local.ips)
        insert(rules.elements[std::string(ip.isV4() ? kSources4 : kSources6)],
               rules.key + " . " + ip.toString());
    rules.verdicts[std::string(kEgressChains)] = "goto " + chains.write(egress, Direction::Egress);
    rules.verdicts[std::string(kIngressChains)] = "goto " + chains.write(ingress, Direction::Ingress);
    return rules;
}

RuleSet localRules(const policy::Program &program, const std::vector<LocalEndpoint> &endpoints,
                   const EnforceOptions &options)
{
    auto rules = frameRules(program, options);
    SetCatalog sets(program);
    ChainWriter chains(sets, options.logGroup, options.hostMark);
    for (const auto &local : endpoints) {
        auto part = endpointRules(local, chains, program);
        for (auto &[name, elements] : part.elements)
            std::move(elements.begin(), elements.end(), std::back_inserter(rules.sets[name].elements));
        for (auto &[name, verdict] : part.verdicts)
            rules.maps[name].verdicts.emplace(part.key, std::move(verdict));
    }
    for (const auto name : {kPods, kSelves, kSources4, kSources6})
        std::sort(rules.sets[std::string(name)].elements.begin(),
                  rules.sets[std::string(name)].elements.end());
    addHostInterfaces(rules, endpoints, chains, program, options);
    rules.chains.insert(chains.chains().begin(), chains.chains().end());
    for (const auto &[name, use] : sets.uses())
        rules.sets.emplace(name, sets.filled(use));
    return rules;
}

} // namespace podloom
