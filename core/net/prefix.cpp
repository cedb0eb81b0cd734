#include "core/net/prefix.h"

#include "core/base/text.h"

namespace podloom {

namespace {

Uint128 maskOf(Family family, int length)
{
    const int hostBits = bitsOf(family) - length;
    const auto ones = ~Uint128{};
    const auto familyOnes = family == Family::V4 ? Uint128{0, 0xFFFFFFFFU} : ones;
    return (ones << hostBits) & familyOnes;
}

Failure syntaxError(std::string_view text)
{
    return fail(Errc::InvalidArgument, "cidr-syntax",
                "\"%1\" is not a network in CIDR notation, e.g. 10.48.0.0/16 or fd00:48::/48",
                {std::string(text)});
}

struct AddressAndLength {
    IpAddress address;
    int length;
};

Result<AddressAndLength> parseParts(std::string_view text)
{
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return syntaxError(text);
    const auto address = IpAddress::parse(text.substr(0, slash));
    if (!address)
        return syntaxError(text);
    const auto length =
        parseUnsigned(text.substr(slash + 1), static_cast<std::uint64_t>(bitsOf(address->family())));
    if (!length)
        return syntaxError(text);
    return AddressAndLength{*address, static_cast<int>(*length)};
}

} // namespace

Prefix Prefix::of(IpAddress address, int length)
{
    return Prefix(IpAddress::from(address.family(), address.bits() & maskOf(address.family(), length)),
                  length);
}

Prefix Prefix::all(Family family)
{
    return Prefix(IpAddress::from(family, {}), 0);
}

Result<Prefix> Prefix::parse(std::string_view text)
{
    const auto parts = parseParts(text);
    if (!parts)
        return Failure{parts.error()};
    const auto network = of(parts->address, parts->length);
    if (network.address() != parts->address)
        return fail(Errc::InvalidArgument, "cidr-host-bits", "%1 has bits set behind /%2; the network is %3",
                    {std::string(text), std::to_string(parts->length), network.toString()});
    return network;
}

IpAddress Prefix::last() const
{
    const auto familyOnes = maskOf(family(), bitsOf(family()));
    return IpAddress::from(family(), m_address.bits() | (~maskOf(family(), m_length) & familyOnes));
}

Uint128 Prefix::size() const
{
    const int hostBits = bitsOf(family()) - m_length;
    return hostBits >= 128 ? ~Uint128{} : Uint128{0, 1} << hostBits;
}

bool Prefix::contains(IpAddress address) const
{
    return address.family() == family() && (address.bits() & maskOf(family(), m_length)) == m_address.bits();
}

bool Prefix::contains(const Prefix &other) const
{
    return other.m_length >= m_length && contains(other.m_address);
}

Prefix Prefix::half(int bit) const
{
    const auto step = Uint128{0, static_cast<std::uint64_t>(bit)} << (bitsOf(family()) - m_length - 1);
    return Prefix(m_address.plus(step), m_length + 1);
}

std::string Prefix::toString() const
{
    return m_address.toString() + '/' + std::to_string(m_length);
}

Result<InterfaceAddress> InterfaceAddress::parse(std::string_view text)
{
    if (const auto bare = IpAddress::parse(text))
        return InterfaceAddress{*bare, bitsOf(bare->family())};
    const auto parts = parseParts(text);
    if (!parts)
        return Failure{parts.error()};
    return InterfaceAddress{parts->address, parts->length};
}

std::string InterfaceAddress::toString() const
{
    return address.toString() + '/' + std::to_string(prefixLength);
}

} // namespace podloom
