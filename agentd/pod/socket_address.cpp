#include "agentd/pod/socket_address.h"

#include <cstring>

namespace podloom {

SocketAddress::SocketAddress(IpAddress ip, std::uint16_t port)
{
    const auto bytes = ip.toBytes();
    if (ip.isV4()) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        std::memcpy(&address.sin_addr, bytes.data(), 4);
        std::memcpy(&m_storage, &address, sizeof address);
        m_size = sizeof address;
    } else {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(port);
        std::memcpy(&address.sin6_addr, bytes.data(), 16);
        std::memcpy(&m_storage, &address, sizeof address);
        m_size = sizeof address;
    }
}

SocketAddress SocketAddress::any(Family family, std::uint16_t port)
{
    return {IpAddress::from(family, {}), port};
}

socklen_t *SocketAddress::sizeToFill()
{
    m_size = sizeof m_storage;
    return &m_size;
}

IpAddress SocketAddress::ip() const
{
    if (m_storage.ss_family == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, &m_storage, sizeof address);
        return IpAddress::v4(ntohl(address.sin_addr.s_addr));
    }
    sockaddr_in6 address{};
    std::memcpy(&address, &m_storage, sizeof address);
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(&address.sin6_addr);
    const bool isMapped = IN6_IS_ADDR_V4MAPPED(&address.sin6_addr);
    return isMapped ? *IpAddress::fromBytes(bytes + 12, 4) : *IpAddress::fromBytes(bytes, 16);
}

} // namespace podloom
