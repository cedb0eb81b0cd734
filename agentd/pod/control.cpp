#include "agentd/pod/control.h"

#include "core/os/errno_error.h"
#include "core/os/unix_socket.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace podloom {

namespace {

constexpr std::size_t kLongestLine = 16U << 20U;
constexpr std::int64_t kLongestTimeoutMs = 10'000;
constexpr std::chrono::milliseconds kPause{100};

Json mistake(std::string sentence)
{
    return Json::object({{"error", std::move(sentence)}});
}

} // namespace

Control::Control(EventLoop &loop, Listeners &listeners, std::string podName)
    : m_loop(loop),
      m_listeners(listeners),
      m_podName(std::move(podName))
{}

Control::~Control()
{
    while (!m_clients.empty())
        close(m_clients.begin()->first);
    if (!m_listener)
        return;
    m_loop.cancel(m_resume);
    m_loop.remove(m_listener.get());
    ::unlink(m_path.c_str());
}

Status Control::listen(const std::string &path)
{
    auto listener = listenUnix(path);
    if (!listener)
        return Failure{std::move(listener).error()};
    ::fcntl(listener->get(), F_SETFL, O_NONBLOCK);
    m_listener = *std::move(listener);
    m_path = path;
    return m_loop.add(m_listener.get(), EPOLLIN, [this](std::uint32_t) { accept(); });
}

void Control::accept()
{
    for (;;) {
        UniqueFd fd(::accept4(m_listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!fd) {
            if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
                pause();
            return;
        }
        const int raw = fd.get();
        if (m_loop.add(raw, EPOLLIN, [this, raw](std::uint32_t events) { ready(raw, events); }))
            m_clients.emplace(raw, Client{.fd = std::move(fd)});
    }
}

/// No descriptors are left: the one that waits would wake us for ever.
void Control::pause()
{
    m_loop.change(m_listener.get(), 0);
    m_resume =
        m_loop.callAt(EventLoop::Clock::now() + kPause, [this] { m_loop.change(m_listener.get(), EPOLLIN); });
}

void Control::ready(int fd, std::uint32_t epollEvents)
{
    auto &client = m_clients.at(fd);
    if ((epollEvents & EPOLLOUT) != 0)
        flush(client);
    if ((epollEvents & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 && !readFrom(client))
        close(fd);
}

bool Control::readFrom(Client &client)
{
    std::array<char, 65536> buffer{};
    const auto size = ::recv(client.fd.get(), buffer.data(), buffer.size(), 0);
    if (size < 0)
        return errno == EAGAIN || errno == EINTR;
    if (size == 0)
        return false;
    client.received.append(buffer.data(), static_cast<std::size_t>(size));
    for (auto end = client.received.find('\n'); end != std::string::npos; end = client.received.find('\n')) {
        const auto line = client.received.substr(0, end);
        client.received.erase(0, end + 1);
        handle(client, line);
    }
    return client.received.size() < kLongestLine;
}

void Control::handle(Client &client, std::string_view line)
{
    const auto request = parseJson(line);
    if (!request)
        return answer(client, {}, mistake(request.error().text()));
    const auto &op = (*request)["op"].asString();
    if (op == "hello")
        return answer(client, *request, Json::object({{"name", m_podName}}));
    if (op == "probe")
        return probe(client, *request);
    if (op != "listen")
        return answer(client, *request,
                      mistake("a lab pod knows hello, listen and probe, not \"" + op + '"'));
    const auto port = (*request)["port"].asInt();
    const auto protocol = parseProtocol((*request)["protocol"].asString());
    if (port < 1 || port > 65535 || !protocol)
        return answer(client, *request, mistake("listen wants a port from 1 to 65535 and a protocol"));
    const auto opened = m_listeners.open(*protocol, static_cast<std::uint16_t>(port));
    answer(client, *request, opened ? Json::object({{"ok", true}}) : mistake(opened.error().text()));
}

void Control::probe(Client &client, const Json &request)
{
    std::vector<ProbeTarget> targets;
    for (const auto &each : request["targets"].items()) {
        auto target = probeTargetFrom(each);
        if (!target)
            return answer(client, request, mistake(target.error().text()));
        targets.push_back(*std::move(target));
    }
    const std::chrono::milliseconds timeout(
        std::clamp<std::int64_t>(request["timeoutMs"].asInt(1000), 1, kLongestTimeoutMs));
    const auto slot = client.probes.emplace(client.probes.end());
    const int fd = client.fd.get();
    *slot = std::make_unique<ProbeRun>(
        m_loop, std::move(targets), timeout,
        [this, fd, slot, request = Json::object({{"id", request["id"]}})](std::vector<ProbeResult> results) {
            auto list = Json::array();
            for (const auto &result : results)
                list.append(result.toJson());
            auto &asker = m_clients.at(fd); // a client that goes takes its probes along
            const auto finished = std::move(*slot);
            asker.probes.erase(slot);
            answer(asker, request, Json::object({{"results", std::move(list)}}));
        });
}

void Control::answer(Client &client, const Json &request, Json reply)
{
    if (request.contains("id") && !request["id"].isNull())
        reply.set("id", request["id"]);
    client.toSend += reply.dump() + '\n';
    flush(client);
}

void Control::flush(Client &client)
{
    while (!client.toSend.empty()) {
        const auto size = ::send(client.fd.get(), client.toSend.data(), client.toSend.size(), MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            break; // full: EPOLLOUT says when to go on; gone: the next read says so
        client.toSend.erase(0, static_cast<std::size_t>(size));
    }
    m_loop.change(client.fd.get(), client.toSend.empty() ? EPOLLIN : EPOLLIN | EPOLLOUT);
}

void Control::close(int fd)
{
    m_loop.remove(fd);
    m_clients.erase(fd);
}

} // namespace podloom
