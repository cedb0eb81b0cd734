// core/rpc/server.h: answers calls on a Unix socket.
#pragma once

#include "core/rpc/message_codec.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

class QLocalServer;
class QLocalSocket;

namespace podloom::rpc {

/// Gives the answer to one call, once, now or later; when the caller has gone meanwhile nothing happens.
using Responder = std::function<void(Result<Json>)>;
using Method = std::function<void(const Json &params, Responder answer)>;

/// The agent's side of the protocol. Lives in a thread with an event loop; methods are called there.
class Server final : public QObject {
    Q_OBJECT
public:
    explicit Server(QObject *parent = nullptr);
    ~Server() override;

    /// To be called before listen(). `hello` is answered by the server itself with `introduction` and the
    /// version agreed upon.
    void add(const std::string &name, Method method);
    void setIntroduction(Json introduction) { m_introduction = std::move(introduction); }

    /// What `subscribe{topics: [topic]}` is answered with first; the topic exists from then on.
    void addTopic(const std::string &topic, std::function<Json()> snapshot);
    /// Whether publish() would tell anybody: what nobody hears need not be made.
    bool hasSubscribers(const std::string &topic) const;
    /// Tells all subscribers of `topic`: notification `event{topic, sequence, value}`. One that does not read
    /// gets `gap{topic}` once instead, and has to subscribe again.
    void publish(const std::string &topic, const Json &value);

    /// Errors: AlreadyExists (another agent runs), PermissionDenied, Io.
    Status listen(const std::string &socketPath);

private:
    struct Connection;
    void accept();
    void read(Connection &connection);
    void dispatch(Connection &connection, const Request &request);
    Result<Json> hello(const Json &params) const;
    Result<Json> subscribe(Connection &connection, const Json &params);
    Responder responderFor(Connection &connection, std::optional<std::int64_t> id);

    std::unique_ptr<QLocalServer> m_server;
    std::string m_socketPath;
    Json m_introduction = Json::object();
    std::map<std::string, Method> m_methods;
    struct Topic {
        std::function<Json()> snapshot{};
        std::int64_t sequence = 0;
    };
    std::map<std::string, Topic> m_topics;
    std::map<QLocalSocket *, std::shared_ptr<Connection>> m_connections;
};

} // namespace podloom::rpc
