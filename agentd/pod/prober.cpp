#include "agentd/pod/prober.h"

#include "agentd/pod/probe_socket.h"
#include "core/os/errno_error.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace podloom {

namespace {

/// The name in the JSON line of one of our pods; empty for anybody else's answer.
std::string nameIn(std::string_view answer)
{
    const auto json = parseJson(answer);
    return json ? (*json)["name"].asString() : std::string();
}

int socketError(int fd)
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

std::string outcomeOf(int errnoValue)
{
    if (errnoValue == ECONNREFUSED)
        return "refused";
    return errnoValue == ETIMEDOUT ? "timeout" : "error";
}

std::uint16_t portIn(const Json &value)
{
    const auto port = value.asInt();
    return port > 0 && port <= 65535 ? static_cast<std::uint16_t>(port) : std::uint16_t{0};
}

} // namespace

Json ProbeResult::toJson() const
{
    auto json = Json::object({{"id", id}, {"outcome", outcome}, {"by", by.empty() ? Json() : Json(by)}});
    if (!detail.empty())
        json.set("detail", detail);
    return json;
}

Result<ProbeTarget> probeTargetFrom(const Json &json)
{
    const auto ip = IpAddress::parse(json["ip"].asString());
    const auto protocol = parseProtocol(json["protocol"].isString() ? json["protocol"].asString() : "TCP");
    if (!ip || !protocol)
        return fail(Errc::InvalidArgument, "probe-target", "a probe wants \"ip\" and \"protocol\", not %1",
                    {json.dump()});
    const ProbeTarget target{.id = json["id"],
                             .ip = *ip,
                             .protocol = *protocol,
                             .port = portIn(json["port"]),
                             .sourcePort = portIn(json["sourcePort"]),
                             .source = IpAddress::parse(json["source"].asString())};
    const bool isEcho = *protocol == Protocol::Icmp || *protocol == Protocol::Icmpv6;
    if (!isEcho && *protocol != Protocol::Tcp && *protocol != Protocol::Udp)
        return fail(Errc::InvalidArgument, "probe-protocol", "a probe is TCP, UDP, ICMP or ICMPv6, not %1",
                    {toString(*protocol)});
    if (!isEcho && target.port == 0)
        return fail(Errc::InvalidArgument, "probe-port", "a probe wants a port from 1 to 65535, not %1",
                    {json["port"].dump()});
    return target;
}

ProbeRun::ProbeRun(EventLoop &loop, std::vector<ProbeTarget> targets, std::chrono::milliseconds timeout,
                   Done done)
    : m_loop(loop),
      m_targets(std::move(targets)),
      m_timeout(timeout),
      m_done(std::move(done))
{
    m_results.resize(m_targets.size());
    startMore();
    finishIfDone();
}

ProbeRun::~ProbeRun()
{
    while (!m_attempts.empty())
        forget(m_attempts.begin()->first);
    m_loop.cancel(m_ending);
}

void ProbeRun::startMore()
{
    while (m_next < m_targets.size() && m_attempts.size() < kParallel)
        start(m_next++);
}

void ProbeRun::start(std::size_t index)
{
    const auto &target = m_targets[index];
    m_results[index].id = target.id;
    auto opened = openProbe(target);
    if (!opened) {
        const bool isRefused = opened.error().code == Errc::Unavailable;
        m_results[index].outcome = isRefused ? "refused" : "error";
        m_results[index].detail = isRefused ? std::string() : opened.error().text();
        ++m_finished;
        return;
    }
    const int fd = opened->get();
    Attempt attempt{.index = index, .fd = *std::move(opened)};
    const auto now = EventLoop::Clock::now();
    attempt.deadline = m_loop.callAt(now + m_timeout, [this, fd] {
        const auto &late = m_attempts.at(fd);
        finish(fd, late.isConnected ? "answered" : "timeout");
    });
    const std::uint32_t events = target.protocol == Protocol::Tcp ? EPOLLOUT : EPOLLIN;
    if (target.protocol != Protocol::Tcp)
        attempt.resend = m_loop.callAt(now + m_timeout / 2, [this, fd] {
            const auto &waiting = m_attempts.at(fd);
            askAgain(waiting.fd, m_targets[waiting.index]);
        });
    m_attempts.emplace(fd, std::move(attempt));
    if (auto added = m_loop.add(fd, events, [this, fd](std::uint32_t ready_) { ready(fd, ready_); }); !added)
        finish(fd, "error", {}, added.error().text());
}

void ProbeRun::ready(int fd, std::uint32_t epollEvents)
{
    auto &attempt = m_attempts.at(fd);
    const bool isTcp = m_targets[attempt.index].protocol == Protocol::Tcp;
    if (!isTcp)
        return readDatagram(attempt);
    if (!attempt.isConnected) {
        const int error = socketError(fd);
        if (error != 0)
            return finish(fd, outcomeOf(error), {},
                          outcomeOf(error) == "error" ? std::string(std::strerror(error)) : std::string());
        attempt.isConnected = true;
        m_loop.change(fd, EPOLLIN);
        return;
    }
    if ((epollEvents & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
        readTcp(attempt);
}

void ProbeRun::readTcp(Attempt &attempt)
{
    constexpr std::size_t kLongestAnswer = 4096;
    std::array<char, 1024> buffer{};
    const auto size = ::recv(attempt.fd.get(), buffer.data(), buffer.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size > 0)
        attempt.received.append(buffer.data(), static_cast<std::size_t>(size));
    if (size > 0 && attempt.received.find('\n') == std::string::npos
        && attempt.received.size() < kLongestAnswer)
        return;
    finish(attempt.fd.get(), "answered", nameIn(attempt.received));
}

void ProbeRun::readDatagram(Attempt &attempt)
{
    const auto &target = m_targets[attempt.index];
    std::array<char, 2048> buffer{};
    const auto size = ::recv(attempt.fd.get(), buffer.data(), buffer.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size < 0)
        return finish(attempt.fd.get(), outcomeOf(errno), {},
                      outcomeOf(errno) == "error" ? std::string(std::strerror(errno)) : std::string());
    const std::string_view packet(buffer.data(), static_cast<std::size_t>(size));
    if (target.protocol == Protocol::Udp)
        finish(attempt.fd.get(), "answered", nameIn(packet));
    else if (isEchoReply(attempt.fd, target, packet))
        finish(attempt.fd.get(), "answered");
}

void ProbeRun::finish(int fd, std::string outcome, std::string by, std::string detail)
{
    auto &result = m_results[m_attempts.at(fd).index];
    result.outcome = std::move(outcome);
    result.by = std::move(by);
    result.detail = std::move(detail);
    ++m_finished;
    forget(fd);
    startMore();
    finishIfDone();
}

void ProbeRun::finishIfDone()
{
    if (m_finished < m_targets.size())
        return;
    // Not at once: `done` may destroy this object, and a caller further up still uses it.
    m_ending = m_loop.callAt(EventLoop::Clock::now(), [this] { m_done(std::move(m_results)); });
}

void ProbeRun::forget(int fd)
{
    const auto found = m_attempts.find(fd);
    m_loop.remove(fd);
    m_loop.cancel(found->second.deadline);
    m_loop.cancel(found->second.resend);
    m_attempts.erase(found);
}

} // namespace podloom
