#include "core/routing/session.h"

#include "core/routing/islands.h"
#include "core/routing/session_builder.h"

#include <algorithm>
#include <unordered_map>

namespace podloom {

namespace {

std::string nameOf(Family family)
{
    return family == Family::V4 ? "IPv4" : "IPv6";
}

/// Decides which of the sessions come up.
class Judge {
public:
    Judge(const Design &design, const Underlay &wires, std::vector<BgpSession> &sessions)
        : m_wires(wires),
          m_sessions(sessions),
          m_hasSeveralClusters(design.clusterNames().size() > 1),
          m_islands(wires)
    {
        m_ends.reserve(sessions.size());
        m_byEnds.reserve(sessions.size());
        for (std::size_t index = 0; index < sessions.size(); ++index) {
            const auto &session = sessions[index];
            const bool isSameLocal = index > 0 && session.local == sessions[index - 1].local;
            Ends ends;
            ends.local = isSameLocal ? m_ends.back().local : wires.find(session.local);
            ends.peer = session.peer ? wires.find(*session.peer) : nullptr;
            m_ends.push_back(ends);
            if (ends.peer)
                m_byEnds.try_emplace(keyOf(ends.local, ends.peer, session.family), index);
        }
    }

    void judgeAll()
    {
        for (std::size_t index = 0; index < m_sessions.size(); ++index) {
            auto &session = m_sessions[index];
            session.reason = whyNot(session, m_ends[index]);
            session.isUp = !session.reason;
        }
    }

private:
    struct Ends {
        const Machine *local = nullptr;
        const Machine *peer = nullptr; ///< null: none of the design
    };

    /// Of two machines and a family; there are less than 2^31 machines.
    std::uint64_t keyOf(const Machine *local, const Machine *peer, Family family) const
    {
        const auto *first = m_wires.machines.data();
        return static_cast<std::uint64_t>(local - first) << 32U
             | static_cast<std::uint64_t>(peer - first) << 1U | (family == Family::V4 ? 0U : 1U);
    }

    std::optional<Message> whyNot(BgpSession &session, const Ends &ends) const
    {
        const auto local = machineName(session.local, m_hasSeveralClusters);
        const auto &peer = session.peerName;
        if (!session.localAddress)
            return Message{"bgp-no-address", "%1 has no %2 address", {local, nameOf(session.family)}};
        if (!session.peerAddress)
            return Message{"bgp-no-address", "%1 has no %2 address", {peer, nameOf(session.family)}};
        if (ends.local->isDown)
            return Message{"bgp-taken-away", "%1 has been taken away", {local}};
        if (ends.peer && ends.peer->isDown)
            return Message{"bgp-taken-away", "%1 has been taken away", {peer}};
        if (!ends.peer)
            return Message{"bgp-peer-unknown",
                           "Nothing in this design has the address %1",
                           {session.peerAddress->toString()}};
        const auto at = m_byEnds.find(keyOf(ends.peer, ends.local, session.family));
        const auto *other = at == m_byEnds.end() ? nullptr : &m_sessions[at->second];
        if (!other || other->peerAddress != session.localAddress
            || other->localAddress != session.peerAddress)
            return Message{"bgp-no-counterpart",
                           "%1 does not peer with %2 at %3",
                           {peer, local, session.localAddress->toString()}};
        session.counterpart = at->second;
        if (auto mismatch = asMismatch(session, *other, local))
            return mismatch;
        if (session.peerPort != other->localPort)
            return Message{"bgp-port-mismatch",
                           "%1 calls port %2, but %3 listens on port %4",
                           {local, std::to_string(session.peerPort), peer, std::to_string(other->localPort)}};
        if (!isConnected(session, ends))
            return Message{"bgp-no-way", "There is no way between %1 and %2", {local, peer}};
        if (auto lost = timeToLive(session, *other, local))
            return lost;
        return oneSidedPassword(session, *other, local);
    }

    static std::optional<Message> asMismatch(const BgpSession &session, const BgpSession &other,
                                             const std::string &local)
    {
        const auto sentence = [](const std::string &who, std::uint32_t expected, const std::string &whom,
                                 std::uint32_t is) {
            return Message{"bgp-as-mismatch",
                           "%1 expects AS %2, but %3 is in AS %4",
                           {who, std::to_string(expected), whom, std::to_string(is)}};
        };
        if (session.peerAs != other.localAs)
            return sentence(local, session.peerAs, session.peerName, other.localAs);
        if (other.peerAs != session.localAs)
            return sentence(session.peerName, other.peerAs, local, session.localAs);
        if (session.localAs == 0 || session.peerAs == 0)
            return Message{"bgp-no-as", "%1 or %2 has no AS number", {local, session.peerName}};
        return std::nullopt;
    }

    /// How many routers the packets of a session may pass, and how many its TTL security lets them.
    static int sentTtl(const BgpSession &session)
    {
        if (session.settings->ttlSecurityHops)
            return 255;
        return session.isMultihop() ? 64 : 1; // BIRD's multihop
    }

    std::optional<Message> timeToLive(const BgpSession &session, const BgpSession &other,
                                      const std::string &local) const
    {
        const auto lost = [&](const BgpSession &from, const BgpSession &to) {
            const int passed = session.isDirect ? 0 : 1; // at least
            const auto &hops = to.settings->ttlSecurityHops;
            return sentTtl(from) <= passed || (hops && sentTtl(from) - passed <= 255 - *hops);
        };
        if (!lost(session, other) && !lost(other, session))
            return std::nullopt;
        const bool isTowardsPeer = lost(session, other);
        return Message{"bgp-ttl",
                       "What %1 sends does not get to %2: the number of hops (ttlSecurity) does not fit",
                       {isTowardsPeer ? local : session.peerName, isTowardsPeer ? session.peerName : local}};
    }

    static std::optional<Message> oneSidedPassword(const BgpSession &session, const BgpSession &other,
                                                   const std::string &local)
    {
        const auto &mine = session.settings->password;
        const auto &theirs = other.settings->password;
        if (mine.has_value() == theirs.has_value())
            return std::nullopt;
        return Message{"bgp-password-one-side",
                       "Only %1 has a password for this session",
                       {mine ? local : session.peerName}};
    }

    std::optional<std::size_t> islandOf(const Machine &machine, IpAddress address) const
    {
        for (const auto &interface : machine.interfaces) {
            for (const auto &own : interface.addresses) {
                if (own.address == address && !interface.isDown)
                    return m_islands.of(interface.segment);
            }
        }
        return std::nullopt;
    }

    bool isConnected(const BgpSession &session, const Ends &ends) const
    {
        const auto here = islandOf(*ends.local, *session.localAddress);
        const auto there = islandOf(*ends.peer, *session.peerAddress);
        return here && there && *here == *there;
    }

    const Underlay &m_wires;
    std::vector<BgpSession> &m_sessions;
    bool m_hasSeveralClusters;
    Islands m_islands;
    std::vector<Ends> m_ends;                                ///< by session
    std::unordered_map<std::uint64_t, std::size_t> m_byEnds; ///< sessions, by keyOf()
};

} // namespace

std::vector<BgpSession> bgpSessions(const Design &design, const Underlay &wires)
{
    return bgpSessions(design, wires, wires);
}

std::vector<BgpSession> bgpSessions(const Design &design, const Underlay &wires, const Underlay &remaining)
{
    auto sessions = SessionBuilder(design, wires, std::nullopt).build();
    Judge(design, remaining, sessions).judgeAll();
    return sessions;
}

std::vector<BgpSession> bgpSessionsOf(const Design &design, const Underlay &wires, const MachineId &local)
{
    return SessionBuilder(design, wires, local).build();
}

std::string machineName(const MachineId &id, bool hasSeveralClusters)
{
    return hasSeveralClusters && !id.isRouter() ? id.cluster + ':' + id.name : id.name;
}

} // namespace podloom
