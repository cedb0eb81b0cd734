#include "agentd/bgp/session_change.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>
#include <vector>

namespace podloom {

namespace {

/// What BIRD starts a session again for.
struct SessionText {
    std::vector<std::string_view> shared{};   ///< settings that the peer has to meet, or notices
    std::vector<std::string_view> oneSided{}; ///< settings of which the peer knows nothing
};

struct ConfigText {
    std::string_view routerId{};
    std::map<std::string, SessionText, std::less<>> sessions{}; ///< by BIRD's name
};

/// Whether a peer takes a restart for a failure.
bool hasStrictBfd(const ConfigText &config)
{
    return std::any_of(config.sessions.begin(), config.sessions.end(), [](const auto &each) {
        const auto &settings = each.second.shared;
        const auto isBfd = [](std::string_view setting) { return setting.starts_with("bfd {"); };
        return std::any_of(settings.begin(), settings.end(), isBfd)
            && std::find(settings.begin(), settings.end(), "bfd graceful;") == settings.end();
    });
}

bool isOneSided(std::string_view setting)
{
    return setting.starts_with("rr ") || setting.starts_with("allow local as ");
}

/// The indentation tells the settings of a session from those of its channel, which need no restart.
void readSetting(SessionText &session, std::string_view setting)
{
    if (isOneSided(setting))
        session.oneSided.push_back(setting);
    else if (!setting.starts_with("description ") && !setting.starts_with("ipv"))
        session.shared.push_back(setting);
}

ConfigText readConfig(std::string_view text)
{
    constexpr std::string_view kHead = "protocol bgp '";
    ConfigText config;
    SessionText *open = nullptr;
    std::size_t indent = 0;
    for (const auto line : split(text, '\n')) {
        const auto begin = line.find_first_not_of(' ');
        if (begin == std::string_view::npos)
            continue;
        if (begin == 0) {
            open = nullptr;
            indent = 0;
            if (line.starts_with("router id "))
                config.routerId = line;
            if (line.starts_with(kHead)) {
                const auto name = line.substr(kHead.size());
                open = &config.sessions[std::string(name.substr(0, name.find('\'')))];
            }
        } else if (open) {
            indent = indent == 0 ? begin : indent;
            if (begin == indent && line[begin] != '}')
                readSetting(*open, line.substr(begin));
        }
    }
    return config;
}

} // namespace

bool wantsRestart(std::string_view before, std::string_view after, const std::set<std::string> &up)
{
    const auto old = readConfig(before);
    const auto next = readConfig(after);
    if (old.routerId != next.routerId || hasStrictBfd(old) || hasStrictBfd(next))
        return false;
    bool hasChanged = false;
    for (const auto &[name, session] : old.sessions) {
        if (!up.contains(name))
            continue;
        const auto at = next.sessions.find(name);
        if (at == next.sessions.end() || at->second.shared != session.shared)
            return false;
        hasChanged = hasChanged || at->second.oneSided != session.oneSided;
    }
    return hasChanged;
}

std::chrono::milliseconds restartTurn(std::string_view text)
{
    constexpr unsigned kTurns = 8;
    constexpr std::chrono::milliseconds kTurn{250};
    const auto id = readConfig(text).routerId;
    const auto last = id.substr(id.rfind('.') + 1);
    const auto number = parseUnsigned(last.substr(0, last.find(';')), 255).value_or(0);
    return kTurn * static_cast<int>(number % kTurns);
}

} // namespace podloom
