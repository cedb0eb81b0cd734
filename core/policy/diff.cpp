#include "core/policy/diff.h"

#include "core/policy/outside.h"
#include "core/policy/port_classes.h"
#include "core/policy/relation.h"

#include <algorithm>
#include <array>
#include <map>

namespace podloom::policy {

namespace {

constexpr std::string_view kDnsNamespace = "kube-system";
constexpr std::uint16_t kDnsPort = 53;

/// One end in both designs; nothing where a design does not have it.
struct Side {
    std::string name{};
    std::array<std::optional<FlowEnd>, 2> in{};
    const OutsideClass *outside = nullptr;
};

/// The ports of a pair that one design allows and the other does not: removed, added.
using Changes = std::array<PortSet, 2>;
using PairKey = std::pair<std::uint32_t, std::uint32_t>;

class Comparison {
public:
    Comparison(const Program &first, const Program &second, std::optional<Family> family)
        : m_programs{&first, &second},
          m_family(family)
    {
        addEnds();
        addOutside(Family::V4);
        addOutside(Family::V6);
    }

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
    /// Pods by name, and nodes where a host is protected.
    void addEnds()
    {
        std::map<std::string, std::array<std::optional<FlowEnd>, 2>> byName;
        const bool hasHosts = std::any_of(m_programs.begin(), m_programs.end(), [](const Program *program) {
            return !program->endpoints.empty()
                && program->endpoints.back().kind == Endpoint::Kind::HostInterface;
        });
        for (std::size_t which = 0; which < 2; ++which) {
            const auto &program = *m_programs[which];
            for (auto &end : podEnds(program))
                byName[end.name][which] = std::move(end);
            for (std::uint32_t node = 0; hasHosts && node < program.nodes.size(); ++node) {
                auto end = nodeEnd(program, node);
                byName[end.name][which] = std::move(end);
            }
        }
        for (auto &[name, in] : byName)
            m_sides.push_back({.name = name, .in = std::move(in)});
        m_insideCount = m_sides.size();
    }

    void addOutside(Family family)
    {
        auto &classes = m_outside[family == Family::V4 ? 0 : 1];
        classes = outsideClasses(m_programs, family);
        for (const auto &each : classes) {
            if (!each.sample) {
                m_idle = m_idle.united(each.ranges);
                continue;
            }
            const auto end = outsideEnd(each);
            m_sides.push_back({.name = end.name, .in = {end, end}, .outside = &each});
        }
    }

    std::vector<FlowEnd> endsOf(std::size_t which) const
    {
        std::vector<FlowEnd> out;
        for (const auto &side : m_sides)
            out.push_back(side.in[which].value_or(FlowEnd{.name = side.name}));
        return out;
    }

    void compare(Protocol protocol)
    {
        const auto classes =
            hasPorts(protocol) ? portClasses(m_programs, protocol) : std::vector{PortSet::all()};
        std::map<PairKey, Changes> changes;
        for (const auto &ports : classes) {
            const Traffic traffic{
                .protocol = protocol, .port = ports.ranges().front().first, .family = familyOf(protocol)};
            compare(traffic, ports, changes);
        }
        report(protocol, changes);
    }

    /// ICMP is asked of the family that it is of; without a family the one of pairs with IPv4 is ICMP.
    std::optional<Family> familyOf(Protocol protocol) const
    {
        if (protocol == Protocol::Icmp)
            return Family::V4;
        return protocol == Protocol::Icmpv6 ? std::optional(Family::V6) : m_family;
    }

    void compare(const Traffic &traffic, const PortSet &ports, std::map<PairKey, Changes> &into)
    {
        if ((traffic.protocol == Protocol::Icmp && m_family == Family::V6)
            || (traffic.protocol == Protocol::Icmpv6 && m_family == Family::V4))
            return;
        const Relation first(*m_programs[0], endsOf(0), traffic);
        const Relation second(*m_programs[1], endsOf(1), traffic);
        for (std::uint32_t from = 0; from < m_sides.size(); ++from) {
            for (std::uint32_t to = 0; to < m_sides.size(); ++to) {
                if (!isAsked(from, to, traffic.protocol))
                    continue;
                const bool before = isThere(from, to, 0) && first.allowed(from, to);
                const bool after = isThere(from, to, 1) && second.allowed(from, to);
                if (before != after) {
                    auto &set = into[{from, to}][after ? 1 : 0];
                    set = set.united(ports);
                }
            }
        }
    }

    bool isThere(std::uint32_t from, std::uint32_t to, std::size_t which) const
    {
        return m_sides[from].in[which] && m_sides[to].in[which];
    }

    /// Outside hosts among themselves, an end and itself, and families that the ends would not choose are
    /// left out.
    bool isAsked(std::uint32_t from, std::uint32_t to, Protocol protocol) const
    {
        if (from == to || (from >= m_insideCount && to >= m_insideCount))
            return false;
        const auto speaks = [&](std::uint32_t side, Family family) {
            return std::all_of(m_sides[side].in.begin(), m_sides[side].in.end(),
                               [&](const auto &end) { return !end || end->speaks(family); });
        };
        const bool areBothV4 = speaks(from, Family::V4) && speaks(to, Family::V4);
        if (m_family)
            return true;
        if (protocol == Protocol::Icmpv6)
            return !areBothV4 && !isPairWithOther(from, to);
        return !isPairWithOther(from, to);
    }

    /// A pod that speaks IPv4 and outside hosts that only speak IPv6.
    bool isPairWithOther(std::uint32_t from, std::uint32_t to) const
    {
        const auto &inside = m_sides[std::min(from, to)];
        const auto *outside = m_sides[std::max(from, to)].outside;
        if (!outside || outside->sample->isV4())
            return false;
        return std::any_of(inside.in.begin(), inside.in.end(),
                           [](const auto &end) { return end && end->speaks(Family::V4); });
    }

    /// Outside classes with the same change are one set of addresses, written in the fewest prefixes.
    void report(Protocol protocol, const std::map<PairKey, Changes> &changes)
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
                const bool isFromOutside = m_sides[from].outside != nullptr;
                const auto *ranges = isFromOutside ? m_sides[from].outside : m_sides[to].outside;
                if (!ranges) {
                    listOf(which).push_back({m_sides[from].name, m_sides[to].name, protocol, ports});
                    continue;
                }
                auto &sofar = outside[{isFromOutside ? to : from, isFromOutside, which, ports}];
                sofar = sofar.united(ranges->ranges);
            }
        }
        for (const auto &[key, ranges] : outside) {
            const auto &[inside, isFromOutside, which, ports] = key;
            for (const auto &prefix : covering(ranges)) {
                Connections one{m_sides[inside].name, "ip:" + prefix.toString(), protocol, ports};
                if (isFromOutside)
                    std::swap(one.from, one.to);
                listOf(which).push_back(std::move(one));
            }
        }
    }

    /// The fewest prefixes with all of `ranges` and nothing besides but addresses of pods and nodes.
    std::vector<Prefix> covering(const PrefixSet &ranges) const
    {
        auto out = ranges.united(m_idle).prefixes();
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
        const Relation first(*m_programs[0], endsOf(0), traffic);
        const Relation second(*m_programs[1], endsOf(1), traffic);
        std::vector<std::uint32_t> servers;
        for (std::uint32_t side = 0; side < m_insideCount; ++side) {
            if (m_sides[side].in[0] && isDnsServer(*m_sides[side].in[0]))
                servers.push_back(side);
        }
        for (std::uint32_t side = 0; side < m_insideCount; ++side) {
            const auto &in = m_sides[side].in;
            if (!in[0] || !in[1] || in[0]->endpoint == kNone)
                continue;
            const auto canAsk = [&](const Relation &relation, std::size_t which) {
                return std::any_of(servers.begin(), servers.end(), [&](std::uint32_t server) {
                    return server != side && isThere(side, server, which) && relation.allowed(side, server);
                });
            };
            if (canAsk(first, 0) && !canAsk(second, 1))
                m_out.withoutDns.push_back(m_sides[side].name);
        }
    }

    std::array<const Program *, 2> m_programs;
    std::optional<Family> m_family;
    std::array<std::vector<OutsideClass>, 2> m_outside{};
    PrefixSet m_idle{}; ///< addresses without an outside host
    std::vector<Side> m_sides{};
    std::size_t m_insideCount = 0;
    Difference m_out{};
};

} // namespace

Difference difference(const Program &first, const Program &second, std::optional<Family> family)
{
    return Comparison(first, second, family).run();
}

} // namespace podloom::policy
