#include "core/policy/diff.h"

#include "core/policy/compared_ends.h"
#include "core/policy/evaluate.h"
#include "core/policy/port_classes.h"
#include "core/policy/relation.h"

#include <algorithm>
#include <array>
#include <map>

namespace podloom::policy {

namespace {

constexpr std::string_view kDnsNamespace = "kube-system";
constexpr std::uint16_t kDnsPort = 53;

/// The ports of a pair that one design allows and the other does not: removed, added.
using Changes = std::array<PortSet, 2>;
/// Of classes, or of ends.
using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// What both designs say to one kind of traffic: between classes, and between ends on one machine.
class Answers {
public:
    Answers(const std::array<const Program *, 2> &programs, const ComparedEnds &ends, const Traffic &traffic)
        : m_programs(programs),
          m_ends(ends),
          m_relations{Relation(*programs[0], ends.representatives(0), traffic),
                      Relation(*programs[1], ends.representatives(1), traffic)}
    {}

    /// Whether ends of the classes may talk, where no machine matters.
    bool betweenClasses(std::uint32_t from, std::uint32_t to, std::size_t which) const
    {
        return isThere(m_ends.members(from).front(), m_ends.members(to).front(), which)
            && m_relations[which].allowedByPolicies(from, to, false);
    }

    bool betweenEnds(std::uint32_t from, std::uint32_t to, std::size_t which) const
    {
        const auto source = m_ends.classOf(from);
        const auto destination = m_ends.classOf(to);
        if (!m_ends.isNeighbourly(from, to, which))
            return betweenClasses(source, destination, which);
        if (!m_relations[which].family(source, destination))
            return false;
        if (const auto step = implicitStep(*m_programs[which], *m_ends[from].in[which], *m_ends[to].in[which],
                                           Direction::Egress))
            return step->action == Action::Allow;
        return m_relations[which].allowedByPolicies(source, destination, true);
    }

private:
    bool isThere(std::uint32_t from, std::uint32_t to, std::size_t which) const
    {
        return m_ends[from].isThere(which) && m_ends[to].isThere(which);
    }

    const std::array<const Program *, 2> &m_programs;
    const ComparedEnds &m_ends;
    std::array<Relation, 2> m_relations;
};

class Comparison {
public:
    Comparison(const Program &first, const Program &second, std::optional<Family> family)
        : m_programs{&first, &second},
          m_ends(first, second),
          m_family(family)
    {}

    Difference run()
    {
        for (const auto protocol :
             {Protocol::Tcp, Protocol::Udp, Protocol::Sctp, Protocol::Icmp, Protocol::Icmpv6})
            compare(protocol);
        for (auto *list : {&m_out.added, &m_out.removed})
            std::sort(list->begin(), list->end(), [](const Connections &a, const Connections &b) {
                return std::tie(a.from, a.to, a.protocol) < std::tie(b.from, b.to, b.protocol);
            });
        findDns();
        return std::move(m_out);
    }

private:
    void compare(Protocol protocol)
    {
        if ((protocol == Protocol::Icmp && m_family == Family::V6)
            || (protocol == Protocol::Icmpv6 && m_family == Family::V4))
            return;
        const auto classes =
            hasPorts(protocol) ? portClasses(m_programs, protocol) : std::vector{PortSet::all()};
        std::map<Pair, Changes> ofClasses;
        std::map<Pair, Changes> ofEnds;
        for (const auto &ports : classes) {
            const Traffic traffic{
                .protocol = protocol, .port = ports.ranges().front().first, .family = familyOf(protocol)};
            compare(traffic, ports, ofClasses, ofEnds);
        }
        addMembers(ofClasses, ofEnds);
        report(protocol, ofEnds);
    }

    /// ICMP is asked of the family that it is of; without a family the one of pairs with IPv4 is ICMP.
    std::optional<Family> familyOf(Protocol protocol) const
    {
        if (protocol == Protocol::Icmp)
            return Family::V4;
        return protocol == Protocol::Icmpv6 ? std::optional(Family::V6) : m_family;
    }

    void compare(const Traffic &traffic, const PortSet &ports, std::map<Pair, Changes> &ofClasses,
                 std::map<Pair, Changes> &ofEnds) const
    {
        const Answers answers(m_programs, m_ends, traffic);
        const auto note = [&](std::map<Pair, Changes> &into, Pair pair, bool before, bool after) {
            if (before == after)
                return;
            auto &set = into[pair][after ? 1 : 0];
            set = set.united(ports);
        };
        const auto count = static_cast<std::uint32_t>(m_ends.classCount());
        for (std::uint32_t from = 0; from < count; ++from) {
            for (std::uint32_t to = 0; to < count; ++to) {
                const bool before = answers.betweenClasses(from, to, 0);
                const bool after = answers.betweenClasses(from, to, 1);
                if (before != after
                    && isAsked(m_ends.members(from).front(), m_ends.members(to).front(), traffic.protocol))
                    note(ofClasses, {from, to}, before, after);
            }
        }
        m_ends.forEachNeighbourlyPair([&](std::uint32_t from, std::uint32_t to) {
            if (isAsked(from, to, traffic.protocol))
                note(ofEnds, {from, to}, answers.betweenEnds(from, to, 0), answers.betweenEnds(from, to, 1));
        });
    }

    /// Gives the pairs of ends of two classes what changes between these.
    void addMembers(const std::map<Pair, Changes> &ofClasses, std::map<Pair, Changes> &into) const
    {
        for (const auto &[pair, changes] : ofClasses) {
            for (const auto from : m_ends.members(pair.first)) {
                for (const auto to : m_ends.members(pair.second)) {
                    if (from != to && !m_ends.isNeighbourly(from, to))
                        into.emplace(Pair{from, to}, changes);
                }
            }
        }
    }

    /// Outside hosts among themselves, and families that the ends would not choose, are left out. The same
    /// for all ends of two classes.
    bool isAsked(std::uint32_t from, std::uint32_t to, Protocol protocol) const
    {
        if (m_ends[from].outside && m_ends[to].outside)
            return false;
        if (m_family)
            return true;
        const auto speaks = [&](std::uint32_t side, Family family) {
            return std::all_of(m_ends[side].in.begin(), m_ends[side].in.end(),
                               [&](const auto &end) { return !end || end->speaks(family); });
        };
        const bool areBothV4 = speaks(from, Family::V4) && speaks(to, Family::V4);
        if (protocol == Protocol::Icmpv6)
            return !areBothV4 && !isPairWithOther(from, to);
        return !isPairWithOther(from, to);
    }

    /// A pod that speaks IPv4 and outside hosts that only speak IPv6.
    bool isPairWithOther(std::uint32_t from, std::uint32_t to) const
    {
        const auto &inside = m_ends[std::min(from, to)];
        const auto *outside = m_ends[std::max(from, to)].outside;
        if (!outside || outside->sample->isV4())
            return false;
        return std::any_of(inside.in.begin(), inside.in.end(),
                           [](const auto &end) { return end && end->speaks(Family::V4); });
    }

    /// Outside classes with the same change are one set of addresses, written in the fewest prefixes.
    void report(Protocol protocol, const std::map<Pair, Changes> &changes)
    {
        std::map<std::tuple<std::uint32_t, bool, std::size_t, PortSet>, PrefixSet> outside;
        for (const auto &[pair, both] : changes) {
            const auto &[from, to] = pair;
            for (std::size_t which = 0; which < 2; ++which) {
                const auto ports = both[which].contains(1) && both[which] == PortSet(PortRange{1, 65'535})
                                     ? PortSet::all()
                                     : both[which];
                if (ports.isEmpty())
                    continue;
                const bool isFromOutside = m_ends[from].outside != nullptr;
                const auto *ranges = isFromOutside ? m_ends[from].outside : m_ends[to].outside;
                if (!ranges) {
                    listOf(which).push_back({m_ends[from].name, m_ends[to].name, protocol, ports});
                    continue;
                }
                auto &sofar = outside[{isFromOutside ? to : from, isFromOutside, which, ports}];
                sofar = sofar.united(ranges->ranges);
            }
        }
        for (const auto &[key, ranges] : outside) {
            const auto &[inside, isFromOutside, which, ports] = key;
            for (const auto &prefix : covering(ranges)) {
                Connections one{m_ends[inside].name, "ip:" + prefix.toString(), protocol, ports};
                if (isFromOutside)
                    std::swap(one.from, one.to);
                listOf(which).push_back(std::move(one));
            }
        }
    }

    /// The fewest prefixes with all of `ranges` and nothing besides but addresses of pods and nodes.
    std::vector<Prefix> covering(const PrefixSet &ranges) const
    {
        auto out = ranges.united(m_ends.idle()).prefixes();
        std::erase_if(out, [&](const Prefix &prefix) { return !ranges.overlaps(prefix); });
        return out;
    }

    std::vector<Connections> &listOf(std::size_t which) { return which == 0 ? m_out.removed : m_out.added; }

    bool isDnsServer(const FlowEnd &end) const
    {
        if (end.endpoint == kNone)
            return false;
        const auto &endpoint = m_programs[0]->endpoints[end.endpoint];
        return endpoint.id.ns == kDnsNamespace
            && std::any_of(endpoint.ports.begin(), endpoint.ports.end(), [](const ContainerPort &port) {
                   return port.port == kDnsPort && port.protocol == Protocol::Udp;
               });
    }

    void findDns()
    {
        const Traffic traffic{.protocol = Protocol::Udp, .port = kDnsPort, .family = m_family};
        const Answers answers(m_programs, m_ends, traffic);
        std::vector<std::uint32_t> servers;
        for (std::uint32_t end = 0; end < m_ends.insideCount(); ++end) {
            if (m_ends[end].in[0] && isDnsServer(*m_ends[end].in[0]))
                servers.push_back(end);
        }
        for (std::uint32_t end = 0; end < m_ends.insideCount(); ++end) {
            const auto &in = m_ends[end].in;
            if (!in[0] || !in[1] || in[0]->endpoint == kNone)
                continue;
            const auto canAsk = [&](std::size_t which) {
                return std::any_of(servers.begin(), servers.end(), [&](std::uint32_t server) {
                    return server != end && answers.betweenEnds(end, server, which);
                });
            };
            if (canAsk(0) && !canAsk(1))
                m_out.withoutDns.push_back(m_ends[end].name);
        }
    }

    std::array<const Program *, 2> m_programs;
    ComparedEnds m_ends;
    std::optional<Family> m_family;
    Difference m_out{};
};

} // namespace

Difference difference(const Program &first, const Program &second, std::optional<Family> family)
{
    return Comparison(first, second, family).run();
}

} // namespace podloom::policy
