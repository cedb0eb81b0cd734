#include "tests/unit/core/routing/naive.h"

#include "core/address/pools.h"
#include "core/routing/as_numbers.h"
#include "core/routing/propagation.h"

#include <algorithm>
#include <functional>
#include <set>

namespace podloom::test {

namespace {

struct Route {
    std::vector<std::uint32_t> path{};
    std::set<BgpCommunity> communities{};
    std::vector<std::uint32_t> clusterList{};
    std::optional<std::uint32_t> originator{};
    IpAddress nextHop = IpAddress::v4(0);
    std::uint32_t preference = 100;
    std::uint32_t med = 0;
    bool operator==(const Route &) const = default;
};

/// Where a next hop leads: a gateway on an interface, and whether the next hop itself is on the link.
struct Way {
    IpAddress gateway = IpAddress::v4(0);
    std::string interface {};
    bool isOnLink = false;
};

struct Local {
    bool isAnnounced = false;
    bool isConnected = false;
    std::string interface {};
};

class Naive {
public:
    Naive(const Design &design, const Underlay &wires, const std::vector<BgpSession> &sessions)
        : m_design(design),
          m_wires(wires),
          m_sessions(sessions)
    {}

    std::optional<std::map<std::string, std::vector<std::string>>> tables(const NodeBlocks &blocks);

private:
    using In = std::map<std::size_t, Route>; ///< by session of the receiver

    std::map<MachineId, Local> localsOf(const Prefix &prefix, const NodeBlocks &blocks) const;
    std::optional<In> settle(const Prefix &prefix, const std::map<MachineId, Local> &locals) const;
    std::vector<std::size_t> bestOf(const MachineId &machine, const In &in) const;
    std::optional<Route> told(const Prefix &prefix, const std::map<MachineId, Local> &locals, const In &in,
                              std::size_t over) const;
    std::optional<Route> taken(const Prefix &prefix, Route route, std::size_t session) const;
    IpAddress nextHopOver(const BgpSession &over, const BgpSession &from, const Route &route) const;
    /// -1, 0, 1: refused, nothing said, accepted; changes the route when accepted.
    int filtered(const BgpSession &session, bool isExport, const Prefix &prefix, bool isFromBgp,
                 const std::string &interface, Route &route) const;
    std::optional<Way> wayTo(const BgpSession &session, IpAddress address) const;
    std::optional<Way> routed(const Machine &machine, IpAddress address) const;
    bool isPoolExported(const std::string &cluster, const Prefix &prefix) const;

    const Machine &machine(const MachineId &id) const { return *m_wires.find(id); }

    const Design &m_design;
    const Underlay &m_wires;
    const std::vector<BgpSession> &m_sessions;
};

bool Naive::isPoolExported(const std::string &cluster, const Prefix &prefix) const
{
    for (const auto &pool : poolsOf(m_design, cluster)) {
        if (!pool.isBgpExportDisabled && pool.cidr.contains(prefix))
            return true;
    }
    return false;
}

std::map<MachineId, Local> Naive::localsOf(const Prefix &prefix, const NodeBlocks &blocks) const
{
    std::map<MachineId, Local> locals;
    for (const auto &each : m_wires.machines) {
        for (const auto &interface : each.interfaces) {
            for (const auto &address : interface.addresses) {
                if (address.network() == prefix)
                    locals[each.id] = {false, true, interface.name};
            }
        }
    }
    for (const auto &[node, own] : blocks) {
        if (std::find(own.begin(), own.end(), prefix) != own.end())
            locals[node] = {isPoolExported(node.cluster, prefix), false, {}};
    }
    for (const auto &router : m_design.routers) {
        const auto &own = router.networks;
        if (std::find(own.begin(), own.end(), prefix) != own.end())
            locals[MachineId::router(router.meta.id.name)] = {true, false, {}};
    }
    return locals;
}

/// Longest match over the routes that a machine of a lab starts with.
std::optional<Way> Naive::routed(const Machine &from, IpAddress address) const
{
    if (!from.id.isRouter()) {
        for (const auto &gateway : from.gateways) {
            if (gateway.family() != address.family())
                continue;
            const auto onLink = Underlay::onLink(from, gateway);
            return Way{gateway, onLink->interface->name, false};
        }
        return std::nullopt;
    }
    // Breadth first over routers; the first one that is next to the address wins.
    std::vector<std::pair<const Machine *, std::optional<Way>>> queue{{&from, std::nullopt}};
    std::set<MachineId> seen{from.id};
    for (std::size_t at = 0; at < queue.size(); ++at) {
        const auto [here, first] = queue[at];
        if (first && Underlay::onLink(*here, address))
            return first;
        for (const auto &interface : here->interfaces) {
            for (const auto &next : m_wires.machines) {
                if (!next.id.isRouter() || seen.contains(next.id))
                    continue;
                for (const auto &theirs : next.interfaces) {
                    for (const auto &own : theirs.addresses) {
                        const auto onLink = Underlay::onLink(*here, own.address);
                        if (theirs.segment != interface.segment || own.address.family() != address.family()
                            || !onLink || onLink->interface != &interface || seen.contains(next.id))
                            continue;
                        seen.insert(next.id);
                        queue.emplace_back(&next, first ? first : Way{own.address, interface.name, false});
                    }
                }
            }
        }
    }
    return std::nullopt;
}

std::optional<Way> Naive::wayTo(const BgpSession &session, IpAddress address) const
{
    const auto &here = machine(session.local);
    if (const auto onLink = Underlay::onLink(here, address))
        return Way{address, onLink->interface->name, true};
    if (!session.isMultihop())
        return std::nullopt;
    return routed(here, address);
}

int Naive::filtered(const BgpSession &session, bool isExport, const Prefix &prefix, bool isFromBgp,
                    const std::string &interface, Route &route) const
{
    for (const auto &filter : session.settings->filters) {
        const bool isV4 = prefix.family() == Family::V4;
        const auto &rules = isExport ? (isV4 ? filter->exportV4 : filter->exportV6)
                                     : (isV4 ? filter->importV4 : filter->importV6);
        for (const auto &rule : rules) {
            bool isMatch = true;
            if (rule.cidr) {
                bool isInside = rule.cidr->contains(prefix);
                if (rule.match == PrefixMatch::Equal || rule.match == PrefixMatch::NotEqual)
                    isInside = *rule.cidr == prefix;
                if (rule.minLength && prefix.length() < *rule.minLength)
                    isInside = false;
                if (rule.maxLength && prefix.length() > *rule.maxLength)
                    isInside = false;
                const bool wantsInside = rule.match == PrefixMatch::Equal || rule.match == PrefixMatch::In;
                isMatch = isInside == wantsInside;
            }
            isMatch = isMatch && (!rule.isFromRemotePeers || isFromBgp);
            isMatch = isMatch && (rule.interface.empty() || matchesGlob(rule.interface, interface));
            isMatch = isMatch && (rule.peerType != BgpPeerType::External || !session.isInternal());
            isMatch = isMatch && (rule.peerType != BgpPeerType::Internal || session.isInternal());
            isMatch = isMatch && (!rule.community || route.communities.contains(*rule.community));
            isMatch = isMatch && rule.asPathPrefix.size() <= route.path.size();
            for (std::size_t index = 0; isMatch && index < rule.asPathPrefix.size(); ++index)
                isMatch = rule.asPathPrefix[index] == route.path[index];
            isMatch = isMatch && (!rule.priority || route.preference == 2147483647U - *rule.priority);
            if (!isMatch)
                continue;
            if (!rule.accepts)
                return -1;
            for (const auto &operation : rule.operations) {
                if (const auto *add = std::get_if<AddCommunity>(&operation))
                    route.communities.insert(add->community);
                if (const auto *set = std::get_if<SetPriority>(&operation))
                    route.preference = 2147483647U - set->priority;
                if (const auto *prepend = std::get_if<PrependAsPath>(&operation))
                    route.path.insert(route.path.begin(), prepend->numbers.begin(), prepend->numbers.end());
            }
            return 1;
        }
    }
    return 0;
}

IpAddress Naive::nextHopOver(const BgpSession &over, const BgpSession &from, const Route &route) const
{
    if (over.nextHop == NextHopMode::Self)
        return *over.localAddress;
    if (over.isInternal() || over.nextHop == NextHopMode::Keep)
        return route.nextHop;
    // To another AS: somebody else's address only when it is on the very link of a direct peer.
    if (over.isMultihop())
        return *over.localAddress;
    const auto toPeer = Underlay::onLink(machine(over.local), *over.peerAddress);
    const auto way = wayTo(from, route.nextHop);
    if (way && toPeer && way->interface == toPeer->interface->name)
        return way->gateway;
    return *over.localAddress;
}

std::optional<Route> Naive::told(const Prefix &prefix, const std::map<MachineId, Local> &locals, const In &in,
                                 std::size_t over) const
{
    const auto &session = m_sessions[over];
    Route route;
    const auto local = locals.find(session.local);
    std::string interface;
    if (local != locals.end()) {
        route.nextHop = *session.localAddress;
        if (session.usesPriorities)
            route.preference = 2147483647U - 1024U;
        interface = local->second.interface;
    } else {
        const auto best = bestOf(session.local, in);
        if (best.empty() || best.front() == over)
            return std::nullopt;
        const auto &from = m_sessions[best.front()];
        route = in.at(best.front());
        const bool isInside = session.isInternal() && from.isInternal();
        if (isInside && !session.isClient && !from.isClient)
            return std::nullopt;
        if (route.communities.contains(kNoAdvertise)
            || (!session.isInternal() && route.communities.contains(kNoExport)))
            return std::nullopt;
        if (const auto way = wayTo(from, route.nextHop))
            interface = way->interface;
        route.nextHop = nextHopOver(session, from, route);
        if (isInside) {
            if (!route.originator)
                route.originator = routerIdOf(machine(*from.peer));
            std::set<std::uint32_t> added;
            for (const auto *each : {&from, &session}) {
                if (!each->isClient || !each->reflectorId)
                    continue;
                const auto id = static_cast<std::uint32_t>(each->reflectorId->bits().low);
                if (added.insert(id).second)
                    route.clusterList.insert(route.clusterList.begin(), id);
            }
        }
    }
    if (!session.isInternal())
        route.med = 0;
    if (session.settings->med)
        route.med = *session.settings->med;
    const auto verdict = filtered(session, true, prefix, local == locals.end(), interface, route);
    if (verdict < 0)
        return std::nullopt;
    if (verdict == 0) {
        if (local != locals.end() && !local->second.isAnnounced)
            return std::nullopt;
        const bool isNode = !session.local.isRouter();
        if (local == locals.end() && isNode
            && (session.carriesOwnRoutesOnly || !isPoolExported(session.local.cluster, prefix)))
            return std::nullopt;
        if (isNode) {
            const auto configuration =
                bgpConfigurationOf(m_design, session.local.cluster, session.local.name);
            for (const auto &each : configuration.prefixAdvertisements) {
                if (each.cidr.contains(prefix))
                    route.communities.insert(each.communities.begin(), each.communities.end());
            }
        }
    }
    if (!session.isInternal()) {
        route.path.insert(route.path.begin(), session.localAs);
        route.preference = 100;
        route.originator.reset();
        route.clusterList.clear();
    }
    return route;
}

std::optional<Route> Naive::taken(const Prefix &prefix, Route route, std::size_t number) const
{
    const auto &session = m_sessions[number];
    if (std::count(route.path.begin(), route.path.end(), session.localAs)
        > static_cast<std::ptrdiff_t>(session.allowedLocalAs))
        return std::nullopt;
    if (route.originator == routerIdOf(machine(session.local)))
        return std::nullopt;
    if (session.isClient && session.reflectorId) {
        const auto id = static_cast<std::uint32_t>(session.reflectorId->bits().low);
        if (std::find(route.clusterList.begin(), route.clusterList.end(), id) != route.clusterList.end())
            return std::nullopt;
    }
    if (session.usesPriorities && !session.isInternal())
        route.preference = 2147483647U - 1024U;
    const auto way = wayTo(session, route.nextHop);
    if (filtered(session, false, prefix, true, way ? way->interface : "", route) < 0)
        return std::nullopt;
    return route;
}

/// The best session first, then those that share the traffic with it.
std::vector<std::size_t> Naive::bestOf(const MachineId &id, const In &in) const
{
    struct Candidate {
        std::size_t session;
        const Route *route;
        std::optional<Way> way;
        std::uint32_t origin; ///< who told of it first
    };
    std::vector<Candidate> candidates;
    for (const auto &[number, route] : in) {
        const auto &session = m_sessions[number];
        if (session.local != id)
            continue;
        candidates.push_back({number, &route, wayTo(session, route.nextHop),
                              route.originator.value_or(routerIdOf(machine(*session.peer)))});
    }
    const auto sameNeighbour = [](const Route &a, const Route &b) {
        return a.path.empty() ? b.path.empty() : !b.path.empty() && a.path[0] == b.path[0];
    };
    // One criterion after the other: positive when a is better.
    using Criterion = std::function<int(const Candidate &, const Candidate &)>;
    const auto order = [](auto a, auto b) { return a == b ? 0 : a > b ? 1 : -1; };
    const std::vector<Criterion> equal{
        [&](auto &a, auto &b) { return order(a.way.has_value(), b.way.has_value()); },
        [&](auto &a, auto &b) { return order(a.route->preference, b.route->preference); },
        [&](auto &a, auto &b) { return order(b.route->path.size(), a.route->path.size()); },
        [&](auto &a, auto &b) {
            return sameNeighbour(*a.route, *b.route) ? order(b.route->med, a.route->med) : 0;
        },
        [&](auto &a, auto &b) {
            return order(!m_sessions[a.session].isInternal(), !m_sessions[b.session].isInternal());
        },
        [&](auto &a, auto &b) { return order(a.way && a.way->isOnLink, b.way && b.way->isOnLink); }};
    const std::vector<Criterion> last{
        [&](auto &a, auto &b) { return order(b.origin, a.origin); },
        [&](auto &a, auto &b) { return order(b.route->clusterList.size(), a.route->clusterList.size()); },
        [&](auto &a, auto &b) {
            return order(*m_sessions[b.session].peerAddress, *m_sessions[a.session].peerAddress);
        }};
    const auto compare = [](const std::vector<Criterion> &criteria, const Candidate &a, const Candidate &b) {
        for (const auto &criterion : criteria) {
            if (const int sign = criterion(a, b))
                return sign;
        }
        return 0;
    };
    const Candidate *best = nullptr;
    for (const auto &candidate : candidates) {
        const int sign = best ? compare(equal, candidate, *best) : 1;
        if (sign > 0 || (sign == 0 && compare(last, candidate, *best) > 0))
            best = &candidate;
    }
    std::vector<std::size_t> used;
    if (!best)
        return used;
    used.push_back(best->session);
    for (const auto &candidate : candidates) {
        if (&candidate != best && best->way && compare(equal, candidate, *best) == 0)
            used.push_back(candidate.session);
    }
    return used;
}

std::optional<Naive::In> Naive::settle(const Prefix &prefix, const std::map<MachineId, Local> &locals) const
{
    In in;
    for (int round = 0; round < 200; ++round) {
        In next;
        for (std::size_t over = 0; over < m_sessions.size(); ++over) {
            if (!m_sessions[over].isUp || m_sessions[over].family != prefix.family())
                continue;
            auto route = told(prefix, locals, in, over);
            const auto other = *m_sessions[over].counterpart;
            if (route)
                route = taken(prefix, *std::move(route), other);
            if (route)
                next.emplace(other, *std::move(route));
        }
        if (next == in)
            return in;
        in = std::move(next);
    }
    return std::nullopt;
}

std::string lineOf(const Prefix &prefix, const std::optional<IpAddress> &gateway,
                   const std::string &interface, const std::vector<std::uint32_t> &path)
{
    auto line = prefix.toString();
    line += gateway ? " via " + gateway->toString() + " dev " + interface : std::string(" unreachable");
    line += " path";
    for (const auto number : path)
        line += ' ' + std::to_string(number);
    return line;
}

std::optional<std::map<std::string, std::vector<std::string>>> Naive::tables(const NodeBlocks &blocks)
{
    std::set<Prefix> prefixes;
    for (const auto &[node, own] : blocks)
        prefixes.insert(own.begin(), own.end());
    for (const auto &router : m_design.routers)
        prefixes.insert(router.networks.begin(), router.networks.end());
    for (const auto &each : m_wires.machines) {
        for (const auto &interface : each.interfaces) {
            for (const auto &address : interface.addresses)
                prefixes.insert(address.network());
        }
    }
    std::map<std::string, std::vector<std::string>> tables;
    for (const auto &prefix : prefixes) {
        const auto locals = localsOf(prefix, blocks);
        const auto in = settle(prefix, locals);
        if (!in)
            return std::nullopt;
        for (const auto &each : m_wires.machines) {
            auto &table = tables[each.id.name];
            const auto local = locals.find(each.id);
            if (local != locals.end()) {
                if (!Underlay::onLink(each, prefix.address())
                    || Underlay::onLink(each, prefix.address())->address.network() != prefix)
                    table.push_back(prefix.toString() + " local");
                continue;
            }
            std::set<std::string> hops;
            for (const auto used : bestOf(each.id, *in)) {
                const auto way = wayTo(m_sessions[used], in->at(used).nextHop);
                const auto hop = way ? way->gateway.toString() + way->interface : std::string();
                if (!hops.insert(hop).second)
                    continue;
                table.push_back(lineOf(prefix, way ? std::optional(way->gateway) : std::nullopt,
                                       way ? way->interface : "", in->at(used).path));
            }
        }
    }
    for (auto &[name, table] : tables)
        std::sort(table.begin(), table.end());
    return tables;
}

} // namespace

std::optional<std::map<std::string, std::vector<std::string>>> naiveTables(const Design &design,
                                                                           const NodeBlocks &blocks)
{
    const auto wires = underlay(design);
    const auto sessions = bgpSessions(design, wires);
    return Naive(design, wires, sessions).tables(blocks);
}

std::map<std::string, std::vector<std::string>> tablesOf(const RoutePrediction &prediction)
{
    std::map<std::string, std::vector<std::string>> tables;
    for (const auto &machine : prediction.wires().machines) {
        auto &table = tables[machine.id.name];
        for (const auto &route : prediction.tableOf(machine.id)) {
            if (route.source == RouteSource::Local)
                table.push_back(route.prefix.toString() + " local");
            else
                table.push_back(lineOf(route.prefix, route.nextHop, route.interface, route.asPath));
        }
        std::sort(table.begin(), table.end());
    }
    return tables;
}

} // namespace podloom::test
