#include "agentd/pod/probe_socket.h"

#include "agentd/pod/socket_address.h"
#include "core/os/errno_error.h"

#include <algorithm>
#include <cerrno>

namespace podloom {

namespace {

constexpr std::string_view kQuestion = "who is there?\n"; // does not begin with '{': see Listeners

constexpr std::uint8_t kEchoRequest = 8; // RFC 792
constexpr std::uint8_t kEchoReply = 0;
constexpr std::uint8_t kEchoRequestV6 = 128; // RFC 4443
constexpr std::uint8_t kEchoReplyV6 = 129;

bool isIcmp(Protocol protocol)
{
    return protocol == Protocol::Icmp || protocol == Protocol::Icmpv6;
}

/// RFC 1071, over an even number of bytes.
std::uint16_t checksum(std::string_view bytes)
{
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
        sum += (static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << 8U)
             | static_cast<unsigned char>(bytes[i + 1]);
    while (sum >> 16U)
        sum = (sum & 0xFFFFU) + (sum >> 16U);
    return static_cast<std::uint16_t>(~sum);
}

/// The descriptor's number tells apart the probes of one process; the payload those of two.
std::string echoRequest(int fd, bool isV6)
{
    std::string packet(8, '\0');
    packet[0] = static_cast<char>(isV6 ? kEchoRequestV6 : kEchoRequest);
    packet[4] = static_cast<char>((fd >> 8) & 0xFF);
    packet[5] = static_cast<char>(fd & 0xFF);
    packet += std::to_string(::getpid());
    if (packet.size() % 2 != 0)
        packet += '\0';
    if (!isV6) { // the kernel fills in ICMPv6's own, which covers the addresses
        const auto sum = checksum(packet);
        packet[2] = static_cast<char>(sum >> 8U);
        packet[3] = static_cast<char>(sum & 0xFFU);
    }
    return packet;
}

UniqueFd newSocket(const ProbeTarget &target)
{
    const int family = target.ip.isV4() ? AF_INET : AF_INET6;
    int type = SOCK_STREAM;
    int protocol = 0;
    if (isIcmp(target.protocol)) {
        type = SOCK_RAW;
        protocol = target.ip.isV4() ? int{IPPROTO_ICMP} : int{IPPROTO_ICMPV6};
    } else if (target.protocol == Protocol::Udp) {
        type = SOCK_DGRAM;
    }
    return UniqueFd(::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol));
}

Status bindSource(const UniqueFd &fd, const ProbeTarget &target)
{
    const int on = 1;
    const auto source = target.source && target.source->family() == target.ip.family()
                          ? SocketAddress(*target.source, target.sourcePort)
                          : SocketAddress::any(target.ip.family(), target.sourcePort);
    if (::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0
        || ::bind(fd.get(), source.data(), source.size()) != 0)
        return failErrno(errno, "use source port " + std::to_string(target.sourcePort));
    return {};
}

} // namespace

void askAgain(const UniqueFd &socket, const ProbeTarget &target)
{
    if (isIcmp(target.protocol)) {
        const auto packet = echoRequest(socket.get(), !target.ip.isV4());
        ::send(socket.get(), packet.data(), packet.size(), MSG_NOSIGNAL);
    } else if (target.protocol == Protocol::Udp) {
        ::send(socket.get(), kQuestion.data(), kQuestion.size(), MSG_NOSIGNAL);
    }
}

namespace {

/// The next of our own range of source ports, below what the kernel and NodePorts use: one that this process
/// has not used before, until all have been. Otherwise a connection that was let through earlier could answer
/// for a policy that changed since.
std::uint16_t freshPort()
{
    constexpr std::uint32_t kFirst = 20'000;
    constexpr std::uint32_t kCount = 10'000;
    static std::uint32_t next = static_cast<std::uint32_t>(::getpid()) * 7919U;
    return static_cast<std::uint16_t>(kFirst + next++ % kCount);
}

Status bindFresh(const UniqueFd &fd, ProbeTarget target)
{
    Status bound;
    for (int tries = 0; tries < 1000; ++tries) {
        target.sourcePort = freshPort();
        if (bound = bindSource(fd, target); bound)
            return bound;
    }
    return bound;
}

} // namespace

Result<UniqueFd> openProbe(const ProbeTarget &target)
{
    auto fd = newSocket(target);
    if (!fd)
        return failErrno(errno, "create a " + toString(target.protocol) + " socket");
    if (target.protocol == Protocol::Tcp) {
        // A reset ends a finished probe: neither side keeps a connection in TIME-WAIT.
        const linger abort{1, 0};
        ::setsockopt(fd.get(), SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    }
    if (!isIcmp(target.protocol)) {
        auto bound = target.sourcePort != 0 ? bindSource(fd, target) : bindFresh(fd, target);
        if (!bound)
            return Failure{std::move(bound).error()};
    }
    const SocketAddress to(target.ip, isIcmp(target.protocol) ? std::uint16_t{0} : target.port);
    if (::connect(fd.get(), to.data(), to.size()) != 0 && errno != EINPROGRESS)
        return failErrno(errno, "connect to " + target.ip.toString());
    askAgain(fd, target);
    return fd;
}

bool isEchoReply(const UniqueFd &socket, const ProbeTarget &target, std::string_view packet)
{
    const bool isV6 = !target.ip.isV4();
    if (!isV6 && !packet.empty()) // a raw IPv4 socket delivers the IP header too
        packet.remove_prefix(
            std::min<std::size_t>(packet.size(), (static_cast<unsigned char>(packet[0]) & 0xFU) * 4U));
    const auto question = echoRequest(socket.get(), isV6);
    return packet.size() >= question.size()
        && static_cast<unsigned char>(packet[0]) == (isV6 ? kEchoReplyV6 : kEchoReply)
        && packet.substr(4, question.size() - 4) == std::string_view(question).substr(4);
}

} // namespace podloom
