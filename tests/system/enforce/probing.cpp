#include "tests/system/enforce/probing.h"

#include "tests/system/enforce/sctp_packet.h"

#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace podloom {

namespace {

using Clock = std::chrono::steady_clock;

// A busy machine loses packets; TCP sends again by itself.
constexpr std::chrono::milliseconds kRepeat{500};

int typeOf(Protocol protocol)
{
    if (protocol == Protocol::Sctp)
        return SOCK_RAW;
    return protocol == Protocol::Tcp ? SOCK_STREAM : SOCK_DGRAM;
}

/// The first packet of a probe. A TCP connection sends it by itself.
void sendFirst(int fd, const Probe &probe)
{
    const auto protocol = probe.protocol;
    if (protocol == Protocol::Tcp)
        return;
    if (protocol == Protocol::Udp || protocol == Protocol::Sctp) {
        const auto packet = protocol == Protocol::Udp ? "x" : sctpInit(probe.sourcePort, probe.port);
        (void)!::send(fd, packet.data(), packet.size(), MSG_NOSIGNAL);
        return;
    }
    icmphdr echo{};
    echo.type = protocol == Protocol::Icmp ? static_cast<std::uint8_t>(ICMP_ECHO)
                                           : static_cast<std::uint8_t>(ICMP6_ECHO_REQUEST);
    (void)!::send(fd, &echo, sizeof echo, MSG_NOSIGNAL);
}

/// Whether the answer is among what a raw socket got, which is everything for its address.
bool hasSctpAnswer(int fd, const Probe &probe)
{
    std::array<char, 512> buffer{};
    for (;;) {
        const auto size = ::recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (size < 0)
            return false;
        const auto packet =
            withoutIpHeader({buffer.data(), static_cast<std::size_t>(size)}, probe.from.isV4());
        if (isSctpInitAck(packet, probe.sourcePort, probe.port))
            return true;
    }
}

/// Whether an event on the probe's socket is the answer; an error (refused) is none here, since all serve.
/// Nothing: it has yet to come.
std::optional<bool> answerOn(int fd, const Probe &probe)
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error == 0 && probe.protocol == Protocol::Sctp)
        return hasSctpAnswer(fd, probe) ? std::optional(true) : std::nullopt;
    char byte = 0;
    if (error == 0 && (probe.protocol == Protocol::Tcp || ::recv(fd, &byte, 1, MSG_DONTWAIT) >= 0))
        return true;
    std::fprintf(stderr, "a probe was answered by: %s\n", std::strerror(error != 0 ? error : errno));
    return false;
}

} // namespace

void die(const std::string &what)
{
    std::perror(what.c_str());
    std::abort();
}

SocketAddress socketAddress(IpAddress ip, std::uint16_t port)
{
    SocketAddress out;
    const auto bytes = ip.toBytes();
    if (ip.isV4()) {
        auto *v4 = reinterpret_cast<sockaddr_in *>(&out.storage);
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        std::memcpy(&v4->sin_addr, bytes.data(), 4);
        out.size = sizeof *v4;
    } else {
        auto *v6 = reinterpret_cast<sockaddr_in6 *>(&out.storage);
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        std::memcpy(&v6->sin6_addr, bytes.data(), 16);
        out.size = sizeof *v6;
    }
    return out;
}

bool isEcho(Protocol protocol)
{
    return protocol == Protocol::Icmp || protocol == Protocol::Icmpv6;
}

UniqueFd openSocket(IpAddress ip, Protocol protocol, int flag)
{
    UniqueFd fd(::socket(ip.isV4() ? AF_INET : AF_INET6, typeOf(protocol) | SOCK_NONBLOCK | SOCK_CLOEXEC,
                         isEcho(protocol) || protocol == Protocol::Sctp ? static_cast<int>(protocol) : 0));
    if (!fd)
        die("socket");
    const int on = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (flag != 0)
        ::setsockopt(fd.get(), SOL_IP, flag, &on, sizeof on);
    return fd;
}

std::vector<bool> tryProbes(const std::vector<Probe> &probes)
{
    std::vector<UniqueFd> sockets;
    std::vector<pollfd> polls;
    std::vector<bool> results(probes.size(), false);
    std::size_t expected = 0;
    for (const auto &probe : probes) {
        auto fd = openSocket(probe.from, probe.protocol);
        const bool isRaw = probe.protocol == Protocol::Sctp;
        const auto from = socketAddress(probe.from, isRaw ? std::uint16_t{0} : probe.sourcePort);
        const auto to =
            socketAddress(probe.to, isRaw || isEcho(probe.protocol) ? std::uint16_t{0} : probe.port);
        if (::bind(fd.get(), from.get(), from.size) != 0)
            die("bind " + probe.from.toString());
        const bool hasWay = ::connect(fd.get(), to.get(), to.size) == 0 || errno == EINPROGRESS;
        if (!hasWay)
            std::fprintf(stderr, "no way from %s to %s: %s\n", probe.from.toString().c_str(),
                         probe.to.toString().c_str(), std::strerror(errno));
        sendFirst(fd.get(), probe);
        const auto events = static_cast<short>(probe.protocol == Protocol::Tcp ? POLLOUT : POLLIN);
        polls.push_back({.fd = hasWay ? fd.get() : -1, .events = events, .revents = 0});
        expected += probe.isExpected && hasWay ? 1U : 0U;
        sockets.push_back(std::move(fd));
    }
    auto deadline = Clock::now() + (expected > 0 ? kPatience : kQuiet);
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        const auto wait = std::min(left, kRepeat);
        if (left.count() <= 0)
            return results;
        if (::poll(polls.data(), polls.size(), static_cast<int>(wait.count())) <= 0) {
            for (std::size_t i = 0; i < polls.size(); ++i) {
                if (polls[i].fd >= 0 && probes[i].isExpected)
                    sendFirst(polls[i].fd, probes[i]);
            }
            continue;
        }
        for (std::size_t i = 0; i < polls.size(); ++i) {
            if (polls[i].fd < 0 || polls[i].revents == 0)
                continue;
            const auto answer = answerOn(polls[i].fd, probes[i]);
            if (!answer)
                continue;
            results[i] = *answer;
            polls[i].fd = -1;
            if (probes[i].isExpected && --expected == 0)
                deadline = Clock::now() + kQuiet;
        }
    }
}

} // namespace podloom
