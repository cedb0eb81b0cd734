// agentd/cni/server.h: takes the calls of podloom-cni from a Unix socket.
#pragma once

#include "agentd/cni/request.h"
#include "core/os/unique_fd.h"

#include <QObject>

#include <functional>
#include <memory>
#include <set>
#include <string>

class QSocketNotifier;

namespace podloom {

/// One connection carries one call: a line of JSON (CniRequest) that comes with the descriptor of the network
/// namespace, if there is one, and is answered by a line {"status","output"}. Lives in an event loop.
class CniServer final : public QObject {
    Q_OBJECT
public:
    using Reply = std::function<void(CniAnswer)>;
    using Handler = std::function<void(const CniRequest &request, UniqueFd netns, const Reply &reply)>;

    explicit CniServer(Handler handler, QObject *parent = nullptr);
    ~CniServer() override;

    /// Errors: AlreadyExists (another agent listens), PermissionDenied, Io.
    Status listen(const std::string &socketPath);

private:
    struct Connection;
    void accept();
    void receive(const std::shared_ptr<Connection> &connection);

    Handler m_handler;
    std::string m_socketPath;
    UniqueFd m_listener;
    std::unique_ptr<QSocketNotifier> m_acceptable;
    std::set<std::shared_ptr<Connection>> m_connections; ///< whose call is not complete yet
};

} // namespace podloom
