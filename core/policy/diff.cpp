#include "core/policy/diff.h"

#include "core/policy/compared_ends.h"
#include "core/policy/evaluate.h"
#include "core/policy/port_classes.h"
#include "core/policy/relation.h"
#include "core/policy/rows.h"
#include "core/policy/steadiness.h"

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

/// What one program says to one kind of traffic between the representatives of all classes. Rows are made
/// when they are asked for, unless interfaces of machines have a say.
class ClassAnswers {
public:
    ClassAnswers(const Program &program, const std::vector<FlowEnd> &ends,
                 const std::array<Classes, 2> &classes, bool hasHosts, const Traffic &traffic)
        : m_program(program),
          m_ends(ends),
          m_classes(classes),
          m_traffic(traffic)
    {
        if (hasHosts)
            m_relation.emplace(program, ends, traffic);
    }

    std::optional<Family> family(std::uint32_t from, std::uint32_t to) const
    {
        return familyFor(m_ends[from], m_ends[to], m_traffic);
    }

    bool allowed(std::uint32_t from, std::uint32_t to, bool isOneMachine)
    {
        if (m_relation)
            return m_relation->allowedByPolicies(from, to, isOneMachine);
        const auto shared = family(from, to);
        if (!shared)
            return false;
        const std::size_t which = *shared == Family::V4 ? 0 : 1;
        auto &rows = m_rows[which];
        if (!rows)
            rows.emplace(m_program, m_ends, m_classes[which], *shared, m_traffic);
        return rows->row(to, Direction::Ingress).test(from) && rows->row(from, Direction::Egress).test(to);
    }

private:
    const Program &m_program;
    const std::vector<FlowEnd> &m_ends;
    const std::array<Classes, 2> &m_classes;
    Traffic m_traffic;
    std::optional<Relation> m_relation{};
    std::array<std::optional<RowMaker>, 2> m_rows{}; ///< by family
};

/// The classes of both programs, and which of their chains cannot have changed.
class ComparedClasses {
public:
    ComparedClasses(const std::array<const Program *, 2> &programs, const ComparedEnds &ends)
        : m_representatives{ends.representatives(0), ends.representatives(1)}
    {
        for (std::size_t which = 0; which < 2; ++which) {
            for (const auto family : {Family::V4, Family::V6})
                m_classes[which][family == Family::V4 ? 0 : 1] = oneEach(m_representatives[which], family);
        }
        Steadiness steadiness(*programs[0], *programs[1]);
        for (std::size_t each = 0; each < m_representatives[0].size(); ++each) {
            const auto &end = ends[ends.members(static_cast<std::uint32_t>(each)).front()];
            const auto endpoint = m_representatives[0][each].endpoint;
            for (const auto direction : kDirections) {
                const bool isSteady =
                    !ends.hasHosts() && end.isThere(0) && end.isThere(1)
                    && m_representatives[0][each].addresses == m_representatives[1][each].addresses
                    && (endpoint == kNone ? m_representatives[1][each].endpoint == kNone
                                          : steadiness.isSteady(endpoint, direction));
                m_isSteady[static_cast<std::size_t>(direction)].push_back(isSteady);
            }
        }
    }

    const std::vector<FlowEnd> &representatives(std::size_t which) const { return m_representatives[which]; }
    const std::array<Classes, 2> &classes(std::size_t which) const { return m_classes[which]; }
    /// Whether both programs say the same to every connection between the two, machines aside.
    bool areSteady(std::uint32_t from, std::uint32_t to) const
    {
        return m_isSteady[1][from] && m_isSteady[0][to];
    }

private:
    /// Every end that speaks the family is a class of its own.
    static Classes oneEach(const std::vector<FlowEnd> &ends, Family family)
    {
        Classes out;
        for (std::uint32_t end = 0; end < ends.size(); ++end) {
            out.representative.push_back(end);
            out.classOf.push_back(ends[end].speaks(family) ? end : kNone);
        }
        return out;
    }

    std::array<std::vector<FlowEnd>, 2> m_representatives;
    std::array<std::array<Classes, 2>, 2> m_classes{}; ///< by program and family
    std::array<std::vector<bool>, 2> m_isSteady{};     ///< by direction and class
};

/// What both designs say to one kind of traffic: between classes, and between ends on one machine.
class Answers {
public:
    Answers(const std::array<const Program *, 2> &programs, const ComparedEnds &ends,
            const ComparedClasses &classes, const Traffic &traffic)
        : m_programs(programs),
          m_ends(ends)
    {
        for (std::size_t which = 0; which < 2; ++which)
            m_of[which].emplace(*programs[which], classes.representatives(which), classes.classes(which),
                                ends.hasHosts(), traffic);
    }

    /// Whether ends of the classes may talk, where no machine matters.
    bool betweenClasses(std::uint32_t from, std::uint32_t to, std::size_t which)
    {
        return m_ends[m_ends.members(from).front()].isThere(which)
            && m_ends[m_ends.members(to).front()].isThere(which) && m_of[which]->allowed(from, to, false);
    }

    bool betweenEnds(std::uint32_t from, std::uint32_t to, std::size_t which)
    {
        const auto source = m_ends.classOf(from);
        const auto destination = m_ends.classOf(to);
        if (!m_ends.isNeighbourly(from, to, which))
            return betweenClasses(source, destination, which);
        if (!m_of[which]->family(source, destination))
            return false;
        if (const auto step = implicitStep(*m_programs[which], *m_ends[from].in[which], *m_ends[to].in[which],
                                           Direction::Egress))
            return step->action == Action::Allow;
        return m_of[which]->allowed(source, destination, true);
    }

private:
    const std::array<const Program *, 2> &m_programs;
    const ComparedEnds &m_ends;
    std::array<std::optional<ClassAnswers>, 2> m_of{};
};

class Comparison {
public:
    Comparison(const Program &first, const Program &second, std::optional<Family> family)
        : m_programs{&first, &second},
          m_ends(first, second),
          m_classes(m_programs, m_ends),
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
            const auto traffic = withEchoRequest(
                {.protocol = protocol, .port = ports.ranges().front().first, .family = familyOf(protocol)});
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
        Answers answers(m_programs, m_ends, m_classes, traffic);
        const auto note = [&](std::map<Pair, Changes> &into, Pair pair, bool before, bool after) {
            if (before == after)
                return;
            auto &set = into[pair][after ? 1 : 0];
            set = set.united(ports);
        };
        const auto count = static_cast<std::uint32_t>(m_ends.classCount());
        for (std::uint32_t from = 0; from < count; ++from) {
            for (std::uint32_t to = 0; to < count; ++to) {
                if (m_classes.areSteady(from, to))
                    continue;
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
        Answers answers(m_programs, m_ends, m_classes, traffic);
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
    ComparedClasses m_classes;
    std::optional<Family> m_family;
    Difference m_out{};
};

} // namespace

Difference difference(const Program &first, const Program &second, std::optional<Family> family)
{
    return Comparison(first, second, family).run();
}

} // namespace podloom::policy
