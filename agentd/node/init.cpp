#include "agentd/node/init.h"

#include "agentd/node/service_table.h"
#include "core/os/files.h"
#include "core/os/unix_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <list>

namespace podloom {

namespace {

constexpr std::size_t kMaxRequestBytes = 65536;

struct Client {
    UniqueFd socket{};
    std::string received{};
    std::string waitsFor{}; ///< service whose process must be gone before the answer
    pid_t oldPid = 0;
};

class Init {
public:
    explicit Init(const InitPaths &paths) : m_services(paths.services, paths.logs) {}

    Status listen(const std::string &path)
    {
        auto listener = listenUnix(path);
        if (!listener)
            return Failure{std::move(listener).error()};
        m_listener = *std::move(listener);
        sigset_t set;
        sigemptyset(&set);
        for (const int signal : {SIGCHLD, SIGTERM, SIGINT})
            sigaddset(&set, signal);
        ::sigprocmask(SIG_BLOCK, &set, nullptr);
        m_signals.reset(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
        return {};
    }

    void startServices() { m_services.startAll(); }

    void run()
    {
        while (!m_isEnding || m_services.isAnyRunning()) {
            wait();
            reap();
            m_services.advance();
            answerWaiting();
        }
    }

private:
    void wait()
    {
        std::vector<pollfd> waits{{m_signals.get(), POLLIN, 0}, {m_listener.get(), POLLIN, 0}};
        for (const auto &client : m_clients)
            waits.push_back({client.socket.get(), POLLIN, 0});
        int timeout = -1;
        if (const auto due = m_services.nextDue()) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(*due - ServiceTable::Clock::now()).count();
            timeout = static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
        }
        if (::poll(waits.data(), waits.size(), timeout) <= 0)
            return;
        auto client = m_clients.begin();
        for (std::size_t i = 2; i < waits.size(); ++i) {
            const bool isAlive = waits[i].revents == 0 || read(*client);
            client = isAlive ? std::next(client) : m_clients.erase(client);
        }
        if (waits[1].revents != 0) {
            if (UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC)); socket) {
                // A reader that does not read cannot hold process 1 for long.
                const timeval limit{1, 0};
                ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
                m_clients.push_back({std::move(socket)});
            }
        }
    }

    void reap()
    {
        signalfd_siginfo signal{};
        while (::read(m_signals.get(), &signal, sizeof signal) == sizeof signal) {
            if (signal.ssi_signo != SIGCHLD && !m_isEnding) {
                m_isEnding = true;
                m_services.stopAll();
            }
        }
        for (pid_t pid = 0; (pid = ::waitpid(-1, nullptr, WNOHANG)) > 0;)
            m_services.ended(pid);
    }

    /// False when the client has gone.
    bool read(Client &client)
    {
        std::array<char, 4096> buffer{};
        const auto size = ::recv(client.socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (size < 0)
            return errno == EAGAIN || errno == EINTR;
        if (size == 0 || client.received.size() > kMaxRequestBytes)
            return false;
        client.received.append(buffer.data(), static_cast<std::size_t>(size));
        const auto end = client.received.find('\n');
        if (end == std::string::npos || client.oldPid != 0)
            return true;
        const auto line = client.received.substr(0, end);
        client.received.erase(0, end + 1);
        return handle(client, line);
    }

    bool handle(Client &client, const std::string &line)
    {
        const auto request = parseJson(line);
        if (!request)
            return answerError(client, request.error());
        const auto &op = (*request)["op"].asString();
        const auto &name = (*request)["name"].asString();
        if (op == "list")
            return answer(client, Json::object({{"services", m_services.list()}}));
        const auto before = m_services.status(name);
        Status done;
        if (op == "start")
            done = m_services.start(name);
        else if (op == "stop")
            done = m_services.stop(name);
        else if (op == "restart")
            done = m_services.restart(name);
        else if (op != "status")
            done = fail(Errc::InvalidArgument, "service-op", "there is no operation \"%1\"", {op});
        if (!done)
            return answerError(client, done.error());
        if (op == "stop" || op == "restart")
            client.oldPid = before ? static_cast<pid_t>((*before)["pid"].asInt()) : 0;
        client.waitsFor = name;
        return answerStatus(client);
    }

    /// Answers now, or leaves it to answerWaiting() while the old process lives.
    bool answerStatus(Client &client)
    {
        const auto status = m_services.status(client.waitsFor);
        if (!status)
            return answerError(client, status.error());
        if (client.oldPid != 0 && (*status)["pid"].asInt() == client.oldPid)
            return true;
        client.oldPid = 0;
        return answer(client, *status);
    }

    void answerWaiting()
    {
        for (auto client = m_clients.begin(); client != m_clients.end();) {
            const bool isAlive = client->oldPid == 0 || answerStatus(*client);
            client = isAlive ? std::next(client) : m_clients.erase(client);
        }
    }

    static bool answer(const Client &client, const Json &json)
    {
        return sendWithFd(client.socket.get(), json.dump() + '\n', -1).has_value();
    }
    static bool answerError(Client &client, const Error &error)
    {
        client.oldPid = 0;
        return answer(client, Json::object({{"error", error.text()}, {"code", toString(error.code)}}));
    }

    ServiceTable m_services;
    UniqueFd m_listener;
    UniqueFd m_signals;
    std::list<Client> m_clients;
    bool m_isEnding = false;
};

} // namespace

int runInit(const InitPaths &paths, int readyFd)
{
    UniqueFd ready(readyFd);
    if (ready)
        ::fcntl(ready.get(), F_SETFD, FD_CLOEXEC);
    std::signal(SIGPIPE, SIG_IGN);
    Init init(paths);
    if (const auto listening = init.listen(paths.socket); !listening) {
        const auto text = listening.error().text();
        if (ready)
            (void)writeAll(ready.get(), text).has_value();
        std::fprintf(stderr, "podloom-node init: %s\n", text.c_str());
        return 1;
    }
    init.startServices();
    if (ready)
        (void)writeAll(ready.get(), "+").has_value();
    ready.reset();
    init.run();
    ::unlink(paths.socket.c_str());
    return 0;
}

} // namespace podloom
