// agentd/bgp/bgp_manager.h: keeps one BIRD of this node's own running with the configuration that is wanted.
#pragma once

#include "agentd/bgp/bird_client.h"
#include "agentd/bgp/bird_process.h"
#include "core/routing/bird_status.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace podloom {

struct BgpOptions {
    std::string bird = "bird";    ///< the program, looked up in PATH and /usr/sbin
    std::string stateDirectory{}; ///< bird.conf lives here and survives a reboot
    std::string runDirectory{};   ///< control socket, pid file and log; at most 90 characters
    std::chrono::milliseconds confirmWithin{15000};
};

struct BgpStatus {
    bool isRunning = false;         ///< BIRD answers
    bool isApplied = false;         ///< BIRD has the text that was asked for last
    std::optional<Error> refusal{}; ///< why the last text was not taken
    std::vector<std::string>
        lost{}; ///< BIRD's names of the sessions that a change had cost and that undid it
    std::vector<BgpSessionStatus> sessions{};
};

/// Runs BIRD and changes its configuration safely: a text is checked inside BIRD first, applied with a
/// deadline, confirmed when the sessions that should stay are up again, and undone by BIRD itself otherwise.
/// Where that would end sessions that could live on, BIRD restarts gracefully instead (wantsRestart).
/// BIRD outlives this object: the next one adopts it. A BIRD that dies is started again and takes its routes
/// over from the kernel. One thread, never blocks.
class BgpManager : public QObject {
    Q_OBJECT

public:
    enum class StopMode {
        KeepRoutes, ///< peers keep our routes for a while (graceful restart): for an upgrade
        Withdraw,   ///< peers drop our routes at once: for a node that leaves
    };

    explicit BgpManager(BgpOptions options, QObject *parent = nullptr);

    /// Adopts the BIRD that runs, or starts it with the configuration of the last time. Without one it waits
    /// for reconcile().
    void start();
    /// Makes BIRD run with `text` (see renderBird). Idempotent; a newer text replaces one that is under way.
    void reconcile(std::string text);
    const BgpStatus &status() const { return m_status; }
    /// Ends BIRD. `stopped` follows.
    void stop(StopMode mode);

    enum class RouteChoice { Best, All };
    /// The routes that BIRD has, soon; fails with Unavailable while BIRD does not answer.
    void askRoutes(RouteChoice choice, std::function<void(Result<std::vector<BirdRoute>>)> answer);

    const BirdFiles &files() const { return m_files; }

signals:
    /// A session, a count or anything else of status() is new.
    void changed();
    void applied();
    /// The text of the last reconcile() was not taken; the one before still runs.
    void refused(const podloom::Error &why);
    void stopped();

private:
    void open();
    void advance();
    void launch();
    void check();
    void apply();
    void configure();
    void awaitTurn();
    void restart(std::string config);
    void relaunch();
    void onRestarted();
    void watch();
    void judge(const std::vector<BgpSessionStatus> &now);
    void confirm();
    void undo(Error lost);
    void keepCandidate();
    void finish(std::optional<Error> refusal);
    void refresh();
    void take(std::vector<BgpSessionStatus> sessions);
    void onConnected();
    void onDisconnected();
    Status writeCandidate();

    BgpOptions m_options;
    BirdFiles m_files;
    BirdProcess m_process;
    BirdClient m_client;
    BgpStatus m_status;
    std::vector<BgpSessionStatus> m_known; ///< the sessions as they were last, also after BIRD has ended

    std::optional<std::string> m_wanted;
    std::optional<std::string> m_running; ///< what BIRD runs with, as far as we know
    std::optional<std::string> m_refused; ///< the text that status().refusal is about
    std::string m_candidate;              ///< the text that is under way
    std::set<std::string> m_mustStay;     ///< sessions that were up and are in the candidate
    bool m_isRestart = false;             ///< the candidate is taken by a restart
    std::optional<std::string> m_next{};  ///< the file that BIRD starts with as soon as it has ended
    std::optional<Error> m_undoing{};     ///< why BIRD restarts with what it had before
    bool m_isOpening = false;             ///< it is not yet known whether a BIRD runs
    bool m_isBusy = false;
    bool m_isStopping = false;
    bool m_isRefreshing = false;
    QElapsedTimer m_sinceApply;
    QTimer m_watchTimer;
    QTimer m_turnTimer;    ///< until BIRD may restart
    QTimer m_refreshTimer; ///< soon after a notice
    QTimer m_pulseTimer;   ///< counts change without notices
    QTimer m_retryTimer;   ///< when BIRD is not there
    std::chrono::milliseconds m_backOff{0};
};

} // namespace podloom
