// core/routing/bird_status.h: what BIRD's sessions and tables hold now.
#pragma once

#include "core/routing/bird_reply.h"

#include "core/base/json.h"
#include "core/net/prefix.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace podloom {

/// One BGP session of this node, of one family.
struct BgpSessionStatus {
    std::string protocol{}; ///< BIRD's name of it
    std::string peer{};     ///< node or router name, or "ip:ADDR": the protocol's description
    Family family = Family::V4;
    std::string state{};           ///< "Established", "Active", …; "Down" when it is switched off
    std::string since{};           ///< ISO 8601 local time, or as BIRD writes it
    bool isPeerRestarting = false; ///< gracefully: its routes are kept meanwhile
    std::uint32_t imported = 0;
    std::uint32_t exported = 0;
    std::string lastError{};

    /// An earlier state of the session.
    struct Past {
        std::string state{};
        std::string since{};
        std::string lastError{};
        bool operator==(const Past &) const = default;
    };
    std::vector<Past> history{}; ///< the last ones that the agent saw, the latest first
    std::uint32_t flaps = 0;     ///< how often the agent saw it leave Established

    bool isEstablished() const { return state == "Established"; }
    /// As in `podloomctl status`:
    /// {"peer","family","state","since","imported","exported","lastError","flaps","history"}.
    Json toJson() const;
    bool operator==(const BgpSessionStatus &) const = default;
};

/// Takes the history over from what was known of the sessions before, and adds what has ended since.
void continueHistory(const std::vector<BgpSessionStatus> &before, std::vector<BgpSessionStatus> &now);

/// The BGP sessions of a reply to `show protocols all`, in BIRD's order.
std::vector<BgpSessionStatus> parseSessions(const BirdReply &reply);

/// One route of BIRD's table.
struct BirdRoute {
    Prefix prefix = Prefix::all(Family::V4);
    std::optional<IpAddress> nextHop{}; ///< none: blackhole, or directly connected
    std::string interface {};           ///< "blackhole" for one
    std::string protocol{};
    std::string source{}; ///< BIRD's type: "BGP", "static", "device", "inherit"
    bool isBest = false;
    std::vector<std::uint32_t> asPath{};
    std::string origin{}; ///< "IGP", "EGP", "Incomplete"; empty for what is not of BGP
    std::optional<std::uint32_t> localPreference{};
    std::optional<std::uint32_t> med{};
    std::vector<std::string> communities{}; ///< "65000:3", "65000:1:2"
    bool operator==(const BirdRoute &) const = default;
};

/// {"prefix","nextHop","interface","source","asPath","origin","localPref","med","communities","from"};
/// `peer`, the other end of its session, becomes "from".
Json toJson(const BirdRoute &route, const std::string &peer);

/// The routes of a reply to `show route all`: one entry per next hop.
std::vector<BirdRoute> parseRoutes(const BirdReply &reply);

/// Whether everything that is learned over the BGP sessions `leaving` (BIRD's names) is learned over another
/// one too.
bool isCoveredWithout(const std::vector<BirdRoute> &routes, const std::set<std::string> &leaving);

} // namespace podloom
