#include "agentd/bgp/bgp_manager.h"

#include "agentd/bgp/session_change.h"
#include "core/os/files.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace podloom {

using namespace std::chrono_literals;

namespace {

constexpr auto kShortestBackOff = 100ms;
constexpr auto kLongestBackOff = 10000ms;
constexpr auto kTurnPoll = 200ms;
constexpr auto kLongestTurn = 5000ms;

std::string inQuotes(const std::string &path)
{
    return '"' + path + '"';
}

/// Which of `names` are not up.
std::set<std::string> missingFrom(std::set<std::string> names, const std::vector<BgpSessionStatus> &now)
{
    for (const auto &session : now) {
        if (session.isEstablished())
            names.erase(session.protocol);
    }
    return names;
}

} // namespace

BgpManager::BgpManager(BgpOptions options, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_files(BirdFiles::in(m_options.stateDirectory, m_options.runDirectory)),
      m_process(m_options.bird, m_files)
{
    connect(&m_client, &BirdClient::connected, this, &BgpManager::onConnected);
    connect(&m_client, &BirdClient::disconnected, this, &BgpManager::onDisconnected);
    connect(&m_client, &BirdClient::noticed, this, [this] { m_refreshTimer.start(); });
    m_watchTimer.setInterval(200ms);
    connect(&m_watchTimer, &QTimer::timeout, this, &BgpManager::watch);
    m_turnTimer.setSingleShot(true);
    connect(&m_turnTimer, &QTimer::timeout, this, &BgpManager::awaitTurn);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(50ms);
    connect(&m_refreshTimer, &QTimer::timeout, this, &BgpManager::refresh);
    m_pulseTimer.setInterval(2s);
    connect(&m_pulseTimer, &QTimer::timeout, this, &BgpManager::refresh);
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &BgpManager::advance);
}

void BgpManager::start()
{
    // Where an earlier program ended in the midst of a restart, BIRD may run with either text: it is told the
    // newer one, which it had looked at, once more.
    std::error_code problem;
    const bool isInDoubt = std::filesystem::exists(m_files.restarting, problem)
                        && std::filesystem::exists(m_files.candidate, problem);
    if (const auto last = readFile(isInDoubt ? m_files.candidate : m_files.config); last) {
        if (!isInDoubt)
            m_running = *last;
        if (!m_wanted)
            m_wanted = *last;
    }
    open();
}

void BgpManager::open()
{
    m_isOpening = true;
    m_client.open(m_files.socket);
}

void BgpManager::reconcile(std::string text)
{
    if (m_wanted == text && m_status.isApplied)
        return;
    m_refused.reset();
    m_wanted = std::move(text);
    m_status.isApplied = m_status.isRunning && m_wanted == m_running;
    if (m_status.isApplied && m_status.refusal) {
        // Back to what still runs: nothing is refused any more.
        m_status.refusal.reset();
        m_status.lost.clear();
        emit changed();
    }
    advance();
}

void BgpManager::advance()
{
    if (m_isBusy || m_isStopping || m_isOpening || !m_wanted || m_process.isStarting())
        return;
    if (!m_client.isOpen()) {
        if (!m_status.isRunning)
            launch();
    } else if (m_wanted != m_running && m_wanted != m_refused) {
        m_isBusy = true;
        m_status.lost.clear();
        check();
    }
}

Status BgpManager::writeCandidate()
{
    m_candidate = *m_wanted;
    if (auto written = replaceFile(m_files.candidate, m_candidate, 0640); !written)
        return wrap(std::move(written).error(), "writing BIRD's next configuration");
    return {};
}

/// BIRD is not there: it starts with what is wanted, and when it refuses that, with what it ran with before.
void BgpManager::launch()
{
    const bool wasRefused = m_wanted == m_refused;
    if (wasRefused && !m_running)
        return;
    if (!wasRefused) {
        if (auto written = writeCandidate(); !written) {
            finish(written.error());
            return;
        }
    }
    const auto config = wasRefused ? m_files.config : m_files.candidate;
    m_process.start(config, [this, wasRefused](Status started) {
        if (!started && !wasRefused) {
            finish(started.error());
            m_retryTimer.start(kShortestBackOff);
            return;
        }
        if (started && !wasRefused)
            keepCandidate();
        open();
    });
}

void BgpManager::check()
{
    if (auto written = writeCandidate(); !written) {
        finish(written.error());
        return;
    }
    m_client.send("configure check " + inQuotes(m_files.candidate), [this](Result<BirdReply> reply) {
        if (!reply)
            finish(reply.error());
        else
            apply();
    });
}

void BgpManager::apply()
{
    m_client.send("show protocols all", [this](Result<BirdReply> before) {
        if (!before) {
            finish(before.error());
            return;
        }
        m_mustStay.clear();
        for (const auto &session : parseSessions(*before)) {
            if (session.isEstablished() && m_candidate.find(session.protocol) != std::string::npos)
                m_mustStay.insert(session.protocol);
        }
        m_isRestart = m_running && wantsRestart(*m_running, m_candidate, m_mustStay);
        if (!m_isRestart) {
            configure();
            return;
        }
        m_sinceApply.start();
        m_turnTimer.start(restartTurn(m_candidate));
    });
}

/// A peer that restarts itself has no routes to give back: while there is one, this BIRD waits.
void BgpManager::awaitTurn()
{
    m_client.send("show protocols all", [this](Result<BirdReply> reply) {
        if (!reply) {
            finish(reply.error());
            return;
        }
        const auto now = parseSessions(*reply);
        const bool isFree = missingFrom(m_mustStay, now).empty()
                         && std::none_of(now.begin(), now.end(), [](const BgpSessionStatus &session) {
                                return session.isPeerRestarting;
                            });
        if (isFree || m_sinceApply.hasExpired(kLongestTurn.count()))
            restart(m_files.candidate);
        else
            m_turnTimer.start(kTurnPoll);
    });
}

void BgpManager::configure()
{
    // BIRD goes back by itself when nobody confirms, even if this program dies meanwhile.
    const auto deadline = std::chrono::ceil<std::chrono::seconds>(m_options.confirmWithin) + 5s;
    const auto command =
        "configure " + inQuotes(m_files.candidate) + " timeout " + std::to_string(deadline.count());
    m_client.send(command, [this](Result<BirdReply> reply) {
        if (!reply) {
            finish(reply.error());
            return;
        }
        m_sinceApply.start();
        m_watchTimer.start();
        watch();
    });
}

/// Peers and the kernel keep the routes while BIRD ends and starts again with the file `config`.
void BgpManager::restart(std::string config)
{
    if (auto marked = replaceFile(m_files.restarting, "BIRD restarts into another configuration\n");
        !marked) {
        finish(marked.error());
        return;
    }
    m_next = std::move(config);
    m_client.send("graceful restart", [this](Result<BirdReply> reply) {
        if (reply || reply.error().code == Errc::Unavailable)
            return; // it ends, and onDisconnected() goes on
        m_next.reset();
        m_undoing.reset();
        finish(reply.error());
    });
}

void BgpManager::relaunch()
{
    const auto config = *std::exchange(m_next, std::nullopt);
    m_process.start(config, [this](Status started) {
        if (started) {
            open();
            return;
        }
        // launch() takes what BIRD ran with before.
        auto why = m_undoing ? *std::exchange(m_undoing, std::nullopt) : started.error();
        finish(std::move(why));
        m_retryTimer.start(kShortestBackOff);
    });
}

/// BIRD answers again in the midst of a change.
void BgpManager::onRestarted()
{
    if (m_undoing) {
        finish(std::exchange(m_undoing, std::nullopt));
        return;
    }
    m_sinceApply.start();
    m_watchTimer.start();
    watch();
}

void BgpManager::watch()
{
    m_client.send("show protocols all", [this](Result<BirdReply> reply) {
        if (!m_watchTimer.isActive())
            return;
        if (!reply) {
            m_watchTimer.stop();
            finish(reply.error());
            return;
        }
        auto now = parseSessions(*reply);
        judge(now);
        take(std::move(now));
    });
}

void BgpManager::judge(const std::vector<BgpSessionStatus> &now)
{
    const auto missing = missingFrom(m_mustStay, now);
    if (!missing.empty() && !m_sinceApply.hasExpired(m_options.confirmWithin.count()))
        return;
    m_watchTimer.stop();
    if (missing.empty()) {
        confirm();
        return;
    }
    std::string names;
    m_status.lost.assign(missing.begin(), missing.end());
    for (const auto &session : now) {
        if (missing.count(session.protocol) != 0)
            names += (names.empty() ? "" : ", ") + session.peer
                   + (session.lastError.empty() ? std::string() : " (" + session.lastError + ')');
    }
    auto lost = fail(Errc::Conflict, "bgp-sessions-lost",
                     "The change was undone: these sessions did not come up again: %1", {names});
    undo(std::move(lost.error));
}

void BgpManager::confirm()
{
    if (m_isRestart) {
        keepCandidate();
        finish(std::nullopt);
        return;
    }
    m_client.send("configure confirm", [this](Result<BirdReply> reply) {
        if (!reply) {
            finish(reply.error());
            return;
        }
        keepCandidate();
        finish(std::nullopt);
    });
}

void BgpManager::undo(Error lost)
{
    if (m_isRestart) {
        m_undoing = std::move(lost);
        restart(m_files.config);
        return;
    }
    m_client.send("configure undo",
                  [this, lost = std::move(lost)](const Result<BirdReply> &) { finish(lost); });
}

/// What BIRD runs with is what it starts with from now on.
void BgpManager::keepCandidate()
{
    std::error_code problem;
    std::filesystem::rename(m_files.candidate, m_files.config, problem);
    m_running = m_candidate;
}

void BgpManager::finish(std::optional<Error> refusal)
{
    m_isBusy = false;
    std::error_code problem;
    std::filesystem::remove(m_files.restarting, problem);
    m_status.refusal = std::move(refusal);
    m_status.isApplied = !m_status.refusal && m_status.isRunning && m_wanted == m_running;
    if (m_status.refusal && m_status.refusal->code != Errc::Unavailable)
        m_refused = m_candidate;
    if (m_status.refusal)
        emit refused(*m_status.refusal);
    else
        emit applied();
    emit changed();
    advance();
}

void BgpManager::refresh()
{
    if (!m_client.isOpen() || m_isRefreshing)
        return;
    m_isRefreshing = true;
    m_client.send("show protocols all", [this](Result<BirdReply> reply) {
        m_isRefreshing = false;
        if (reply)
            take(parseSessions(*reply));
    });
}

void BgpManager::askRoutes(RouteChoice choice, std::function<void(Result<std::vector<BirdRoute>>)> answer)
{
    if (!m_client.isOpen()) {
        answer(fail(Errc::Unavailable, "bird-away", "BIRD does not answer"));
        return;
    }
    const auto *question = choice == RouteChoice::Best ? "show route primary all" : "show route";
    m_client.send(question, [answer = std::move(answer)](Result<BirdReply> reply) {
        if (reply)
            answer(parseRoutes(*reply));
        else
            answer(Failure{std::move(reply).error()});
    });
}

void BgpManager::take(std::vector<BgpSessionStatus> sessions)
{
    continueHistory(m_known, sessions);
    if (sessions == m_status.sessions)
        return;
    m_known = sessions;
    m_status.sessions = std::move(sessions);
    emit changed();
}

void BgpManager::onConnected()
{
    m_isOpening = false;
    m_backOff = 0ms;
    m_status.isRunning = true;
    m_status.isApplied = m_wanted && m_wanted == m_running;
    m_client.send("echo all", [](const Result<BirdReply> &) {});
    m_pulseTimer.start();
    refresh();
    if (m_status.isApplied)
        emit applied();
    emit changed();
    if (m_isBusy)
        onRestarted();
    advance();
}

void BgpManager::onDisconnected()
{
    m_isOpening = false;
    const bool wasRunning = std::exchange(m_status.isRunning, false);
    m_status.isApplied = false;
    m_status.sessions.clear();
    m_watchTimer.stop();
    m_turnTimer.stop();
    m_pulseTimer.stop();
    if (m_next && !m_isStopping) {
        emit changed();
        relaunch();
        return;
    }
    m_isBusy = false;
    m_next.reset();
    m_undoing.reset();
    if (m_isStopping) {
        m_isStopping = false;
        m_wanted.reset();
        emit stopped();
        return;
    }
    if (wasRunning)
        emit changed();
    // A socket that nobody answers: BIRD is not there, or is only just starting.
    m_backOff = std::clamp<std::chrono::milliseconds>(m_backOff * 2, kShortestBackOff, kLongestBackOff);
    m_retryTimer.start(wasRunning ? kShortestBackOff : m_backOff);
}

void BgpManager::stop(StopMode mode)
{
    m_isStopping = true;
    m_retryTimer.stop();
    m_watchTimer.stop();
    m_turnTimer.stop();
    if (mode == StopMode::Withdraw)
        m_process.forgetRoutes();
    if (!m_client.isOpen()) {
        onDisconnected();
        return;
    }
    m_client.send(mode == StopMode::Withdraw ? "down" : "graceful restart", [](const Result<BirdReply> &) {});
}

} // namespace podloom
