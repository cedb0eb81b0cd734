// agentd/wire/netlink_socket.h: one netlink message out, its answer or its dump in. Private to this folder.
#pragma once

#include "agentd/wire/mac_address.h"
#include "core/base/result.h"
#include "core/net/address.h"

#include <netlink/msg.h>
#include <netlink/socket.h>

#include <functional>
#include <memory>
#include <string>

namespace podloom {

/// A message being written: the header of a family, then attributes.
class NetlinkMessage {
public:
    NetlinkMessage(int type, int flags);

    /// Appends the fixed header that the family puts before its attributes, and returns it for filling in.
    template <class Header>
    Header *header()
    {
        auto *room = static_cast<Header *>(nlmsg_reserve(m_message.get(), sizeof(Header), NLMSG_ALIGNTO));
        *room = Header{};
        return room;
    }

    NetlinkMessage &put(int type, const void *data, std::size_t size);
    NetlinkMessage &put(int type, const std::string &text); ///< with its final zero
    NetlinkMessage &put(int type, const MacAddress &mac);
    NetlinkMessage &put(int type, IpAddress address); ///< 4 or 16 bytes
    NetlinkMessage &putU8(int type, std::uint8_t value);
    NetlinkMessage &putU32(int type, std::uint32_t value);
    NetlinkMessage &putBig16(int type, std::uint16_t value); ///< in network order
    NetlinkMessage &putBig32(int type, std::uint32_t value);
    /// Attributes that `fill` writes become the inside of one of `type`.
    NetlinkMessage &nest(int type, const std::function<void(NetlinkMessage &)> &fill);

    nl_msg *raw() const { return m_message.get(); }

private:
    struct Free {
        void operator()(nl_msg *message) const { nlmsg_free(message); }
    };
    std::unique_ptr<nl_msg, Free> m_message;
};

/// The attributes of a received message or of a nested attribute, by number.
class NetlinkAttributes {
public:
    /// Of a message whose family header is `headerSize` bytes.
    NetlinkAttributes(const nlmsghdr *message, std::size_t headerSize);
    explicit NetlinkAttributes(const nlattr *nested);

    const nlattr *operator[](int type) const;
    std::string text(int type) const;
    std::uint32_t u32(int type, std::uint32_t fallback = 0) const;
    std::uint16_t big16(int type) const; ///< 0 when it is not there
    std::optional<IpAddress> address(int type) const;
    std::optional<MacAddress> mac(int type) const;

private:
    static constexpr int kMax = 72;
    void parse(const nlattr *first, int size);
    std::array<const nlattr *, kMax + 1> m_byType{};
};

/// A socket of one netlink family, in the namespace of the thread that opened it.
class NetlinkSocket {
public:
    /// Errors: PermissionDenied, Unsupported (the kernel lacks the family), Io.
    static Result<NetlinkSocket> open(int protocol);

    /// Sends `message` and waits for the kernel's verdict; its words are part of the error's text.
    Status request(NetlinkMessage &message, const std::string &doing);
    /// Sends `message`, which asks for a listing, and calls `each` for every answer. A listing that the
    /// kernel marks as torn by a change is asked for again. `clear` empties what was collected until then.
    Status dump(NetlinkMessage &message, const std::string &doing, const std::function<void()> &clear,
                const std::function<void(const nlmsghdr *)> &each);
    /// Sends `message`, which asks for one object, and calls `each` with it.
    Status get(NetlinkMessage &message, const std::string &doing,
               const std::function<void(const nlmsghdr *)> &each);

    /// Hears the notifications of a multicast group from now on. Errors: Io.
    Status join(int group);
    int fd() const;
    /// Reads what is there (blocking), message by message. Errors: Unavailable (some were lost), Io.
    Status receive(const std::function<void(const nlmsghdr *)> &each);

private:
    struct Free {
        void operator()(nl_sock *socket) const { nl_socket_free(socket); }
    };
    explicit NetlinkSocket(nl_sock *socket) : m_socket(socket) {}

    Result<std::uint32_t> send(NetlinkMessage &message, int flags, const std::string &doing);
    enum class End { Done, Torn };
    Result<End> answers(std::uint32_t sequence, const std::string &doing, bool isDump,
                        const std::function<void(const nlmsghdr *)> &each);

    std::unique_ptr<nl_sock, Free> m_socket;
};

} // namespace podloom
