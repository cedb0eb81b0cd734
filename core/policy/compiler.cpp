#include "core/policy/compiler.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace podloom::policy {

namespace {

double orInfinity(std::optional<double> order)
{
    return order.value_or(std::numeric_limits<double>::infinity());
}

Program programWithoutPolicies(const Design &design)
{
    Program program;
    for (const auto &name : design.clusterNames())
        program.clusters.push_back(
            {.name = name, .cutsConnections = design.clusterOrDefault(name).cutsConnections});
    program.nodes = programNodes(design);
    program.endpoints = podEndpoints(design);
    return program;
}

/// new index by old index, for `order` = old index by new index.
std::vector<std::uint32_t> inverse(const std::vector<std::uint32_t> &order)
{
    std::vector<std::uint32_t> out(order.size());
    for (std::uint32_t index = 0; index < order.size(); ++index)
        out[order[index]] = index;
    return out;
}

template <class T>
std::vector<T> reordered(std::vector<T> values, const std::vector<std::uint32_t> &order)
{
    std::vector<T> out;
    out.reserve(values.size());
    for (const auto old : order)
        out.push_back(std::move(values[old]));
    return out;
}

std::vector<std::uint32_t> countingUp(std::size_t size)
{
    std::vector<std::uint32_t> out(size);
    std::iota(out.begin(), out.end(), 0U);
    return out;
}

} // namespace

Compiler::Compiler(const Design &design)
    : m_design(design),
      m_program(programWithoutPolicies(design)),
      m_selection(m_program.endpoints, namespaceLabelsOf(design))
{}

SetIndex Compiler::set(const std::string &key, const std::function<AddressSet()> &make)
{
    const auto [at, isNew] = m_sets.try_emplace(key, static_cast<SetIndex>(m_program.sets.size()));
    if (isNew) {
        m_program.sets.push_back(make());
        m_program.sets.back().key = key;
    }
    return at->second;
}

SetIndex Compiler::podSet(const PodSelection &selection)
{
    return set(selection.key(), [&] { return AddressSet{.members = m_selection.select(selection)}; });
}

SetIndex Compiler::nodeSet(const std::string &cluster, const LabelSelector &selector)
{
    return set(cluster + ": nodes{" + canonicalText(selector) + '}', [&] {
        AddressSet out;
        for (const auto &node : m_design.nodes) {
            if (node.meta.id.cluster != cluster || !selector.matches(node.meta.labels))
                continue;
            for (const auto &each : node.addresses)
                out.nets.insert(Prefix::host(each.address));
        }
        return out;
    });
}

PortSetIndex Compiler::portSet(const std::string &key, const std::function<PortPairSet()> &make)
{
    const auto [at, isNew] =
        m_portSets.try_emplace(key, static_cast<PortSetIndex>(m_program.portSets.size()));
    if (isNew) {
        m_program.portSets.push_back(make());
        m_program.portSets.back().key = key;
    }
    return at->second;
}

PortSetIndex Compiler::namedPort(const std::string &cluster, const std::string &name, Protocol protocol)
{
    return portSet(cluster + ": port " + name + '/' + toString(protocol), [&] {
        PortPairSet out;
        for (EndpointIndex index = 0; index < m_program.endpoints.size(); ++index) {
            const auto &endpoint = m_program.endpoints[index];
            if (endpoint.kind == Endpoint::Kind::HostNetworkPod || endpoint.id.cluster != cluster)
                continue;
            for (const auto &port : endpoint.ports) {
                if (port.name == name && port.protocol == protocol)
                    out.members.push_back({.endpoint = index, .protocol = protocol, .port = port.port});
            }
        }
        return out;
    });
}

TierIndex Compiler::tier(const std::string &cluster, const std::string &name, std::optional<double> order,
                         Action defaultAction)
{
    const auto [at, isNew] =
        m_tiers.try_emplace({cluster, name}, static_cast<TierIndex>(m_program.tiers.size()));
    if (isNew)
        m_program.tiers.push_back(
            {.cluster = cluster, .name = name, .order = order, .defaultAction = defaultAction});
    return at->second;
}

void Compiler::add(Policy policy, std::string sortName)
{
    m_program.policies.push_back(std::move(policy));
    m_sortNames.push_back(std::move(sortName));
}

void Compiler::sortTiersAndPolicies()
{
    auto &tiers = m_program.tiers;
    auto tierOrder = countingUp(tiers.size());
    const auto tierKey = [&](TierIndex index) {
        const auto &tier = tiers[index];
        return std::tuple<const std::string &, double, const std::string &>(
            tier.cluster, orInfinity(tier.order), tier.name);
    };
    std::sort(tierOrder.begin(), tierOrder.end(), [&](auto a, auto b) { return tierKey(a) < tierKey(b); });
    const auto newTier = inverse(tierOrder);
    tiers = reordered(std::move(tiers), tierOrder);

    auto &policies = m_program.policies;
    for (auto &policy : policies) {
        if (policy.tier != kNone)
            policy.tier = newTier[policy.tier];
    }
    auto policyOrder = countingUp(policies.size());
    const auto policyKey = [&](PolicyIndex index) {
        const auto &policy = policies[index];
        return std::tuple<TierIndex, double, const std::string &, const ObjectId &>(
            policy.tier, orInfinity(policy.order), m_sortNames[index], policy.id);
    };
    std::sort(policyOrder.begin(), policyOrder.end(),
              [&](auto a, auto b) { return policyKey(a) < policyKey(b); });
    policies = reordered(std::move(policies), policyOrder);
}

ChainIndex Compiler::chainOf(const std::vector<PolicyIndex> &policies)
{
    Chain chain;
    for (const auto index : policies) {
        const auto tier = m_program.policies[index].tier;
        if (chain.tiers.empty() || chain.tiers.back().tier != tier)
            chain.tiers.push_back({.tier = tier, .atEnd = m_program.tiers[tier].defaultAction});
        chain.tiers.back().policies.push_back(index);
    }
    const auto [at, isNew] =
        m_chains.try_emplace(std::move(chain), static_cast<ChainIndex>(m_program.chains.size()));
    if (isNew)
        m_program.chains.push_back(at->first);
    return at->second;
}

void Compiler::makeChains(Direction direction)
{
    std::vector<std::vector<PolicyIndex>> applying(m_program.endpoints.size());
    for (PolicyIndex index = 0; index < m_program.policies.size(); ++index) {
        const auto &policy = m_program.policies[index];
        if (!policy.appliesTo(direction))
            continue;
        for (const auto endpoint : policy.selects)
            applying[endpoint].push_back(index);
    }
    std::map<std::vector<PolicyIndex>, ChainIndex> known;
    for (EndpointIndex index = 0; index < m_program.endpoints.size(); ++index) {
        auto &endpoint = m_program.endpoints[index];
        if (endpoint.kind != Endpoint::Kind::Pod)
            continue;
        auto at = known.find(applying[index]);
        if (at == known.end())
            at = known.emplace(applying[index], chainOf(applying[index])).first;
        endpoint.chains[static_cast<std::size_t>(Stage::Normal)][static_cast<std::size_t>(direction)] =
            at->second;
    }
}

Program Compiler::finish()
{
    sortTiersAndPolicies();
    for (const auto direction : kDirections)
        makeChains(direction);
    return std::move(m_program);
}

} // namespace podloom::policy
