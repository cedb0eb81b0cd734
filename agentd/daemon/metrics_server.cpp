#include "agentd/daemon/metrics_server.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>

#include <chrono>

namespace podloom {

namespace {

constexpr qint64 kMaxRequestBytes = 8192;
constexpr std::chrono::seconds kPatience{10};

std::string response(const std::string &status, const std::string &body, bool hasBody = true)
{
    return "HTTP/1.1 " + status
         + "\r\nContent-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\nContent-Length: "
         + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + (hasBody ? body : std::string());
}

} // namespace

MetricsServer::MetricsServer(std::function<std::string()> text, QObject *parent)
    : QObject(parent),
      m_text(std::move(text)),
      m_server(new QLocalServer(this))
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (auto *socket = m_server->nextPendingConnection())
            serve(socket);
    });
}

MetricsServer::~MetricsServer() = default;

Status MetricsServer::listen(const std::string &socketPath)
{
    const auto path = QString::fromStdString(socketPath);
    QLocalServer::removeServer(path); // of an agent that was killed; a running one holds the state
    if (!m_server->listen(path))
        return fail(Errc::Io, "metrics-socket", "cannot listen on %1: %2",
                    {socketPath, m_server->errorString().toStdString()});
    return {};
}

void MetricsServer::serve(QLocalSocket *socket)
{
    QTimer::singleShot(kPatience, socket, &QLocalSocket::abort);
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        const auto request = socket->peek(kMaxRequestBytes).toStdString();
        const bool isWhole = request.find("\r\n\r\n") != std::string::npos;
        if (!isWhole && request.size() < static_cast<std::size_t>(kMaxRequestBytes))
            return;
        socket->disconnect(this); // one request a connection
        if (!isWhole)
            return socket->abort();
        const auto answer = answerTo(request);
        socket->write(answer.data(), static_cast<qint64>(answer.size()));
        socket->disconnectFromServer();
    });
}

std::string MetricsServer::answerTo(const std::string &request) const
{
    const auto line = request.substr(0, request.find("\r\n"));
    const bool isHead = line.starts_with("HEAD ");
    if (!isHead && !line.starts_with("GET "))
        return response("405 Method Not Allowed", "");
    const auto path = line.substr(line.find(' ') + 1);
    if (!path.starts_with("/metrics ") && !path.starts_with("/metrics?"))
        return response("404 Not Found", "");
    return response("200 OK", m_text(), !isHead);
}

} // namespace podloom
