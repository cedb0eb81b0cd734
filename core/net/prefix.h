// core/net/prefix.h: an address prefix (CIDR) whose host bits are zero.
#pragma once

#include "core/net/address.h"

namespace podloom {

/// A network: address and length with all host bits zero. Host bits do not construct.
class Prefix {
public:
    /// `address` with its host bits cleared. Precondition: 0 <= length <= bitsOf(address.family()).
    static Prefix of(IpAddress address, int length);
    /// The prefix of exactly one address: /32 or /128.
    static Prefix host(IpAddress address) { return of(address, bitsOf(address.family())); }
    /// 0.0.0.0/0 or ::/0.
    static Prefix all(Family family);

    /// "ADDRESS/LENGTH".
    /// Errors: InvalidArgument with id "cidr-syntax", or "cidr-host-bits" (its third argument is the network
    /// meant).
    static Result<Prefix> parse(std::string_view text);

    IpAddress address() const { return m_address; }
    int length() const { return m_length; }
    Family family() const { return m_address.family(); }
    IpAddress first() const { return m_address; }
    IpAddress last() const;
    /// Number of addresses, 2^(bits - length); for ::/0 the count does not fit and is returned as 2^128 - 1.
    Uint128 size() const;

    bool contains(IpAddress address) const;
    bool contains(const Prefix &other) const;
    bool overlaps(const Prefix &other) const { return contains(other) || other.contains(*this); }
    /// The half with the next bit 0 or 1. Precondition: not a host prefix.
    Prefix half(int bit) const;

    std::string toString() const;
    auto operator<=>(const Prefix &) const = default; ///< by address, then shorter first

private:
    Prefix(IpAddress address, int length) : m_address(address), m_length(length) {}

    IpAddress m_address;
    int m_length;
};

/// An address on a link together with the length of its network, e.g. 192.168.11.2/24.
struct InterfaceAddress {
    IpAddress address;
    int prefixLength = 32;

    /// "ADDRESS/LENGTH", or a bare address, which is a host. Errors: InvalidArgument, id "cidr-syntax".
    static Result<InterfaceAddress> parse(std::string_view text);
    Prefix network() const { return Prefix::of(address, prefixLength); }
    std::string toString() const;
    auto operator<=>(const InterfaceAddress &) const = default;
};

} // namespace podloom
