// Which of the routes that a machine received it uses.
#include "core/routing/propagation.h"

namespace podloom {

std::optional<std::size_t> Propagation::select(std::size_t machine) const
{
    std::optional<std::size_t> best;
    for (const auto session : m_holding[machine]) {
        if (!best || isBetter(session, *best))
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
    usedBy(machine, used);
    return used;
}

void Propagation::usedBy(std::size_t machine, std::vector<std::size_t> &used) const
{
    used.clear();
    const auto best = m_best[machine];
    if (!best || m_local[machine] != LocalRoute::None)
        return;
    used.push_back(*best);
    for (const auto session : m_holding[machine]) {
        if (session != *best && isAsGood(*best, session))
            used.push_back(session);
    }
}

} // namespace podloom
