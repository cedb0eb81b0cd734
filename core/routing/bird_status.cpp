#include "core/routing/bird_status.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

namespace podloom {

namespace {

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> result;
    for (const auto part : split(text, ' ')) {
        if (!trimmed(part).empty())
            result.emplace_back(trimmed(part));
    }
    return result;
}

/// What follows "key:" in a line of details, if the line is about that.
std::optional<std::string> valueOf(std::string_view line, std::string_view key)
{
    const auto text = trimmed(line);
    if (!text.starts_with(key) || text.size() <= key.size() || text[key.size()] != ':')
        return std::nullopt;
    return std::string(trimmed(text.substr(key.size() + 1)));
}

/// "1 imported, 2 filtered, 4 exported, 1 preferred".
std::uint32_t countOf(const std::string &routes, std::string_view what)
{
    for (const auto part : split(routes, ',')) {
        const auto pair = words(part);
        if (pair.size() == 2 && pair[1] == what)
            return static_cast<std::uint32_t>(parseUnsigned(pair[0], UINT32_MAX).value_or(0));
    }
    return 0;
}

void readDetail(BgpSessionStatus &session, const std::string &line)
{
    if (const auto description = valueOf(line, "Description"))
        session.peer = *description;
    else if (const auto state = valueOf(line, "BGP state"))
        session.state = *state;
    else if (const auto error = valueOf(line, "Last error"))
        session.lastError = *error;
    else if (trimmed(line) == "Neighbor graceful restart active")
        session.isPeerRestarting = true;
    else if (trimmed(line) == "Channel ipv6")
        session.family = Family::V6;
    else if (const auto routes = valueOf(line, "Routes")) {
        session.imported = countOf(*routes, "imported");
        session.exported = countOf(*routes, "exported");
    }
}

/// "via 10.0.0.2 on e0 weight 1" or "dev e0".
bool readHop(BirdRoute &route, std::string_view line)
{
    const auto part = words(line);
    for (std::size_t index = 0; index + 1 < part.size(); ++index) {
        if (part[index] == "via")
            route.nextHop = IpAddress::parse(part[index + 1]);
        else if (part[index] == "on" || part[index] == "dev")
            route.interface = part[index + 1];
    }
    return !part.empty() && (part[0] == "via" || part[0] == "dev");
}

std::optional<std::uint32_t> numberIn(std::string_view text)
{
    const auto number = parseUnsigned(text, UINT32_MAX);
    return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

std::vector<std::uint32_t> numbersIn(std::string_view text)
{
    std::vector<std::uint32_t> numbers;
    for (const auto &word : words(text)) {
        if (const auto number = numberIn(word))
            numbers.push_back(*number);
    }
    return numbers;
}

/// "(65000,3) (65000,4)" and "(65000, 1, 2)".
void addCommunities(BirdRoute &route, std::string_view text)
{
    for (const auto part : split(text, '(')) {
        std::string community;
        for (const auto letter : part.substr(0, part.find(')'))) {
            if (letter != ' ')
                community += letter == ',' ? ':' : letter;
        }
        if (!community.empty())
            route.communities.push_back(std::move(community));
    }
}

/// Milliseconds since midnight out of "2026-11-24T08:33:30.284".
std::optional<std::int64_t> timeOfDay(std::string_view iso)
{
    const auto time = iso.substr(std::min(iso.size(), iso.find('T') + 1));
    if (time.size() < 12 || time[2] != ':' || time[5] != ':' || time[8] != '.')
        return std::nullopt;
    std::int64_t milliseconds = 0;
    for (const auto &[at, length, unit] : {std::tuple(0U, 2U, 3'600'000), std::tuple(3U, 2U, 60'000),
                                           std::tuple(6U, 2U, 1000), std::tuple(9U, 3U, 1)}) {
        const auto number = parseUnsigned(time.substr(at, length), 999);
        if (!number)
            return std::nullopt;
        milliseconds += static_cast<std::int64_t>(*number) * unit;
    }
    return milliseconds;
}

/// BIRD reckons times back from a clock of its own each time that it is asked: they differ by a millisecond.
bool isSameTime(const std::string &a, const std::string &b)
{
    constexpr std::int64_t kJitter = 100;
    const auto first = timeOfDay(a);
    const auto second = timeOfDay(b);
    return a == b || (first && second && std::abs(*first - *second) <= kJitter);
}

/// Reads the lines of one table, whose routes leave their prefix out when it is that of the route before.
class RouteReader {
public:
    void read(const BirdLine &line)
    {
        const auto text = std::string_view(line.text);
        const bool isHead = line.code == 1007 && text.find('[') != std::string_view::npos;
        if (isHead)
            readHead(text);
        else if (line.code == 1007 && !m_open.empty())
            readHopLine(text);
        else if (line.code == 1008)
            readType(text);
        else if (line.code == 1012)
            readAttribute(text);
    }

    std::vector<BirdRoute> finish()
    {
        close();
        return std::move(m_routes);
    }

private:
    void readHead(std::string_view text)
    {
        close();
        const auto bracket = text.find('[');
        const auto part = words(text.substr(0, bracket));
        if (const auto prefix = part.empty() ? fail(Errc::NotFound, "", "") : Prefix::parse(part[0]); prefix)
            m_prefix = *prefix;
        BirdRoute route;
        route.prefix = m_prefix;
        if (!part.empty() && (part.back() == "blackhole" || part.back() == "unreachable"))
            route.interface = part.back();
        const auto end = text.find(']', bracket);
        const auto inside = text.substr(bracket + 1, end - bracket - 1);
        route.protocol = words(inside).empty() ? std::string() : words(inside).front();
        const auto behind = end == std::string_view::npos ? std::string_view() : text.substr(end);
        route.isBest = behind.find('*') != std::string_view::npos;
        m_open.push_back(std::move(route));
        m_hasHop = false;
    }

    void readHopLine(std::string_view text)
    {
        auto route = m_open.front();
        if (!readHop(route, text))
            return;
        if (m_hasHop)
            m_open.push_back(std::move(route));
        else
            m_open.front() = std::move(route);
        m_hasHop = true;
    }

    void readType(std::string_view text)
    {
        const auto value = valueOf(text, "Type");
        if (!value || words(*value).empty())
            return;
        for (auto &route : m_open)
            route.source = words(*value).front();
    }

    void readAttribute(std::string_view text)
    {
        for (auto &route : m_open) {
            if (const auto path = valueOf(text, "BGP.as_path"))
                route.asPath = numbersIn(*path);
            else if (const auto origin = valueOf(text, "BGP.origin"))
                route.origin = *origin;
            else if (const auto preference = valueOf(text, "BGP.local_pref"))
                route.localPreference = numberIn(*preference);
            else if (const auto med = valueOf(text, "BGP.med"))
                route.med = numberIn(*med);
            else if (const auto communities = valueOf(text, "BGP.community"))
                addCommunities(route, *communities);
            else if (const auto large = valueOf(text, "BGP.large_community"))
                addCommunities(route, *large);
        }
    }

    void close()
    {
        std::move(m_open.begin(), m_open.end(), std::back_inserter(m_routes));
        m_open.clear();
    }

    std::vector<BirdRoute> m_routes;
    std::vector<BirdRoute> m_open; ///< the hops of the route that is being read
    Prefix m_prefix = Prefix::all(Family::V4);
    bool m_hasHop = false;
};

} // namespace

Json BgpSessionStatus::toJson() const
{
    Json past = Json::array();
    for (const auto &each : history)
        past.append(Json::object({{"state", each.state},
                                  {"since", each.since},
                                  {"lastError", each.lastError.empty() ? Json() : Json(each.lastError)}}));
    return Json::object({{"peer", peer},
                         {"family", family == Family::V4 ? 4 : 6},
                         {"state", state},
                         {"since", since},
                         {"imported", imported},
                         {"exported", exported},
                         {"lastError", lastError.empty() ? Json() : Json(lastError)},
                         {"flaps", std::int64_t{flaps}},
                         {"history", std::move(past)}});
}

Json toJson(const BirdRoute &route, const std::string &peer)
{
    const auto number = [](const std::optional<std::uint32_t> &value) {
        return value ? Json(std::int64_t{*value}) : Json();
    };
    Json path = Json::array();
    for (const auto each : route.asPath)
        path.append(std::int64_t{each});
    Json communities = Json::array();
    for (const auto &community : route.communities)
        communities.append(community);
    return Json::object({{"prefix", route.prefix.toString()},
                         {"nextHop", route.nextHop ? Json(route.nextHop->toString()) : Json()},
                         {"interface", route.interface},
                         {"source", toLower(route.source)},
                         {"asPath", std::move(path)},
                         {"origin", route.origin.empty() ? Json() : Json(route.origin)},
                         {"localPref", number(route.localPreference)},
                         {"med", number(route.med)},
                         {"communities", std::move(communities)},
                         {"from", peer.empty() ? Json() : Json(peer)}});
}

void continueHistory(const std::vector<BgpSessionStatus> &before, std::vector<BgpSessionStatus> &now)
{
    constexpr std::size_t kLongest = 10;
    std::map<std::string_view, const BgpSessionStatus *> known;
    for (const auto &session : before)
        known[session.protocol] = &session;
    for (auto &session : now) {
        const auto at = known.find(session.protocol);
        if (at == known.end())
            continue;
        const auto &last = *at->second;
        session.history = last.history;
        session.flaps = last.flaps;
        // BIRD's time is that of its protocol's state, which several states of BGP share.
        if (last.state == session.state
            && (isSameTime(last.since, session.since) || !session.isEstablished()))
            continue;
        session.flaps += last.isEstablished() ? 1U : 0U;
        session.history.insert(session.history.begin(), {last.state, last.since, last.lastError});
        if (session.history.size() > kLongest)
            session.history.pop_back();
    }
}

std::vector<BgpSessionStatus> parseSessions(const BirdReply &reply)
{
    std::vector<BgpSessionStatus> sessions;
    bool isBgp = false;
    for (const auto &line : reply.lines) {
        if (line.code == 1002) {
            const auto column = words(line.text);
            isBgp = column.size() >= 4 && column[1] == "BGP";
            if (!isBgp)
                continue;
            BgpSessionStatus session;
            session.protocol = column[0];
            session.peer = column[0];
            session.state = column[3] == "down" ? "Down" : "Idle";
            session.since = column.size() >= 6 ? column[4] + 'T' + column[5] : std::string();
            sessions.push_back(std::move(session));
        } else if (line.code == 1006 && isBgp) {
            readDetail(sessions.back(), line.text);
        }
    }
    return sessions;
}

std::vector<BirdRoute> parseRoutes(const BirdReply &reply)
{
    RouteReader reader;
    for (const auto &line : reply.lines)
        reader.read(line);
    return reader.finish();
}

bool isCoveredWithout(const std::vector<BirdRoute> &routes, const std::set<std::string> &leaving)
{
    std::set<Prefix> needed;
    std::set<Prefix> covered;
    for (const auto &route : routes) {
        if (leaving.contains(route.protocol))
            needed.insert(route.prefix);
        else if (route.protocol.starts_with("n:"))
            covered.insert(route.prefix);
    }
    return std::includes(covered.begin(), covered.end(), needed.begin(), needed.end());
}

} // namespace podloom
