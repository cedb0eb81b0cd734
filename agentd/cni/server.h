// agentd/cni/server.h: takes the calls of podloom-cni from a Unix socket.
#pragma once

#include "agentd/cni/request.h"
#include "core/os/unique_fd.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>

class QSocketNotifier;

namespace podloom {

/// One connection carries one call: a line of JSON (CniRequest) that comes with the descriptor of the network
/// namespace, if there is one, and is answered by a line {"status","output"}. Whoever says nothing for
/// `patience`, or does not take its answer, is dropped. Lives in an event loop, never blocks it.
class CniServer final : public QObject {
    Q_OBJECT
public:
    using Reply = std::function<void(CniAnswer)>;
    using Handler = std::function<void(const CniRequest &request, UniqueFd netns, const Reply &reply)>;

    static constexpr std::chrono::milliseconds kPatience{10'000};

    explicit CniServer(Handler handler, std::chrono::milliseconds patience = kPatience,
                       QObject *parent = nullptr);
    ~CniServer() override;

    /// Errors: AlreadyExists (another agent listens), PermissionDenied, Io.
    Status listen(const std::string &socketPath);

private:
    struct Connection;
    void accept();
    void take(UniqueFd socket);
    void forget(const std::shared_ptr<Connection> &connection);
    void receive(const std::shared_ptr<Connection> &connection);

    Handler m_handler;
    std::chrono::milliseconds m_patience;
    std::string m_socketPath;
    UniqueFd m_listener;
    std::unique_ptr<QSocketNotifier> m_acceptable;
    std::set<std::shared_ptr<Connection>> m_connections; ///< whose call is not complete yet
};

} // namespace podloom
