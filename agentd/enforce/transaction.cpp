#include "agentd/enforce/transaction.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace podloom {

namespace {

/// "VERB KIND inet podloom NAME"
std::string command(std::string_view verb, std::string_view kind, std::string_view name)
{
    std::string text(verb);
    text.append(1, ' ').append(kind).append(1, ' ').append(kTable).append(1, ' ').append(name);
    return text;
}

std::string braced(const std::vector<std::string> &elements)
{
    std::string text = " {";
    for (const auto &element : elements)
        text.append(text.size() == 2 ? " " : ", ").append(element);
    return text + " }";
}

std::string braced(const std::map<std::string, std::string> &verdicts)
{
    std::string text = " {";
    for (const auto &[key, verdict] : verdicts)
        text.append(text.size() == 2 ? " " : ", ").append(key).append(" : ").append(verdict);
    return text + " }";
}

std::string declaration(const std::string &name, const NftSet &set)
{
    auto text = command("add", "set", name) + " { type " + set.type + ';';
    if (set.isInterval)
        text += " flags interval;";
    return text + " }\n";
}

std::string declaration(const std::string &name, const NftChain &chain)
{
    auto text = command("add", "chain", name);
    if (chain.hook)
        text += " { type " + chain.hook->type + " hook " + chain.hook->hook + " priority "
              + std::to_string(chain.hook->priority) + "; policy accept; }";
    return text + '\n';
}

void appendRules(std::string &script, const std::string &chain, const std::vector<NftRule> &rules)
{
    for (const auto &rule : rules)
        script += command("add", "rule", chain) + ' ' + rule.text + " comment \"" + rule.comment + "\"\n";
}

void appendElements(std::string &script, std::string_view verb, const auto &elementsBySet)
{
    for (const auto &[name, elements] : elementsBySet)
        if (!elements.empty())
            script += command(verb, "element", name) + braced(elements) + '\n';
}

void appendAll(std::string &script, std::string_view verb, std::string_view kind,
               const std::vector<std::string> &names)
{
    for (const auto &name : names)
        script += command(verb, kind, name) + '\n';
}

bool canStay(const RuleSet &actual, const RuleSet &desired)
{
    for (const auto &[name, set] : desired.sets) {
        const auto old = actual.sets.find(name);
        if (old != actual.sets.end()
            && (old->second.type != set.type || old->second.isInterval != set.isInterval))
            return false;
        if (actual.maps.contains(name))
            return false;
    }
    for (const auto &[name, map] : desired.maps) {
        const auto old = actual.maps.find(name);
        if ((old != actual.maps.end() && old->second.keyType != map.keyType) || actual.sets.contains(name))
            return false;
    }
    for (const auto &[name, chain] : desired.chains) {
        const auto old = actual.chains.find(name);
        if (old != actual.chains.end() && old->second.hook != chain.hook)
            return false;
    }
    return true;
}

void compareSets(const RuleSet &actual, const RuleSet &desired, Transaction &into)
{
    for (const auto &[name, set] : desired.sets) {
        const auto old = actual.sets.find(name);
        if (old == actual.sets.end()) {
            into.newSets.emplace(name, set);
            continue;
        }
        const auto &was = old->second.elements;
        std::vector<std::string> added;
        std::vector<std::string> gone;
        std::set_difference(set.elements.begin(), set.elements.end(), was.begin(), was.end(),
                            std::back_inserter(added));
        std::set_difference(was.begin(), was.end(), set.elements.begin(), set.elements.end(),
                            std::back_inserter(gone));
        if (!added.empty())
            into.newElements.emplace(name, std::move(added));
        if (!gone.empty())
            into.goneElements.emplace(name, std::move(gone));
    }
    for (const auto &[name, set] : actual.sets)
        if (!desired.sets.contains(name))
            into.goneSets.push_back(name);
}

void compareVerdicts(const std::string &name, const NftMap &was, const NftMap &is, Transaction &into)
{
    std::map<std::string, std::string> added;
    std::vector<std::string> gone;
    for (const auto &[key, verdict] : is.verdicts) {
        const auto old = was.verdicts.find(key);
        if (old != was.verdicts.end() && old->second == verdict)
            continue;
        added.emplace(key, verdict);
        if (old != was.verdicts.end())
            gone.push_back(key);
    }
    for (const auto &[key, verdict] : was.verdicts)
        if (!is.verdicts.contains(key))
            gone.push_back(key);
    if (!added.empty())
        into.newVerdicts.emplace(name, std::move(added));
    if (!gone.empty())
        into.goneVerdicts.emplace(name, std::move(gone));
}

void compareMaps(const RuleSet &actual, const RuleSet &desired, Transaction &into)
{
    for (const auto &[name, map] : desired.maps) {
        const auto old = actual.maps.find(name);
        if (old == actual.maps.end())
            into.newMaps.emplace(name, map);
        else
            compareVerdicts(name, old->second, map, into);
    }
    for (const auto &[name, map] : actual.maps)
        if (!desired.maps.contains(name))
            into.goneMaps.push_back(name);
}

void compareChains(const RuleSet &actual, const RuleSet &desired, Transaction &into)
{
    for (const auto &[name, chain] : desired.chains) {
        const auto old = actual.chains.find(name);
        if (old == actual.chains.end())
            into.newChains.emplace(name, chain);
        else if (old->second.rules != chain.rules)
            into.changedChains.emplace(name, chain.rules);
    }
    for (const auto &[name, chain] : actual.chains)
        if (!desired.chains.contains(name))
            into.goneChains.push_back(name);
}

void insertSorted(std::vector<std::string> &into, const std::vector<std::string> &elements)
{
    for (const auto &element : elements)
        into.insert(std::lower_bound(into.begin(), into.end(), element), element);
}

void eraseSorted(std::vector<std::string> &from, const std::vector<std::string> &elements)
{
    for (const auto &element : elements) {
        const auto at = std::lower_bound(from.begin(), from.end(), element);
        if (at != from.end() && *at == element)
            from.erase(at);
    }
}

} // namespace

bool Transaction::isEmpty() const
{
    return !replacesTable && !addsTable && newSets.empty() && newMaps.empty() && newChains.empty()
        && changedChains.empty() && newElements.empty() && goneElements.empty() && newVerdicts.empty()
        && goneVerdicts.empty() && goneSets.empty() && goneMaps.empty() && goneChains.empty();
}

std::string Transaction::script() const
{
    std::string script;
    // There is no "destroy" before nft 1.0.7: adding what may be there makes the deletion succeed.
    if (replacesTable)
        script += "add table " + std::string(kTable) + "\ndelete table " + std::string(kTable) + '\n';
    if (replacesTable || addsTable)
        script += "add table " + std::string(kTable) + '\n';
    for (const auto &[name, set] : newSets) {
        script += declaration(name, set);
        if (!set.elements.empty())
            script += command("add", "element", name) + braced(set.elements) + '\n';
    }
    for (const auto &[name, map] : newMaps)
        script += command("add", "map", name) + " { type " + map.keyType + " : verdict; }\n";
    for (const auto &[name, chain] : newChains)
        script += declaration(name, chain);
    appendElements(script, "delete", goneElements); // a new prefix may overlap one that goes
    appendElements(script, "add", newElements);
    for (const auto &[name, chain] : newChains)
        appendRules(script, name, chain.rules);
    for (const auto &[name, rules] : changedChains) {
        script += command("flush", "chain", name) + '\n';
        appendRules(script, name, rules);
    }
    appendElements(script, "delete", goneVerdicts);
    appendElements(script, "add", newVerdicts);
    for (const auto &[name, map] : newMaps)
        if (!map.verdicts.empty())
            script += command("add", "element", name) + braced(map.verdicts) + '\n';
    appendAll(script, "flush", "chain", goneChains);
    appendAll(script, "delete", "map", goneMaps);
    appendAll(script, "delete", "chain", goneChains);
    appendAll(script, "delete", "set", goneSets);
    return script;
}

void Transaction::applyTo(RuleSet &rules) const
{
    if (replacesTable)
        rules = {};
    for (const auto &name : goneSets)
        rules.sets.erase(name);
    for (const auto &name : goneMaps)
        rules.maps.erase(name);
    for (const auto &name : goneChains)
        rules.chains.erase(name);
    for (const auto &[name, elements] : goneElements)
        eraseSorted(rules.sets[name].elements, elements);
    for (const auto &[name, keys] : goneVerdicts)
        for (const auto &key : keys)
            rules.maps[name].verdicts.erase(key);
    rules.sets.insert(newSets.begin(), newSets.end());
    rules.maps.insert(newMaps.begin(), newMaps.end());
    rules.chains.insert(newChains.begin(), newChains.end());
    for (const auto &[name, chain] : changedChains)
        rules.chains[name].rules = chain;
    for (const auto &[name, elements] : newElements)
        insertSorted(rules.sets[name].elements, elements);
    for (const auto &[name, verdicts] : newVerdicts)
        rules.maps[name].verdicts.insert(verdicts.begin(), verdicts.end());
}

TransactionSize sizeOf(const Transaction &transaction)
{
    TransactionSize size{.chains = transaction.newChains.size() + transaction.changedChains.size()
                                 + transaction.goneChains.size(),
                         .sets = transaction.newSets.size() + transaction.newMaps.size()
                               + transaction.goneSets.size() + transaction.goneMaps.size()};
    const auto addAll = [&](const auto &bySet) {
        for (const auto &[name, elements] : bySet)
            size.elements += elements.size();
    };
    addAll(transaction.newElements);
    addAll(transaction.goneElements);
    addAll(transaction.newVerdicts);
    addAll(transaction.goneVerdicts);
    return size;
}

Transaction difference(const RuleSet &actual, const RuleSet &desired)
{
    if (!canStay(actual, desired))
        return replacement(desired);
    Transaction transaction;
    compareSets(actual, desired, transaction);
    compareMaps(actual, desired, transaction);
    compareChains(actual, desired, transaction);
    return transaction;
}

Transaction replacement(const RuleSet &desired)
{
    return {
        .replacesTable = true, .newSets = desired.sets, .newMaps = desired.maps, .newChains = desired.chains};
}

} // namespace podloom
