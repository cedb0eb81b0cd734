#include "agentd/daemon/bgp_keeper.h"

#include "agentd/daemon/retirement.h"
#include "core/base/text.h"
#include "core/os/files.h"
#include "core/routing/bird_config.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace podloom {

namespace fs = std::filesystem;

namespace {

using namespace std::chrono_literals;

constexpr auto kRetirePoll = 250ms;
/// Peers lose our routes with the session, so that theirs have to be complete too: what has come to us over
/// others has reached them as well a moment later.
constexpr auto kCoverage = 1000ms;
constexpr auto kLongestRetirement = 15000ms;

} // namespace

BgpKeeper::BgpKeeper(std::string node, BgpOptions options, QObject *parent)
    : QObject(parent),
      m_node(std::move(node)),
      m_manager(std::move(options))
{
    m_retireTimer.setInterval(kRetirePoll);
    connect(&m_retireTimer, &QTimer::timeout, this, &BgpKeeper::lookAfterRetiring);
    connect(&m_manager, &BgpManager::changed, this, &BgpKeeper::changed);
    m_secretsTimer.setInterval(std::chrono::seconds(2));
    connect(&m_secretsTimer, &QTimer::timeout, this, [this] {
        if (secretsStamp() != m_secretsSeen)
            emit secretsChanged();
    });
    connect(&m_manager, &BgpManager::refused, this, [this] { m_isAnswered = m_isSettled = true; });
    connect(&m_manager, &BgpManager::stopped, this, &BgpKeeper::onStopped);
    connect(&m_manager, &BgpManager::applied, this, [this] {
        m_isAnswered = m_isSettled = true;
        if (m_isLeaving)
            m_manager.stop(BgpManager::StopMode::Withdraw);
    });
}

void BgpKeeper::start()
{
    m_manager.start();
}

void BgpKeeper::reconcile(const Design &design, const std::string &cluster, const std::vector<Prefix> &blocks,
                          const std::vector<Prefix> &outsidePools)
{
    const auto wires = underlay(design);
    const auto self = MachineId::node(cluster, m_node);
    if (!wires.find(self)) {
        leave();
        return;
    }
    auto wanted = bgpSessionsOf(design, wires, self);
    std::erase_if(wanted, [](const BgpSession &session) { return !isConfigured(session); });
    retire(wanted);
    m_sessions = std::move(wanted);
    std::error_code error;
    if (m_sessions.empty() && m_text.empty() && !fs::exists(m_manager.files().config, error))
        return; // nobody to talk to, and nothing to take back
    const auto &files = m_manager.files();
    auto text = renderBird(design, self, blocks, {files.log, files.secrets}, m_retiring, outsidePools);
    if (!text)
        return; // the node has just been found
    m_secretsSeen = secretsStamp();
    if (m_secretsSeen.empty())
        m_secretsTimer.stop();
    else
        m_secretsTimer.start();
    const auto prepared = prepareSecrets();
    m_secretTrouble = prepared ? std::string() : prepared.error().text();
    if (prepared)
        want(*std::move(text) + m_secretsSeen);
    else
        m_isSettled = true;
}

/// A text that BIRD refused is not tried again before it changes: a change that cost sessions would cost them
/// over and over.
void BgpKeeper::want(std::string text)
{
    m_isLeaving = false;
    if (text == m_text) {
        m_isSettled = m_isSettled || m_isAnswered;
        return;
    }
    m_text = std::move(text);
    m_isAnswered = m_isSettled = false;
    m_manager.reconcile(m_text);
    if (m_manager.status().isApplied)
        m_isAnswered = m_isSettled = true;
}

/// Keeps those sessions of before that are up and not wanted any more.
void BgpKeeper::retire(const std::vector<BgpSession> &wanted)
{
    std::set<std::string> up;
    for (const auto &session : m_manager.status().sessions) {
        if (session.isEstablished())
            up.insert(session.protocol);
    }
    const bool wereNone = m_retiring.empty();
    m_retiring.insert(m_retiring.end(), m_sessions.begin(), m_sessions.end());
    const auto secrets = readFile(m_manager.files().secrets);
    m_retiring = retirable(std::move(m_retiring), wanted, up, secrets ? *secrets : std::string());
    if (m_retiring.empty()) {
        m_retireTimer.stop();
    } else if (wereNone) {
        m_retiringSince.start();
        m_coveredSince.invalidate();
        m_retireTimer.start();
    }
}

void BgpKeeper::lookAfterRetiring()
{
    if (m_retiringSince.hasExpired(kLongestRetirement.count()))
        return endRetirement();
    std::set<std::string> leaving;
    for (const auto &session : m_retiring)
        leaving.insert(birdProtocolName(session));
    m_manager.askRoutes(BgpManager::RouteChoice::All,
                        [this, leaving = std::move(leaving)](Result<std::vector<BirdRoute>> routes) {
                            if (!m_retireTimer.isActive())
                                return;
                            if (!routes || !isCoveredWithout(*routes, leaving))
                                m_coveredSince.invalidate();
                            else if (!m_coveredSince.isValid())
                                m_coveredSince.start();
                            else if (m_coveredSince.hasExpired(kCoverage.count()))
                                endRetirement();
                        });
}

void BgpKeeper::endRetirement()
{
    m_retireTimer.stop();
    m_retiring.clear();
    m_isSettled = false; // until BIRD has the text without them
    emit due();
}

void BgpKeeper::leave()
{
    m_sessions.clear();
    m_retiring.clear();
    m_retireTimer.stop();
    m_secretTrouble.clear();
    m_secretsTimer.stop();
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
    for (const auto &file :
         {files.config, files.candidate, files.log, files.pid, files.socket, files.mark, files.restarting}) {
        std::error_code ignored;
        fs::remove(file, ignored);
    }
    emit changed();
}

std::vector<const BgpSession *> BgpKeeper::sessionsWithPassword() const
{
    std::vector<const BgpSession *> found;
    for (const auto *sessions : {&m_sessions, &m_retiring}) {
        for (const auto &session : *sessions) {
            if (session.settings->password)
                found.push_back(&session);
        }
    }
    return found;
}

Status BgpKeeper::prepareSecrets() const
{
    std::map<std::string, std::string> constants; // by what asks for the password
    for (const auto *session : sessionsWithPassword())
        constants.emplace(session->origin, session->settings->secret);
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

/// The sentence begins with "FILE:LINE:COLUMN", or is about sessions.
std::string BgpKeeper::originOfRefusal() const
{
    const auto &status = m_manager.status();
    for (const auto &session : m_sessions) {
        const auto name = birdProtocolName(session);
        if (session.object && std::find(status.lost.begin(), status.lost.end(), name) != status.lost.end())
            return session.object->kind + '/' + session.object->name;
    }
    const auto sentence = status.refusal->text();
    const auto lineAfter = [&](const std::string &file) -> std::size_t {
        const auto at = sentence.find(file + ':');
        const auto text = at == std::string::npos ? std::string() : sentence.substr(at + file.size() + 1);
        return parseUnsigned(text.substr(0, text.find(':')), 1'000'000).value_or(0);
    };
    const auto &files = m_manager.files();
    if (const auto line = lineAfter(files.candidate); line > 0)
        return birdOriginAt(m_text, line);
    const auto secrets = readFile(files.secrets);
    const auto line = lineAfter(files.secrets);
    const auto lines = secrets ? split(*secrets, '\n') : std::vector<std::string_view>();
    if (line == 0 || line > lines.size())
        return {};
    for (const auto &session : m_sessions) {
        const auto &secret = session.settings->secret;
        if (!secret.empty() && lines[line - 1].find(secret) != std::string_view::npos)
            return session.object ? session.object->kind + '/' + session.object->name
                                  : "BGPConfiguration/default";
    }
    return {};
}

Json BgpKeeper::refusalJson() const
{
    if (m_text.empty() || !m_isSettled || !m_manager.status().refusal)
        return {};
    const auto origin = originOfRefusal();
    return Json::object({{"object", origin.empty() ? Json() : Json(origin)},
                         {"sentence", m_manager.status().refusal->text()}});
}

/// A text with passwords changes with their file, so that BIRD reads it again.
std::string BgpKeeper::secretsStamp() const
{
    if (sessionsWithPassword().empty())
        return {};
    std::error_code error;
    const auto when = fs::last_write_time(m_manager.files().secrets, error);
    return "# The passwords are those of " + std::to_string(when.time_since_epoch().count()) + ".\n";
}

std::string BgpKeeper::trouble() const
{
    if (!m_secretTrouble.empty())
        return m_secretTrouble;
    if (m_text.empty() || !m_isSettled)
        return {};
    if (m_manager.status().refusal) {
        const auto origin = originOfRefusal();
        return "BGP: " + (origin.empty() ? std::string() : origin + ": ")
             + m_manager.status().refusal->text();
    }
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
    m_manager.askRoutes(BgpManager::RouteChoice::Best, [peers = std::move(peers),
                                                        answer](Result<std::vector<BirdRoute>> routes) {
        if (!routes)
            return answer(Failure{std::move(routes).error()});
        Json list = Json::array();
        for (const auto &route : *routes) {
            const auto peer = peers.find(route.protocol);
            list.append(toJson(route, peer == peers.end() ? std::string() : peer->second));
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
