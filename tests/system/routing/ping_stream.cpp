#include "tests/system/routing/ping_stream.h"

#include "agentd/wire/netns.h"

#include <arpa/inet.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace podloom::test {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLastAnswers{1000};

/// The head is the same in ICMP and ICMPv6: type, code, checksum, id, sequence; our own number follows.
struct Echo {
    std::uint8_t type = 0;
    std::uint8_t code = 0;
    std::uint16_t checksum = 0;
    std::uint16_t id = 0;
    std::uint16_t sequence = 0;
    std::uint32_t number = 0;
};
static_assert(sizeof(Echo) == 12);

/// RFC 1071; the kernel computes that of ICMPv6.
std::uint16_t checksumOf(const Echo &echo)
{
    std::array<std::uint16_t, sizeof(Echo) / 2> words{};
    std::memcpy(words.data(), &echo, sizeof(Echo));
    std::uint32_t sum = 0;
    for (const auto word : words)
        sum += word;
    while (sum >> 16U)
        sum = (sum & 0xFFFFU) + (sum >> 16U);
    return static_cast<std::uint16_t>(~sum);
}

} // namespace

std::string PingStream::Result::text() const
{
    return std::to_string(lost) + " of " + std::to_string(sent) + " lost, longest gap "
         + std::to_string(longestGap.count()) + " ms";
}

PingStream::PingStream(pid_t from, IpAddress to) : m_to(to)
{
    static std::atomic<std::uint16_t> s_lastId = 0;
    m_id = static_cast<std::uint16_t>(++s_lastId + 0x4000U);
    const auto netns = Netns::ofProcess(from);
    if (!netns) {
        m_trouble = netns.error().text();
        return;
    }
    const auto opened = runInNetns(netns->fd(), [&]() -> Status {
        m_socket.reset(::socket(to.isV4() ? AF_INET : AF_INET6, SOCK_RAW | SOCK_CLOEXEC,
                                to.isV4() ? static_cast<int>(IPPROTO_ICMP) : IPPROTO_ICMPV6));
        return m_socket ? Status() : Status(fail(Errc::Io, "socket", "%1", {std::strerror(errno)}));
    });
    if (!opened) {
        m_trouble = opened.error().text();
        return;
    }
    m_thread = std::thread([this] { run(); });
}

PingStream::~PingStream()
{
    m_isEnding = true;
    if (m_thread.joinable())
        m_thread.join();
}

void PingStream::send(std::uint32_t sequence)
{
    Echo echo;
    echo.type = m_to.isV4() ? ICMP_ECHO : ICMP6_ECHO_REQUEST;
    echo.id = htons(m_id);
    echo.sequence = htons(static_cast<std::uint16_t>(sequence));
    echo.number = sequence;
    m_isAnswered.push_back(false);
    const auto text = m_to.toString();
    if (m_to.isV4()) {
        echo.checksum = checksumOf(echo);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        (void)::inet_pton(AF_INET, text.c_str(), &to.sin_addr);
        (void)::sendto(m_socket.get(), &echo, sizeof echo, MSG_DONTWAIT, reinterpret_cast<sockaddr *>(&to),
                       sizeof to); // one that cannot be sent is lost
    } else {
        sockaddr_in6 to{};
        to.sin6_family = AF_INET6;
        (void)::inet_pton(AF_INET6, text.c_str(), &to.sin6_addr);
        (void)::sendto(m_socket.get(), &echo, sizeof echo, MSG_DONTWAIT, reinterpret_cast<sockaddr *>(&to),
                       sizeof to);
    }
}

void PingStream::receive()
{
    std::array<std::uint8_t, 256> bytes{};
    for (;;) {
        const auto size = ::recv(m_socket.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (size < 0)
            return;
        std::size_t offset = 0;
        if (m_to.isV4())
            offset = std::size_t{bytes[0] & 0x0FU} * 4; // the IP header comes along
        if (static_cast<std::size_t>(size) < offset + sizeof(Echo))
            continue;
        Echo echo;
        std::memcpy(&echo, bytes.data() + offset, sizeof echo);
        const auto wanted = m_to.isV4() ? ICMP_ECHOREPLY : ICMP6_ECHO_REPLY;
        if (echo.type != wanted || echo.id != htons(m_id) || echo.number >= m_isAnswered.size())
            continue;
        m_isAnswered[echo.number] = true;
        m_answeredInRow = echo.number == m_lastAnswered + 1 ? m_answeredInRow + 1 : 1;
        m_lastAnswered = echo.number;
    }
}

void PingStream::run()
{
    std::uint32_t sequence = 0;
    auto next = Clock::now();
    auto end = Clock::time_point::max();
    while (Clock::now() < end) {
        if (end == Clock::time_point::max()) {
            if (m_isEnding)
                end = Clock::now() + kLastAnswers;
            else
                send(sequence++);
        }
        next += kInterval;
        for (auto left = next - Clock::now(); left > Clock::duration::zero(); left = next - Clock::now()) {
            pollfd ready{m_socket.get(), POLLIN, 0};
            const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
            if (::poll(&ready, 1, static_cast<int>(milliseconds)) > 0)
                receive();
        }
    }
}

bool PingStream::flows(std::size_t count, std::chrono::milliseconds patience) const
{
    const auto deadline = Clock::now() + patience;
    const auto first = m_lastAnswered.load();
    while (Clock::now() < deadline) {
        if (m_lastAnswered >= first + count && m_answeredInRow >= count)
            return true;
        std::this_thread::sleep_for(kInterval);
    }
    return false;
}

PingStream::Result PingStream::stop()
{
    m_isEnding = true;
    if (m_thread.joinable())
        m_thread.join();
    Result result;
    std::size_t inRow = 0;
    std::size_t longest = 0;
    for (const bool isAnswered : m_isAnswered) {
        ++result.sent;
        result.lost += isAnswered ? 0 : 1;
        inRow = isAnswered ? 0 : inRow + 1;
        longest = std::max(longest, inRow);
    }
    result.longestGap = kInterval * static_cast<long>(longest);
    return result;
}

} // namespace podloom::test
