// agentd/pod/socket_address.h: IpAddress and port as the socket calls want them.
#pragma once

#include "core/net/address.h"

#include <netinet/in.h>
#include <sys/socket.h>

namespace podloom {

/// An address of either family for bind, connect and the like.
class SocketAddress {
public:
    SocketAddress() = default;
    SocketAddress(IpAddress ip, std::uint16_t port);
    /// Any address of the family.
    static SocketAddress any(Family family, std::uint16_t port);

    const sockaddr *data() const { return reinterpret_cast<const sockaddr *>(&m_storage); }
    sockaddr *data() { return reinterpret_cast<sockaddr *>(&m_storage); }
    socklen_t size() const { return m_size; }
    /// For calls that write an address: room for both families, and the size that they set.
    socklen_t *sizeToFill();
    /// An IPv4 address that came over an IPv6 socket is IPv4 again.
    IpAddress ip() const;

private:
    sockaddr_storage m_storage{};
    socklen_t m_size = sizeof(sockaddr_storage);
};

} // namespace podloom
