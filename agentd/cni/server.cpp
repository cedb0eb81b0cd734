#include "agentd/cni/server.h"

#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <QSocketNotifier>
#include <QTimer>

#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>

namespace podloom {

namespace {

constexpr std::size_t kMaxRequestBytes = std::size_t{4} << 20U;
/// How long nothing is accepted when there are no descriptors left: the waiting call would wake us for ever.
constexpr std::chrono::milliseconds kPause{100};

} // namespace

struct CniServer::Connection {
    UniqueFd socket{};
    std::string line{};
    UniqueFd netns{};
    std::unique_ptr<QSocketNotifier> readable{};
    std::unique_ptr<QTimer> silence = std::make_unique<QTimer>();
};

CniServer::CniServer(Handler handler, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent),
      m_handler(std::move(handler)),
      m_patience(patience)
{}

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
        UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (socket) {
            take(std::move(socket));
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) {
            m_acceptable->setEnabled(false);
            QTimer::singleShot(kPause, this, [this] { m_acceptable->setEnabled(true); });
        }
        return;
    }
}

void CniServer::take(UniqueFd socket)
{
    auto connection = std::make_shared<Connection>();
    connection->socket = std::move(socket);
    connection->readable = std::make_unique<QSocketNotifier>(connection->socket.get(), QSocketNotifier::Read);
    const std::weak_ptr<Connection> weak(connection);
    connect(connection->readable.get(), &QSocketNotifier::activated, this, [this, weak] {
        if (const auto alive = weak.lock())
            receive(alive);
    });
    connection->silence->setSingleShot(true);
    connect(connection->silence.get(), &QTimer::timeout, this, [this, weak] {
        if (const auto alive = weak.lock())
            forget(alive);
    });
    connection->silence->start(m_patience);
    m_connections.insert(std::move(connection));
}

/// Notifier and timer may be the ones that are being served: they go when their signal has returned.
void CniServer::forget(const std::shared_ptr<Connection> &connection)
{
    connection->silence->stop();
    connection->silence.release()->deleteLater();
    connection->readable->setEnabled(false);
    connection->readable.release()->deleteLater();
    m_connections.erase(connection);
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
    forget(connection);
    const auto json = isWhole ? parseJson(connection->line) : parseJson("");
    if (!json)
        return; // no plugin of ours says this
    const auto reply = [connection](const CniAnswer &answer) {
        (void)sendWithFd(connection->socket.get(), toWire(answer), -1); // it fits, or nobody reads there
        ::shutdown(connection->socket.get(), SHUT_RDWR); // the plugin need not wait for what comes next
    };
    m_handler(cniRequestFromJson(*json), std::move(connection->netns), reply);
}

} // namespace podloom
