// agentd/bgp/bird_client.h: a connection to BIRD's control socket that never blocks.
#pragma once

#include "core/routing/bird_reply.h"

#include "core/base/result.h"

#include <QLocalSocket>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <string>

namespace podloom {

/// Sends commands one after the other and gives each its reply. Everything happens in the owner's thread.
class BirdClient : public QObject {
    Q_OBJECT

public:
    /// An Error (code of BIRD in its argument) when BIRD refused, or when the connection broke: Unavailable.
    using Answer = std::function<void(Result<BirdReply>)>;

    explicit BirdClient(QObject *parent = nullptr);
    ~BirdClient() override;

    /// Connects to the socket at `path`; `connected` or `disconnected` follows.
    void open(const std::string &path);
    void close();
    bool isOpen() const { return m_isGreeted; }

    /// Queues a command line. `answer` is called exactly once, later.
    void send(const std::string &command, Answer answer);

signals:
    void connected();
    void disconnected();
    /// BIRD said something of its own accord: a session or a table changed.
    void noticed();

private:
    struct Request {
        std::string command{};
        Answer answer{};
    };

    void read();
    void sendNext();
    void breakOff();

    QLocalSocket m_socket;
    QTimer m_patience;
    BirdReplyParser m_parser;
    std::deque<Request> m_queue; ///< the first one is on its way
    bool m_isGreeted = false;
    bool m_isSent = false;
};

} // namespace podloom
