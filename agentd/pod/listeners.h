// agentd/pod/listeners.h: the ports on which a lab pod answers.
#pragma once

#include "agentd/pod/event_loop.h"
#include "core/net/port_set.h"

#include <map>
#include <string>
#include <utility>

namespace podloom {

class IpAddress;

/// Answers every TCP connection and every UDP datagram with one JSON line, {"name":POD,"peer":ADDRESS}: who
/// answered, and from which address it saw the question come (K-05). Both families.
class Listeners {
public:
    Listeners(EventLoop &loop, std::string podName) : m_loop(loop), m_podName(std::move(podName)) {}
    Listeners(const Listeners &) = delete;
    Listeners &operator=(const Listeners &) = delete;
    ~Listeners();

    /// Begins to answer on a port; nothing happens when it does already.
    /// Errors: Unsupported (neither TCP nor UDP), AlreadyExists (another process has the port), Io.
    Status open(Protocol protocol, std::uint16_t port);

private:
    using Key = std::pair<Protocol, std::uint16_t>;
    struct Connection {
        UniqueFd fd;
        EventLoop::TimerId deadline;
    };

    std::string answerTo(const IpAddress &peer) const;
    void acceptAll(int listener);
    void drain(int connection);
    void close(int connection);
    void answerDatagrams(int socket) const;

    EventLoop &m_loop;
    std::string m_podName;
    std::map<Key, UniqueFd> m_sockets;
    std::map<int, Connection> m_connections;
};

} // namespace podloom
