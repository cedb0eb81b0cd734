#include "tests/system/enforce/sctp_packet.h"

#include <cstddef>

namespace podloom {

namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kChunk = 20;
constexpr std::size_t kChecksumAt = 8;
constexpr char kInit = 1;
constexpr char kInitAck = 2;
constexpr std::uint32_t kTag = 0x706F646CU;

std::string number(std::uint32_t value, unsigned bytes)
{
    std::string out;
    for (unsigned index = bytes; index > 0; --index)
        out += static_cast<char>(value >> (8U * (index - 1)) & 0xFFU);
    return out;
}

std::uint32_t numberAt(std::string_view bytes, std::size_t at, std::size_t count)
{
    std::uint32_t out = 0;
    for (const char byte : bytes.substr(at, count))
        out = out << 8U | static_cast<unsigned char>(byte);
    return out;
}

/// CRC-32C (RFC 9260, appendix A), in the byte order in which it is sent.
std::string checksumOf(std::string_view bytes)
{
    std::uint32_t crc = ~0U;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? crc >> 1U ^ 0x82F63B78U : crc >> 1U;
    }
    crc = ~crc;
    std::string out;
    for (unsigned index = 0; index < 4; ++index)
        out += static_cast<char>(crc >> (8U * index) & 0xFFU);
    return out;
}

std::string packet(std::uint32_t sourcePort, std::uint32_t port, std::uint32_t tag, char type)
{
    auto out = number(sourcePort, 2) + number(port, 2) + number(tag, 4) + number(0, 4);
    // Tag, window, one stream each way, first sequence number.
    out += type + number(0, 1) + number(kChunk, 2) + number(kTag, 4) + number(65'536, 4) + number(1, 2)
         + number(1, 2) + number(1, 4);
    return out.replace(kChecksumAt, 4, checksumOf(out));
}

bool isOfType(std::string_view bytes, char type)
{
    return bytes.size() >= kHeader + kChunk && bytes[kHeader] == type;
}

} // namespace

std::string sctpInit(std::uint16_t sourcePort, std::uint16_t port)
{
    return packet(sourcePort, port, 0, kInit);
}

std::string sctpInitAck(std::string_view init)
{
    if (!isOfType(init, kInit))
        return {};
    return packet(numberAt(init, 2, 2), numberAt(init, 0, 2), numberAt(init, kHeader + 4, 4), kInitAck);
}

bool isSctpInitAck(std::string_view packet, std::uint16_t sourcePort, std::uint16_t port)
{
    return isOfType(packet, kInitAck) && numberAt(packet, 0, 2) == port
        && numberAt(packet, 2, 2) == sourcePort;
}

std::string_view withoutIpHeader(std::string_view packet, bool isV4)
{
    if (!isV4 || packet.empty())
        return packet;
    const auto size = std::size_t{4} * (static_cast<unsigned char>(packet[0]) & 0x0FU);
    return size > packet.size() ? std::string_view() : packet.substr(size);
}

} // namespace podloom
