#include "agentd/pod/listeners.h"

#include "agentd/pod/socket_address.h"
#include "core/base/json.h"
#include "core/os/errno_error.h"

#include <sys/epoll.h>

#include <array>
#include <cerrno>

namespace podloom {

namespace {

constexpr std::size_t kMaxConnections = 1024;
constexpr std::chrono::seconds kLinger{5};
constexpr std::chrono::milliseconds kPause{100}; ///< without a descriptor for the connection that waits

/// An unbound socket for both families, or for IPv4 where the kernel has no IPv6.
std::pair<UniqueFd, Family> dualSocket(int type)
{
    UniqueFd fd(::socket(AF_INET6, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int off = 0;
    if (fd && ::setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) == 0)
        return {std::move(fd), Family::V6};
    return {UniqueFd(::socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)), Family::V4};
}

/// Keeps the address of a packet info and leaves the way back to routing.
void clearInterface(msghdr &message)
{
    for (auto *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO)
            reinterpret_cast<in6_pktinfo *>(CMSG_DATA(header))->ipi6_ifindex = 0;
        if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO)
            reinterpret_cast<in_pktinfo *>(CMSG_DATA(header))->ipi_ifindex = 0;
    }
}

} // namespace

Listeners::~Listeners()
{
    for (const auto &entry : m_sockets)
        m_loop.remove(entry.second.get());
    for (const auto &entry : m_connections) {
        m_loop.remove(entry.first);
        m_loop.cancel(entry.second.deadline);
    }
}

Status Listeners::open(Protocol protocol, std::uint16_t port)
{
    if (m_sockets.contains({protocol, port}))
        return {};
    if (protocol != Protocol::Tcp && protocol != Protocol::Udp)
        return fail(Errc::Unsupported, "pod-protocol", "a lab pod answers on TCP and UDP, not on %1",
                    {toString(protocol)});
    const bool isTcp = protocol == Protocol::Tcp;
    const auto doing = "listen on " + toString(protocol) + " port " + std::to_string(port);
    auto [fd, family] = dualSocket(isTcp ? SOCK_STREAM : SOCK_DGRAM);
    const int on = 1;
    if (isTcp)
        ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (!isTcp) {
        const bool isV6 = family == Family::V6;
        ::setsockopt(fd.get(), isV6 ? int{IPPROTO_IPV6} : int{IPPROTO_IP},
                     isV6 ? IPV6_RECVPKTINFO : IP_PKTINFO, &on, sizeof on);
    }
    const auto any = SocketAddress::any(family, port);
    if (!fd || ::bind(fd.get(), any.data(), any.size()) != 0)
        return failErrno(errno == EADDRINUSE ? EEXIST : errno, doing);
    if (isTcp && ::listen(fd.get(), 256) != 0)
        return failErrno(errno, doing);
    const int raw = fd.get();
    auto added = m_loop.add(raw, EPOLLIN, [this, raw, isTcp](std::uint32_t) {
        if (isTcp)
            acceptAll(raw);
        else
            answerDatagrams(raw);
    });
    if (!added)
        return wrap(std::move(added).error(), doing);
    m_sockets.emplace(Key{protocol, port}, std::move(fd));
    return {};
}

std::string Listeners::answerTo(const IpAddress &peer) const
{
    return Json::object({{"name", m_podName}, {"peer", peer.toString()}}).dump() + '\n';
}

void Listeners::acceptAll(int listener)
{
    for (;;) {
        SocketAddress peer;
        UniqueFd fd(::accept4(listener, peer.data(), peer.sizeToFill(), SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!fd && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)) {
            // The one that waits would wake us for ever.
            m_loop.change(listener, 0);
            m_loop.callAt(EventLoop::Clock::now() + kPause,
                          [this, listener] { m_loop.change(listener, EPOLLIN); });
        }
        if (!fd)
            return; // none is left, or this one is gone already
        const auto answer = answerTo(peer.ip());
        if (::send(fd.get(), answer.data(), answer.size(), MSG_NOSIGNAL) < 0
            || ::shutdown(fd.get(), SHUT_WR) != 0)
            continue;
        // Closing with unread bytes would send a reset that overtakes the answer: wait for the peer's end.
        const int raw = fd.get();
        if (m_connections.size() >= kMaxConnections
            || !m_loop.add(raw, EPOLLIN, [this, raw](auto) { drain(raw); }))
            continue;
        const auto deadline = m_loop.callAt(EventLoop::Clock::now() + kLinger, [this, raw] { close(raw); });
        m_connections.emplace(raw, Connection{std::move(fd), deadline});
    }
}

void Listeners::drain(int connection)
{
    std::array<char, 4096> ignored{};
    for (;;) {
        const auto size = ::recv(connection, ignored.data(), ignored.size(), 0);
        if (size > 0)
            continue;
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        return close(connection);
    }
}

void Listeners::close(int connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
        return;
    m_loop.remove(connection);
    m_loop.cancel(found->second.deadline);
    m_connections.erase(found);
}

void Listeners::answerDatagrams(int socket) const
{
    std::array<char, 2048> datagram{};
    for (;;) {
        // The answer comes from the address that was asked, also where the host has several: the control data
        // that came with the question goes back with it.
        alignas(cmsghdr) std::array<char, 256> control{};
        SocketAddress peer;
        iovec part{datagram.data(), datagram.size()};
        msghdr message{};
        message.msg_name = peer.data();
        message.msg_namelen = *peer.sizeToFill();
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const auto size = ::recvmsg(socket, &message, 0);
        if (size < 0)
            return;
        if (size > 0 && datagram[0] == '{')
            continue; // an answer: two pods must not answer each other for ever
        auto answer = answerTo(peer.ip());
        part = {answer.data(), answer.size()};
        clearInterface(message);
        ::sendmsg(socket, &message, MSG_NOSIGNAL);
    }
}

} // namespace podloom
