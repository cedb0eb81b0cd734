#include "core/rpc/server.h"

#include "core/os/unix_socket.h"
#include "core/rpc/client.h"

#include <QLocalServer>
#include <QLocalSocket>

#include <unistd.h>

#include <algorithm>

namespace podloom::rpc {

namespace {

/// A subscriber with more than this unread has stopped reading.
constexpr qint64 kMaxUnreadBytes = 1 << 20;

} // namespace

struct Server::Connection {
    QLocalSocket *socket = nullptr; ///< null once the peer has gone
    LineBuffer lines{};
    std::set<std::string> topics{};

    void send(const std::string &line)
    {
        if (socket)
            socket->write(line.data(), static_cast<qint64>(line.size()));
    }
};

Server::Server(QObject *parent) : QObject(parent), m_server(std::make_unique<QLocalServer>())
{
    connect(m_server.get(), &QLocalServer::newConnection, this, &Server::accept);
}

Server::~Server()
{
    for (const auto &[socket, connection] : m_connections) {
        connection->socket = nullptr; // a late answer finds nobody
        socket->disconnect(this);
    }
    if (!m_socketPath.empty())
        ::unlink(m_socketPath.c_str());
}

void Server::add(const std::string &name, Method method)
{
    m_methods[name] = std::move(method);
}

void Server::addTopic(const std::string &topic, std::function<Json()> snapshot)
{
    m_topics[topic].snapshot = std::move(snapshot);
}

bool Server::hasSubscribers(const std::string &topic) const
{
    return std::any_of(m_connections.begin(), m_connections.end(),
                       [&](const auto &entry) { return entry.second->topics.contains(topic); });
}

void Server::publish(const std::string &topic, const Json &value)
{
    const auto sequence = ++m_topics[topic].sequence;
    const auto event =
        encode(Request{.method = "event",
                       .params = Json::object({{"topic", topic}, {"sequence", sequence}, {"value", value}})});
    for (const auto &[socket, connection] : m_connections) {
        if (!connection->topics.contains(topic))
            continue;
        if (socket->bytesToWrite() > kMaxUnreadBytes) {
            connection->topics.erase(topic);
            connection->send(encode(Request{.method = "gap", .params = Json::object({{"topic", topic}})}));
        } else {
            connection->send(event);
        }
    }
}

Status Server::listen(const std::string &socketPath)
{
    auto fd = listenUnix(socketPath, 0600);
    if (!fd)
        return Failure{std::move(fd).error()};
    if (!m_server->listen(static_cast<qintptr>(fd->get())))
        return fail(Errc::Io, "rpc-listen", "cannot listen on %1: %2",
                    {socketPath, m_server->errorString().toStdString()});
    (void)fd->release(); // the server closes it
    m_socketPath = socketPath;
    return {};
}

void Server::accept()
{
    while (auto *socket = m_server->nextPendingConnection()) {
        auto connection = std::make_shared<Connection>();
        connection->socket = socket;
        m_connections[socket] = connection;
        connect(socket, &QLocalSocket::readyRead, this, [this, connection] { read(*connection); });
        connect(socket, &QLocalSocket::disconnected, this, [this, connection, socket] {
            connection->socket = nullptr;
            m_connections.erase(socket);
            socket->deleteLater();
        });
    }
}

void Server::read(Connection &connection)
{
    const auto bytes = connection.socket->readAll();
    connection.lines.append({bytes.data(), static_cast<std::size_t>(bytes.size())});
    while (connection.socket) {
        const auto line = connection.lines.next();
        if (!line) {
            connection.socket->abort();
            return;
        }
        if (!*line)
            return;
        const auto message = decode(**line);
        const auto *request = message ? std::get_if<Request>(&*message) : nullptr;
        if (!request) {
            connection.socket->abort(); // no peer of ours says this
            return;
        }
        dispatch(connection, *request);
    }
}

void Server::dispatch(Connection &connection, const Request &request)
{
    auto answer = responderFor(connection, request.id);
    if (request.method == "hello")
        return answer(hello(request.params));
    if (request.method == "subscribe")
        return answer(subscribe(connection, request.params));
    const auto method = m_methods.find(request.method);
    if (method == m_methods.end())
        return answer(fail(Errc::Unsupported, "rpc-method", "this agent has no method %1", {request.method}));
    method->second(request.params, std::move(answer));
}

Result<Json> Server::hello(const Json &params) const
{
    const auto &range = params["protocol"].items();
    if (range.size() != 2)
        return fail(Errc::InvalidArgument, "rpc-hello", "hello needs protocol: [oldest, newest]");
    const auto version = std::min<std::int64_t>(range[1].asInt(), kNewestProtocol);
    if (version < std::max<std::int64_t>(range[0].asInt(), kOldestProtocol))
        return fail(Errc::Unsupported, "rpc-protocol",
                    "this agent speaks protocol %1 to %2, the caller %3 to %4",
                    {std::to_string(kOldestProtocol), std::to_string(kNewestProtocol), range[0].dump(),
                     range[1].dump()});
    auto answer = m_introduction;
    answer.set("protocol", version);
    return answer;
}

Result<Json> Server::subscribe(Connection &connection, const Json &params)
{
    Json snapshots = Json::object();
    for (const auto &name : params["topics"].items()) {
        const auto topic = m_topics.find(name.asString());
        if (topic == m_topics.end() || !topic->second.snapshot)
            return fail(Errc::NotFound, "rpc-topic", "this agent has no topic %1", {name.asString()});
        connection.topics.insert(topic->first);
        snapshots.set(topic->first, Json::object({{"sequence", topic->second.sequence},
                                                  {"value", topic->second.snapshot()}}));
    }
    return Json::object({{"topics", std::move(snapshots)}});
}

Responder Server::responderFor(Connection &connection, std::optional<std::int64_t> id)
{
    if (!id)
        return [](const Result<Json> &) {};
    const auto found = m_connections.find(connection.socket);
    std::weak_ptr<Connection> peer = found->second;
    return [peer, id = *id](Result<Json> result) {
        const auto alive = peer.lock();
        if (!alive)
            return;
        Response response{.id = id};
        if (result)
            response.result = *std::move(result);
        else
            response.error = std::move(result).error();
        alive->send(encode(response));
    };
}

} // namespace podloom::rpc
