#include "core/policy/compiler.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace podloom::policy {

namespace {

double orInfinity(std::optional<double> order)
{
    return order.value_or(std::numeric_limits<double>::infinity());
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

Compiler::Compiler(const Design &design) : Compiler(design, std::make_shared<Inventory>(design)) {}

Compiler::Compiler(const Design &design, std::shared_ptr<Inventory> inventory)
    : m_design(design),
      m_ownInventory(std::move(inventory)),
      m_inventory(m_ownInventory)
{}

Compiler::Compiler(const Design &design, const Program &before, const CompileMemory &memory)
    : m_design(design),
      m_source(&before),
      m_before(&before),
      m_memory(&memory),
      m_inventory(memory.inventory),
      m_adopted{std::vector<std::uint32_t>(before.sets.size(), kNone),
                std::vector<std::uint32_t>(before.portSets.size(), kNone)},
      m_calico(memory.calico)
{}

Compiler::Compiler(const Design &design, std::shared_ptr<Inventory> inventory, const Program &before,
                   const CompileMemory &memory, const PodChanges &changes)
    : m_design(design),
      m_source(&before),
      m_memory(&memory),
      m_changes(&changes),
      m_ownInventory(std::move(inventory)),
      m_inventory(m_ownInventory),
      m_adopted{std::vector<std::uint32_t>(before.sets.size(), kNone),
                std::vector<std::uint32_t>(before.portSets.size(), kNone)}
{}

SetIndex Compiler::set(const std::string &key, const std::function<AddressSet()> &make)
{
    const auto [at, isNew] = m_sets.try_emplace(key, static_cast<SetIndex>(m_program.sets.size()));
    if (isNew) {
        m_program.sets.push_back(make());
        m_program.sets.back().key = key;
    }
    m_uses.push_back({.isPorts = false, .index = at->second});
    return at->second;
}

SetIndex Compiler::podSet(const PodSelection &selection)
{
    const auto known = m_program.sets.size();
    const auto index =
        set(selection.key(), [&] { return AddressSet{.members = this->selection().select(selection)}; });
    if (index == known) // a new one
        noteSelection(index, std::make_shared<const PodSelection>(selection));
    return index;
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

SetIndex Compiler::calicoSet(const CalicoSelection &selection)
{
    return set(selection.key(), [&] { return calico().addresses(selection); });
}

const CalicoIndex &Compiler::calico()
{
    if (!m_calico)
        m_calico = std::make_shared<const CalicoIndex>(m_inventory->design, endpoints());
    return *m_calico;
}

PortSetIndex Compiler::portSet(const std::string &key, const std::function<PortPairSet()> &make)
{
    const auto [at, isNew] =
        m_portSets.try_emplace(key, static_cast<PortSetIndex>(m_program.portSets.size()));
    if (isNew) {
        m_program.portSets.push_back(make());
        m_program.portSets.back().key = key;
    }
    m_uses.push_back({.isPorts = true, .index = at->second});
    return at->second;
}

PortSetIndex Compiler::namedPort(const std::string &cluster, const std::string &name, Protocol protocol)
{
    return portSet(cluster + ": port " + name + '/' + toString(protocol), [&] {
        PortPairSet out;
        for (EndpointIndex index = 0; index < endpoints().size(); ++index) {
            const auto &endpoint = endpoints()[index];
            if (endpoint.kind != Endpoint::Kind::Pod || endpoint.id.cluster != cluster)
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
                         Action defaultAction, SourceRef at)
{
    const auto [known, isNew] =
        m_tiers.try_emplace({cluster, name}, static_cast<TierIndex>(m_program.tiers.size()));
    if (isNew)
        m_program.tiers.push_back(
            {.cluster = cluster, .name = name, .order = order, .defaultAction = defaultAction, .at = at});
    return known->second;
}

void Compiler::add(Policy policy, std::string sortName, const void *object, SelectionPointer selection)
{
    m_program.policies.push_back(std::move(policy));
    m_origins.push_back({.object = object,
                         .sortName = std::move(sortName),
                         .uses = std::exchange(m_uses, {}),
                         .selection = std::move(selection)});
}

void Compiler::addProfile(Policy policy)
{
    m_profiles.emplace(policy.id, kNone);
    add(std::move(policy), {});
}

void Compiler::addFailsafes(Policy policy)
{
    m_failsafes.emplace(std::pair(policy.id, policy.stage), kNone);
    add(std::move(policy), {});
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
            policy.tier, orInfinity(policy.order), m_origins[index].sortName, policy.id);
    };
    std::sort(policyOrder.begin(), policyOrder.end(),
              [&](auto a, auto b) { return policyKey(a) < policyKey(b); });
    policies = reordered(std::move(policies), policyOrder);
    m_origins = reordered(std::move(m_origins), policyOrder);
    for (PolicyIndex index = 0; index < policies.size(); ++index) {
        const auto &policy = policies[index];
        if (policy.dialect == Dialect::Profile)
            m_profiles[policy.id] = index;
        else if (policy.dialect == Dialect::Failsafe)
            m_failsafes[{policy.id, policy.stage}] = index;
    }
}

ChainIndex Compiler::chainOf(Chain chain)
{
    const auto [at, isNew] =
        m_chains.try_emplace(std::move(chain), static_cast<ChainIndex>(m_program.chains.size()));
    if (isNew)
        m_program.chains.push_back(at->first);
    return at->second;
}

std::vector<Chain::Step> Compiler::tiersOf(std::span<const PolicyIndex> policies) const
{
    std::vector<Chain::Step> out;
    for (const auto index : policies) {
        const auto tier = m_program.policies[index].tier;
        if (out.empty() || out.back().tier != tier)
            out.push_back({.tier = tier, .atEnd = m_program.tiers[tier].defaultAction});
        out.back().policies.push_back(index);
    }
    return out;
}

void Compiler::Applying::allot()
{
    std::uint32_t begin = 0;
    for (auto &end : m_ends)
        begin += std::exchange(end, begin);
    m_list.resize(begin);
}

Compiler::Applying Compiler::applying(Direction direction, Stage stage) const
{
    Applying out(m_program.endpoints.size());
    const auto forAll = [&](const auto &use) {
        for (PolicyIndex index = 0; index < m_program.policies.size(); ++index) {
            const auto &policy = m_program.policies[index];
            const bool isOfStage = stage == Stage::Forward
                                     ? policy.stage == Stage::Normal && policy.appliesOnForward
                                     : policy.stage == stage;
            if (policy.tier == kNone || !isOfStage || !policy.appliesTo(direction))
                continue;
            for (const auto endpoint : policy.selects)
                use(endpoint, index);
        }
    };
    forAll([&](EndpointIndex endpoint, PolicyIndex) { out.count(endpoint); });
    out.allot();
    forAll([&](EndpointIndex endpoint, PolicyIndex policy) { out.put(endpoint, policy); });
    return out;
}

/// Calico gives every pod the profile of its namespace, which allows all; a design may say otherwise.
std::vector<PolicyIndex> Compiler::profilesOf(const Endpoint &endpoint) const
{
    std::vector<PolicyIndex> out;
    const auto add = [&](const std::string &name) {
        const auto found = m_profiles.find({endpoint.id.cluster, "projectcalico.org", "Profile", "", name});
        if (found != m_profiles.end())
            out.push_back(found->second);
    };
    if (m_profiles.empty())
        return out;
    if (endpoint.kind == Endpoint::Kind::Pod) {
        add("kns." + endpoint.id.ns);
        add("ksa." + endpoint.id.ns + '.' + endpoint.serviceAccount);
    } else if (const auto *host = m_design.hostEndpoints.find(endpoint.id)) {
        for (const auto &name : host->profiles)
            add(name);
    }
    return out;
}

std::vector<PolicyIndex> Compiler::failsafesOf(const Endpoint &endpoint, Stage stage) const
{
    const auto ofStage = stage == Stage::Untracked ? Stage::Untracked : Stage::Normal;
    for (const auto &name : {"node." + endpoint.node, std::string("default")}) {
        const auto found = m_failsafes.find(
            {ObjectId{endpoint.id.cluster, "projectcalico.org", "FelixConfiguration", "", name}, ofStage});
        if (found != m_failsafes.end())
            return {found->second};
    }
    return {};
}

void Compiler::makePodChains(Direction direction, std::vector<Endpoint::Chains> &chains)
{
    const auto policies = applying(direction, Stage::Normal);
    std::map<std::pair<std::vector<PolicyIndex>, std::vector<PolicyIndex>>, ChainIndex> known;
    const auto chainAt = [&](EndpointIndex index) -> ChainIndex & {
        return chains[index][static_cast<std::size_t>(Stage::Normal)][static_cast<std::size_t>(direction)];
    };
    const auto areAlike = [&](EndpointIndex a, EndpointIndex b) {
        const auto &one = m_program.endpoints[a];
        const auto &other = m_program.endpoints[b];
        return std::ranges::equal(policies[a], policies[b]) && one.kind == other.kind
            && (m_profiles.empty()
                || (one.id.cluster == other.id.cluster && one.id.ns == other.id.ns
                    && one.serviceAccount == other.serviceAccount));
    };
    for (EndpointIndex index = 0; index < m_program.endpoints.size(); ++index) {
        const auto &endpoint = m_program.endpoints[index];
        if (endpoint.kind != Endpoint::Kind::Pod)
            continue;
        if (index > 0 && areAlike(index - 1, index)) { // replicas stand together
            chainAt(index) = chainAt(index - 1);
            continue;
        }
        auto profiles = profilesOf(endpoint);
        std::vector<PolicyIndex> own(policies[index].begin(), policies[index].end());
        auto at = known.find({own, profiles});
        if (at == known.end()) {
            const bool isOwnProfile =
                !profiles.empty() && m_program.policies[profiles.front()].id.name == "kns." + endpoint.id.ns;
            const auto chain = chainOf({.tiers = tiersOf(policies[index]),
                                        .profiles = isOwnProfile ? profiles : std::vector<PolicyIndex>(),
                                        .otherwise = isOwnProfile ? Action::Deny : Action::Allow});
            at = known.emplace(std::pair(std::move(own), std::move(profiles)), chain).first;
        }
        chainAt(index) = at->second;
    }
}

/// CA-13, CA-32: closed unless something allows; forwarded packets are free until a policy applies to them,
/// and the stages before NAT only where one stands there.
void Compiler::makeHostChains(Direction direction, Stage stage, std::vector<Endpoint::Chains> &chains)
{
    const auto policies = applying(direction, stage);
    for (EndpointIndex index = 0; index < m_program.endpoints.size(); ++index) {
        const auto &endpoint = m_program.endpoints[index];
        if (endpoint.kind != Endpoint::Kind::HostInterface
            || (stage != Stage::Normal && policies[index].empty()))
            continue;
        Chain chain{.tiers = tiersOf(policies[index])};
        if (stage != Stage::Forward)
            chain.first = failsafesOf(endpoint, stage);
        if (stage == Stage::Normal) {
            chain.profiles = profilesOf(endpoint);
            chain.otherwise = Action::Deny;
        }
        if (stage == Stage::Untracked || stage == Stage::PreDnat) {
            chain.otherwise = Action::Pass;
            for (auto &tier : chain.tiers)
                tier.atEnd = Action::Pass;
        }
        chains[index][static_cast<std::size_t>(stage)][static_cast<std::size_t>(direction)] =
            chainOf(std::move(chain));
    }
}

void Compiler::makeChains()
{
    auto &endpoints = m_program.endpoints;
    const bool hasHosts = !endpoints.empty() && endpoints.back().kind == Endpoint::Kind::HostInterface;
    std::vector<Endpoint::Chains> chains(endpoints.size(), Endpoint().chains);
    for (const auto direction : kDirections) {
        makePodChains(direction, chains);
        for (const auto stage : {Stage::Untracked, Stage::PreDnat, Stage::Forward, Stage::Normal}) {
            if (hasHosts && !(stage == Stage::PreDnat && direction == Direction::Egress))
                makeHostChains(direction, stage, chains);
        }
    }
    for (EndpointIndex index = 0; index < endpoints.size(); ++index) {
        if (endpoints[index].chains != chains[index])
            endpoints.edit(index).chains = chains[index];
    }
}

Program Compiler::finish()
{
    sortTiersAndPolicies();
    m_program.clusters = m_inventory->program.clusters;
    m_program.nodes = m_inventory->program.nodes;
    if (hasChainsOfBefore()) {
        m_program.endpoints = m_before->endpoints;
        m_program.chains = m_before->chains;
        return std::move(m_program);
    }
    m_program.endpoints = m_ownInventory ? std::move(m_ownInventory->program.endpoints) : m_before->endpoints;
    makeChains();
    return std::move(m_program);
}

} // namespace podloom::policy
