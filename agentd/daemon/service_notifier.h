// agentd/daemon/service_notifier.h: tells a service manager how the agent is.
#pragma once

#include <QObject>
#include <QTimer>

#include <string>

namespace podloom {

class Agent;

/// Speaks the protocol of sd_notify(3) where NOTIFY_SOCKET names a socket, and does nothing elsewhere:
/// READY=1 once calls are answered, STATUS= with the agent's trouble, STOPPING=1 at the end, and WATCHDOG=1
/// at half of WATCHDOG_USEC, out of the event loop that answers the calls. Lives in the agent's thread.
class ServiceNotifier final : public QObject {
    Q_OBJECT
public:
    /// Calls are answered from now on. `agent` must outlive this object.
    explicit ServiceNotifier(const Agent &agent, QObject *parent = nullptr);
    ~ServiceNotifier() override;

private:
    enum class Wait { No, Yes };
    /// False: the manager is busy, and this was not told.
    bool send(const std::string &lines, Wait wait = Wait::No) const;
    void tellStatus();

    const Agent &m_agent;
    std::string m_socket;
    std::string m_status; ///< what was told last
    QTimer m_watchdog;
};

} // namespace podloom
