// tests/system/enforce/sctp_packet.h: the first two packets of an SCTP association, for kernels whose packet
// filter knows SCTP and whose sockets do not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace podloom {

/// An INIT with its checksum; what a raw socket sends.
std::string sctpInit(std::uint16_t sourcePort, std::uint16_t port);
/// The INIT ACK for an INIT without IP header; empty for everything else.
std::string sctpInitAck(std::string_view packet);
/// Whether the packet without IP header is the INIT ACK for sctpInit(sourcePort, port).
bool isSctpInitAck(std::string_view packet, std::uint16_t sourcePort, std::uint16_t port);
/// What raw sockets of IPv4 put in front is taken away.
std::string_view withoutIpHeader(std::string_view packet, bool isV4);

} // namespace podloom
