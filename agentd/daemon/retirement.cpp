#include "agentd/daemon/retirement.h"

#include "core/routing/bird_config.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace podloom {

namespace {

bool isSymbol(char letter)
{
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

bool hasWord(std::string_view text, std::string_view word)
{
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || !isSymbol(text[at - 1])) && (end == text.size() || !isSymbol(text[end])))
            return true;
    }
    return false;
}

} // namespace

std::vector<BgpSession> retirable(std::vector<BgpSession> before, const std::vector<BgpSession> &wanted,
                                  const std::set<std::string> &up, std::string_view secrets)
{
    std::set<std::string> names;
    std::set<std::pair<IpAddress, IpAddress>> ends; // BIRD would open two connections between the same two
    for (const auto &session : wanted) {
        names.insert(birdProtocolName(session));
        ends.emplace(*session.localAddress, *session.peerAddress);
    }
    std::erase_if(before, [&](const BgpSession &session) {
        const auto name = birdProtocolName(session);
        const auto &settings = *session.settings;
        return !up.contains(name) || (settings.password && !hasWord(secrets, settings.secret))
            || !names.insert(name).second
            || !ends.emplace(*session.localAddress, *session.peerAddress).second;
    });
    return before;
}

} // namespace podloom
