#include "core/policy/rows.h"

#include "core/policy/match.h"

#include <algorithm>

namespace podloom::policy {

namespace {

std::size_t at(Direction direction)
{
    return static_cast<std::size_t>(direction);
}

const std::vector<Peer> &ownPeers(const Rule &rule, Direction direction)
{
    return direction == Direction::Ingress ? rule.destinations : rule.sources;
}

const std::vector<Peer> &otherPeers(const Rule &rule, Direction direction)
{
    return direction == Direction::Ingress ? rule.sources : rule.destinations;
}

bool hasPairs(const std::optional<PortMatch> &match)
{
    return match && !match->pairs.empty();
}

bool looksAtOwnPorts(const Transport &transport, Direction direction)
{
    return direction == Direction::Ingress
             ? hasPairs(transport.destinationPorts) || hasPairs(transport.notDestinationPorts)
             : hasPairs(transport.sourcePorts) || hasPairs(transport.notSourcePorts);
}

} // namespace

RowMaker::RowMaker(const Program &program, const std::vector<FlowEnd> &ends, const Classes &classes,
                   Family family, const Traffic &traffic)
    : m_program(program),
      m_ends(ends),
      m_classes(classes),
      m_family(family),
      m_traffic(traffic),
      m_all(classes.size(), true),
      m_classOfEndpoint(program.endpoints.size(), kNone),
      m_sets(program.sets.size())
{
    for (std::size_t index = 0; index < ends.size(); ++index) {
        if (ends[index].endpoint != kNone && classes.classOf[index] != kNone)
            m_classOfEndpoint[ends[index].endpoint] = classes.classOf[index];
    }
    for (std::size_t side = 0; side < 2; ++side) {
        m_pairs[side].resize(program.portSets.size());
        m_chainRows[side].resize(program.chains.size());
        m_classRows[side].resize(classes.size());
    }
}

const Bits &RowMaker::row(std::uint32_t own, Direction direction)
{
    const auto endpoint = endOf(own).endpoint;
    const auto chain = endpoint == kNone ? kNone : m_program.endpoints[endpoint].chain(direction);
    if (chain == kNone)
        return m_all;
    auto &shared = m_chainRows[at(direction)][chain];
    if (shared)
        return *shared;
    if (isSameForAll(m_program.chains[chain], direction))
        return shared.emplace(run(chain, own, direction, Stage::Normal, m_all).allowed);
    auto &alone = m_classRows[at(direction)][own];
    if (!alone)
        alone = run(chain, own, direction, Stage::Normal, m_all).allowed;
    return *alone;
}

bool RowMaker::isSameForAll(const Chain &chain, Direction direction) const
{
    const auto isSame = [&](const std::vector<PolicyIndex> &policies) {
        return std::all_of(policies.begin(), policies.end(), [&](PolicyIndex index) {
            const auto &rules = m_program.policies[index].rulesOf(direction);
            return std::all_of(rules.begin(), rules.end(), [&](const Rule &rule) {
                const auto looks = [&](const Transport &each) { return looksAtOwnPorts(each, direction); };
                return ownPeers(rule, direction).empty()
                    && std::none_of(rule.transports.begin(), rule.transports.end(), looks);
            });
        });
    };
    return isSame(chain.first) && isSame(chain.profiles)
        && std::all_of(chain.tiers.begin(), chain.tiers.end(),
                       [&](const Chain::Step &tier) { return isSame(tier.policies); });
}

Outcome<Bits> RowMaker::run(ChainIndex index, std::uint32_t own, Direction direction, Stage stage,
                            const Bits &from)
{
    const auto &chain = m_program.chains[index];
    Outcome<Bits> out{.allowed = Bits(m_classes.size()), .passed = Bits(m_classes.size())};
    Bits open = from;
    const bool isEarly = stage == Stage::Untracked || stage == Stage::PreDnat;
    runList(chain.first, open, isEarly ? out.passed : out.allowed, own, direction);
    for (const auto &tier : chain.tiers) {
        auto next = runList(tier.policies, open, out.allowed, own, direction);
        if (tier.atEnd == Action::Pass)
            next |= open;
        open = std::move(next);
    }
    if (chain.otherwise == Action::Pass) {
        out.passed |= open;
        return out;
    }
    auto passed = runList(chain.profiles, open, out.allowed, own, direction);
    passed |= open;
    if (chain.otherwise == Action::Allow)
        out.allowed |= passed;
    return out;
}

Bits RowMaker::runList(const std::vector<PolicyIndex> &policies, Bits &open, Bits &allowed, std::uint32_t own,
                       Direction direction)
{
    Bits passed(m_classes.size());
    for (const auto index : policies) {
        for (const auto &rule : m_program.policies[index].rulesOf(direction)) {
            if (rule.action == Action::Log)
                continue;
            auto matching = matches(rule, own, direction);
            matching &= open;
            open -= matching;
            if (rule.action == Action::Allow)
                allowed |= matching;
            else if (rule.action == Action::Pass)
                passed |= matching;
        }
    }
    return passed;
}

Bits RowMaker::matches(const Rule &rule, std::uint32_t own, Direction direction)
{
    const Bits nothing(m_classes.size());
    if (rule.neverMatches || (rule.family && rule.family != m_family))
        return nothing;
    const auto &mine = ownPeers(rule, direction);
    if (!mine.empty() && !peersBits(mine).test(own))
        return nothing;
    auto out = transportBits(rule, own, direction);
    const auto &others = otherPeers(rule, direction);
    if (!others.empty())
        out &= peersBits(others);
    return out;
}

Bits RowMaker::transportBits(const Rule &rule, std::uint32_t own, Direction direction)
{
    if (rule.transports.empty())
        return m_all;
    Bits out(m_classes.size());
    for (const auto &transport : rule.transports) {
        if (!hasProtocol(transport, m_traffic) || !hasIcmp(transport, m_traffic))
            continue;
        Bits matching = m_all;
        const auto restrict = [&](const std::optional<PortMatch> &match, bool isSource, bool isNegated) {
            if (!match)
                return;
            auto bits = portBits(*match, isSource);
            if (isSource == (direction == Direction::Egress)) // the port of the endpoint itself
                bits = bits.test(own) ? m_all : Bits(m_classes.size());
            if (isNegated)
                matching -= bits;
            else
                matching &= bits;
        };
        restrict(transport.sourcePorts, true, false);
        restrict(transport.destinationPorts, false, false);
        restrict(transport.notSourcePorts, true, true);
        restrict(transport.notDestinationPorts, false, true);
        out |= matching;
    }
    return out;
}

Bits RowMaker::portBits(const PortMatch &match, bool isSource)
{
    if (!hasPorts(m_traffic.protocol))
        return Bits(m_classes.size());
    if (match.numbers.contains(isSource ? m_traffic.sourcePort : m_traffic.port))
        return m_all;
    Bits out(m_classes.size());
    for (const auto pairs : match.pairs)
        out |= pairBits(pairs, isSource);
    return out;
}

const Bits &RowMaker::pairBits(PortSetIndex pairs, bool isSource)
{
    auto &known = m_pairs[isSource ? 1 : 0][pairs];
    if (known)
        return *known;
    Bits out(m_classes.size());
    const auto port = isSource ? m_traffic.sourcePort : m_traffic.port;
    for (const auto &member : m_program.portSets[pairs].members) {
        if (member.protocol != m_traffic.protocol || member.port != port)
            continue;
        const bool isOther = member.address && member.address->family() != m_family;
        if (member.endpoint != kNone && !isOther && m_classOfEndpoint[member.endpoint] != kNone)
            out.set(m_classOfEndpoint[member.endpoint]);
        for (std::uint32_t each = 0; member.endpoint == kNone && each < m_classes.size(); ++each) {
            if (member.address && endOf(each).address(m_family) == member.address)
                out.set(each);
        }
    }
    return known.emplace(std::move(out));
}

const Bits &RowMaker::setBits(SetIndex set)
{
    auto &known = m_sets[set];
    if (known)
        return *known;
    auto out = netBits(m_program.sets[set].nets);
    for (const auto member : m_program.sets[set].members) {
        if (m_classOfEndpoint[member] != kNone)
            out.set(m_classOfEndpoint[member]);
    }
    return known.emplace(std::move(out));
}

Bits RowMaker::netBits(const PrefixSet &nets) const
{
    Bits out(m_classes.size());
    for (std::uint32_t each = 0; !nets.isEmpty() && each < m_classes.size(); ++each) {
        const auto address = endOf(each).address(m_family);
        if (address && nets.contains(*address))
            out.set(each);
    }
    return out;
}

Bits RowMaker::peerBits(const Peer &peer)
{
    Bits out = peer.set == kNone ? m_all : setBits(peer.set);
    if (peer.nets)
        out &= netBits(*peer.nets);
    if (peer.notNets)
        out -= netBits(*peer.notNets);
    for (const auto set : peer.notSets)
        out -= setBits(set);
    return out;
}

const Bits &RowMaker::peersBits(const std::vector<Peer> &peers)
{
    const auto [known, isNew] = m_peers.try_emplace(&peers);
    if (isNew) {
        Bits out(m_classes.size());
        for (const auto &peer : peers)
            out |= peerBits(peer);
        known->second = std::move(out);
    }
    return known->second;
}

} // namespace podloom::policy
