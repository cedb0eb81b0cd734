#include "core/routing/propagation.h"

#include "core/routing/as_numbers.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

/// A route that changes this often on one machine never comes to rest.
constexpr std::size_t kMostRounds = 64;
/// BIRD's local preference where nobody speaks of priorities.
constexpr std::uint32_t kUsualPreference = 100;

/// What no machine takes from a peer: is_martian4() and is_martian6() of its configuration.
bool isMartian(const Prefix &prefix)
{
    static const Prefix kMartians[] = {*Prefix::parse("127.0.0.0/8"), *Prefix::parse("169.254.0.0/16"),
                                       *Prefix::parse("224.0.0.0/4"), *Prefix::parse("::1/128"),
                                       *Prefix::parse("fe80::/10"),   *Prefix::parse("ff00::/8")};
    return std::any_of(std::begin(kMartians), std::end(kMartians),
                       [&](const Prefix &martian) { return martian.contains(prefix); });
}

} // namespace

Propagation::Propagation(const Design &design, const Underlay &wires, const std::vector<BgpSession> &sessions)
    : m_wires(wires),
      m_sessions(sessions),
      m_advertisements(wires.machines.size()),
      m_ends4(wires.machines.size()),
      m_ends6(wires.machines.size()),
      m_machineOf(sessions.size()),
      m_interfaceOf(sessions.size()),
      m_routerIds(wires.machines.size()),
      m_onSegment(wires.segments.size()),
      m_received(sessions.size()),
      m_local(wires.machines.size(), LocalRoute::None),
      m_localInterface(wires.machines.size()),
      m_best(wires.machines.size()),
      m_isQueued(wires.machines.size()),
      m_isTouched(wires.machines.size())
{
    for (std::size_t index = 0; index < wires.machines.size(); ++index) {
        const auto &machine = wires.machines[index];
        m_routerIds[index] = routerIdOf(machine);
        if (!machine.id.isRouter() && !design.bgpConfigurations.empty())
            m_advertisements[index] =
                bgpConfigurationOf(design, machine.id.cluster, machine.id.name).prefixAdvertisements;
        for (const auto &interface : machine.interfaces) {
            if (machine.id.isRouter())
                m_onSegment[interface.segment].push_back(index);
        }
    }
    for (std::size_t index = 0; index < sessions.size(); ++index) {
        const auto *machine = wires.find(sessions[index].local);
        m_machineOf[index] = static_cast<std::size_t>(machine - wires.machines.data());
        if (sessions[index].isUp)
            (sessions[index].family == Family::V4 ? m_ends4 : m_ends6)[m_machineOf[index]].push_back(index);
        if (!sessions[index].peerAddress)
            continue;
        if (const auto onLink = Underlay::onLink(*machine, *sessions[index].peerAddress))
            m_interfaceOf[index] = static_cast<std::uint16_t>(onLink->interface - machine->interfaces.data());
    }
}

bool Propagation::run(const Prefix &prefix, const std::vector<Origin> &origins, const PassesOn &passesOn,
                      Order order)
{
    for (const auto machine : m_touched) {
        for (const auto session : ends()[machine])
            m_received[session].reset();
        m_local[machine] = LocalRoute::None;
        m_best[machine].reset();
        m_isTouched[machine] = false;
    }
    m_touched.clear();
    m_prefix = prefix;
    m_family = prefix.family();
    m_passesOn = &passesOn;
    for (const auto &origin : origins) {
        touch(origin.machine);
        auto &local = m_local[origin.machine];
        if (local != LocalRoute::None && origin.kind != LocalRoute::Announced)
            continue;
        local = origin.kind;
        m_localInterface[origin.machine] = origin.interface;
    }
    for (const auto &origin : origins)
        announce(origin.machine);
    std::size_t steps = 0;
    while (!m_queue.empty()) {
        const auto machine = order == Order::FirstFirst ? m_queue.front() : m_queue.back();
        order == Order::FirstFirst ? m_queue.pop_front() : m_queue.pop_back();
        m_isQueued[machine] = false;
        if (m_local[machine] != LocalRoute::None)
            continue;
        m_best[machine] = select(machine);
        announce(machine);
        if (++steps > kMostRounds * m_wires.machines.size()) {
            m_queue.clear();
            std::fill(m_isQueued.begin(), m_isQueued.end(), false);
            return false;
        }
    }
    return true;
}

std::vector<std::pair<std::size_t, std::optional<std::size_t>>> Propagation::choices() const
{
    std::vector<std::pair<std::size_t, std::optional<std::size_t>>> result;
    for (const auto machine : m_touched)
        result.emplace_back(machine, m_best[machine]);
    std::sort(result.begin(), result.end());
    return result;
}

void Propagation::touch(std::size_t machine)
{
    if (m_isTouched[machine])
        return;
    m_isTouched[machine] = true;
    m_touched.push_back(machine);
}

void Propagation::announce(std::size_t machine)
{
    for (const auto over : ends()[machine]) {
        Lost lost;
        deliver(*m_sessions[over].counterpart, exported(machine, over, lost));
    }
}

void Propagation::deliver(std::size_t session, std::optional<ReceivedRoute> route)
{
    Lost lost;
    if (route)
        route = imported(session, *std::move(route), lost);
    auto &slot = m_received[session];
    if (slot.has_value() == route.has_value() && (!slot || slot->route == *route))
        return;
    if (route)
        slot = Slot{*route, resolve(session, *route)};
    else
        slot.reset();
    const auto machine = m_machineOf[session];
    touch(machine);
    if (m_isQueued[machine])
        return;
    m_isQueued[machine] = true;
    m_queue.push_back(machine);
}

Lost Propagation::lostOver(std::size_t over) const
{
    Lost lost;
    auto route = exported(m_machineOf[over], over, lost);
    if (route)
        imported(*m_sessions[over].counterpart, *std::move(route), lost);
    return lost;
}

std::optional<ReceivedRoute> Propagation::exported(std::size_t machine, std::size_t over, Lost &lost) const
{
    const auto &session = m_sessions[over];
    std::optional<ReceivedRoute> route;
    if (m_local[machine] != LocalRoute::None)
        route = localRoute(over);
    else
        route = passedOn(machine, over, lost);
    if (!route)
        return std::nullopt;
    // A MED goes to other ASes only when it is set for them.
    if (!session.isInternal())
        route->med = 0;
    if (session.settings->med)
        route->med = *session.settings->med;
    if (!filterExport(machine, over, *route, lost))
        return std::nullopt;
    if (!session.isInternal()) {
        route->asPath = m_paths.prepend(route->asPath, session.localAs);
        route->localPreference = kUsualPreference;
        route->originator = 0;
        route->clusters = 0;
    }
    return route;
}

ReceivedRoute Propagation::localRoute(std::size_t over) const
{
    const auto &session = m_sessions[over];
    ReceivedRoute route;
    route.nextHop = *session.localAddress;
    if (session.usesPriorities)
        route.localPreference = kPriorityBase - kUsualPriority;
    return route;
}

/// What was learned by BGP, before filters.
std::optional<ReceivedRoute> Propagation::passedOn(std::size_t machine, std::size_t over, Lost &lost) const
{
    const auto &session = m_sessions[over];
    const auto from = m_best[machine];
    const auto lose = [&lost](Loss why) {
        lost.why = why;
        return std::nullopt;
    };
    if (!from)
        return lose(Loss::NoRoute);
    if (*from == over)
        return lose(Loss::SplitHorizon);
    const auto &source = m_sessions[*from];
    const bool isReflection = session.isInternal() && source.isInternal();
    if (isReflection && !session.isClient && !source.isClient)
        return lose(Loss::NotReflected);
    auto route = received(*from);
    if (m_communities.contains(route.communities, kNoAdvertise)
        || (!session.isInternal() && m_communities.contains(route.communities, kNoExport)))
        return lose(Loss::WellKnown);
    const auto nextHop = nextHopFor(over, *from, route);
    if (isReflection)
        route = reflected(route, *from, over);
    route.nextHop = nextHop;
    return route;
}

/// Filters first; what they say nothing about goes on by the rules of pools.
bool Propagation::filterExport(std::size_t machine, std::size_t over, ReceivedRoute &route, Lost &lost) const
{
    const auto &session = m_sessions[over];
    const auto local = m_local[machine];
    if (!session.settings->filters.empty()) {
        std::string_view interface;
        if (local == LocalRoute::Connected)
            interface = m_wires.machines[machine].interfaces[m_localInterface[machine]].name;
        else if (local == LocalRoute::None)
            interface = interfaceName(machine, hopOf(*m_best[machine]));
        const FilteredRoute seen{m_prefix,
                                 local == LocalRoute::None,
                                 session.isInternal(),
                                 interface,
                                 m_paths.at(route.asPath),
                                 m_communities.at(route.communities),
                                 route.localPreference};
        const auto decision = decide(session.settings->filters, true, seen);
        if (decision.verdict == FilterDecision::Verdict::Reject) {
            lost = {Loss::ExportFilter, decision};
            return false;
        }
        if (decision.verdict == FilterDecision::Verdict::Accept) {
            apply(*decision.decided, route);
            return true;
        }
    }
    if (local == LocalRoute::Kept || local == LocalRoute::Connected)
        lost.why = Loss::Kept;
    else if (local == LocalRoute::None && session.carriesOwnRoutesOnly)
        lost.why = Loss::OwnRoutesOnly;
    else if (local == LocalRoute::None && !(*m_passesOn)[machine])
        lost.why = Loss::NotExported;
    if (lost.why != Loss::None)
        return false;
    for (const auto &advertisement : m_advertisements[machine]) {
        if (!advertisement.cidr.contains(m_prefix))
            continue;
        for (const auto &community : advertisement.communities)
            route.communities = m_communities.with(route.communities, community);
    }
    return true;
}

void Propagation::apply(const BgpFilterRule &rule, ReceivedRoute &route) const
{
    for (const auto &operation : rule.operations) {
        if (const auto *add = std::get_if<AddCommunity>(&operation)) {
            route.communities = m_communities.with(route.communities, add->community);
        } else if (const auto *prepend = std::get_if<PrependAsPath>(&operation)) {
            for (auto number = prepend->numbers.rbegin(); number != prepend->numbers.rend(); ++number)
                route.asPath = m_paths.prepend(route.asPath, *number);
        } else if (const auto *set = std::get_if<SetPriority>(&operation)) {
            route.localPreference = kPriorityBase - set->priority;
        }
    }
}

ReceivedRoute Propagation::reflected(ReceivedRoute route, std::size_t from, std::size_t over) const
{
    if (route.originator == 0)
        route.originator = originatorOf(from);
    const auto idOf = [this](std::size_t session) {
        const auto &id = m_sessions[session].reflectorId;
        return m_sessions[session].isClient && id ? static_cast<std::uint32_t>(id->bits().low) : 0U;
    };
    const auto source = idOf(from);
    const auto target = idOf(over);
    if (source != 0 && source != target)
        route.clusters = m_paths.prepend(route.clusters, source);
    if (target != 0)
        route.clusters = m_paths.prepend(route.clusters, target);
    return route;
}

IpAddress Propagation::nextHopFor(std::size_t over, std::size_t from, const ReceivedRoute &route) const
{
    const auto &session = m_sessions[over];
    if (session.nextHop == NextHopMode::Self)
        return *session.localAddress;
    if (session.isInternal() || session.nextHop == NextHopMode::Keep)
        return route.nextHop;
    if (session.isMultihop())
        return *session.localAddress;
    if (!m_sessions[from].isMultihop() && m_interfaceOf[from] == m_interfaceOf[over])
        return route.nextHop;
    const auto &hop = m_received[from]->hop;
    if (hop.gateway && hop.interface == m_interfaceOf[over])
        return *hop.gateway;
    return *session.localAddress;
}

std::optional<ReceivedRoute> Propagation::imported(std::size_t session, ReceivedRoute route, Lost &lost) const
{
    const auto &local = m_sessions[session];
    const auto lose = [&lost](Loss why) {
        lost.why = why;
        return std::nullopt;
    };
    if (m_paths.count(route.asPath, local.localAs) > local.allowedLocalAs)
        return lose(Loss::AsLoop);
    if (route.originator != 0 && route.originator == m_routerIds[m_machineOf[session]])
        return lose(Loss::Originator);
    if (local.isClient && local.reflectorId
        && m_paths.count(route.clusters, static_cast<std::uint32_t>(local.reflectorId->bits().low)) > 0)
        return lose(Loss::ClusterLoop);
    if (isMartian(m_prefix))
        return lose(Loss::Martian);
    if (local.usesPriorities && !local.isInternal())
        route.localPreference = kPriorityBase - kUsualPriority;
    if (local.settings->filters.empty())
        return route;
    const auto hop = resolve(session, route);
    const FilteredRoute seen{m_prefix,
                             true,
                             local.isInternal(),
                             interfaceName(m_machineOf[session], hop),
                             m_paths.at(route.asPath),
                             m_communities.at(route.communities),
                             route.localPreference};
    const auto decision = decide(local.settings->filters, false, seen);
    if (decision.verdict == FilterDecision::Verdict::Reject) {
        lost = {Loss::ImportFilter, decision};
        return std::nullopt;
    }
    if (decision.verdict == FilterDecision::Verdict::Accept)
        apply(*decision.decided, route);
    return route;
}

std::string_view Propagation::interfaceName(std::size_t machine, const Hop &hop) const
{
    return hop.gateway ? std::string_view(m_wires.machines[machine].interfaces[hop.interface].name)
                       : std::string_view();
}

std::optional<std::size_t> Propagation::select(std::size_t machine) const
{
    std::optional<std::size_t> best;
    for (const auto session : ends()[machine]) {
        if (m_received[session] && (!best || isBetter(session, *best)))
            best = session;
    }
    return best;
}

std::uint32_t Propagation::originatorOf(std::size_t session) const
{
    const auto &route = m_received[session];
    if (route && route->route.originator != 0)
        return route->route.originator;
    return m_routerIds[m_machineOf[*m_sessions[session].counterpart]];
}

/// Whether a route through session `a` is taken before one through `b`.
bool Propagation::isBetter(std::size_t a, std::size_t b) const
{
    const auto &left = m_received[a]->route;
    const auto &right = m_received[b]->route;
    const auto &leftHop = m_received[a]->hop;
    const auto &rightHop = m_received[b]->hop;
    if (leftHop.gateway.has_value() != rightHop.gateway.has_value())
        return leftHop.gateway.has_value();
    if (left.localPreference != right.localPreference)
        return left.localPreference > right.localPreference;
    const auto leftLength = m_paths.length(left.asPath);
    const auto rightLength = m_paths.length(right.asPath);
    if (leftLength != rightLength)
        return leftLength < rightLength;
    const bool isSameNeighbour = leftLength == 0 || m_paths.at(left.asPath)[0] == m_paths.at(right.asPath)[0];
    if (isSameNeighbour && left.med != right.med)
        return left.med < right.med;
    if (m_sessions[a].isInternal() != m_sessions[b].isInternal())
        return !m_sessions[a].isInternal();
    if (leftHop.isConnected != rightHop.isConnected)
        return leftHop.isConnected;
    if (originatorOf(a) != originatorOf(b))
        return originatorOf(a) < originatorOf(b);
    if (m_paths.length(left.clusters) != m_paths.length(right.clusters))
        return m_paths.length(left.clusters) < m_paths.length(right.clusters);
    return *m_sessions[a].peerAddress < *m_sessions[b].peerAddress;
}

/// Whether both routes may share the traffic.
bool Propagation::isAsGood(std::size_t a, std::size_t b) const
{
    const auto &left = m_received[a]->route;
    const auto &right = m_received[b]->route;
    const auto &leftHop = m_received[a]->hop;
    const auto &rightHop = m_received[b]->hop;
    const auto length = m_paths.length(left.asPath);
    if (!leftHop.gateway || !rightHop.gateway || left.localPreference != right.localPreference
        || length != m_paths.length(right.asPath) || leftHop.isConnected != rightHop.isConnected
        || m_sessions[a].isInternal() != m_sessions[b].isInternal())
        return false;
    const bool isSameNeighbour = length == 0 || m_paths.at(left.asPath)[0] == m_paths.at(right.asPath)[0];
    return !isSameNeighbour || left.med == right.med;
}

std::vector<std::size_t> Propagation::usedBy(std::size_t machine) const
{
    std::vector<std::size_t> used;
    const auto best = m_best[machine];
    if (!best || m_local[machine] != LocalRoute::None)
        return used;
    used.push_back(*best);
    for (const auto session : ends()[machine]) {
        if (session != *best && m_received[session] && isAsGood(*best, session))
            used.push_back(session);
    }
    return used;
}

Hop Propagation::resolve(std::size_t session, const ReceivedRoute &route) const
{
    const auto index = m_machineOf[session];
    const auto &machine = m_wires.machines[index];
    if (const auto onLink = Underlay::onLink(machine, route.nextHop)) {
        const auto interface = onLink->interface - machine.interfaces.data();
        return {route.nextHop, static_cast<std::uint16_t>(interface), true};
    }
    if (!m_sessions[session].isMultihop())
        return {};
    const auto [at, isNew] = m_hops.try_emplace({index, route.nextHop});
    if (isNew)
        at->second = resolveOffLink(index, route.nextHop);
    return at->second;
}

/// The first router on the shortest way over routers to a segment with the address.
Hop Propagation::resolveOffLink(std::size_t machine, IpAddress address) const
{
    struct Step {
        std::size_t machine;
        std::optional<Hop> first;
    };
    std::set<std::size_t> seen{machine};
    std::deque<Step> queue{{machine, std::nullopt}};
    while (!queue.empty()) {
        const auto step = queue.front();
        queue.pop_front();
        const auto &here = m_wires.machines[step.machine];
        if (step.first && Underlay::onLink(here, address))
            return *step.first;
        for (std::size_t number = 0; number < here.interfaces.size(); ++number) {
            const auto &interface = here.interfaces[number];
            for (const auto router : m_onSegment[interface.segment]) {
                for (const auto &theirs : m_wires.machines[router].interfaces) {
                    for (const auto &own : theirs.addresses) {
                        const auto onLink = Underlay::onLink(here, own.address);
                        if (theirs.segment != interface.segment || own.address.family() != address.family()
                            || !onLink || onLink->interface != &interface || !seen.insert(router).second)
                            continue;
                        const Hop hop{own.address, static_cast<std::uint16_t>(number), false};
                        queue.push_back({router, step.first ? step.first : std::optional(hop)});
                    }
                }
            }
        }
    }
    return {};
}

std::uint32_t routerIdOf(const Machine &machine)
{
    if (machine.ipv4)
        return static_cast<std::uint32_t>(machine.ipv4->bits().low);
    std::uint64_t hash = 0xCBF29CE484222325U; // FNV-1a
    for (const char byte : machine.id.cluster + '/' + machine.id.name) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001B3U;
    }
    return static_cast<std::uint32_t>(hash) | 1U;
}

} // namespace podloom
