#include "core/check/rule_cover.h"

#include <algorithm>

namespace podloom {

namespace {

using policy::Peer;
using policy::PortMatch;

using policy::Rule;
using policy::Transport;

bool isSuperset(const PrefixSet &outer, const PrefixSet &inner)
{
    return inner.without(outer).isEmpty();
}

/// Whether every element of `some` is one of `all`.
template <class Items>
bool isWithin(const Items &some, const Items &all)
{
    return std::all_of(some.begin(), some.end(), [&](const auto &each) {
        return std::find(all.begin(), all.end(), each) != all.end();
    });
}

bool covers(const Peer &outer, const Peer &inner)
{
    if (outer.set != policy::kNone && outer.set != inner.set)
        return false;
    if (!isWithin(outer.notSets, inner.notSets))
        return false;
    if (outer.nets && !(inner.nets && isSuperset(*outer.nets, *inner.nets)))
        return false;
    if (!outer.notNets)
        return true;
    return (inner.notNets && isSuperset(*inner.notNets, *outer.notNets))
        || (inner.nets && inner.nets->intersected(*outer.notNets).isEmpty());
}

bool covers(const std::vector<Peer> &outer, const std::vector<Peer> &inner)
{
    if (outer.empty())
        return true;
    return !inner.empty() && std::all_of(inner.begin(), inner.end(), [&](const Peer &one) {
        return std::any_of(outer.begin(), outer.end(), [&](const Peer &each) { return covers(each, one); });
    });
}

bool covers(const std::optional<PortMatch> &outer, const std::optional<PortMatch> &inner)
{
    if (!outer)
        return true;
    return inner && inner->numbers.without(outer->numbers).isEmpty() && isWithin(inner->pairs, outer->pairs);
}

bool covers(const Transport &outer, const Transport &inner)
{
    const bool isProtocol = !outer.protocol || outer.protocol == inner.protocol;
    const bool isOther = !outer.notProtocol || outer.notProtocol == inner.notProtocol
                      || (inner.protocol && inner.protocol != outer.notProtocol);
    const bool isIcmp = !outer.icmp || outer.icmp == inner.icmp;
    const bool hasSameNots = outer.notSourcePorts == inner.notSourcePorts
                          && outer.notDestinationPorts == inner.notDestinationPorts
                          && outer.notIcmp == inner.notIcmp;
    const bool hasNoNots = !outer.notSourcePorts && !outer.notDestinationPorts && !outer.notIcmp;
    return isProtocol && isOther && isIcmp && (hasNoNots || hasSameNots)
        && covers(outer.sourcePorts, inner.sourcePorts)
        && covers(outer.destinationPorts, inner.destinationPorts);
}

bool covers(const std::vector<Transport> &outer, const std::vector<Transport> &inner)
{
    if (outer.empty())
        return true;
    return !inner.empty() && std::all_of(inner.begin(), inner.end(), [&](const Transport &one) {
        return std::any_of(outer.begin(), outer.end(),
                           [&](const Transport &each) { return covers(each, one); });
    });
}

} // namespace

bool covers(const Rule &outer, const Rule &inner)
{
    return !outer.neverMatches && !outer.isUnpredictable && (!outer.family || outer.family == inner.family)
        && covers(outer.sources, inner.sources) && covers(outer.destinations, inner.destinations)
        && covers(outer.transports, inner.transports);
}

bool canMatchPort(const Rule &rule, Protocol protocol, std::uint16_t port)
{
    const auto isFor = [&](const Transport &transport) {
        if ((transport.protocol && transport.protocol != protocol) || transport.notProtocol == protocol
            || transport.icmp)
            return false;
        const auto &ports = transport.destinationPorts;
        const auto &others = transport.notDestinationPorts;
        return (!ports || ports->numbers.contains(port) || !ports->pairs.empty())
            && !(others && others->numbers.contains(port));
    };
    return !rule.neverMatches
        && (rule.transports.empty() || std::any_of(rule.transports.begin(), rule.transports.end(), isFor));
}

bool canLetThrough(const policy::Program &program, const policy::Chain &chain, policy::Direction direction,
                   const std::function<bool(const Rule &)> &canMatch)
{
    using policy::Action;
    enum class Answer { Yes, No, GoOn };
    const auto ask = [&](const std::vector<policy::PolicyIndex> &policies, Action atEnd) {
        bool isPassed = atEnd != Action::Deny;
        for (const auto index : policies) {
            for (const auto &rule : program.policies[index].rulesOf(direction)) {
                if (rule.action == Action::Allow && canMatch(rule))
                    return Answer::Yes;
                if (rule.action == Action::Deny && matchesEverything(rule))
                    return isPassed && atEnd == Action::Deny ? Answer::GoOn : Answer::No;
                isPassed = isPassed || (rule.action == Action::Pass && canMatch(rule));
            }
        }
        return isPassed ? Answer::GoOn : Answer::No;
    };
    if (ask(chain.first, Action::Pass) == Answer::Yes)
        return true;
    for (const auto &step : chain.tiers) {
        const auto answer = ask(step.policies, step.atEnd);
        if (answer != Answer::GoOn)
            return answer == Answer::Yes;
    }
    const auto answer = ask(chain.profiles, Action::Pass);
    return answer == Answer::Yes || (answer == Answer::GoOn && chain.otherwise != Action::Deny);
}

bool matchesEverything(const Rule &rule)
{
    return !rule.neverMatches && !rule.family && rule.sources.empty() && rule.destinations.empty()
        && rule.transports.empty();
}

} // namespace podloom
