// agentd/daemon/bgp_keeper.h: the sessions of this node, kept by a BIRD of its own.
#pragma once

#include "agentd/bgp/bgp_manager.h"
#include "core/routing/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <string>
#include <vector>

namespace podloom {

/// Tells BIRD what the design and the blocks of this node ask for. BIRD is started when there is a session to
/// keep, outlives the agent, and is adopted by the next one; when the node leaves the design it takes its
/// routes back and ends. Make before break: a session that the design no longer has ends when its routes have
/// come over others. Lives in the agent's thread, never blocks.
class BgpKeeper final : public QObject {
    Q_OBJECT
public:
    BgpKeeper(std::string node, BgpOptions options, QObject *parent = nullptr);

    /// Adopts a BIRD of an earlier agent, or starts the one of before a reboot with its last configuration.
    void start();
    /// Takes what `design` says of this node of `cluster`; `blocks` are announced by it, and `outsidePools`
    /// of all nodes are passed on although no pool has them.
    void reconcile(const Design &design, const std::string &cluster, const std::vector<Prefix> &blocks,
                   const std::vector<Prefix> &outsidePools);

    /// BIRD has taken, or refused, what the last reconcile() asked for, and no session of before is kept.
    bool isSettled() const { return m_isSettled && m_retiring.empty(); }
    /// Why BIRD does not do what it shall, in a sentence; empty when it does.
    std::string trouble() const;
    /// What BIRD refused, or was undone because it cost sessions: {"object":"KIND/NAME" or null, "sentence"};
    /// null when it has what it shall have.
    Json refusalJson() const;
    /// Every session that the design has for this node, in the design's order, as in `podloomctl status`. One
    /// that BIRD does not know is "Down".
    Json sessionsJson() const;
    /// The best routes of BIRD's tables, in the form of `podloomctl routes`, soon; none where no BIRD is
    /// wanted.
    void askRoutes(std::function<void(Result<Json>)> answer);

signals:
    /// The file with the passwords is another one: reconcile() is to be called again.
    void secretsChanged();
    /// isSettled(), trouble() or sessionsJson() has changed.
    void changed();
    /// Sessions of before are not needed any more: reconcile() lets them go.
    void due();

private:
    /// All sessions of the configuration that have a password.
    std::vector<const BgpSession *> sessionsWithPassword() const;
    /// Errors: NotFound, PermissionDenied, Io: the passwords that the configuration includes.
    Status prepareSecrets() const;
    void want(std::string text);
    void retire(const std::vector<BgpSession> &wanted);
    void lookAfterRetiring();
    void endRetirement();
    void leave();
    std::string originOfRefusal() const;
    std::string secretsStamp() const;
    void onStopped();

    std::string m_node;
    BgpManager m_manager;
    std::vector<BgpSession> m_sessions; ///< those that the configuration has
    /// Sessions that the design no longer has and that stay until their routes are there over others, so that
    /// no packet is lost on the way from one design to the next; not for long, though.
    std::vector<BgpSession> m_retiring;
    QElapsedTimer m_retiringSince;
    QElapsedTimer m_coveredSince; ///< invalid while something is not covered
    QTimer m_retireTimer;
    std::string m_text; ///< what BIRD shall run with; empty: no BIRD
    std::string m_secretTrouble;
    std::string m_secretsSeen; ///< secretsStamp() at the last look
    QTimer m_secretsTimer;     ///< runs while a session has a password
    bool m_isAnswered = true;  ///< BIRD has taken or refused m_text
    bool m_isSettled = true;
    bool m_isLeaving = false;
};

} // namespace podloom
