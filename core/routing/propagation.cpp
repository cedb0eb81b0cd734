#include "core/routing/propagation.h"

#include <algorithm>
#include <set>

namespace podloom {

namespace {

/// A route that changes this often on one machine never comes to rest.
constexpr std::size_t kMostRounds = 64;

} // namespace

Propagation::Propagation(const Underlay &wires, const std::vector<BgpSession> &sessions)
    : m_wires(wires),
      m_sessions(sessions),
      m_ends4(wires.machines.size()),
      m_ends6(wires.machines.size()),
      m_machineOf(sessions.size()),
      m_interfaceOf(sessions.size()),
      m_routerIds(wires.machines.size()),
      m_onSegment(wires.segments.size()),
      m_received(sessions.size()),
      m_local(wires.machines.size(), LocalRoute::None),
      m_best(wires.machines.size()),
      m_isQueued(wires.machines.size()),
      m_isTouched(wires.machines.size())
{
    for (std::size_t index = 0; index < wires.machines.size(); ++index) {
        const auto &machine = wires.machines[index];
        m_routerIds[index] = routerIdOf(machine);
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

bool Propagation::run(Family family, const std::vector<Origin> &origins, const PassesOn &passesOn)
{
    for (const auto machine : m_touched) {
        for (const auto session : ends()[machine])
            m_received[session].reset();
        m_local[machine] = LocalRoute::None;
        m_best[machine].reset();
        m_isTouched[machine] = false;
    }
    m_touched.clear();
    m_family = family;
    m_passesOn = &passesOn;
    for (const auto &origin : origins) {
        touch(origin.machine);
        if (m_local[origin.machine] != LocalRoute::Announced)
            m_local[origin.machine] = origin.kind;
    }
    for (const auto &origin : origins) {
        if (m_local[origin.machine] == LocalRoute::Announced)
            announce(origin.machine);
    }
    std::size_t steps = 0;
    while (!m_queue.empty()) {
        const auto machine = m_queue.front();
        m_queue.pop_front();
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

void Propagation::touch(std::size_t machine)
{
    if (m_isTouched[machine])
        return;
    m_isTouched[machine] = true;
    m_touched.push_back(machine);
}

void Propagation::announce(std::size_t machine)
{
    for (const auto over : ends()[machine])
        deliver(*m_sessions[over].counterpart, exported(machine, over));
}

void Propagation::deliver(std::size_t session, std::optional<ReceivedRoute> route)
{
    if (route && !accepts(session, *route))
        route.reset();
    auto &slot = m_received[session];
    if (slot == route)
        return;
    slot = std::move(route);
    const auto machine = m_machineOf[session];
    touch(machine);
    if (m_isQueued[machine])
        return;
    m_isQueued[machine] = true;
    m_queue.push_back(machine);
}

std::optional<ReceivedRoute> Propagation::exported(std::size_t machine, std::size_t over) const
{
    const auto &session = m_sessions[over];
    ReceivedRoute route;
    if (m_local[machine] == LocalRoute::Announced) {
        route.nextHop = *session.localAddress;
    } else {
        const auto from = m_best[machine];
        if (!from || *from == over || m_local[machine] == LocalRoute::Kept || !(*m_passesOn)[machine]
            || session.carriesOwnRoutesOnly)
            return std::nullopt;
        const auto &source = m_sessions[*from];
        const bool isReflection = session.isInternal() && source.isInternal();
        if (isReflection && !session.isClient && !source.isClient)
            return std::nullopt;
        route = *m_received[*from];
        const auto nextHop = nextHopFor(over, *from, route);
        if (isReflection)
            route = reflected(route, *from, over);
        route.nextHop = nextHop;
    }
    if (!session.isInternal()) {
        route.asPath = m_paths.prepend(route.asPath, session.localAs);
        route.localPreference = 100;
        route.med = 0;
        route.originator = 0;
        route.clusters = 0;
    }
    return route;
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
    if (!isSingleHop(over))
        return *session.localAddress;
    if (isSingleHop(from) && m_interfaceOf[from] == m_interfaceOf[over])
        return route.nextHop;
    const auto hop = resolve(from, route);
    if (hop.gateway && hop.interface == m_interfaceOf[over])
        return *hop.gateway;
    return *session.localAddress;
}

bool Propagation::accepts(std::size_t session, const ReceivedRoute &route) const
{
    const auto &local = m_sessions[session];
    if (m_paths.count(route.asPath, local.localAs) > local.allowedLocalAs)
        return false;
    if (route.originator != 0 && route.originator == m_routerIds[m_machineOf[session]])
        return false;
    return !local.isClient || !local.reflectorId
        || m_paths.count(route.clusters, static_cast<std::uint32_t>(local.reflectorId->bits().low)) == 0;
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

bool Propagation::isSingleHop(std::size_t session) const
{
    return !m_sessions[session].isInternal() && m_sessions[session].isDirect;
}

std::uint32_t Propagation::originatorOf(std::size_t session) const
{
    const auto &route = m_received[session];
    if (route && route->originator != 0)
        return route->originator;
    return m_routerIds[m_machineOf[*m_sessions[session].counterpart]];
}

/// Whether a route through session `a` is taken before one through `b`.
bool Propagation::isBetter(std::size_t a, std::size_t b) const
{
    const auto &left = *m_received[a];
    const auto &right = *m_received[b];
    const auto leftHop = resolve(a, left);
    const auto rightHop = resolve(b, right);
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
    const auto &left = *m_received[a];
    const auto &right = *m_received[b];
    const auto leftHop = resolve(a, left);
    const auto rightHop = resolve(b, right);
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
    if (isSingleHop(session))
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
