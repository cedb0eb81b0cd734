#include "agentd/cni/server.h"

#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <sys/socket.h>

namespace podloom {

namespace {

constexpr std::size_t kMaxRequestBytes = std::size_t{4} << 20U;

} // namespace

struct CniServer::Connection {
    UniqueFd socket{};
    std::string line{};
    UniqueFd netns{};
    std::unique_ptr<QSocketNotifier> readable{};
};

CniServer::CniServer(Handler handler, QObject *parent) : QObject(parent), m_handler(std::move(handler)) {}

CniServer::~CniServer()
{
    if (!m_socketPath.empty())
        ::unlink(m_socketPath.c_str());
}

Status CniServer::listen(const std::string &socketPath)
{
    auto listener = listenUnix(socketPath, 0600);
    if (!listener)
        return Failure{std::move(listener).error()};
    m_listener = *std::move(listener);
    m_socketPath = socketPath;
    ::fcntl(m_listener.get(), F_SETFL, O_NONBLOCK);
    m_acceptable = std::make_unique<QSocketNotifier>(m_listener.get(), QSocketNotifier::Read);
    connect(m_acceptable.get(), &QSocketNotifier::activated, this, &CniServer::accept);
    return {};
}

void CniServer::accept()
{
    for (;;) {
        UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!socket)
            return;
        auto connection = std::make_shared<Connection>();
        connection->socket = std::move(socket);
        connection->readable =
            std::make_unique<QSocketNotifier>(connection->socket.get(), QSocketNotifier::Read);
        connect(connection->readable.get(), &QSocketNotifier::activated, this,
                [this, weak = std::weak_ptr<Connection>(connection)] {
                    if (const auto alive = weak.lock())
                        receive(alive);
                });
        m_connections.insert(std::move(connection));
    }
}

void CniServer::receive(const std::shared_ptr<Connection> &connection)
{
    auto received = receiveWithFd(connection->socket.get());
    const bool hasEnded = !received || received->bytes.empty();
    if (!hasEnded) {
        connection->line += received->bytes;
        if (received->fd)
            connection->netns = std::move(received->fd);
    }
    const bool isWhole = !connection->line.empty() && connection->line.back() == '\n';
    if (!isWhole && !hasEnded && connection->line.size() < kMaxRequestBytes)
        return;
    // The notifier may be the one that is being served: it goes when its signal has returned.
    connection->readable->setEnabled(false);
    connection->readable.release()->deleteLater();
    m_connections.erase(connection);
    const auto json = isWhole ? parseJson(connection->line) : parseJson("");
    if (!json)
        return; // no plugin of ours says this
    const auto reply = [connection](const CniAnswer &answer) {
        const auto line =
            Json::object({{"status", answer.exitStatus}, {"output", answer.output}}).dump() + '\n';
        (void)sendWithFd(connection->socket.get(), line, -1); // the plugin may have been killed meanwhile
    };
    m_handler(cniRequestFromJson(*json), std::move(connection->netns), reply);
}

} // namespace podloom
