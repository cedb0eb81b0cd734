#include "agentd/daemon/bgp_keeper.h"

#include "core/base/text.h"
#include "core/routing/bird_config.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace podloom {

namespace fs = std::filesystem;

namespace {

Json routeJson(const BirdRoute &route, const std::string &peer)
{
    Json path = Json::array();
    for (const auto number : route.asPath)
        path.append(std::int64_t{number});
    return Json::object({{"prefix", route.prefix.toString()},
                         {"nextHop", route.nextHop ? Json(route.nextHop->toString()) : Json()},
                         {"interface", route.interface},
                         {"source", toLower(route.source)},
                         {"asPath", std::move(path)},
                         {"from", peer.empty() ? Json() : Json(peer)}});
}

} // namespace

BgpKeeper::BgpKeeper(std::string node, BgpOptions options, QObject *parent)
    : QObject(parent),
      m_node(std::move(node)),
      m_manager(std::move(options))
{
    connect(&m_manager, &BgpManager::changed, this, &BgpKeeper::changed);
    connect(&m_manager, &BgpManager::refused, this, [this] { m_isSettled = true; });
    connect(&m_manager, &BgpManager::stopped, this, &BgpKeeper::onStopped);
    connect(&m_manager, &BgpManager::applied, this, [this] {
        m_isSettled = true;
        if (m_isLeaving)
            m_manager.stop(BgpManager::StopMode::Withdraw);
    });
}

void BgpKeeper::start()
{
    m_manager.start();
}

void BgpKeeper::reconcile(const Design &design, const std::string &cluster, const std::vector<Prefix> &blocks)
{
    const auto wires = underlay(design);
    const auto self = MachineId::node(cluster, m_node);
    if (!wires.find(self)) {
        leave();
        return;
    }
    m_sessions = bgpSessionsOf(design, wires, self);
    std::erase_if(m_sessions, [](const BgpSession &session) { return !isConfigured(session); });
    std::error_code error;
    if (m_sessions.empty() && m_text.empty() && !fs::exists(m_manager.files().config, error))
        return; // nobody to talk to, and nothing to take back
    const auto &files = m_manager.files();
    auto text = renderBird(design, self, blocks, {files.log, files.secrets});
    if (!text)
        return; // the node has just been found
    const auto prepared = prepareSecrets();
    m_secretTrouble = prepared ? std::string() : prepared.error().text();
    if (prepared)
        want(*std::move(text));
    else
        m_isSettled = true;
}

/// A text that BIRD refused is not tried again before it changes: a change that cost sessions would cost them
/// over and over.
void BgpKeeper::want(std::string text)
{
    m_isLeaving = false;
    if (text == m_text)
        return;
    m_text = std::move(text);
    m_isSettled = false;
    m_manager.reconcile(m_text);
    if (m_manager.status().isApplied)
        m_isSettled = true;
}

void BgpKeeper::leave()
{
    m_sessions.clear();
    m_secretTrouble.clear();
    std::error_code error;
    if (m_isLeaving || (m_text.empty() && !fs::exists(m_manager.files().config, error)))
        return;
    // Without sessions BIRD takes its routes out of the kernel; then it may go.
    want(renderIdleBird({m_manager.files().log, {}}));
    m_isLeaving = true;
    if (m_manager.status().isApplied)
        m_manager.stop(BgpManager::StopMode::Withdraw);
}

void BgpKeeper::onStopped()
{
    if (!m_isLeaving) {
        // The node came back while BIRD was ending.
        const auto text = std::exchange(m_text, {});
        want(text);
        return;
    }
    m_isLeaving = false;
    m_isSettled = true;
    m_text.clear();
    const auto &files = m_manager.files();
    for (const auto &file : {files.config, files.candidate, files.log, files.pid, files.socket, files.mark}) {
        std::error_code ignored;
        fs::remove(file, ignored);
    }
    emit changed();
}

Status BgpKeeper::prepareSecrets() const
{
    std::map<std::string, std::string> constants; // by what asks for the password
    for (const auto &session : m_sessions) {
        if (session.settings->password)
            constants.emplace(session.origin, session.settings->secret);
    }
    if (constants.empty())
        return {};
    const auto &file = m_manager.files().secrets;
    std::error_code error;
    const auto status = fs::status(file, error);
    if (!fs::exists(status)) {
        std::string lines;
        for (const auto &[origin, constant] : constants)
            lines += " define " + constant + " = \"PASSWORD OF " + origin + "\";";
        return fail(Errc::NotFound, "bgp-passwords",
                    "BGP waits for passwords: write the file %1, readable by root alone, with%2",
                    {file, lines});
    }
    if ((status.permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none)
        return {};
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, error);
    if (error)
        return fail(Errc::PermissionDenied, "bgp-passwords-open",
                    "BGP waits: others may read the passwords in %1, and that cannot be changed: %2",
                    {file, error.message()});
    return {};
}

std::string BgpKeeper::trouble() const
{
    if (!m_secretTrouble.empty())
        return m_secretTrouble;
    if (m_text.empty() || !m_isSettled)
        return {};
    if (m_manager.status().refusal)
        return "BGP: " + m_manager.status().refusal->text();
    if (!m_manager.status().isRunning)
        return "BGP: BIRD does not answer; it is being started again";
    return {};
}

void BgpKeeper::askRoutes(std::function<void(Result<Json>)> answer)
{
    if (m_text.empty())
        return answer(Json::array());
    std::map<std::string, std::string> peers;
    for (const auto &session : m_sessions)
        peers[birdProtocolName(session)] = session.peerName;
    m_manager.askRoutes([peers = std::move(peers), answer](Result<std::vector<BirdRoute>> routes) {
        if (!routes)
            return answer(Failure{std::move(routes).error()});
        Json list = Json::array();
        for (const auto &route : *routes) {
            const auto peer = peers.find(route.protocol);
            list.append(routeJson(route, peer == peers.end() ? std::string() : peer->second));
        }
        answer(std::move(list));
    });
}

Json BgpKeeper::sessionsJson() const
{
    const auto &known = m_manager.status().sessions;
    Json list = Json::array();
    for (const auto &session : m_sessions) {
        const auto name = birdProtocolName(session);
        const auto found = std::find_if(known.begin(), known.end(),
                                        [&](const BgpSessionStatus &each) { return each.protocol == name; });
        BgpSessionStatus status{.protocol = name, .state = "Down"};
        if (found != known.end())
            status = *found;
        status.peer = session.peerName;
        status.family = session.family;
        list.append(status.toJson());
    }
    return list;
}

} // namespace podloom
