#include "core/routing/propagation.h"

#include "core/routing/as_numbers.h"

#include <algorithm>
#include <map>
#include <tuple>

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
      m_nextHops(wires),
      m_group(sessions.size()),
      m_received(sessions.size()),
      m_holding(wires.machines.size()),
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
    groupSessions();
}

/// Sessions of a machine over which it tells the same.
void Propagation::groupSessions()
{
    using Traits = std::tuple<std::size_t, bool, std::optional<IpAddress>, NextHopMode, bool, bool, bool,
                              std::uint32_t, std::optional<IpAddress>, const BgpSettings *, std::uint16_t>;
    std::map<Traits, std::uint32_t> groups;
    for (std::size_t index = 0; index < m_sessions.size(); ++index) {
        const auto &session = m_sessions[index];
        const Traits traits{
            m_machineOf[index],           session.isClient,       session.reflectorId,  session.nextHop,
            session.carriesOwnRoutesOnly, session.isInternal(),   session.isMultihop(), session.localAs,
            session.localAddress,         session.settings.get(), m_interfaceOf[index]};
        m_group[index] = groups.try_emplace(traits, static_cast<std::uint32_t>(groups.size())).first->second;
    }
    m_told.resize(groups.size());
    for (auto [ends, known] : {std::pair(&m_ends4, &m_groups4), std::pair(&m_ends6, &m_groups6)}) {
        known->resize(ends->size());
        std::vector<std::size_t> places(groups.size());
        for (std::size_t machine = 0; machine < ends->size(); ++machine) {
            auto &own = (*known)[machine];
            for (const auto over : (*ends)[machine]) {
                auto &place = places[m_group[over]]; // one machine alone has this group
                if (place == 0) {
                    own.push_back({m_group[over], over, {}});
                    place = own.size();
                } else if (!own[place - 1].second) {
                    own[place - 1].second = over;
                }
            }
        }
    }
}

bool Propagation::run(const Prefix &prefix, const std::vector<Origin> &origins, const PassesOn &passesOn,
                      Order order)
{
    for (const auto machine : m_touched) {
        for (const auto session : m_holding[machine])
            m_received[session].reset();
        m_holding[machine].clear();
        m_local[machine] = LocalRoute::None;
        m_best[machine].reset();
        m_isTouched[machine] = false;
    }
    m_touched.clear();
    ++m_run;
    m_prefix = prefix;
    m_family = prefix.family();
    m_isMartian = isMartian(prefix);
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
    const auto from = m_best[machine];
    // Most machines of a mesh have nothing to tell: they are done without a look at their sessions.
    bool hasNews = false;
    for (const auto &group : groups()[machine]) {
        Lost lost;
        auto &told = m_told[group.number];
        const auto over = from == group.first ? group.second : group.first;
        told.route = over ? exported(machine, *over, lost) : std::nullopt;
        if (told.route)
            told.run = m_run;
        hasNews |= told.run == m_run;
    }
    if (!hasNews)
        return;
    for (const auto over : ends()[machine]) {
        Lost lost;
        const auto &told = m_told[m_group[over]];
        if (told.run != m_run)
            continue;
        if (from == over)
            deliver(*m_sessions[over].counterpart, exported(machine, over, lost));
        else
            deliver(*m_sessions[over].counterpart, told.route);
    }
}

void Propagation::deliver(std::size_t session, const std::optional<ReceivedRoute> &told)
{
    auto &slot = m_received[session];
    if (!told && !slot)
        return;
    Lost lost;
    const auto route = told ? imported(session, *told, lost) : std::nullopt;
    if (slot.has_value() == route.has_value() && (!slot || slot->route == *route))
        return;
    const auto machine = m_machineOf[session];
    auto &holding = m_holding[machine];
    const auto at = std::lower_bound(holding.begin(), holding.end(), session);
    if (!route)
        holding.erase(at);
    else if (!slot)
        holding.insert(at, session);
    if (route)
        slot = Slot{*route, resolve(session, *route)};
    else
        slot.reset();
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
    if (session.isSilent) {
        lost.why = Loss::Drained;
        return std::nullopt;
    }
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
    if (m_isMartian)
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

Hop Propagation::resolve(std::size_t session, const ReceivedRoute &route) const
{
    const auto machine = m_machineOf[session];
    return m_sessions[session].isMultihop() ? m_nextHops.any(machine, route.nextHop)
                                            : m_nextHops.connected(machine, route.nextHop);
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
