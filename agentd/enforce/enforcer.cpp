#include "agentd/enforce/enforcer.h"

#include "agentd/enforce/address_text.h"
#include "agentd/enforce/chain_writer.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace podloom {

using policy::Program;

namespace {

/// The origin of the rule that was refused, out of its comment; empty when it was not the rule of a policy.
std::string originOf(std::string_view line)
{
    constexpr std::string_view kComment = " comment \"";
    const auto begin = line.rfind(kComment);
    const auto end = line.rfind(" #");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin + kComment.size())
        return {};
    return std::string(line.substr(begin + kComment.size(), end - begin - kComment.size()));
}

Failure refusedPolicy(Error error)
{
    if (error.message.id != "nft-refused" || error.message.arguments.size() < 2)
        return wrap(std::move(error), "enforce policies");
    const auto origin = originOf(error.message.arguments[0]);
    if (origin.empty())
        return wrap(std::move(error), "enforce policies");
    return fail(error.code, "policy-refused", "this kernel cannot enforce the rule %1: %2",
                {origin, error.message.arguments[1]});
}

/// Whether `element` begins with the address `ip`: `10.0.0.1` or `10.0.0.1 . 6 . 80`.
bool isOf(const std::string &element, const std::string &ip)
{
    return element.starts_with(ip) && (element.size() == ip.size() || element[ip.size()] == ' ');
}

bool holdsAddresses(const std::string &name, const NftSet &set)
{
    return !set.isInterval
        && (name.starts_with("a4-") || name.starts_with("a6-") || name.starts_with("p4-")
            || name.starts_with("p6-"));
}

/// The elements of a sorted set that belong to `ip`.
std::vector<std::string> elementsOf(const NftSet &set, const std::string &ip)
{
    std::vector<std::string> out;
    for (auto at = std::lower_bound(set.elements.begin(), set.elements.end(), ip);
         at != set.elements.end() && isOf(*at, ip); ++at)
        out.push_back(*at);
    return out;
}

/// Changes, in `into`, the elements `was` of a set to `is`; both ascending.
void exchange(Transaction &into, const std::string &name, const std::vector<std::string> &was,
              const std::vector<std::string> &is)
{
    std::vector<std::string> added;
    std::vector<std::string> gone;
    std::set_difference(is.begin(), is.end(), was.begin(), was.end(), std::back_inserter(added));
    std::set_difference(was.begin(), was.end(), is.begin(), is.end(), std::back_inserter(gone));
    const auto append = [&](auto &bySet, std::vector<std::string> &elements) {
        if (elements.empty())
            return;
        auto &all = bySet[name];
        all.insert(all.end(), elements.begin(), elements.end());
    };
    append(into.newElements, added);
    append(into.goneElements, gone);
}

/// The elements of `set` that belong to the interface `key`, which is quoted: `"pod1"` or `"pod1"
/// . 10.0.0.1`.
std::vector<std::string> elementsOfInterface(const RuleSet &rules, std::string_view set,
                                             const std::string &key)
{
    const auto at = rules.sets.find(std::string(set));
    return at == rules.sets.end() ? std::vector<std::string>() : elementsOf(at->second, key);
}

constexpr std::array kInterfaceSets{kPods, kSelves, kSources4, kSources6};
constexpr std::array kInterfaceMaps{kEgressChains, kIngressChains};

/// Sets and maps that are indexed by interface: from what `rules` holds for `key` to `wanted`.
void exchangeInterface(Transaction &into, const RuleSet &rules, const std::string &key,
                       const EndpointRules &wanted)
{
    for (const auto set : kInterfaceSets) {
        const auto is = wanted.elements.find(set);
        exchange(into, std::string(set), elementsOfInterface(rules, set, key),
                 is == wanted.elements.end() ? std::vector<std::string>() : is->second);
    }
    for (const auto map : kInterfaceMaps) {
        const std::string name(map);
        const auto &verdicts = rules.maps.at(name).verdicts;
        const auto was = verdicts.find(key);
        const auto is = wanted.verdicts.find(map);
        if (was != verdicts.end() && (is == wanted.verdicts.end() || is->second != was->second))
            into.goneVerdicts[name].push_back(key);
        if (is != wanted.verdicts.end() && (was == verdicts.end() || is->second != was->second))
            into.newVerdicts[name].emplace(key, is->second);
    }
}

/// The elements of the endpoint in every set of the program that it is in, by name.
std::map<std::string, std::vector<std::string>> elementsByName(SetCatalog &sets, const LocalEndpoint &local)
{
    const auto &program = sets.program();
    std::map<std::string, std::vector<std::string>> out;
    const auto take = [&](const std::string &name) {
        out[name] = sets.elementsOf(sets.uses().at(name), local.endpoint, local.ips);
    };
    for (const auto &ip : local.ips) {
        for (policy::SetIndex index = 0; index < program.sets.size(); ++index)
            if (program.sets[index].contains(local.endpoint))
                take(sets.addresses(index, ip.family()));
        for (policy::PortSetIndex index = 0; index < program.portSets.size(); ++index)
            take(sets.pairs(index, ip.family()));
    }
    return out;
}

/// Chains and sets that are needed and the kernel has not.
void addWhatIsNew(Transaction &into, const RuleSet &rules, const SetCatalog &sets, const ChainWriter &chains,
                  const std::function<EndpointAddresses()> &now)
{
    for (const auto &[name, chain] : chains.chains())
        if (!rules.chains.contains(name))
            into.newChains.emplace(name, chain);
    std::optional<EndpointAddresses> addresses;
    for (const auto &[name, use] : sets.uses()) {
        if (rules.sets.contains(name))
            continue;
        if (!addresses)
            addresses = now();
        into.newSets.emplace(name, sets.filled(use, *addresses));
    }
}

/// The addresses of the endpoint in the sets that the kernel has.
void addToSets(Transaction &into, const RuleSet &rules, const LocalEndpoint &endpoint, SetCatalog &sets)
{
    const auto wanted = elementsByName(sets, endpoint);
    for (const auto &[name, set] : rules.sets) {
        if (!holdsAddresses(name, set))
            continue;
        std::vector<std::string> was; // another pod may have had the address
        for (const auto &ip : endpoint.ips)
            for (auto &element : elementsOf(set, ip.toString()))
                was.push_back(std::move(element));
        std::sort(was.begin(), was.end());
        const auto is = wanted.find(name);
        exchange(into, name, was, is == wanted.end() ? std::vector<std::string>() : is->second);
    }
}

} // namespace

Result<TransactionSize> Enforcer::apply(const Program &program, std::vector<LocalEndpoint> endpoints,
                                        EnforceOptions options)
{
    auto desired = localRules(program, endpoints, options);
    auto reached = m_isKnown ? change(difference(m_rules, desired)) : reach(desired);
    if (!reached)
        return reached;
    m_rules = std::move(desired);
    m_options = std::move(options);
    m_endpoints.clear();
    for (auto &endpoint : endpoints)
        m_endpoints.emplace(endpoint.interfaceName, std::move(endpoint));
    return reached;
}

Result<TransactionSize> Enforcer::addEndpoints(const Program &program,
                                               const std::vector<LocalEndpoint> &endpoints,
                                               const std::function<EndpointAddresses()> &now)
{
    SetCatalog sets(program);
    ChainWriter chains(sets, m_options.logGroup);
    Transaction transaction;
    std::vector<EndpointRules> parts;
    for (const auto &endpoint : endpoints)
        parts.push_back(endpointRules(endpoint, chains, program));
    addWhatIsNew(transaction, m_rules, sets, chains, now);
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        if (!parts[i].key.empty())
            addToSets(transaction, m_rules, endpoints[i], sets);
        exchangeInterface(transaction, m_rules, quoted(endpoints[i].interfaceName), parts[i]);
    }
    auto changed = change(transaction);
    if (!changed)
        return changed;
    for (const auto &endpoint : endpoints)
        m_endpoints.insert_or_assign(endpoint.interfaceName, endpoint);
    return changed;
}

Result<TransactionSize> Enforcer::removeEndpoint(const std::string &interfaceName)
{
    const auto known = m_endpoints.find(interfaceName);
    if (known == m_endpoints.end())
        return TransactionSize{};
    Transaction transaction;
    exchangeInterface(transaction, m_rules, quoted(interfaceName), {});
    for (const auto &[name, set] : m_rules.sets) {
        if (!holdsAddresses(name, set))
            continue;
        for (const auto &ip : known->second.ips)
            exchange(transaction, name, elementsOf(set, ip.toString()), {});
    }
    auto changed = change(transaction);
    if (changed)
        m_endpoints.erase(known);
    return changed;
}

Result<TransactionSize> Enforcer::verify()
{
    const auto transaction = fromKernelTo(m_rules);
    if (!transaction)
        return Failure{transaction.error()};
    return sizeOf(*transaction);
}

Result<TransactionSize> Enforcer::repair()
{
    return reach(m_rules);
}

Result<Transaction> Enforcer::fromKernelTo(const RuleSet &desired)
{
    const auto listing = m_nftables.listTable(kTable);
    if (!listing && listing.error().code != Errc::NotFound)
        return Failure{listing.error()};
    if (!listing)
        return replacement(desired);
    const auto actual = parseRuleSet(*listing);
    // A table that holds something else is not what we made.
    return actual ? difference(*actual, desired) : replacement(desired);
}

Result<TransactionSize> Enforcer::reach(const RuleSet &desired)
{
    m_isKnown = false;
    auto transaction = fromKernelTo(desired);
    if (!transaction)
        return Failure{std::move(transaction).error()};
    auto done = commit(*transaction);
    if (!done && !transaction->replacesTable) {
        // Somebody changed the table between reading and writing, or it is in a state that we cannot leave.
        transaction = replacement(desired);
        done = commit(*transaction);
    }
    if (!done)
        return Failure{std::move(done).error()};
    m_isKnown = true;
    return sizeOf(*transaction);
}

Result<TransactionSize> Enforcer::change(const Transaction &transaction)
{
    if (m_isKnown && commit(transaction)) {
        transaction.applyTo(m_rules);
        return sizeOf(transaction);
    }
    auto desired = m_rules;
    transaction.applyTo(desired);
    auto reached = reach(desired);
    if (reached)
        m_rules = std::move(desired);
    return reached;
}

Status Enforcer::commit(const Transaction &transaction)
{
    if (transaction.isEmpty())
        return {};
    auto done = m_nftables.run(transaction.script());
    if (!done)
        return refusedPolicy(std::move(done).error());
    return {};
}

} // namespace podloom
