#include "agentd/wire/netlink_socket.h"

#include "core/os/errno_error.h"
#include "core/os/unique_fd.h"

#include <netlink/attr.h>
#include <netlink/netlink.h>

#include <linux/netlink.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace podloom {

namespace {

constexpr std::size_t kBufferBytes = 65536; ///< the kernel cuts its listings into 32 KiB

/// What the kernel says in words behind the error number (NETLINK_EXT_ACK), in brackets.
std::string kernelWords(const nlmsghdr *message)
{
    if (!(message->nlmsg_flags & NLM_F_ACK_TLVS))
        return {};
    const auto *error = static_cast<const nlmsgerr *>(nlmsg_data(message));
    std::size_t offset = sizeof(nlmsgerr);
    if (!(message->nlmsg_flags & NLM_F_CAPPED))
        offset += error->msg.nlmsg_len - sizeof(nlmsghdr);
    if (offset >= static_cast<std::size_t>(nlmsg_datalen(message)))
        return {};
    const auto *first =
        reinterpret_cast<const nlattr *>(static_cast<const char *>(nlmsg_data(message)) + offset);
    const auto *words = nla_find(first, nlmsg_datalen(message) - static_cast<int>(offset), NLMSGERR_ATTR_MSG);
    return words ? " (" + std::string(static_cast<const char *>(nla_data(words))) + ")" : std::string();
}

} // namespace

NetlinkMessage::NetlinkMessage(int type, int flags) : m_message(nlmsg_alloc_simple(type, flags)) {}

NetlinkMessage &NetlinkMessage::put(int type, const void *data, std::size_t size)
{
    nla_put(m_message.get(), type, static_cast<int>(size), data);
    return *this;
}

NetlinkMessage &NetlinkMessage::put(int type, const std::string &text)
{
    return put(type, text.c_str(), text.size() + 1);
}

NetlinkMessage &NetlinkMessage::put(int type, const MacAddress &mac)
{
    return put(type, mac.bytes.data(), mac.bytes.size());
}

NetlinkMessage &NetlinkMessage::put(int type, IpAddress address)
{
    return put(type, address.toBytes().data(), address.isV4() ? 4 : 16);
}

NetlinkMessage &NetlinkMessage::putU8(int type, std::uint8_t value)
{
    return put(type, &value, sizeof value);
}

NetlinkMessage &NetlinkMessage::putU32(int type, std::uint32_t value)
{
    return put(type, &value, sizeof value);
}

NetlinkMessage &NetlinkMessage::putBig16(int type, std::uint16_t value)
{
    const std::array<std::uint8_t, 2> bytes{static_cast<std::uint8_t>(value >> 8U),
                                            static_cast<std::uint8_t>(value)};
    return put(type, bytes.data(), bytes.size());
}

NetlinkMessage &NetlinkMessage::putBig32(int type, std::uint32_t value)
{
    const std::array<std::uint8_t, 4> bytes{
        static_cast<std::uint8_t>(value >> 24U), static_cast<std::uint8_t>(value >> 16U),
        static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value)};
    return put(type, bytes.data(), bytes.size());
}

NetlinkMessage &NetlinkMessage::nest(int type, const std::function<void(NetlinkMessage &)> &fill)
{
    auto *start = nla_nest_start(m_message.get(), type);
    fill(*this);
    // libnl's nla_nest_end() drops an empty nest; some kernel types are told by one.
    start->nla_len = static_cast<std::uint16_t>(static_cast<const char *>(nlmsg_tail(nlmsg_hdr(raw())))
                                                - reinterpret_cast<const char *>(start));
    return *this;
}

NetlinkAttributes::NetlinkAttributes(const nlmsghdr *message, std::size_t headerSize)
{
    const auto size = static_cast<int>(headerSize);
    parse(nlmsg_attrdata(message, size), nlmsg_attrlen(message, size));
}

NetlinkAttributes::NetlinkAttributes(const nlattr *nested)
{
    if (nested)
        parse(static_cast<const nlattr *>(nla_data(nested)), nla_len(nested));
}

void NetlinkAttributes::parse(const nlattr *first, int size)
{
    for (const auto *each = first; nla_ok(each, size); each = nla_next(each, &size)) {
        if (nla_type(each) <= kMax)
            m_byType[static_cast<std::size_t>(nla_type(each))] = each;
    }
}

const nlattr *NetlinkAttributes::operator[](int type) const
{
    return m_byType[static_cast<std::size_t>(type)];
}

std::string NetlinkAttributes::text(int type) const
{
    const auto *found = (*this)[type];
    if (!found)
        return {};
    const auto *begin = static_cast<const char *>(nla_data(found));
    return {begin, ::strnlen(begin, static_cast<std::size_t>(nla_len(found)))};
}

std::uint32_t NetlinkAttributes::u32(int type, std::uint32_t fallback) const
{
    const auto *found = (*this)[type];
    return found && nla_len(found) >= 4 ? nla_get_u32(found) : fallback;
}

std::uint16_t NetlinkAttributes::big16(int type) const
{
    const auto *found = (*this)[type];
    if (!found || nla_len(found) < 2)
        return 0;
    const auto *bytes = static_cast<const std::uint8_t *>(nla_data(found));
    return static_cast<std::uint16_t>((bytes[0] << 8U) | bytes[1]);
}

std::optional<IpAddress> NetlinkAttributes::address(int type) const
{
    const auto *found = (*this)[type];
    if (!found)
        return std::nullopt;
    return IpAddress::fromBytes(static_cast<const std::uint8_t *>(nla_data(found)),
                                static_cast<std::size_t>(nla_len(found)));
}

std::optional<MacAddress> NetlinkAttributes::mac(int type) const
{
    const auto *found = (*this)[type];
    MacAddress mac;
    if (!found || nla_len(found) != static_cast<int>(mac.bytes.size()))
        return std::nullopt;
    std::memcpy(mac.bytes.data(), nla_data(found), mac.bytes.size());
    return mac;
}

Result<NetlinkSocket> NetlinkSocket::open(int protocol)
{
    NetlinkSocket socket(nl_socket_alloc());
    // nl_connect() hides the reason in codes of its own; a plain socket first tells it.
    const UniqueFd probe(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
    if (!probe || !socket.m_socket)
        return failErrno(errno, "open a netlink socket");
    if (nl_connect(socket.m_socket.get(), protocol) < 0)
        return failErrno(EIO, "open a netlink socket");
    const int on = 1;
    ::setsockopt(socket.fd(), SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
    ::setsockopt(socket.fd(), SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    ::setsockopt(socket.fd(), SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on);
    const int bytes = 4 * 1024 * 1024;
    ::setsockopt(socket.fd(), SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes);
    return socket;
}

int NetlinkSocket::fd() const
{
    return nl_socket_get_fd(m_socket.get());
}

Status NetlinkSocket::join(int group)
{
    if (nl_socket_add_membership(m_socket.get(), group) < 0)
        return failErrno(EIO, "listen to the kernel's notifications");
    return {};
}

Result<std::uint32_t> NetlinkSocket::send(NetlinkMessage &message, int flags, const std::string &doing)
{
    auto *header = nlmsg_hdr(message.raw());
    header->nlmsg_flags = static_cast<std::uint16_t>(header->nlmsg_flags | NLM_F_REQUEST | flags);
    header->nlmsg_seq = nl_socket_use_seq(m_socket.get());
    header->nlmsg_pid = nl_socket_get_local_port(m_socket.get());
    sockaddr_nl kernel{};
    kernel.nl_family = AF_NETLINK;
    ssize_t sent = 0;
    do {
        sent = ::sendto(fd(), header, header->nlmsg_len, 0, reinterpret_cast<const sockaddr *>(&kernel),
                        sizeof kernel);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return failErrno(errno, doing);
    return header->nlmsg_seq;
}

Status NetlinkSocket::receive(const std::function<void(const nlmsghdr *)> &each)
{
    alignas(nlmsghdr) std::array<char, kBufferBytes> buffer; // NOLINT: filled by recv()
    ssize_t size = 0;
    do {
        size = ::recv(fd(), buffer.data(), buffer.size(), 0);
    } while (size < 0 && errno == EINTR);
    if (size < 0 && errno == ENOBUFS)
        return fail(Errc::Unavailable, "notifications-lost", "the kernel dropped notifications");
    if (size < 0)
        return failErrno(errno, "receive from the kernel");
    auto left = static_cast<int>(size);
    for (auto *message = reinterpret_cast<nlmsghdr *>(buffer.data()); nlmsg_ok(message, left);
         message = nlmsg_next(message, &left))
        each(message);
    return {};
}

Result<NetlinkSocket::End> NetlinkSocket::answers(std::uint32_t sequence, const std::string &doing,
                                                  bool isDump,
                                                  const std::function<void(const nlmsghdr *)> &each)
{
    bool isTorn = false;
    bool isDone = false;
    Status verdict;
    while (!isDone) {
        auto received = receive([&](const nlmsghdr *message) {
            if (message->nlmsg_seq != sequence || isDone)
                return;
            isTorn = isTorn || (message->nlmsg_flags & NLM_F_DUMP_INTR);
            if (message->nlmsg_type != NLMSG_DONE && message->nlmsg_type != NLMSG_ERROR)
                return each(message);
            // Both carry an error number first; a listing ends with DONE, everything else with ERROR (0:
            // ack).
            isDone = isDump || message->nlmsg_type == NLMSG_ERROR;
            const auto size = static_cast<std::size_t>(nlmsg_datalen(message));
            const int error = size >= sizeof(int) ? *static_cast<const int *>(nlmsg_data(message)) : 0;
            if (error < 0)
                verdict = failErrno(-error,
                                    doing + (message->nlmsg_type == NLMSG_ERROR ? kernelWords(message) : ""));
        });
        if (!received)
            return wrap(std::move(received).error(), doing);
    }
    if (!verdict)
        return Failure{std::move(verdict).error()};
    return isTorn ? End::Torn : End::Done;
}

Status NetlinkSocket::request(NetlinkMessage &message, const std::string &doing)
{
    return get(message, doing, [](const nlmsghdr *) {});
}

Status NetlinkSocket::get(NetlinkMessage &message, const std::string &doing,
                          const std::function<void(const nlmsghdr *)> &each)
{
    auto sequence = send(message, NLM_F_ACK, doing);
    if (!sequence)
        return Failure{std::move(sequence).error()};
    auto end = answers(*sequence, doing, false, each);
    if (!end)
        return Failure{std::move(end).error()};
    return {};
}

Status NetlinkSocket::dump(NetlinkMessage &message, const std::string &doing,
                           const std::function<void()> &clear,
                           const std::function<void(const nlmsghdr *)> &each)
{
    constexpr int kTries = 10;
    for (int i = 0; i < kTries; ++i) {
        clear();
        auto sequence = send(message, NLM_F_DUMP, doing);
        if (!sequence)
            return Failure{std::move(sequence).error()};
        auto end = answers(*sequence, doing, true, each);
        if (!end)
            return Failure{std::move(end).error()};
        if (*end == End::Done)
            return {};
    }
    return fail(Errc::Unavailable, "listing-torn", "%1: the kernel's state changed during each of %2 tries",
                {doing, std::to_string(kTries)});
}

} // namespace podloom
